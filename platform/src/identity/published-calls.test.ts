import { describe, expect, it } from 'vitest';
import { readPublishedCalls, walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const calls = readPublishedCalls(new URL('published-calls.json', import.meta.url));
const stand = withPlatform('identity-published-calls');

interface Graph {
  readonly identities: readonly { readonly namespace: string; readonly id: string }[];
  readonly links: readonly {
    readonly causes: readonly { readonly datasetId: string; readonly firstRecord: string }[];
  }[];
  readonly removedLinks: readonly { readonly removed: string }[];
}

const GRAPH = '/meniscus/v1/identity/graph?namespace=Email&id=linked%40example.com';

/** Sends a profile with identities and waits until it is processed. */
async function send(identityMap: Record<string, { id: string }[]>): Promise<void> {
  const response = await fetch(`${stand.programme.profileInlet}?syncValidation=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      header: { datasetId: stand.programme.profileDataset },
      body: { xdmEntity: { identityMap, loyalty: { tier: 'gold' } } },
    }),
  });
  expect(response.status, await response.text()).toBe(200);
}

describe('Identity Service on the real process', () => {
  it('gives every published call the published kind of answer', async () => {
    await send({
      Email: [{ id: 'linked@example.com' }, { id: 'second@example.com' }],
      Phone: [{ id: '+351910000001' }],
    });
    const { xid } = await stand.api.call<{ xid: string }>(
      'GET',
      '/data/core/identity/identity?namespace=Email&id=linked%40example.com',
    );
    await walkPublishedCalls(stand, '/data/core', calls, { XID: xid });
  });
});
