import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AccessServer, FIRST, startAccessServer } from '../../../tools/harness/access-server.ts';
import { type PersonTokens, personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { accessMigrations } from '../access/index.ts';
import { type Call, manualClock } from '../kernel/index.ts';
import { createCollection, documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';

vi.mock('@node-rs/argon2', () => import('../../../tools/harness/cheap-argon2.ts'));

const clock = manualClock(1_800_000_000_000);
const HOUR_MS = 3_600_000;
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const CLIENT = 'meniscus-console';

let tables: Tables;
let server: AccessServer;
let a: Organisation;
let b: Organisation;

beforeAll(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  server = await startAccessServer({ tables, clock });
  [a, b] = [await another('A'), await another('B')];
});

afterAll(async () => {
  await server?.close();
  await tables?.close();
});

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function answered(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** An organisation and its administrator. */
interface Organisation {
  readonly id: string;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Reply>;
}

/** Its administrator signs in when the token of before is over. */
function organisationOf(id: string, email: string, password: string): Organisation {
  let headers: Record<string, string> = {};
  let until = 0;
  const signedIn = async () => {
    if (until > clock()) return headers;
    headers = personHeaders((await signInPerson(server.origin, { email, password }))!, id);
    until = clock() + 12 * HOUR_MS;
    return headers;
  };
  return {
    id,
    async call(method, path, body) {
      const sent = await signedIn();
      const init =
        body === undefined
          ? { method, headers: sent }
          : { method, headers: { ...sent, 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return answered(await fetch(server.origin + path, init));
    },
  };
}

const first = organisationOf(FIRST.orgId, FIRST.adminEmail, FIRST.adminPassword);

async function another(name: string): Promise<Organisation> {
  const { body } = await first.call('POST', '/meniscus/v1/organisations', { name });
  return organisationOf(body.orgId, body.adminEmail, body.adminPassword);
}

const USERS = '/meniscus/v1/users';

async function add({ call }: Organisation, email: string, password: string): Promise<string> {
  const { status, body } = await call('POST', USERS, { email, name: 'Somebody', password });
  expect(status).toBe(201);
  return body.id as string;
}

async function post(path: string, fields: Record<string, string>): Promise<Reply> {
  return answered(
    await fetch(server.origin + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) }),
  );
}

/** What a person's token is good for: their organisations, and the one of the token. */
async function seenWith(
  tokens: PersonTokens,
): Promise<{ readonly here: string; readonly all: readonly string[] } | number> {
  const here = decodeJwt(tokens.access_token).org as string;
  const headers = personHeaders(tokens, here);
  const { status, body } = await answered(await fetch(`${server.origin}/meniscus/v1/me`, { headers }));
  if (status !== 200) return status;
  const ims = await answered(await fetch(`${server.origin}/ims/organizations/v6`, { headers }));
  const all = body.organisations.map(({ id }: { id: string }) => id);
  expect(ims.body.map(({ orgRef }: { orgRef: { ident: string } }) => `${orgRef.ident}@AdobeOrg`)).toEqual(all);
  return { here, all };
}

/** To call a route several times before any of the calls goes on. */
const handlerOf = (id: string) => server.routes.find((route) => route.id === id)!.handle;

const VERIFIER = 'v'.repeat(43);
const asked = (more: Record<string, string>) => ({
  response_type: 'code',
  client_id: CLIENT,
  redirect_uri: `${server.origin}/`,
  scope: 'openid',
  code_challenge_method: 'S256',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  ...more,
});

/** What the login page answers: a code, the organisations to choose from, or that it is wrong. */
async function signIn(fields: Record<string, string>) {
  const body = new URLSearchParams(asked(fields));
  const response = await fetch(`${server.origin}/ims/authorize/v2`, { method: 'POST', redirect: 'manual', body });
  const text = await response.text();
  const location = response.headers.get('location');
  return {
    status: response.status,
    text,
    code: location === null ? undefined : new URL(location).searchParams.get('code')!,
    choice: /name="choice" value="([0-9a-f]+)"/.exec(text)?.[1],
    offered: [...text.matchAll(/name="organisation" value="([^"]+)"/g)].map(([, id]) => id!),
  };
}

const redeem = (code: string) =>
  post('/ims/token/v3', {
    grant_type: 'authorization_code',
    code,
    code_verifier: VERIFIER,
    client_id: CLIENT,
    redirect_uri: `${server.origin}/`,
  });

const exchange = ({ access_token }: PersonTokens, audience: string, more: Record<string, string> = {}) =>
  post('/ims/token/v3', {
    grant_type: EXCHANGE,
    subject_token: access_token,
    subject_token_type: ACCESS_TOKEN,
    client_id: CLIENT,
    audience,
    ...more,
  });

async function choose(tokens: PersonTokens, body: object): Promise<Reply> {
  const headers = {
    ...personHeaders(tokens, decodeJwt(tokens.access_token).org as string),
    'content-type': 'application/json',
  };
  const init = { method: 'PUT', headers, body: JSON.stringify(body) };
  return answered(await fetch(`${server.origin}/meniscus/v1/me/password`, init));
}

/** A person two organisations know, each with a password its administrator set; and the one they choose for both. */
async function known(name: string) {
  const email = `${name.toLowerCase()}@example.com`;
  const [ofA, ofB, own] = [`the password of A for ${name}`, `the password of B for ${name}`, `${name}’s own password`];
  const [idA, idB] = [await add(a, email, ofA), await add(b, email, ofB)];
  const enter = (password: string) => signInPerson(server.origin, { email, password });
  const join = async () => {
    const reply = await choose((await enter(ofA))!, { password: ofA, otherPassword: ofB, newPassword: own });
    expect(reply.status).toBe(204);
  };
  return { email, ofA, ofB, own, idA, idB, enter, join };
}

/** The token the chosen password gives for one of the organisations. */
async function tokenFor(
  { email, own }: { email: string; own: string },
  org: string,
  scope = 'openid',
): Promise<PersonTokens> {
  const { choice } = await signIn({ email, password: own, scope });
  const { code } = await signIn({ choice: choice!, organisation: org });
  return (await redeem(code!)).body;
}

/** How many sessions of a user are kept. */
async function sessionsOf(userId: string): Promise<number> {
  const kept = await createCollection<{ userId: string }>(tables, 'refresh-session').everywhere();
  return kept.filter(({ body }) => body.userId === userId).length;
}

describe('an address another organisation knows', () => {
  it('is opened by each password in the organisation that set it alone', async () => {
    const { ofA, ofB, enter } = await known('Ada');
    expect(await seenWith((await enter(ofA))!)).toEqual({ here: a.id, all: [a.id] });
    expect(await seenWith((await enter(ofB))!)).toEqual({ here: b.id, all: [b.id] });
  });

  it('cannot be told from one nobody knows: by answer, by ids, by taking it out and adding it again', async () => {
    const { email, idB } = await known('Bo');
    const told = async (address: string) => {
      const made = await b.call('POST', USERS, {
        email: address,
        name: 'Somebody',
        password: 'a password for a while',
      });
      const again = await b.call('POST', USERS, { email: address, name: 'Twice', password: 'a password for a while' });
      const removed = await b.call('DELETE', `${USERS}/${made.body.id}`);
      const next = await b.call('POST', USERS, {
        email: address,
        name: 'Somebody',
        password: 'a password for a while',
      });
      const { id, email: _, ...rest } = made.body;
      return { rest, isNew: next.body.id !== id, statuses: [made, again, removed, next].map(({ status }) => status) };
    };
    await b.call('DELETE', `${USERS}/${idB}`);
    expect(await told(email)).toEqual(await told('nobody-at-all@example.com'));
  });

  it('is not taken over: not by a password, not by shutting out, not by removing', async () => {
    const { ofA, idA, idB, enter } = await known('Cy');
    const { body: before } = await a.call('GET', `${USERS}/${idA}`);
    await b.call('PATCH', `${USERS}/${idB}`, { password: 'one more password of B', name: 'Other' });
    await b.call('PATCH', `${USERS}/${idB}`, { active: false });
    expect(await enter('one more password of B')).toBeUndefined();
    await b.call('DELETE', `${USERS}/${idB}`);
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await b.call(method, `${USERS}/${idA}`, method === 'PATCH' ? { active: false } : undefined)).status).toBe(
        404,
      );
    expect((await a.call('GET', `${USERS}/${idA}`)).body).toEqual(before);
    expect(await seenWith((await enter(ofA))!)).toEqual({ here: a.id, all: [a.id] });
  });

  it('shows none of its passwords to whoever sets a guess as their own', async () => {
    const { email, ofA, ofB, own, idA, idB, enter } = await known('Dee');
    const outcomes: unknown[] = [];
    for (const guess of [ofA, 'a guess that is wrong']) {
      clock.advance(1_000);
      await b.call('PATCH', `${USERS}/${idB}`, { password: guess });
      const tenant = `t${a.id.slice(0, 8).toLowerCase()}`;
      const { status, offered, code } = await signIn({ email, password: guess, tenant });
      outcomes.push([status, offered, await seenWith((await redeem(code!)).body)]);
    }
    expect(outcomes).toEqual(Array.from({ length: 2 }, () => [303, [], { here: b.id, all: [b.id] }]));
    expect(await seenWith((await enter(ofA))!)).toEqual({ here: a.id, all: [a.id] });
    // Given the same one by both they are in the newer one, and make one of two there.
    const shared = 'a guess that is wrong';
    clock.advance(1_000);
    await a.call('PATCH', `${USERS}/${idA}`, { password: shared });
    const here = (await enter(shared))!;
    expect(await seenWith(here)).toEqual({ here: a.id, all: [a.id] });
    const same = { password: shared, otherPassword: shared, newPassword: own };
    expect((await choose(here, { ...same, otherPassword: ofB })).status).toBe(403);
    expect((await choose(here, same)).status).toBe(204);
    expect((await signIn({ email, password: own })).offered).toEqual([a.id, b.id]);
  });

  it('is guessed at no more often for a password of it that is known, in whatever spelling', async () => {
    const { email, ofA, ofB } = await known('Di');
    const statuses: number[] = [];
    for (let guess = 0; guess < 11; guess += 1) {
      const spelled = guess % 2 === 0 ? email : email.toUpperCase();
      statuses.push((await signIn({ email: spelled, password: `guess ${guess}` })).status);
      if (guess === 8) expect((await signIn({ email, password: ofB })).status).toBe(303);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect((await signIn({ email, password: ofA })).status).toBe(429);
    clock.advance(60_000);
    const guesses = Array.from({ length: 11 }, (_, n) => asked({ email, password: `at once ${n}` }));
    const answers = await Promise.all(guesses.map((body) => handlerOf('signIn')({ body, headers: {} } as Call<never>)));
    const atOnce = answers.map(({ status }) => status);
    expect(atOnce.filter((status) => status === 401)).toHaveLength(10);
    clock.advance(60_000);
    const tokens = (await signInPerson(server.origin, { email, password: ofB }))!;
    const wrong = { password: 'no idea', newPassword: 'a password of my own' };
    for (let guess = 0; guess < 10; guess += 1) expect((await choose(tokens, wrong)).status).toBe(403);
    expect((await choose(tokens, { ...wrong, password: ofB })).status).toBe(429);
    clock.advance(60_000);
  });
});

describe('a person of several organisations', () => {
  it('has one password for them once they proved both, and chooses where to go in', async () => {
    const person = await known('Eve');
    const { email, ofA, ofB, own, enter, join } = person;
    await join();
    expect([await enter(ofA), await enter(ofB)]).toEqual([undefined, undefined]);
    const page = await signIn({ email, password: own });
    expect([page.status, page.offered]).toEqual([200, [a.id, b.id]]);
    expect(page.text).not.toContain(own);
    const chosen = await signIn({ choice: page.choice!, organisation: b.id });
    expect(await seenWith((await redeem(chosen.code!)).body)).toEqual({ here: b.id, all: [a.id, b.id] });
    const named = await signIn({ email, password: own, tenant: `t${a.id.slice(0, 8).toLowerCase()}` });
    expect(await seenWith((await redeem(named.code!)).body)).toEqual({ here: a.id, all: [a.id, b.id] });
    const foreign = await signIn({ email, password: own, tenant: `t${FIRST.orgId.slice(0, 8)}` });
    expect(foreign.offered).toEqual([a.id, b.id]);
  });

  it('chooses once, in time, and nothing that was not offered', async () => {
    const person = await known('Fay');
    const { email, own, join } = person;
    await join();
    const page = async () => (await signIn({ email, password: own })).choice!;
    const used = await page();
    expect((await signIn({ choice: used, organisation: a.id })).status).toBe(303);
    expect((await signIn({ choice: used, organisation: a.id })).status).toBe(401);
    const foreign = await page();
    expect((await signIn({ choice: foreign, organisation: FIRST.orgId })).status).toBe(401);
    expect((await signIn({ choice: foreign, organisation: a.id })).status).toBe(401);
    const late = await page();
    clock.advance(301_000);
    expect(await signIn({ choice: late, organisation: a.id })).toMatchObject({
      status: 401,
      text: expect.stringContaining('The choice took too long'),
    });
  });

  it('goes to another one without the password, for no longer than they are here', async () => {
    const person = await known('Gil');
    const { join, idB } = person;
    await join();
    const here = await tokenFor(person, a.id);
    clock.advance(HOUR_MS);
    const there = await exchange(here, b.id);
    expect(there).toMatchObject({
      status: 200,
      body: { token_type: 'bearer', issued_token_type: ACCESS_TOKEN, expires_in: 23 * 3600 },
    });
    expect(await seenWith(there.body)).toEqual({ here: b.id, all: [a.id, b.id] });
    expect(decodeJwt(there.body.access_token)).toMatchObject({ org: b.id, user_id: idB, scope: 'openid' });
    const back = await exchange(there.body, a.id);
    clock.advance(23 * HOUR_MS);
    for (const over of [here, there.body, back.body]) expect(await seenWith(over)).toBe(401);
  });

  it('goes nowhere else, and a stranger learns nothing by asking', async () => {
    const person = await known('Hal');
    const { join } = person;
    const alone = (await person.enter(person.ofA))!;
    const refused = { status: 400, body: { error: 'invalid_grant' } };
    for (const org of [b.id, FIRST.orgId, 'FFFFFFFFFFFFFFFFFFFFFFFF@AdobeOrg'])
      expect(await exchange(alone, org)).toEqual(await exchange(alone, 'nothing'));
    await join();
    const here = await tokenFor(person, a.id);
    expect(await exchange(here, FIRST.orgId)).toMatchObject(refused);
    expect(await exchange(here, b.id, { client_id: FIRST.clientId })).toMatchObject(refused);
    expect(await exchange(here, b.id, { subject_token_type: 'another' })).toMatchObject(refused);
    expect(await exchange({ access_token: 'nothing of ours' }, b.id)).toMatchObject(refused);
    expect((await exchange(here, '')).body.error).toBe('invalid_request');
    const { body: client } = await post('/ims/token/v3', {
      grant_type: 'client_credentials',
      client_id: FIRST.clientId,
      client_secret: FIRST.clientSecret,
    });
    expect(await exchange(client, FIRST.orgId, { client_id: FIRST.clientId })).toMatchObject(refused);
    const session = await tokenFor(person, a.id, 'openid offline_access');
    expect(session.refresh_token).toEqual(expect.any(String));
    expect(await exchange(session, b.id)).toMatchObject(refused);
  });

  it('is not where they are shut out, and is again', async () => {
    const person = await known('Ida');
    const { idB, email, own, join } = person;
    await join();
    const here = await tokenFor(person, a.id);
    const there = (await exchange(here, b.id)).body;
    await b.call('PATCH', `${USERS}/${idB}`, { active: false });
    expect(await seenWith(there)).toBe(401);
    expect(await seenWith(here)).toEqual({ here: a.id, all: [a.id] });
    expect((await exchange(here, b.id)).status).toBe(400);
    expect((await signIn({ email, password: own })).status).toBe(303);
    await b.call('PATCH', `${USERS}/${idB}`, { active: true });
    expect((await exchange(here, b.id)).status).toBe(200);
  });

  it('is known to each as before: nothing tells an administrator of the others', async () => {
    const person = await known('Joe');
    const { idA, idB, join } = person;
    await join();
    for (const [{ call }, id, other] of [[a, idA, b] as const, [b, idB, a] as const]) {
      const shown = JSON.stringify([(await call('GET', `${USERS}/${id}`)).body, (await call('GET', USERS)).body]);
      expect(shown).toContain(id);
      for (const secret of [other.id, other === b ? idB : idA]) expect(shown).not.toContain(secret);
    }
  });
});

describe('a password an administrator knows', () => {
  it('is not chosen for several organisations', async () => {
    const { ofA, ofB, enter } = await known('Kim');
    const here = (await enter(ofA))!;
    for (const newPassword of [ofA, ofB])
      expect(await choose(here, { password: ofA, otherPassword: ofB, newPassword })).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('an administrator may know them') },
      });
    const wrong = { password: ofA, newPassword: 'a password of my own' };
    expect((await choose(here, { ...wrong, otherPassword: 'guessed' })).status).toBe(403);
    expect((await choose(here, { ...wrong, otherPassword: ofA })).status).toBe(403);
    expect((await choose(here, { ...wrong, newPassword: 'short' })).status).toBe(400);
    expect((await choose(here, { password: ofA })).status).toBe(400);
    expect([await enter(ofA), await enter(ofB)].map((one) => one !== undefined)).toEqual([true, true]);
  });

  it('opens nothing of the other one by what it was good for before: token, session, code', async () => {
    const person = await known('Leo');
    const { email, ofA, own, enter, join } = person;
    const token = (await enter(ofA))!;
    const session = (await signInPerson(server.origin, { email, password: ofA, scope: 'openid offline_access' }))!;
    const { code } = await signIn({ email, password: ofA });
    expect(await sessionsOf(person.idA)).toBe(1);
    await join();
    expect(await sessionsOf(person.idA)).toBe(0);
    expect(await seenWith(token)).toBe(401);
    expect((await exchange(token, b.id)).status).toBe(400);
    expect(await seenWith(session)).toBe(401);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(session.refresh_token), client_id: CLIENT };
    expect(await post('/ims/token/v3', refresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const late = (await redeem(code!)).body;
    expect(await seenWith(late)).toBe(401);
    expect((await exchange(late, b.id)).status).toBe(400);
    const { choice } = await signIn({ email, password: own });
    await a.call('PATCH', `${USERS}/${person.idA}`, { password: 'set while they chose' });
    const chosen = await signIn({ choice: choice!, organisation: a.id });
    expect(await seenWith((await redeem(chosen.code!)).body)).toBe(401);
  });

  it('that is set anew opens that organisation alone, and the others stay open to the person', async () => {
    const person = await known('Mo');
    const { idA, own, enter, join } = person;
    await join();
    const before = await tokenFor(person, a.id, 'openid offline_access');
    expect(await sessionsOf(idA)).toBe(1);
    await a.call('PATCH', `${USERS}/${idA}`, { password: 'what A set for them again' });
    expect([await seenWith(before), await sessionsOf(idA)]).toEqual([401, 0]);
    const taken = (await enter('what A set for them again'))!;
    expect(await seenWith(taken)).toEqual({ here: a.id, all: [a.id] });
    expect((await exchange(taken, b.id)).status).toBe(400);
    expect(await seenWith((await enter(own))!)).toEqual({ here: b.id, all: [b.id] });
    const joined = { password: own, otherPassword: 'what A set for them again', newPassword: 'one for both once more' };
    expect((await choose((await enter(own))!, joined)).status).toBe(204);
    const page = await signIn({ email: person.email, password: 'one for both once more' });
    expect(page.offered).toEqual([a.id, b.id]);
  });

  it('is replaced everywhere by one the person chooses, and no hash of before is kept', async () => {
    const person = await known('Nan');
    const { email, own, join } = person;
    await join();
    const held = async () => (await createCollection<object>(tables, 'login').everywhere()).length;
    const before = await held();
    const here = await tokenFor(person, b.id);
    const chosen = ['the next password of Nan', 'another one of Nan'];
    const atOnce = await Promise.all(chosen.map((newPassword) => choose(here, { password: own, newPassword })));
    expect(atOnce.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await seenWith(here)).toBe(401);
    const password = chosen[atOnce.findIndex(({ status }) => status === 204)]!;
    expect((await signIn({ email, password })).offered).toEqual([a.id, b.id]);
    expect(await held()).toBe(before);
    await b.call('DELETE', `${USERS}/${person.idB}`);
    expect(await held()).toBe(before);
    await a.call('DELETE', `${USERS}/${person.idA}`);
    expect(await held()).toBe(before - 1);
  });

  it('is not asked of a technical account', async () => {
    const { body } = await post('/ims/token/v3', {
      grant_type: 'client_credentials',
      client_id: FIRST.clientId,
      client_secret: FIRST.clientSecret,
    });
    const headers = { ...personHeaders(body, FIRST.orgId), 'x-api-key': FIRST.clientId };
    const init = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(`${server.origin}/meniscus/v1/me/password`, init)).status).toBe(404);
  });
});

