import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AccessServer, FIRST, startAccessServer } from '../../../tools/harness/access-server.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { type Mail, manualClock } from '../kernel/index.ts';
import { createCollection, openSqliteTables, type Tables } from '../stores/index.ts';

vi.mock('@node-rs/argon2', () => import('../../../tools/harness/cheap-argon2.ts'));

const clock = manualClock(1_800_000_000_000);
const MINUTE_MS = 60_000;
const PASSWORD = '/ims/password';
const FORGOTTEN = '/ims/password/forgotten';
const CHOSEN = 'what they chose themself';

let tables: Tables;
let server: AccessServer;
const mails: Mail[] = [];

beforeAll(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  server = await startAccessServer({ tables, clock, sendMail: (mail) => mails.push(mail) });
});
// What was written before counts no more against how often an address is written to.
beforeEach(() => {
  clock.advance(61 * MINUTE_MS);
  mails.length = 0;
});
afterAll(async () => {
  await server?.close();
  await tables?.close();
});

/** A call of the administrator of an organisation, whose answer has that shape; undefined where there is none. */
async function call<Body>(method: string, path: string, body?: unknown, admin = FIRST) {
  const tokens = await signInPerson(server.origin, { email: admin.adminEmail, password: admin.adminPassword });
  const response = await fetch(server.origin + path, {
    method,
    headers: {
      ...personHeaders(tokens!, admin.orgId),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}

let addresses = 0;
function nextAddress(): string {
  addresses += 1;
  return `p${addresses}@example.com`;
}

interface Invited {
  readonly id: string;
  readonly email: string;
  readonly invitation?: { readonly mailedTo?: string; readonly link?: string; readonly until: number };
}

async function user(password?: string, email = nextAddress(), admin = FIRST) {
  const { status, body } = await call<Invited>('POST', '/meniscus/v1/users', { email, name: 'Pia', password }, admin);
  expect(status).toBe(201);
  return body;
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(server.origin + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function forget(email: string, headers?: Record<string, string>) {
  const answer = await post(FORGOTTEN, { email }, headers);
  // What is done behind the answer does without a network.
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  return answer;
}

function linksIn({ text }: Mail): readonly string[] {
  return [...text.matchAll(/token=(\S+)/g)].map(([, token]) => token!);
}

function choose(token: string, password = CHOSEN) {
  return post(PASSWORD, { token, password, repeated: password });
}

async function isIn(email: string, password: string): Promise<boolean> {
  return (await signInPerson(server.origin, { email, password })) !== undefined;
}

describe('an invitation', () => {
  it('is mailed with a link that works once, for seven days, and is told to nobody else', async () => {
    const { email, invitation } = await user();
    expect(invitation).toEqual({ mailedTo: email, until: clock() + 7 * 1440 * MINUTE_MS });
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[[email], '[Meniscus] Your access to Meniscus']]);
    const [token] = linksIn(mails[0]!);
    const shown = await fetch(`${server.origin}${PASSWORD}?token=${token}`);
    expect(await shown.text()).toContain(email);
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect((await choose(token!, 'too short')).status).toBe(400);
    expect((await post(PASSWORD, { token: token!, password: CHOSEN, repeated: 'another' })).status).toBe(400);
    const both = await Promise.all([choose(token!), choose(token!, 'another at the same time')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    const used = both[0]!.status === 200 ? CHOSEN : 'another at the same time';
    expect(await isIn(email, used)).toBe(true);
    expect((await choose(token!)).status).toBe(403);

    const late = await user();
    clock.advance(7 * 1440 * MINUTE_MS);
    expect((await choose(linksIn(mails.at(-1)!)[0]!)).status).toBe(403);
    expect(late.invitation!.link).toBeUndefined();
  });

  it('ends with the next one, with another password, and with the person, and is kept as a hash', async () => {
    const { id, email } = await user();
    const link = `/meniscus/v1/users/${id}/password-link`;
    expect(await call('POST', link)).toMatchObject({ status: 201, body: { mailedTo: email } });
    const [first, second] = mails.map((mail) => linksIn(mail)[0]!);
    const kept = await createCollection(tables, 'password-link').everywhere();
    expect(kept.map(({ id: one }) => one)).toContain(second!.split('.')[0]!);
    expect(JSON.stringify(kept)).not.toContain(second!.split('.')[1]!);
    expect((await choose(first!)).status).toBe(403);
    await call('PATCH', `/meniscus/v1/users/${id}`, { password: 'set by an administrator' });
    expect((await choose(second!)).status).toBe(403);
    expect(await isIn(email, 'set by an administrator')).toBe(true);
    await call('POST', link);
    await call('PATCH', `/meniscus/v1/users/${id}`, { active: false });
    expect((await choose(linksIn(mails.at(-1)!)[0]!)).status).toBe(403);
    const gone = await user();
    await call('DELETE', `/meniscus/v1/users/${gone.id}`);
    expect((await choose(linksIn(mails.at(-1)!)[0]!)).status).toBe(403);
  });

  it('by an administrator opens their organisation alone, and takes it out of what the person has joined', async () => {
    const { email } = await user('of the first organisation');
    const made = await call<typeof FIRST>('POST', '/meniscus/v1/organisations', {
      name: 'Other',
    });
    const { orgId, adminEmail, adminPassword } = made.body;
    const other = { ...FIRST, orgId, adminEmail, adminPassword };
    const there = await user('of the other organisation', email, other);
    const tokens = await signInPerson(server.origin, { email, password: 'of the first organisation' });
    await fetch(`${server.origin}/meniscus/v1/me/password`, {
      method: 'PUT',
      headers: { ...personHeaders(tokens!, FIRST.orgId), 'content-type': 'application/json' },
      body: JSON.stringify({
        password: 'of the first organisation',
        otherPassword: 'of the other organisation',
        newPassword: 'of both of them',
      }),
    });
    await call('POST', `/meniscus/v1/users/${there.id}/password-link`, undefined, other);
    expect((await choose(linksIn(mails.at(-1)!)[0]!, 'known to the other one')).status).toBe(200);
    const organisations = async (password: string) => {
      const { access_token } = (await signInPerson(server.origin, { email, password }))!;
      const response = await fetch(`${server.origin}/ims/organizations/v6`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      return ((await response.json()) as { orgName: string }[]).map(({ orgName }) => orgName);
    };
    expect(await organisations('known to the other one')).toEqual(['Other']);
    expect(await organisations('of both of them')).toEqual(['Meniscus']);
    // Two passwords of one address: whoever reads its mails is sent a link for each.
    await forget(email);
    expect(mails.at(-1)!.text).toContain('Set a new one for Other here:');
    expect(mails.at(-1)!.text).toContain('Set a new one for Meniscus here:');
    expect(linksIn(mails.at(-1)!)).toHaveLength(2);
  });

  it('is written to one address four times an hour, whoever asks', async () => {
    const { id } = await user();
    const statuses: number[] = [];
    for (let times = 0; times < 4; times += 1)
      statuses.push((await call('POST', `/meniscus/v1/users/${id}/password-link`)).status);
    expect(statuses).toEqual([201, 201, 201, 429]);
    clock.advance(61 * MINUTE_MS);
    expect((await call('POST', `/meniscus/v1/users/${id}/password-link`)).status).toBe(201);
  });
});

describe('a forgotten password', () => {
  it('is answered alike for an address nobody has, and replaced by a link within an hour', async () => {
    const { id, email } = await user('what they forgot');
    const sessions = async () =>
      (await createCollection<{ userId: string }>(tables, 'refresh-session').everywhere()).filter(
        ({ body }) => body.userId === id,
      );
    const scope = 'openid offline_access';
    const before = (await signInPerson(server.origin, { email, password: 'what they forgot', scope }))!;
    expect(await sessions()).toHaveLength(1);
    const [unknown, known] = [await forget('nobody@example.com'), await forget(email.toUpperCase())];
    const told = ({ headers, ...answer }: Awaited<ReturnType<typeof forget>>) => [
      answer,
      [...headers].filter(([name]) => name !== 'date' && !name.includes('request-id')),
    ];
    expect(told(unknown)).toEqual(told(known));
    expect(mails.map(({ to }) => to)).toEqual([[email]]);
    const [token] = linksIn(mails[0]!);
    expect((await choose(token!)).status).toBe(200);
    expect(await isIn(email, 'what they forgot')).toBe(false);
    expect(await isIn(email, CHOSEN)).toBe(true);
    const stale = await fetch(`${server.origin}/meniscus/v1/me`, { headers: personHeaders(before, FIRST.orgId) });
    expect(stale.status, 'what was signed in before').toBe(401);
    expect(await sessions(), 'what would have led on').toEqual([]);
    expect((await choose(token!)).status).toBe(403);

    await forget(email);
    await forget(email);
    const [earlier, later] = mails.slice(-2).map((mail) => linksIn(mail)[0]!);
    expect((await choose(earlier!)).status).toBe(403);
    clock.advance(60 * MINUTE_MS);
    expect((await choose(later!)).status).toBe(403);
  });

  it('is replaced by a link to the platform, whatever host a request names', async () => {
    const { email } = await user('asked for by another');
    const named = 'evil.example';
    const headers = { host: named, 'x-forwarded-host': named, forwarded: `host=${named}`, origin: `https://${named}` };
    expect((await forget(email, headers)).status).toBe(200);
    expect(mails.at(-1)!.text).toContain(`\n${server.origin}${PASSWORD}?token=`);
    expect(JSON.stringify(mails)).not.toContain(named);
  });

  it('is nothing for who is shut out; one address and all together are written to so often an hour', async () => {
    const { id, email } = await user('shut out afterwards');
    await call('PATCH', `/meniscus/v1/users/${id}`, { active: false });
    await forget(email);
    expect(mails).toEqual([]);
    const often = await user('asked for too often');
    for (let times = 0; times < 6; times += 1) expect((await forget(often.email)).status).toBe(200);
    expect(mails).toHaveLength(4);
    let status = 200;
    for (let asked = 0; asked < 130 && status === 200; asked += 1)
      ({ status } = await post(FORGOTTEN, { email: `nobody${asked}@example.com` }));
    expect(status).toBe(429);
  });

  it('and the password that was chosen by a link stand in the audit log of the organisation', async () => {
    const { id, email } = await user('to be forgotten');
    await forget(email);
    await choose(linksIn(mails.at(-1)!)[0]!);
    const { body } = await call<{ _embedded: { events: Record<string, string>[] } }>(
      'GET',
      '/data/foundation/audit/events?limit=50',
    );
    expect(
      body._embedded.events
        .filter(({ assetId }) => assetId === id)
        .map(({ action, assetType }) => `${action} ${assetType}`),
    ).toEqual(['Update Password', 'Create Password Link', 'Create User']);
  });

  it('is not offered where there is no mail server; a link is handed to the administrator', async () => {
    const silent = await openSqliteTables({ path: ':memory:' });
    const mailless = await startAccessServer({ tables: silent, clock });
    try {
      expect((await fetch(mailless.origin + FORGOTTEN)).status).toBe(404);
      const tokens = await signInPerson(mailless.origin, { email: FIRST.adminEmail, password: FIRST.adminPassword });
      const response = await fetch(`${mailless.origin}/meniscus/v1/users`, {
        method: 'POST',
        headers: { ...personHeaders(tokens!, FIRST.orgId), 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'handed@example.com', name: 'Handed' }),
      });
      const { invitation } = (await response.json()) as { invitation: { link: string } };
      expect(invitation).toEqual({
        link: expect.stringContaining(`${mailless.origin}${PASSWORD}?token=`),
        until: expect.any(Number),
      });
      expect(await (await fetch(invitation.link)).text()).toContain('handed@example.com');
    } finally {
      await mailless.close();
      await silent.close();
    }
  });
});
