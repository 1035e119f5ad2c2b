import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withPlatform } from '../../tools/harness/with-platform.ts';

/** One role of the example, with calls it may make and calls it may not. */
interface Example {
  readonly name: string;
  readonly description: string;
  readonly permissionSets: readonly string[];
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
}

const EXAMPLES = JSON.parse(readFileSync(new URL('roles.json', import.meta.url), 'utf8')) as readonly Example[];
const stand = withPlatform('roles');
const ROLES = '/data/foundation/access-control/administration/roles';

/** Makes the role, a credential that holds it, and signs the credential in. */
async function headersOf({ name, description, permissionSets }: Example): Promise<Record<string, string>> {
  const { api, platform } = stand;
  type Made = { id: string; clientId: string; clientSecret: string; userId: string };
  const role = await api.call<Made>('POST', ROLES, { name, description, permissionSets, sandboxes: ['prod'] });
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
    expect(text).toMatch(/the permission .* is missing in this sandbox/);
    return false;
  }

  beforeAll(async () => {
    headers = await headersOf(example);
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
