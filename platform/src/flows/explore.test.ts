import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../kernel/index.ts';
import { exploreSource } from './explore.ts';
import { base, CAPILLARY, call, create, FILES, freshStand, HTTP_API, refusal, stand } from './test-stand.ts';

beforeEach(freshStand);
afterEach(() => stand.tables.close());

const files = (password: string) =>
  create('Connection', {
    name: 'files',
    connectionSpec: { id: FILES.id },
    auth: { specName: 'Key', params: { host: 'h', password } },
  });
const explore = async (id: string, query: Record<string, string> = {}) =>
  (await call('exploreConnection', id, { query })).body as unknown;

describe('explore (page "Explore your data systems")', () => {
  it('lists the root, then the fields and first rows of a file, in either spelling of its parameters', async () => {
    const id = await files('right');
    expect(await explore(id, { objectType: 'ROOT' })).toEqual([
      { type: 'file', name: 'a.csv', path: '/a.csv', canPreview: true, canFetchSchema: true },
    ]);
    expect(await explore(id, { objectType: 'file', object: '/a.csv', FileType: 'Delimited', preview: 'true' })).toEqual(
      {
        format: 'flat',
        schema: { columns: [{ name: '/a.csv:delimited', type: 'string' }] },
        data: [{ Id: '1' }],
      },
    );
  });

  it('tells what the source said, and never the secret', async () => {
    const id = await files('wrong-password');
    const error = (await explore(id).catch((thrown: unknown) => thrown)) as Problem;
    expect(error.body).toMatchObject({
      detail: 'the source refused: the password is wrong',
      phrase: { code: 'flows-source-refused', values: { detail: { code: 'stand-password' } } },
    });
    expect(JSON.stringify(error.body)).not.toContain('wrong-password');
    expect((await call('testConnection', id)).body).toEqual({ result: false });
    expect((await call('testConnection', await files('right'))).body).toEqual({ result: true });
  });

  it('makes no connection the source does not let in, where that is asked for', async () => {
    const made = (password: string, query: Record<string, string>) => {
      const auth = { specName: 'Key', params: { host: 'h', password } };
      return call('createConnection', undefined, {
        body: { name: 'f', connectionSpec: { id: FILES.id }, auth },
        query,
      });
    };
    const before = (await call('listConnections')).body as { items: unknown[] };
    const error = (await made('wrong', { verify: 'true' }).catch((thrown: unknown) => thrown)) as Problem;
    expect(error.body).toMatchObject({ detail: 'the source refused: the password is wrong' });
    expect((await call('listConnections')).body).toEqual(before);
    expect(await refusal(made('wrong', { verify: 'maybe' }))).toBe('1453-400');
    for (const query of [{ verify: 'false' }, {}, { verify: 'true', mode: 'draft' }] as Record<string, string>[])
      expect((await made('wrong', query)).status).toBe(201);
    expect((await made('right', { verify: 'true' })).status).toBe(201);
  });

  it('gives up on a source that does not answer', async () => {
    const silent = { ...FILES, explorer: { type: 'FileSystem' as const, explore: () => new Promise<never>(() => {}) } };
    const request = { objectType: 'root' as const, preview: false, options: {} };
    expect(await refusal(exploreSource(silent, request, {}, 5))).toBe('1104-504');
  });

  it('shows of a source that sends what it is documented to send', async () => {
    const id = await base();
    const tables = (await explore(id)) as { name: string }[];
    expect(tables.map(({ name }) => name)).toContain('A member with balance and tier');
    expect(await explore(id, { object: 'A member with balance and tier', preview: 'true' })).toMatchObject({
      format: 'hierarchical',
      schema: { columns: expect.arrayContaining([{ name: 'loyalty.tier', type: 'string' }]) },
      data: [{ loyalty: expect.anything() }],
    });
    const spec = (await call('exploreConnectionSpec', CAPILLARY.id)).body as { items: { columnName: string }[] };
    expect(spec.items.map(({ columnName }) => columnName)).toEqual(expect.arrayContaining(['loyalty.tier', '_id']));
    const configs = (await call('getConnectionConfigs', id)).body as { items: unknown[] };
    expect(configs.items).toContainEqual(
      expect.objectContaining({ columnName: 'clientSecret', columnType: 'string', format: 'password' }),
    );
    expect((await call('getConnectionSpecConfigs', HTTP_API.id)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ columnName: 'authenticationRequired' })]),
    });
    expect(await refusal(call('exploreConnectionSpec', HTTP_API.id))).toBe('1100-400');
  });
});