describe('a sign-in that is out of measure', () => {
  it('is not remembered: neither an address nor a client that nobody can have, nor what is carried on', async () => {
    const email = `${'x'.repeat(300)}@example.com`;
    const client = { grant_type: 'client_credentials', client_id: 'c'.repeat(300), client_secret: 'guess' };
    for (let guess = 0; guess < 11; guess += 1) {
      expect((await signIn({ email, password: 'guess' })).status).toBe(401);
      expect((await post('/ims/token/v3', client)).status).toBe(401);
    }
    expect((await signIn({ email, password: 'guess', state: 's'.repeat(40_000) })).status).toBe(413);
  });
});

describe('organisations that are made at the same time', () => {
  it('have ids and tenants of their own, though they begin alike and one person administers all', async () => {
    const beginning = FIRST.orgId.slice(0, 8);
    const idOf = (end: number) => `${beginning}0${String(end).repeat(15)}@AdobeOrg`;
    const made = await Promise.allSettled(
      [1, 1, 2].map(async (end) =>
        handlerOf('createOrganisation')({ body: { orgId: idOf(end), adminEmail: FIRST.adminEmail } } as Call<never>),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(made[1]).toMatchObject({ reason: { status: 409 } });
    const wrong = await first.call('POST', '/meniscus/v1/organisations', { adminEmail: 'nobody' });
    expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining('adminEmail') } });
    const kept = await createCollection<{ tenant: string }>(tables, 'organisation').everywhere();
    const tenants = new Map(kept.map(({ id, body }) => [id, body.tenant]));
    expect(tenants.get(idOf(1))).toBe(`t${beginning}0`);
    expect(tenants.get(idOf(2))).toBe(`t${beginning}02`);
  });
});

