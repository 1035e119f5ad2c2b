import { generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const stand = withPlatform('access');
const ROLES = '/data/foundation/access-control/administration/roles';

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = stand.api.headers,
): Promise<Reply> {
  const response = await fetch(stand.platform.url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** A credential without any role. */
async function credential(name: string): Promise<{ clientId: string; clientSecret: string; userId: string }> {
  return (await call('POST', '/meniscus/v1/credentials', { name })).body;
}

async function signIn(clientId: string, clientSecret: string): Promise<Reply> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch(`${stand.platform.url}/ims/token/v3`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

async function headersOf(client: { clientId: string; clientSecret: string }): Promise<Record<string, string>> {
  const { body } = await signIn(client.clientId, client.clientSecret);
  return { ...stand.api.headers, authorization: `Bearer ${body.access_token}`, 'x-api-key': client.clientId };
}

async function role(name: string, permissionSets: readonly string[], subject?: object): Promise<string> {
  const { body } = await call('POST', ROLES, { name, permissionSets, sandboxes: ['prod'] });
  if (subject !== undefined) await call('PATCH', `${ROLES}/${body.id}/subjects`, { operations: [subject] });
  return body.id as string;
}

describe('the published calls of Access Control', () => {
  it('get the published kind of answer', async () => {
    const { userId } = await credential('Of the published calls');
    await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
      base: `${stand.platform.url}/data/foundation/access-control`,
      headers: stand.api.headers,
      known: { ORG: CREDENTIALS.orgId, USER_ID: userId },
    });
  });
});

describe('a credential', () => {
  it('has two live secrets while one replaces the other, and no third', async () => {
    const first = await credential('Rotated');
    const second = await call('POST', `/meniscus/v1/credentials/${first.clientId}/secrets`);
    expect(second.status).toBe(201);
    for (const secret of [first.clientSecret, second.body.clientSecret])
      expect((await signIn(first.clientId, secret)).status).toBe(200);
    expect(await call('POST', `/meniscus/v1/credentials/${first.clientId}/secrets`)).toMatchObject({
      status: 400,
      body: { type: expect.stringContaining('ACCESS-1002-400') },
    });
    const shown = (await call('GET', `/meniscus/v1/credentials/${first.clientId}`)).body;
    expect(shown.secrets).toHaveLength(2);
    expect(JSON.stringify(shown)).not.toContain('p8e-');
    const [older] = shown.secrets as { id: string }[];
    await call('DELETE', `/meniscus/v1/credentials/${first.clientId}/secrets/${older!.id}`);
    expect((await signIn(first.clientId, first.clientSecret)).status).toBe(401);
    expect((await signIn(first.clientId, second.body.clientSecret)).status).toBe(200);
  });

  it('that is removed is refused at once, with the token it holds and after a restart', async () => {
    const gone = await credential('Removed');
    const held = await headersOf(gone);
    expect((await call('GET', '/data/foundation/access-control/acl/reference', undefined, held)).status).toBe(200);
    expect((await call('DELETE', `/meniscus/v1/credentials/${gone.clientId}`)).status).toBe(204);
    expect((await call('GET', '/data/foundation/access-control/acl/reference', undefined, held)).status).toBe(401);
    await stand.restart();
    expect((await call('GET', '/data/foundation/access-control/acl/reference', undefined, held)).status).toBe(401);
    expect((await signIn(gone.clientId, gone.clientSecret)).status).toBe(401);
  });

  it('waits after ten wrong secrets, and others do not', async () => {
    const [locked, other] = [await credential('Locked'), await credential('Other')];
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await signIn(locked.clientId, 'guess')).status).toBe(401);
    const refused = await signIn(locked.clientId, locked.clientSecret);
    expect(refused).toMatchObject({ status: 429, body: { error: 'slow_down' } });
    expect((await signIn(other.clientId, other.clientSecret)).status).toBe(200);
  });
});

