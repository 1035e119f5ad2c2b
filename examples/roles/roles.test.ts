import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withProcess } from '../../tools/harness/with-platform.ts';

/** One role of the example, with calls it may make and calls it may not. */
interface Example {
  readonly name: string;
  readonly description: string;
  readonly permissionSets: readonly string[];
  /** Labels the role carries. */
  readonly labels: readonly string[];
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
}

const EXAMPLES = JSON.parse(readFileSync(new URL('roles.json', import.meta.url), 'utf8')) as readonly Example[];
const stand = withProcess('roles');
const ROLES = '/data/foundation/access-control/administration/roles';

/** Makes the role, a credential that holds it, and signs the credential in. */
async function headersOf({ name, description, permissionSets, labels }: Example): Promise<Record<string, string>> {
  const { api, platform } = stand;
  type Made = { id: string; clientId: string; clientSecret: string; userId: string };
  const role = await api.call<Made>('POST', ROLES, {
    name,
    description,
    permissionSets,
    sandboxes: ['prod'],
    subjectAttributes: { labels },
  });
  const client = await api.call<Made>('POST', '/meniscus/v1/credentials', { name });
  await api.call('PATCH', `${ROLES}/${role.id}/subjects`, { op: 'add', path: '/user', value: client.userId });
  const token = await fetch(`${platform.url}/ims/token/v3`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  return { ...api.headers, authorization: `Bearer ${access_token}`, 'x-api-key': client.clientId };
}

/** Signed in once each; the tests below share them. */
const signedIn = new Map<string, Record<string, string>>();

describe.each(EXAMPLES)('the role $name', (example) => {
  let headers: Record<string, string>;

  /** True when the wall let the call through, whatever the service then said to an empty body. */
  async function letIn(call: string): Promise<boolean> {
    const [method, path] = call.split(' ') as [string, string];
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
    const response = await fetch(stand.platform.url + path, { method, headers, ...body });
    const text = await response.text();
    expect(response.status, text).toBeLessThan(500);
    if (response.status !== 403) return true;
    expect(text).toMatch(/The permission .* is missing( in the sandbox prod)?;/);
    return false;
  }

  beforeAll(async () => {
    headers = await headersOf(example);
    signedIn.set(example.name, headers);
  });

  it.each(example.may)('may %s', async (call) => expect(await letIn(call)).toBe(true));

  it.each(example.mayNot)('may not %s', async (call) => expect(await letIn(call)).toBe(false));

  it('holds exactly its permissions, as the platform tells it', async () => {
    const asked = [...example.permissionSets, 'manage-sandboxes', 'manage-access-control'].map(
      (slug) => `/permissions/${slug}`,
    );
    const response = await fetch(`${stand.platform.url}/data/foundation/access-control/acl/effective-policies`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const { policies } = (await response.json()) as { policies: Record<string, unknown> };
    expect(Object.keys(policies).sort()).toEqual(example.permissionSets.map((slug) => `/permissions/${slug}`).sort());
  });
});

describe('the label custom/loyalty-balance on loyalty.points', () => {
  const REGISTRY = '/data/foundation/schemaregistry/tenant';
  const POLICIES = '/data/foundation/access-control/administration/policies';
  const ENTITIES =
    '/data/core/ups/access/entities?schema.name=_xdm.context.profile&entityIdNS=email&entityId=ana@example.com';

  beforeAll(async () => {
    const { api, programme } = stand;
    const accept = { accept: 'application/vnd.adobe.xed-id+json' };
    const { results } = await api.call<{ results: { $id: string; title: string }[] }>(
      'GET',
      `${REGISTRY}/schemas`,
      undefined,
      accept,
    );
    await api.call('POST', `${REGISTRY}/descriptors`, {
      '@type': 'xdm:descriptorLabel',
      'xdm:sourceSchema': results.find(({ title }) => title === 'Loyalty member')!.$id,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': '/loyalty/points',
      'xdm:labels': ['custom/loyalty-balance'],
    });
    const { items } = await api.call<{ items: { id: string; isDefault: boolean }[] }>('GET', POLICIES);
    const { id } = items.find(({ isDefault }) => isDefault)!;
    await api.call('PATCH', `${POLICIES}/${id}`, [{ op: 'replace', path: '/status', value: 'active' }]);
    const member = { identityMap: { email: [{ id: 'ana@example.com' }] }, loyalty: { tier: 'gold', points: 4711 } };
    const headers = { 'content-type': 'application/json' };
    await fetch(programme.profileInlet, { method: 'POST', headers, body: JSON.stringify(member) });
    await api.settled();
  });

  const loyaltyFor = async (role: string): Promise<unknown> => {
    const response = await fetch(stand.platform.url + ENTITIES, { headers: signedIn.get(role)! });
    const found = (await response.json()) as Record<string, { entity: { loyalty: unknown } }>;
    return Object.values(found)[0]!.entity.loyalty;
  };

  it('shows the points to customer care, and the tier alone to the marketer', async () => {
    expect(await loyaltyFor('Customer care')).toEqual({ tier: 'gold', points: 4711 });
    expect(await loyaltyFor('Marketer')).toEqual({ tier: 'gold' });
  });

  it('keeps the marketer from asking about the points, and not from asking about the tier', async () => {
    const create = async (rule: string) => {
      const expression = { type: 'PQL', format: 'pql/text', value: rule };
      const response = await fetch(`${stand.platform.url}/data/core/ups/segment/definitions`, {
        method: 'POST',
        headers: { ...signedIn.get('Marketer')!, 'content-type': 'application/json' },
        body: JSON.stringify({ name: rule, expression }),
      });
      return response.status;
    };
    expect(await create('loyalty.points > 1000')).toBe(400);
    expect(await create('loyalty.tier = "gold"')).toBe(200);
  });

  it('leaves the column out of the operator’s SQL, and closes failed records to them', async () => {
    const headers = { ...signedIn.get('Operator')!, 'content-type': 'application/json' };
    const body = JSON.stringify({ sql: `select loyalty from ${stand.programme.profileTable}` });
    const response = await fetch(`${stand.platform.url}/meniscus/v1/sql`, { method: 'POST', headers, body });
    const { rows } = (await response.json()) as { rows: { tier: string }[][] };
    expect(rows[0]![0]).toMatchObject({ tier: 'gold' });
    expect(rows[0]![0]).not.toHaveProperty('points');
    expect((await fetch(`${stand.platform.url}/meniscus/v1/failed-records`, { headers })).status).toBe(403);
  });
});
