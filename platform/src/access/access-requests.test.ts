import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArrivedMail, type Mailbox, openMailbox } from '../../../tools/harness/mailbox.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
const stand = withPlatform('access-requests', () => ({
  MENISCUS_ADMIN_EMAIL: ADMIN,
  MENISCUS_SMTP_URL: mailbox.url,
  MENISCUS_SMTP_FROM: 'Meniscus <access@example.com>',
}));
afterAll(() => mailbox.close());

const ADMIN = 'boss@example.com';
const ROLES = '/data/foundation/access-control/administration/roles';
const REQUESTS = '/meniscus/v1/access-requests';
const AUDIENCES = '/data/core/ups/audiences';
const PASSWORD = 'a-long-enough-password';

type Headers = Readonly<Record<string, string>>;

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Headers = stand.api.headers,
): Promise<Reply> {
  const response = await fetch(stand.platform.url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function person(name: string): Promise<{ id: string; headers: Headers }> {
  const email = `${name.toLowerCase()}@example.com`;
  const { body } = await call('POST', '/meniscus/v1/users', { email, name, password: PASSWORD });
  const tokens = await signInPerson(stand.platform.url, { email, password: PASSWORD });
  return { id: body.id, headers: personHeaders(tokens!, CREDENTIALS.orgId) };
}

async function role(name: string, permissionSets: readonly string[], sandboxes: readonly string[], user?: string) {
  const { body } = await call('POST', ROLES, { name, permissionSets, sandboxes });
  if (user !== undefined)
    await call('PATCH', `${ROLES}/${body.id}/subjects`, { operations: [{ op: 'add', path: '/user', value: user }] });
  return body.id as string;
}

async function mailTo(address: string): Promise<ArrivedMail> {
  for (let waited = 0; waited < 5_000; waited += 20) {
    const found = mailbox.mails.findLast(({ to }) => to.includes(address));
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error(`no mail to ${address}`);
}

describe('me', () => {
  it('says who a person is, where they may go and what they may do there', async () => {
    const ada = await person('Ada');
    await role('Readers of prod', ['view-segments', 'view-profiles'], ['prod'], ada.id);
    const { status, body } = await call('GET', '/meniscus/v1/me', undefined, ada.headers);
    const prod = { name: 'prod', type: 'production', state: 'active', isDefault: true, title: expect.any(String) };
    expect(status).toBe(200);
    const organisation = { id: CREDENTIALS.orgId, name: expect.any(String), tenant: expect.any(String) };
    expect(body).toEqual({
      organisation,
      organisations: [organisation],
      user: { id: ada.id, kind: 'person', name: 'Ada', email: 'ada@example.com' },
      sandbox: prod,
      sandboxes: [prod],
      startSandbox: 'prod',
      permissions: ['view-profiles', 'view-segments'],
      labels: [],
      seesAllFields: true,
      roles: [{ id: expect.any(String), name: 'Readers of prod' }],
      administers: false,
      openAccessRequests: 0,
    });
    const userInfo = await call('GET', '/ims/userinfo/v2', undefined, ada.headers);
    expect(userInfo.body).toEqual({ sub: ada.id, email: 'ada@example.com', name: 'Ada' });
  });

  it('names no sandbox where none is active under the name that was sent, and still says where to go', async () => {
    const eve = await person('Eve');
    const elsewhere = { ...eve.headers, 'x-sandbox-name': 'nowhere' };
    const { status, body } = await call('GET', '/meniscus/v1/me', undefined, elsewhere);
    expect(status).toBe(200);
    expect(body).toMatchObject({ sandbox: null, sandboxes: [], startSandbox: 'prod', permissions: [] });
    const technical = (await call('GET', '/meniscus/v1/me')).body;
    expect(technical).toMatchObject({ user: { kind: 'credential' }, administers: true });
    expect(technical.user).not.toHaveProperty('email');
  });
});

describe('a refused call', () => {
  it('names the missing permission, the roles that carry it here, and who can give one', async () => {
    const bob = await person('Bob');
    await role('Audience readers', ['view-segments'], ['*']);
    await call('POST', '/data/foundation/sandbox-management/sandboxes', {
      name: 'far',
      title: 'Far',
      type: 'development',
    });
    await role('Audience readers elsewhere', ['view-segments'], ['far']);
    const { status, body } = await call('GET', AUDIENCES, undefined, bob.headers);
    expect(status).toBe(403);
    const { permissions, roles, administrators } = body.report.additionalContext;
    expect(permissions).toContainEqual({ slug: 'view-segments', name: 'View Segments' });
    const names = roles.map(({ name }: { name: string }) => name);
    expect(names).toContain('Audience readers');
    expect(names).not.toContain('Audience readers elsewhere');
    expect(administrators).toContainEqual(expect.objectContaining({ email: ADMIN }));
    expect(body.detail).toContain('View Segments');
    expect(body.report.tenantInfo).toMatchObject({ sandboxName: 'prod', imsOrgId: CREDENTIALS.orgId });
  });

  it('names who administers through a group, as long as they are active', async () => {
    const [ivy, joe] = [await person('Ivy'), await person('Joe')];
    const group = (await call('POST', '/meniscus/v1/user-groups', { name: 'Owners', members: [ivy.id] })).body;
    const roleId = await role('Owners', ['manage-access-control'], []);
    const step = { op: 'add', path: '/user-group', value: group.id };
    await call('PATCH', `${ROLES}/${roleId}/subjects`, { operations: [step] });
    const named = async () => {
      const { body } = await call('GET', AUDIENCES, undefined, joe.headers);
      return body.report.additionalContext.administrators.map(({ name }: { name: string }) => name);
    };
    expect(await named()).toContain('Ivy');
    await call('PATCH', `/meniscus/v1/users/${ivy.id}`, { active: false });
    expect(await named()).not.toContain('Ivy');
  });
});

describe('a request for access', () => {
  it('is told to administrators, granted with a role that carries the permission, and told to the person', async () => {
    const cid = await person('Cid');
    const wanted = { permission: 'view-segments', page: '/audiences', note: 'To see the\nspring campaign' };
    const asked = await call('POST', REQUESTS, wanted, cid.headers);
    expect(asked).toMatchObject({
      status: 201,
      body: {
        state: 'open',
        sandbox: 'prod',
        user: { name: 'Cid' },
        permission: { slug: 'view-segments', name: 'View Segments' },
        page: wanted.page,
        note: wanted.note,
      },
    });
    const told = await mailTo(ADMIN);
    expect(told.subject).toBe('[Meniscus] Cid asks for View Segments in prod');
    expect(told.body).toContain('spring campaign');
    const { tenant } = (await call('GET', '/meniscus/v1/me')).body.organisation;
    const place = `${stand.platform.url}/@${tenant}/sname:prod`;
    expect(told.body).toContain(`${place}/permissions?tab=requests&request=${asked.body.id}\n`);
    expect((await call('GET', '/meniscus/v1/me')).body.openAccessRequests).toBe(1);
    const [listed] = (await call('GET', `${REQUESTS}?property=state==open`)).body.items;
    expect(listed.id).toBe(asked.body.id);

    const wrong = await role('Carries another', ['view-schemas'], ['*']);
    const elsewhere = await role('Carries it elsewhere', ['view-segments'], ['far']);
    const right = await role('Carries it', ['view-segments'], ['prod']);
    const offered = (await call('GET', REQUESTS)).body.items[0].roles.map(({ id }: { id: string }) => id);
    expect(offered).toContain(right);
    expect(offered).not.toContain(elsewhere);
    const decide = (body: object) => call('PATCH', `${REQUESTS}/${asked.body.id}`, body);
    for (const roleId of [wrong, elsewhere])
      expect(await decide({ state: 'granted', roleId })).toMatchObject({ status: 400 });
    expect(await decide({ state: 'granted', roleId: 'none' })).toMatchObject({ status: 404 });
    expect(await decide({ state: 'perhaps' })).toMatchObject({ status: 400 });
    expect((await call('GET', AUDIENCES, undefined, cid.headers)).status).toBe(403);

    const speak = (language: string) => call('PUT', '/meniscus/v1/me/language', { language }, cid.headers);
    expect((await speak('tlh')).status).toBe(400);
    expect((await speak('fr')).status).toBe(204);
    const granted = await decide({ state: 'granted', roleId: right, answer: 'Welcome' });
    expect(granted).toMatchObject({ status: 200, body: { state: 'granted', roleId: right, answer: 'Welcome' } });
    expect((await call('GET', AUDIENCES, undefined, cid.headers)).status).toBe(200);
    const answer = await mailTo('cid@example.com');
    expect(answer.subject).toBe('[Meniscus] «\u00a0Afficher les segments\u00a0» dans prod\u00a0: accordée');
    expect(answer.body).toContain('Welcome');
    expect(answer.body).toContain(`${stand.platform.url}${wanted.page}\n`);
    expect(await decide({ state: 'declined' })).toMatchObject({ status: 409 });
    const own = (await call('GET', '/meniscus/v1/me/access-requests', undefined, cid.headers)).body;
    expect(own.items).toMatchObject([{ id: asked.body.id, state: 'granted' }]);
    expect(own.administrators).toContainEqual({ userId: expect.any(String), name: expect.any(String), email: ADMIN });
    expect(own.administrators.map(({ email }: { email: string }) => email)).not.toContain('cid@example.com');
  });

  it('is one at a time for a permission, and for one that is not held; who decides must administer', async () => {
    const dan = await person('Dan');
    const ask = (permission: string) => call('POST', REQUESTS, { permission }, dan.headers);
    const together = await Promise.all([ask('view-datasets'), ask('view-datasets')]);
    expect(together.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { id } = together.find(({ status }) => status === 201)!.body;
    const decide = (headers?: Headers) => call('PATCH', `${REQUESTS}/${id}`, { state: 'declined' }, headers);
    expect((await decide(dan.headers)).status).toBe(403);
    expect((await call('GET', REQUESTS, undefined, dan.headers)).status).toBe(403);
    expect((await decide()).body).toMatchObject({ state: 'declined', decidedBy: expect.any(String) });
    expect((await ask('view-datasets')).status).toBe(201);
    await role('Dan sees schemas', ['view-schemas'], ['prod'], dan.id);
    expect((await ask('view-schemas')).status).toBe(409);
    expect((await ask('rule-the-world')).status).toBe(400);
    const bad = { permission: 'view-profiles', page: '//evil.example' };
    expect((await call('POST', REQUESTS, bad, dan.headers)).status).toBe(400);
  });

  it('can be made twenty times a day by one person, and by others still', async () => {
    const [fay, gus] = [await person('Fay'), await person('Gus')];
    const { permissions } = (await call('GET', '/data/foundation/access-control/acl/reference')).body;
    const slugs = Object.keys(permissions).slice(0, 21);
    const statuses: number[] = [];
    for (const permission of slugs) statuses.push((await call('POST', REQUESTS, { permission }, fay.headers)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 201), 429]);
    expect((await call('POST', REQUESTS, { permission: slugs[20] }, gus.headers)).status).toBe(201);
  });

  it('stands in the audit log when it is made and decided, survives a restart, and goes with the person', async () => {
    const hal = await person('Hal');
    const { body } = await call('POST', REQUESTS, { permission: 'view-sources' }, hal.headers);
    const roleId = await role('Sources for Hal', ['view-sources'], ['prod']);
    await stand.restart();
    await call('PATCH', `${REQUESTS}/${body.id}`, { state: 'granted', roleId });
    const events = (await call('GET', '/data/foundation/audit/events?limit=50')).body._embedded.events;
    const about = (assetId: string) =>
      events
        .filter((event: { assetId: string }) => event.assetId === assetId)
        .map(({ action, assetType, status }: Record<string, string>) => `${action} ${assetType} ${status}`);
    expect(about(body.id)).toEqual(['Update Access Request Allow', 'Create Access Request Allow']);
    expect(about(roleId)).toContain('Update Role Allow');
    expect((await call('DELETE', `/meniscus/v1/users/${hal.id}`)).status).toBe(204);
    const left = (await call('GET', `${REQUESTS}?limit=1000`)).body.items as { user: { id: string } }[];
    expect(left.filter(({ user }) => user.id === hal.id)).toEqual([]);
  });
});
