import { describe, expect, it } from 'vitest';
import { withPlatform } from '../../../../../tools/harness/with-platform.ts';

const stand = withPlatform('connect-plus');

const PATH = '/meniscus/v1/sources/capillary/connect-plus';
const SPEC = '6360f136-5980-4111-8bdf-15d29eab3b5a';

const values = (connectionId: string, part = '') =>
  fetch(`${stand.api.url}${PATH}${part}?connectionId=${connectionId}`, { headers: stand.api.headers });

/** How often the audit log says that a secret was read, and how many events it has. */
async function noted(): Promise<{ secrets: number; all: number }> {
  const { _embedded } = await stand.api.call<{ _embedded: { events: readonly { assetType: string }[] } }>(
    'GET',
    '/data/foundation/audit/events?limit=100',
  );
  const secrets = _embedded.events.filter(({ assetType }) => assetType === 'Connect Plus Secret');
  return { secrets: secrets.length, all: _embedded.events.length };
}

describe('the values of the integration template', () => {
  it('are those of the connection; that its secret was read is in the audit log, and nothing of the others', async () => {
    const params = { clientId: 'circle', clientSecret: 'a secret of the circle' };
    const { id } = await stand.api.call<{ id: string }>('POST', '/data/foundation/flowservice/connections', {
      name: 'Circle',
      connectionSpec: { id: SPEC, version: '1.0' },
      auth: { specName: 'OAuth generic-rest-connector', params },
    });
    const before = await noted();
    const answer = await values(id);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      orgId: stand.api.headers['x-gw-ims-org-id'],
      sandboxName: 'prod',
      apiKey: 'circle',
      clientId: 'circle',
      scope: 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session',
      grantType: 'client_credentials',
      authUrl: `${stand.api.url}/ims/token/v3`,
    });
    expect(await noted()).toEqual(before);
    expect(await (await values(id, '/secret')).json()).toEqual({ clientSecret: 'a secret of the circle' });
    expect(await noted()).toEqual({ secrets: 1, all: before.all + 1 });
  });

  it('are refused for a connection that is not there, that signs in otherwise, or is not named', async () => {
    const { id } = await stand.api.call<{ id: string }>('POST', '/data/foundation/flowservice/connections', {
      name: 'Raw messages',
      connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' },
      auth: { specName: 'Streaming Connection', params: { dataType: 'raw', sourceId: 'raw', name: 'Raw messages' } },
    });
    for (const [connectionId, status] of [
      ['no-such-connection', 404],
      [id, 404],
      ['', 400],
    ] as const)
      for (const part of ['', '/secret']) expect((await values(connectionId, part)).status, connectionId).toBe(status);
  });
});