describe('the JWT exchange', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));

  const signed = (client: { clientId: string; userId: string }, change: JWTPayload = {}, key = keys.privateKey) =>
    new SignJWT({
      iss: CREDENTIALS.orgId,
      sub: client.userId,
      aud: `https://ims-na1.adobelogin.com/c/${client.clientId}`,
      exp: Math.floor(Date.now() / 1000) + 3600,
      'https://ims-na1.adobelogin.com/s/ent_dataservices_sdk': true,
      ...change,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key);

  /** As older clients send it: multipart, with a slash at the end. */
  async function exchange(fields: Record<string, string>): Promise<Reply> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const response = await fetch(`${stand.platform.url}/ims/exchange/jwt/`, { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  }

  it('gives a token for what one of the client’s keys signed, and for nothing else', async () => {
    const [client, other] = [await credential('Signer'), await credential('Another signer')];
    const form = { client_id: client.clientId, client_secret: client.clientSecret };
    const refused = async (jwt_token: string, why: string, fields: Record<string, string> = form) =>
      expect(await exchange({ ...fields, jwt_token })).toMatchObject({
        status: 400,
        body: { error: 'invalid_token', error_description: expect.stringContaining(why) },
      });
    await refused(await signed(client), 'has no public key');
    const added = await call('POST', `/meniscus/v1/credentials/${client.clientId}/public-keys`, { publicKey: pem });
    expect(added.status).toBe(201);
    const given = await exchange({ ...form, jwt_token: await signed(client) });
    expect(given).toMatchObject({ status: 200, body: { token_type: 'bearer', expires_in: 86_400_000 } });
    const as = {
      ...stand.api.headers,
      authorization: `Bearer ${given.body.access_token}`,
      'x-api-key': client.clientId,
    };
    expect((await call('GET', '/data/foundation/access-control/acl/reference', undefined, as)).status).toBe(200);

    await refused(await signed(client, { iss: 'FFFFFFFFFFFFFFFFFFFFFFFF@AdobeOrg' }), 'iss is');
    await refused(await signed(other), 'sub is');
    await refused(await signed(client, { aud: `https://ims/c/${other.clientId}` }), 'aud must end');
    await refused(await signed(client, { exp: Math.floor(Date.now() / 1000) - 60 }), 'has expired');
    await refused(await signed(client, { exp: Math.floor(Date.now() / 1000) + 200_000 }), 'within a day');
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await refused(await signed(client, {}, stranger), 'not signed by a key');
    await refused(`${(await signed(client)).split('.').slice(0, 2).join('.')}.`, 'not signed by a key');
    expect(await exchange({ ...form, client_secret: 'wrong', jwt_token: await signed(client) })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: expect.any(String) },
    });
    await call('DELETE', `/meniscus/v1/credentials/${client.clientId}/public-keys/${added.body.id}`);
    await refused(await signed(client), 'has no public key');
  });

  it('takes no private, short or other keys', async () => {
    const { clientId } = await credential('Keys');
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' });
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    const secret = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const publicKey of [short, other, secret, 'nothing', 7])
      expect((await call('POST', `/meniscus/v1/credentials/${clientId}/public-keys`, { publicKey })).status).toBe(400);
  });
});

