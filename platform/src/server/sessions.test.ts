import { decodeProtectedHeader, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessServer, FIRST, startAccessServer } from '../../../tools/harness/access-server.ts';
import { type PersonTokens, personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { manualClock } from '../kernel/index.ts';
import { createCollection, openSqliteTables, type Tables } from '../stores/index.ts';

const DAY_MS = 86_400_000;
const clock = manualClock(1_800_000_000_000);
const ADMIN = { email: FIRST.adminEmail, password: FIRST.adminPassword };

let tables: Tables;
let server: AccessServer;
let origin: string;

async function start(tokensSince?: number): Promise<void> {
  server = await startAccessServer({ tables, clock, tokensSince });
  origin = server.origin;
}

beforeAll(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  await start();
});

afterAll(async () => {
  await server?.close();
  await tables?.close();
});

type Session = PersonTokens & { readonly refresh_token: string };

/** As a new process on the same tables. */
async function restart(tokensSince?: number): Promise<void> {
  await server.close();
  await start(tokensSince);
}

async function post(path: string, fields: Record<string, string>) {
  const response = await fetch(origin + path, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, body: (await response.json()) as Session & { error?: string } };
}

const begin = async (who = ADMIN): Promise<Session> =>
  (await signInPerson(origin, { ...who, scope: 'openid offline_access' })) as Session;

const refresh = (refreshToken: string, clientId = 'meniscus-console') =>
  post('/ims/token/v3', { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });

const REFUSED = { status: 400, body: { error: 'invalid_grant' } };

/** What the gateway says to the access token. */
async function gatewaySays(tokens: PersonTokens): Promise<number> {
  const headers = personHeaders(tokens, FIRST.orgId);
  return (await fetch(`${origin}/meniscus/v1/me`, { headers })).status;
}

describe('a refresh token', () => {
  it('is given to a person whose client asked for offline access, and to nobody else', async () => {
    expect(await begin()).toMatchObject({ refresh_token: expect.any(String) });
    expect(await signInPerson(origin, ADMIN)).not.toHaveProperty('refresh_token');
    const credential = await post('/ims/token/v3', {
      grant_type: 'client_credentials',
      client_id: FIRST.clientId,
      client_secret: FIRST.clientSecret,
      scope: 'offline_access',
    });
    expect(credential).toMatchObject({ status: 200 });
    expect(credential.body).not.toHaveProperty('refresh_token');
  });

  it('leads on day after day, also over a restart, each time to another one', async () => {
    let session = await begin();
    const seen = new Set([session.refresh_token]);
    for (let day = 0; day < 3; day += 1) {
      clock.advance(DAY_MS);
      expect(await gatewaySays(session)).toBe(401);
      if (day === 1) await restart();
      const next = await refresh(session.refresh_token);
      expect(next.status).toBe(200);
      session = next.body;
      seen.add(session.refresh_token);
      expect(await gatewaySays(session)).toBe(200);
    }
    expect(seen.size).toBe(4);
  });

  it('that comes a second time ends the session with every token of it', async () => {
    const first = await begin();
    const another = await begin();
    const { body: second } = await refresh(first.refresh_token);
    expect(await gatewaySays(second)).toBe(200);
    expect(await refresh(first.refresh_token)).toMatchObject(REFUSED);
    expect(await refresh(second.refresh_token)).toMatchObject(REFUSED);
    expect([await gatewaySays(first), await gatewaySays(second), await gatewaySays(another)]).toEqual([401, 401, 200]);
  });

  it('counts once when it is used many times at the same moment, and the session ends', async () => {
    const { refresh_token } = await begin();
    const replies = await Promise.all(Array.from({ length: 5 }, () => refresh(refresh_token)));
    const given = replies.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    expect(await refresh(given[0]!.body.refresh_token)).toMatchObject(REFUSED);
  });

  it('belongs to its client, and is not guessed from its form', async () => {
    const session = await begin();
    expect(await refresh(session.refresh_token, 'another')).toMatchObject(REFUSED);
    expect(await refresh('x')).toMatchObject(REFUSED);
    expect(await refresh(`${crypto.randomUUID()}.${'0'.repeat(64)}`)).toMatchObject(REFUSED);
    expect((await refresh(session.refresh_token)).status).toBe(200);
  });

  it('is over after 14 days without use, and after 90 days whatever happens', async () => {
    const unused = await begin();
    clock.advance(14 * DAY_MS);
    expect(await refresh(unused.refresh_token)).toMatchObject(REFUSED);
    let used = await begin();
    for (let day = 10; day <= 80; day += 10) {
      clock.advance(10 * DAY_MS);
      used = (await refresh(used.refresh_token)).body;
    }
    clock.advance(10 * DAY_MS);
    expect(await refresh(used.refresh_token)).toMatchObject(REFUSED);
  });

  it('goes with the password and the person', async () => {
    const admin = personHeaders(await begin(), FIRST.orgId);
    const send = async (method: string, path: string, body: object) => {
      const headers = { ...admin, 'content-type': 'application/json' };
      return (await fetch(origin + path, { method, headers, body: JSON.stringify(body) })).json() as Promise<{
        id: string;
      }>;
    };
    const bea = { email: 'bea@example.com', password: 'another-long-password' };
    const { id } = await send('POST', '/meniscus/v1/users', { ...bea, name: 'Bea' });
    const first = await begin(bea);
    await send('PATCH', `/meniscus/v1/users/${id}`, { password: 'a-third-long-password' });
    expect(await refresh(first.refresh_token)).toMatchObject(REFUSED);
    const second = await begin({ ...bea, password: 'a-third-long-password' });
    await send('PATCH', `/meniscus/v1/users/${id}`, { active: false });
    await send('PATCH', `/meniscus/v1/users/${id}`, { active: true });
    expect(await refresh(second.refresh_token)).toMatchObject(REFUSED);
  });

  it('ends the oldest session of a person who begins more than twenty', async () => {
    const sessions: Session[] = [];
    for (let n = 0; n < 21; n += 1) sessions.push(await begin());
    expect(await refresh(sessions[0]!.refresh_token)).toMatchObject(REFUSED);
    expect((await refresh(sessions[1]!.refresh_token)).status).toBe(200);
  });

  it('is kept as a hash only', async () => {
    const { refresh_token } = await begin();
    const rows = await createCollection(tables, 'refresh-session').everywhere();
    expect(rows.map(({ id }) => id)).toContain(refresh_token.split('.')[0]);
    expect(JSON.stringify(rows)).not.toContain(refresh_token.split('.')[1]);
  });
});