describe('an installation from before', () => {
  it('knows its people by their passwords and keeps their sessions', async () => {
    const old = await openSqliteTables({ path: ':memory:' });
    await old.migrate([documentsMigration, ...accessMigrations.filter(({ id }) => id < 'access-003')]);
    const logins = await createCollection<{ passwordHash: string }>(tables, 'login').everywhere();
    const ana = (await createCollection<{ email: string; login: string }>(tables, 'person').everywhere()).find(
      ({ body }) => body.email === FIRST.adminEmail,
    )!;
    const { passwordHash } = logins.find(({ id }) => id === ana.body.login)!.body;
    const change = { by: 'system', at: clock() };
    const { login: _, ...person } = ana.body;
    await createCollection(old, 'person').insert(ana.scope, ana.id, { ...person, passwordHash }, change);
    for (const collection of ['organisation', 'sandbox', 'role']) {
      for (const { scope, id, body } of await createCollection<object>(tables, collection).everywhere())
        if (scope === FIRST.orgId) await createCollection(old, collection).insert(scope, id, body, change);
    }
    const secret = 'a'.repeat(64);
    const until = clock() + HOUR_MS;
    const session = {
      userId: ana.id,
      clientId: CLIENT,
      scope: 'openid,offline_access',
      hash: createHash('sha256').update(secret).digest('hex'),
      until,
      idleUntil: until,
    };
    await createCollection(old, 'refresh-session').insert(ana.scope, 'abc', session, change);
    const migrated = await startAccessServer({ tables: old, clock });
    try {
      const { email, password } = { email: FIRST.adminEmail, password: FIRST.adminPassword };
      expect(await signInPerson(migrated.origin, { email, password })).toHaveProperty('access_token');
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: `abc.${secret}`,
        client_id: CLIENT,
      });
      const reply = await answered(await fetch(`${migrated.origin}/ims/token/v3`, { method: 'POST', body }));
      const headers = personHeaders(reply.body, FIRST.orgId);
      expect((await fetch(`${migrated.origin}/meniscus/v1/me`, { headers })).status).toBe(200);
      const people = JSON.stringify(await createCollection(old, 'person').everywhere());
      expect(people).not.toContain('argon2');
    } finally {
      await migrated.close();
      await old.close();
    }
  });
});