describe('a role', () => {
  it('gives its permissions to a technical account at once, in its sandboxes, and takes them back', async () => {
    const client = await credential('Integrator');
    const headers = await headersOf(client);
    const list = () => call('GET', '/data/foundation/flowservice/flows', undefined, headers);
    expect(await list()).toMatchObject({ status: 403, body: { detail: expect.stringContaining('view-sources') } });
    const id = await role('Sources', ['view-sources'], { op: 'add', path: '/user', value: client.userId });
    expect((await list()).status).toBe(200);
    const policies = { '/permissions/view-sources': ['*'], '/resource-types/connections': ['read'] };
    const asked = ['/permissions/view-sources', '/permissions/manage-sources', '/resource-types/connections'];
    const effective = '/data/foundation/access-control/acl/effective-policies';
    expect((await call('POST', effective, asked, headers)).body).toEqual({ policies });
    await call('PATCH', `${ROLES}/${id}`, [{ op: 'remove', path: '/sandboxes', value: 'prod' }]);
    expect((await list()).status).toBe(403);
  });

  it('is held through a user group, and unions with others', async () => {
    const client = await credential('Of a group');
    const headers = await headersOf(client);
    const group = await call('POST', '/meniscus/v1/user-groups', { name: 'Analysts', members: [client.userId] });
    expect(group.status).toBe(201);
    await role('Viewers', ['view-datasets'], { op: 'add', path: '/user-group', value: group.body.id });
    await role('Modellers', ['view-schemas'], { op: 'add', path: '/user', value: client.userId });
    const status = async (path: string) => (await call('GET', path, undefined, headers)).status;
    expect(await status('/data/foundation/catalog/dataSets')).toBe(200);
    expect(await status('/data/foundation/schemaregistry/stats')).toBe(200);
    expect((await call('DELETE', `/meniscus/v1/user-groups/${group.body.id}`)).status).toBe(204);
    expect(await status('/data/foundation/catalog/dataSets')).toBe(403);
  });

  it.each([
    ['a permission nobody knows', { name: 'Bad 1', permissionSets: ['rule-the-world'] }, 400],
    ['a sandbox that is not there', { name: 'Bad 2', sandboxes: ['nowhere'] }, 400],
    ['no name', { description: 'x' }, 400],
    ['a name in use', { name: 'Sandbox administrators' }, 409],
    ['the kind that comes with the platform', { name: 'Bad 3', roleType: 'system-defined' }, 400],
    ['a label that is none', { name: 'Bad 4', subjectAttributes: { labels: ['secret'] } }, 400],
    ['no object', [], 400],
  ])('is refused with %s', async (_what, body, status) => {
    expect(await call('POST', ROLES, body)).toMatchObject({ status, body: { detail: expect.any(String) } });
  });

  it('that comes with the platform keeps its name and permissions and cannot be deleted', async () => {
    const roles = (await call('GET', `${ROLES}?property=roleType==system-defined`)).body.items as {
      id: string;
      name: string;
    }[];
    expect(roles.map(({ name }) => name).sort()).toEqual([
      'Administrators',
      'Default production all access',
      'Sandbox administrators',
    ]);
    for (const { id } of roles) {
      expect((await call('PATCH', `${ROLES}/${id}`, { op: 'replace', path: '/name', value: 'Mine' })).status).toBe(400);
      expect((await call('PATCH', `${ROLES}/${id}`, { op: 'remove', path: '/permissionSets' })).status).toBe(400);
      expect((await call('DELETE', `${ROLES}/${id}`)).status).toBe(400);
    }
  });

  it('cannot be changed so that nobody is left who manages access', async () => {
    const found = await call('GET', `${ROLES}?property=name==Administrators`);
    const refusal = { status: 409, body: { title: 'No administrator left' } };
    const nobody = { op: 'remove', path: '/user' };
    expect(await call('PATCH', `${ROLES}/${found.body.items[0].id}/subjects`, nobody)).toMatchObject(refusal);
    const people = (await call('GET', '/meniscus/v1/users')).body.items as { id: string }[];
    for (const { id } of people) expect((await call('DELETE', `/meniscus/v1/users/${id}`)).status).toBe(204);
    expect(await call('DELETE', `/meniscus/v1/credentials/${CREDENTIALS.clientId}`)).toMatchObject(refusal);
  });
});

async function signedIn(email: string, password: string): Promise<Record<string, string> | undefined> {
  const tokens = await signInPerson(stand.platform.url, { email, password });
  return tokens === undefined ? undefined : personHeaders(tokens, CREDENTIALS.orgId);
}

describe('a person', () => {
  const PASSWORD = 'a-long-enough-password';

  it('signs in without any permission, gets what a role gives, and is shut out at once', async () => {
    const made = await call('POST', '/meniscus/v1/users', {
      email: 'Mia@example.com',
      name: 'Mia',
      password: PASSWORD,
    });
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toMatch(/password|argon2/i);
    const headers = (await signedIn('mia@example.com', PASSWORD))!;
    const audiences = async () => (await call('GET', '/data/core/ups/audiences', undefined, headers)).status;
    expect(await audiences()).toBe(403);
    await role('Marketers', ['view-segments'], { op: 'add', path: '/user', value: made.body.id });
    expect(await audiences()).toBe(200);
    expect((await call('PATCH', `/meniscus/v1/users/${made.body.id}`, { active: false })).body.active).toBe(false);
    expect(await audiences()).toBe(401);
    expect(await signedIn('mia@example.com', PASSWORD)).toBeUndefined();
  });

  it('has a name, an address of its own and a password of some length', async () => {
    const user = { email: 'one@example.com', name: ' One ', password: PASSWORD };
    const made = await call('POST', '/meniscus/v1/users', user);
    expect(made).toMatchObject({ status: 201, body: { name: 'One' } });
    for (const name of [' ', 'n'.repeat(201)]) {
      expect((await call('PATCH', `/meniscus/v1/users/${made.body.id}`, { name })).status).toBe(400);
      expect((await call('POST', '/meniscus/v1/users', { ...user, email: 'b@b.c', name })).status).toBe(400);
    }
    expect((await call('POST', '/meniscus/v1/users', { ...user, email: 'ONE@example.com' })).status).toBe(409);
    expect((await call('POST', '/meniscus/v1/users', { ...user, email: 'no address' })).status).toBe(400);
    expect((await call('POST', '/meniscus/v1/users', { ...user, email: 'b@b.c', password: 'short' })).status).toBe(400);
  });
});

