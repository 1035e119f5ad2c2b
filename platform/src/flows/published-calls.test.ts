import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const file = new URL('published-calls.json', import.meta.url);
const stand = withPlatform('flow-service-calls');
const BASE = '/data/foundation/flowservice';
/** Operations of the published reference. */
const OPERATIONS = 45;

/** A dataflow something has passed in: its window is a run as soon as monitoring has reported it. */
async function busyFlow(): Promise<string> {
  const { api, programme } = stand;
  const body = { identityMap: { email: [{ id: 'a@example.com', primary: true }] }, loyalty: { tier: 'gold' } };
  const headers = { 'content-type': 'application/json' };
  await fetch(programme.profileInlet, { method: 'POST', headers, body: JSON.stringify(body) });
  const { items } = await api.call<{ items: { id: string }[] }>('GET', `${BASE}/flows?property=name==Members`);
  return items[0]!.id;
}

describe('every published call of Flow Service', () => {
  it('is walked', () => {
    const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly call: string }[];
    const operations = calls.map(({ call }) => call.replace(/\?.*$/, '').replaceAll(/\{[A-Z_]+\}\/?/g, ':'));
    expect(new Set(operations).size).toBe(OPERATIONS);
  });

  it('gets the published kind of answer', async () => {
    const { api, platform } = stand;
    const SCHEMA_ID = await schema(api, 'Published calls', [
      'https://ns.adobe.com/xdm/context/profile',
      'https://ns.adobe.com/xdm/context/identitymap',
    ]);
    const [ref] = await api.call<string[]>('POST', '/data/foundation/catalog/dataSets', {
      name: 'Published calls',
      schemaRef: { id: SCHEMA_ID, contentType: 'application/vnd.adobe.xed+json;version=1' },
    });
    const mapping = await api.call<{ id: string }>('POST', '/data/foundation/conversion/mappingSets', {
      outputSchema: { schemaRef: { id: SCHEMA_ID, contentType: 'application/vnd.adobe.xed-full+json;version=1' } },
      mappings: [{ sourceType: 'ATTRIBUTE', source: 'id', destination: '_id' }],
    });
    await walkPublishedCalls(file, {
      base: platform.url + BASE,
      headers: api.headers,
      known: {
        SCHEMA_ID,
        DATASET: ref!.split('/').at(-1)!,
        MAPPING: mapping.id,
        CAPILLARY: '6360f136-5980-4111-8bdf-15d29eab3b5a',
        CAPILLARY_FLOW: '6499120c-0b15-42dc-936e-847ea3c24d72',
        RUN_FLOW: await busyFlow(),
      },
    });
  });
});
