import { describe, expect, it } from 'vitest';
import { withPlatform } from '../../../../../tools/harness/with-platform.ts';

const stand = withPlatform('connect-plus');

const PATH = '/meniscus/v1/sources/capillary/connect-plus';
const SPEC = '6360f136-5980-4111-8bdf-15d29eab3b5a';

const values = (connectionId: string) =>
  fetch(`${stand.api.url}${PATH}?connectionId=${connectionId}`, { headers: stand.api.headers });

describe('the values of the integration template', () => {
  it('are those of the connection, with its secret', async () => {
    const params = { clientId: 'circle', clientSecret: 'a secret of the circle' };
    const { id } = await stand.api.call<{ id: string }>('POST', '/data/foundation/flowservice/connections', {
      name: 'Circle',
      connectionSpec: { id: SPEC, version: '1.0' },
      auth: { specName: 'OAuth generic-rest-connector', params },
    });
    const answer = await values(id);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      orgId: stand.api.headers['x-gw-ims-org-id'],
      sandboxName: 'prod',
      apiKey: 'circle',
      clientId: 'circle',
      clientSecret: 'a secret of the circle',
      scope: 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session',
      grantType: 'client_credentials',
      authUrl: `${stand.api.url}/ims/token/v3`,
    });
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
      expect((await values(connectionId)).status, connectionId).toBe(status);
  });
});