describe('data usage labels', () => {
  const LABELS = '/data/foundation/dulepolicy/labels';

  it('are those every organisation has, and its own, made and changed by one call', async () => {
    const core = await call('GET', `${LABELS}/core`);
    expect(core.body.children.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['C2', 'S1']));
    expect((await call('GET', `${LABELS}/core/I1`)).body).toMatchObject({ name: 'I1', category: 'Identity' });
    const plan = { name: 'Plan', category: 'Custom', friendlyName: 'Payment plan', description: 'Of payments' };
    const made = await call('PUT', `${LABELS}/custom/Plan`, plan);
    expect(made).toMatchObject({
      status: 201,
      body: { ...plan, imsOrg: CREDENTIALS.orgId, created: expect.any(Number) },
    });
    const { description: _, ...shorter } = { ...plan, friendlyName: 'Plans' };
    const changed = await call('PUT', `${LABELS}/custom/Plan`, shorter);
    expect(changed).toMatchObject({ status: 200, body: { friendlyName: 'Plans', created: made.body.created } });
    expect((await call('GET', `${LABELS}/custom`)).body).toMatchObject({
      _page: { count: 1 },
      children: [{ name: 'Plan', friendlyName: 'Plans', createdClient: CREDENTIALS.clientId }],
    });
    expect((await call('GET', `${LABELS}/custom/Plan`)).body).toEqual(changed.body);
  });

  it('have a name of their own, short and without slashes', async () => {
    const label = { friendlyName: 'x' };
    for (const name of ['C2', 'a b', 'x'.repeat(65), 'a%2Fb'])
      expect((await call('PUT', `${LABELS}/custom/${name}`, label)).status, name).toBe(400);
    expect((await call('PUT', `${LABELS}/custom/One`, { name: 'Two', friendlyName: 'x' })).status).toBe(400);
    expect((await call('PUT', `${LABELS}/custom/One`, {})).status).toBe(400);
    for (const path of ['core/none', 'custom/none'])
      expect(await call('GET', `${LABELS}/${path}`)).toMatchObject({
        status: 404,
        body: { type: expect.stringContaining('ACCESS-1022-404') },
      });
  });

  it('are read by every member, and made by whoever may apply them', async () => {
    const client = await credential('Applies labels');
    const headers = await headersOf(client);
    const make = () => call('PUT', `${LABELS}/custom/Theirs`, { friendlyName: 'Theirs' }, headers);
    expect((await call('GET', `${LABELS}/core`, undefined, headers)).status).toBe(200);
    expect((await make()).status).toBe(403);
    await role('Appliers', ['apply-data-usage-labels'], { op: 'add', path: '/user', value: client.userId });
    expect((await make()).status).toBe(201);
  });
});

describe('another organisation', () => {
  it('has administrators of its own, sees nothing of the first, and makes no further ones', async () => {
    for (const name of ['', ' \t', 'n'.repeat(101)])
      expect((await call('POST', '/meniscus/v1/organisations', { name })).status, name).toBe(400);
    const wanted = { name: '  Other ', adminEmail: 'boss@other.example' };
    const made = await call('POST', '/meniscus/v1/organisations', wanted);
    expect(made.status).toBe(201);
    const { items } = (await call('GET', '/meniscus/v1/organisations')).body;
    expect(items).toContainEqual({ id: made.body.orgId, name: 'Other' });
    const headers = { ...(await headersOf(made.body)), 'x-gw-ims-org-id': made.body.orgId as string };
    expect((await call('GET', '/data/foundation/catalog/dataSets', undefined, headers)).body).toEqual({});
    const users = (await call('GET', '/meniscus/v1/users', undefined, headers)).body.items as { email: string }[];
    expect(users.map(({ email }) => email)).toEqual(['boss@other.example']);
    expect((await call('POST', '/meniscus/v1/organisations', {}, headers)).status).toBe(403);
    const role = { name: 'Kings', permissionSets: ['manage-organisations'] };
    expect(await call('POST', ROLES, role, headers)).toMatchObject({
      status: 400,
      body: {
        detail: expect.stringContaining('first organisation'),
        phrase: { values: { place: '/permissionSets', detail: { code: 'access-first-organisation-only' } } },
      },
    });
  });
});
