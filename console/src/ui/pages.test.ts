import type { Client } from '@meniscus/client';
import { describe, expect, it } from 'vitest';
import { everyDataset } from './datasets.ts';
import { everyItem } from './flow-service-pages.ts';

describe('lists that are read whole', () => {
  it('of Flow Service follow the link to the next page, whatever is in its token', async () => {
    const token = 'MTAwMC5h+/=&';
    const href = `/flows?limit=1000&${new URLSearchParams({ continuationToken: token })}`;
    const asked: (string | undefined)[] = [];
    const items = await everyItem(async (continuationToken) => {
      asked.push(continuationToken);
      return continuationToken === undefined
        ? { items: [{ id: 'a' }, { id: 'b' }], _links: { next: { href } } }
        : { items: [{ id: 'c' }], _links: {} };
    });
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([undefined, token]);
  });

  it.each([0, 99, 100, 101, 200, 1000])('of Catalog end with the page that is not full: %i datasets', async (count) => {
    const all = Array.from({ length: count }, (_, index) => [`id-${index}`, { name: `Dataset ${index}` }]);
    const call = async (_: string, { query: { limit, start } }: { query: { limit: number; start: number } }) =>
      Object.fromEntries(all.slice(start, start + limit));
    const found = await everyDataset({ call } as unknown as Client, 'name');
    expect(found).toEqual(all);
  });
});