describe('revoking', () => {
  it('ends an access token alone, a refresh token with all of its session, and says 200 to anything', async () => {
    const [one, other] = [await begin(), await begin()];
    expect((await post('/ims/revoke', { token: one.access_token })).status).toBe(200);
    expect(await gatewaySays(one)).toBe(401);
    expect((await post('/ims/revoke', { token: other.refresh_token, client_id: 'another' })).status).toBe(200);
    expect(await gatewaySays(other)).toBe(200);
    const ended = { token: other.refresh_token, client_id: 'meniscus-console', token_type_hint: 'refresh_token' };
    expect((await post('/ims/revoke', ended)).status).toBe(200);
    expect(await gatewaySays(other)).toBe(401);
    expect(await refresh(other.refresh_token)).toMatchObject(REFUSED);
    expect((await post('/ims/revoke', { token: 'nothing of ours' })).status).toBe(200);
    expect(await post('/ims/revoke', {})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('the discovery document', () => {
  it('names endpoints that are there and exactly the grants that are taken', async () => {
    const response = await fetch(`${origin}/ims/.well-known/openid-configuration`);
    const document = (await response.json()) as Record<string, string | readonly string[]>;
    const addresses = Object.entries(document).filter(([name]) => /_(endpoint|uri)$/.test(name));
    expect(addresses.map(([name]) => name).sort()).toEqual([
      'authorization_endpoint',
      'jwks_uri',
      'revocation_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
    ]);
    for (const [, address] of addresses)
      expect(server.routes.map(({ path }) => path)).toContain(new URL(address as string).pathname);
    const grants = [
      ...['authorization_code', 'client_credentials', 'implicit', 'password', 'refresh_token'],
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ];
    const taken: string[] = [];
    for (const grant of grants) {
      const { body } = await post('/ims/token/v3', { grant_type: grant });
      if (body.error !== 'unsupported_grant_type') taken.push(grant);
    }
    expect(document.grant_types_supported).toEqual(taken);
  });
});

describe('the keys tokens are signed with', () => {
  const HOUR_MS = 3_600_000;
  const kidOf = ({ access_token }: PersonTokens) => decodeProtectedHeader(access_token).kid;
  const published = async () => {
    const { keys } = (await (await fetch(`${origin}/ims/keys`)).json()) as { keys: readonly JWK[] };
    return keys.map(({ kid }) => kid);
  };
  const signIn = async () => (await signInPerson(origin, ADMIN))!;

  it('sign 90 days each; the next one is published a day ahead, the one before while its tokens live', async () => {
    // A key that signs from this moment on, as those of the other tests may be of any age.
    await restart(clock());
    const first = kidOf(await signIn());
    expect(await published()).toEqual([first]);
    clock.advance(89 * DAY_MS - 1);
    expect(kidOf(await signIn())).toBe(first);
    expect(await published()).toEqual([first]);
    clock.advance(1);
    const last = await Promise.all(Array.from({ length: 4 }, signIn));
    expect(last.map(kidOf)).toEqual([first, first, first, first]);
    const [, next, ...more] = await published();
    expect([next, more]).toEqual([expect.any(String), []]);
    clock.advance(DAY_MS - HOUR_MS);
    await restart();
    const late = await signIn();
    expect(kidOf(late)).toBe(first);
    clock.advance(HOUR_MS);
    expect(kidOf(await signIn())).toBe(next);
    expect(await gatewaySays(late)).toBe(200);
    clock.advance(DAY_MS - HOUR_MS - 1);
    await restart();
    expect(await gatewaySays(late)).toBe(200);
    clock.advance(HOUR_MS + 1);
    expect(await published()).toEqual([next]);
    await restart();
    expect(await published()).toEqual([next]);
    expect(await createCollection(tables, 'signing-key').everywhere()).toHaveLength(1);
  });

  it('go when tokens from before a moment shall not count any more, and only then', async () => {
    const before = await signIn();
    const stay = await begin();
    clock.advance(1);
    const since = clock();
    await restart(since);
    expect([await gatewaySays(before), await gatewaySays(stay)]).toEqual([401, 401]);
    const after = await signIn();
    expect(await gatewaySays((await refresh(stay.refresh_token)).body)).toBe(200);
    clock.advance(HOUR_MS);
    await restart(since);
    expect(await gatewaySays(after)).toBe(200);
    expect(await published()).toEqual([kidOf(after)]);
  });
});
