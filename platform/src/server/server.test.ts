import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessMigrations, createAccess } from '../access/index.ts';
import {
  ALL_FIELDS,
  Bodies,
  Connections,
  countingIds,
  createCipher,
  createMeter,
  needs,
  Problem,
  type Route,
  randomIds,
  route,
  steadyClock,
  systemClock,
} from '../kernel/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';
import { createServer, routeFaults, type Server } from './index.ts';

const FIRST = {
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
  clientId: 'a'.repeat(32),
  clientSecret: 'the-client-secret',
  adminEmail: 'ana@example.com',
  adminPassword: 'the-password',
};
const printed: string[] = [];
const logger = pino(
  { level: 'trace' },
  new Writable({ write: (chunk, _encoding, done) => done(void printed.push(String(chunk))) }),
);

const OWN: readonly Route[] = [
  route({
    id: 'echoForTest',
    method: 'POST',
    path: '/data/test/:name',
    service: 'Test',
    summary: 'Says what it was sent.',
    access: needs('connections', 'write', 'manage-sources'),
    responses: { 200: { description: 'What was sent.' } },
    handle: ({ scope, params, query, body }) => ({ body: { sandbox: scope.sandbox, name: params.name, query, body } }),
  }),
  route({
    id: 'failForTest',
    method: 'GET',
    path: '/data/failing',
    service: 'Test',
    summary: 'Fails.',
    access: { kind: 'public', why: 'a test' },
    responses: { 200: { description: 'Never.' } },
    handle: () => {
      throw new Error('an inner detail');
    },
  }),
  route({
    id: 'problemForTest',
    method: 'GET',
    path: '/data/problem',
    service: 'Test',
    summary: 'Answers a problem.',
    access: { kind: 'public', why: 'a test' },
    responses: { 200: { description: 'Never.' } },
    handle: () => {
      throw new Problem(412, { title: 'Stale' }, { 'retry-after': '3' });
    },
  }),
];

let tables: Tables;
let server: Server;
let origin: string;

beforeAll(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  const access = createAccess({
    tables,
    cipher: createCipher(Buffer.alloc(32, 1)),
    clock: systemClock,
    ids: randomIds,
    publicUrl: () => origin,
    eraseScope: () => Promise.resolve(),
    sendMail: undefined,
    afterAnswer: () => {},
    fields: () => Promise.resolve(ALL_FIELDS),
    operations: () => () => Promise.reject(new Error('not here')),
  });
  await tables.migrate([documentsMigration, ...accessMigrations]);
  await access.load();
  await access.bootstrap(FIRST);
  server = await createServer({
    routes: [...access.routes, ...OWN],
    access,
    fields: () => Promise.resolve(ALL_FIELDS),
    collect: (_request, response) => response.end('collected'),
    meter: createMeter(),
    bodies: new Bodies(createMeter()),
    connections: new Connections(createMeter(), steadyClock, 1000),
    logger,
    ids: randomIds,
    ready: () => true,
    version: '0.0.0',
  });
  origin = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});

afterAll(async () => {
  await server?.close();
  await tables?.close();
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function call(
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string | FormData | URLSearchParams } = {},
): Promise<Reply> {
  const response = await fetch(origin + path, { method, redirect: 'manual', ...options });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
}

const secret = { grant_type: 'client_credentials', client_id: FIRST.clientId, client_secret: FIRST.clientSecret };
const form = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields) });

async function token(): Promise<string> {
  return (await call('POST', '/ims/token/v3', form(secret))).body.access_token as string;
}

async function headers(): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await token()}`,
    'x-api-key': FIRST.clientId,
    'x-gw-ims-org-id': FIRST.orgId,
    'x-sandbox-name': 'prod',
  };
}

describe('tokens', () => {
  it('come in every spelling: form, query string, multipart, mixed, Basic', async () => {
    const multipart = new FormData();
    for (const [name, value] of Object.entries({ ...secret, org_id: FIRST.orgId })) multipart.set(name, value);
    const spellings = [
      call('POST', '/ims/token', form({ ...secret, scope: 'openid AdobeID session' })),
      call('POST', `/ims/token/v2?${new URLSearchParams(secret)}`),
      call('POST', '/ims/token/v2', { body: multipart }),
      call(
        'POST',
        `/ims/token/v3?client_id=${FIRST.clientId}`,
        form({ grant_type: 'client_credentials', client_secret: FIRST.clientSecret, scope: 'openid,AdobeID' }),
      ),
      call('POST', '/ims/token/v3', {
        ...form({ grant_type: 'client_credentials' }),
        headers: { authorization: `Basic ${btoa(`${FIRST.clientId}:${FIRST.clientSecret}`)}` },
      }),
    ];
    for (const reply of await Promise.all(spellings))
      expect(reply).toMatchObject({
        status: 200,
        body: { token_type: 'bearer', access_token: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/) },
      });
  });

  it('carry created_at and expires_in as texts of milliseconds; the answer has milliseconds on /ims/token and seconds on v3', async () => {
    const claims = JSON.parse(Buffer.from((await token()).split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({
      type: 'access_token',
      client_id: FIRST.clientId,
      expires_in: '86400000',
      created_at: expect.stringMatching(/^\d{13}$/),
    });
    expect((await call('POST', '/ims/token', form(secret))).body.expires_in).toBe(86_400_000);
    expect((await call('POST', '/ims/token/v3', form(secret))).body.expires_in).toBe(86_400);
  });

  it('are refused with 4xx and both error members, and locked out after ten wrong secrets', async () => {
    const wrong = form({ ...secret, client_id: 'b'.repeat(32), client_secret: 'guess' });
    expect(await call('POST', '/ims/token/v3', wrong)).toMatchObject({
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: expect.any(String),
        phrase: { code: 'oauth-wrong-client' },
      },
    });
    const badlyEncoded = { authorization: `Basic ${btoa('%zz:guess')}` };
    const basic = { ...form({ grant_type: 'client_credentials' }), headers: badlyEncoded };
    expect((await call('POST', '/ims/token/v3', basic)).body.error).toBe('invalid_client');
    for (let attempt = 0; attempt < 9; attempt += 1) await call('POST', '/ims/token/v3', wrong);
    expect((await call('POST', '/ims/token/v3', wrong)).status).toBe(429);
    expect((await call('POST', '/ims/token/v3', form({ ...secret, grant_type: 'password' }))).body.error).toBe(
      'unsupported_grant_type',
    );
  });

  it('can be validated, and count no more once revoked', async () => {
    const given = { ...(await headers()) };
    expect((await call('POST', '/ims/validate_token/v1', { headers: given })).body.valid).toBe(true);
    await call('POST', '/ims/invalidate_token/v2', { headers: given });
    expect((await call('POST', '/data/test/x', { headers: given })).body.error_code).toBe('401013');
  });

  it('leave no secret in the log or in the database', async () => {
    await call('POST', `/ims/token/v2?${new URLSearchParams(secret)}`);
    expect(printed.join('')).not.toContain(FIRST.clientSecret);
    const rows = await tables.of<{ document: { body: string } }>().selectFrom('document').select('body').execute();
    expect(rows.map(({ body }) => body).join('')).not.toMatch(/the-client-secret|the-password|BEGIN PRIVATE/);
  });
});

describe('the gateway', () => {
  it.each([
    ['no token', { authorization: '' }, 403, '403010'],
    ['a bad token', { authorization: 'Bearer a.b.c' }, 401, '401013'],
    ['no key', { 'x-api-key': '' }, 403, '403000'],
    ['a foreign key', { 'x-api-key': 'other' }, 403, '403003'],
    ['no organisation', { 'x-gw-ims-org-id': '' }, 400, '400003'],
    ['another organisation', { 'x-gw-ims-org-id': `${'F'.repeat(24)}@AdobeOrg` }, 403, '403025'],
  ])('answers %s as documented', async (_what, change, status, code) => {
    const reply = await call('POST', '/data/test/x', { headers: { ...(await headers()), ...change } });
    expect(reply).toMatchObject({ status, body: { error_code: code, message: expect.any(String) } });
  });

  it('takes the default sandbox when none is named and refuses an unknown one', async () => {
    const { 'x-sandbox-name': _, ...rest } = await headers();
    expect((await call('POST', '/data/test/x', { headers: rest })).body.sandbox).toBe('prod');
    expect((await call('POST', '/data/test/x', { headers: { ...rest, 'x-sandbox-name': 'nowhere' } })).status).toBe(
      404,
    );
  });

  it('parses JSON under any content type, tolerates a trailing slash and percent-encoded parameters', async () => {
    const given = { ...(await headers()), 'content-type': 'application/vnd.adobe.xed+json; version=1' };
    const reply = await call('POST', `/data/test/${encodeURIComponent('https://ns/x y')}/?a=1&a=2`, {
      headers: given,
      body: '{"b":1}',
    });
    expect(reply.body).toMatchObject({ name: 'https://ns/x y', query: { a: ['1', '2'] }, body: { b: 1 } });
  });

  it('answers JSON for broken JSON, large bodies, unknown addresses, problems and failures of ours', async () => {
    const given = await headers();
    expect(await call('POST', '/data/test/x', { headers: given, body: '{' })).toMatchObject({
      status: 400,
      body: { title: 'BadRequestError', phrase: { code: 'server-no-json' } },
    });
    expect((await call('POST', '/data/test/x', { headers: given, body: `"${'x'.repeat(1_100_000)}"` })).status).toBe(
      413,
    );
    expect(await call('GET', '/data/nothing')).toMatchObject({
      status: 404,
      body: {
        title: 'Not found',
        phrase: { code: 'server-nothing-there', values: { method: 'GET', path: '/data/nothing' } },
      },
    });
    const problem = await call('GET', '/data/problem');
    expect([problem.status, problem.body.title, problem.headers.get('retry-after')]).toEqual([412, 'Stale', '3']);
    const failure = await call('GET', '/data/failing', { headers: { 'x-request-id': 'trace-1' } });
    expect(failure).toMatchObject({ status: 500, body: { detail: expect.stringContaining('trace-1') } });
    expect(JSON.stringify(failure.body)).not.toContain('an inner detail');
  });

  it('hands collection paths to the raw handler and serves health, metrics and OpenAPI', async () => {
    expect((await call('POST', '/collection/abc?syncValidation=true')).body).toBe('collected');
    expect((await call('POST', '/data/foundation/import/collection/abc')).body).toBe('collected');
    expect((await call('GET', '/health')).status).toBe(200);
    expect((await call('GET', '/metrics')).body).toContain('meniscus_http_seconds');
    expect((await call('GET', '/openapi.json')).body.paths['/data/test/{name}'].post.operationId).toBe('echoForTest');
  });
});

describe('people', () => {
  const verifier = 'v'.repeat(43);
  const request = async (change: Record<string, string> = {}) => ({
    response_type: 'code',
    client_id: 'meniscus-console',
    redirect_uri: `${origin}/`,
    scope: 'openid',
    state: 's<1>',
    code_challenge_method: 'S256',
    code_challenge: Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(verifier))).toString('base64url'),
    ...change,
  });

  it('sign in with a code that works once, for the browser that asked', async () => {
    const codeOf = async () => {
      const fields = { ...(await request()), email: 'ANA@example.com', password: FIRST.adminPassword };
      const back = await call('POST', '/ims/authorize/v2', form(fields));
      expect(back.status).toBe(303);
      return new URL(back.headers.get('location')!).searchParams.get('code')!;
    };
    const redeem = {
      grant_type: 'authorization_code',
      code: await codeOf(),
      code_verifier: verifier,
      client_id: 'meniscus-console',
      redirect_uri: `${origin}/`,
    };
    const issued = await call('POST', '/ims/token/v3', form(redeem));
    expect(issued.status).toBe(200);
    expect((await call('POST', '/ims/token/v3', form(redeem))).body.error).toBe('invalid_grant');
    const stolen = { ...redeem, code: await codeOf(), code_verifier: 'w'.repeat(43) };
    expect((await call('POST', '/ims/token/v3', form(stolen))).body.error).toBe('invalid_grant');
    const as = {
      authorization: `Bearer ${issued.body.access_token}`,
      'x-api-key': 'meniscus-console',
      'x-gw-ims-org-id': FIRST.orgId,
    };
    expect((await call('POST', '/data/test/x', { headers: as })).status).toBe(200);
  });

  it('get the page again for a wrong password, in their language, with what they sent escaped', async () => {
    const fields = { ...(await request()), email: 'ana@example.com', password: 'wrong' };
    const reply = await call('POST', '/ims/authorize/v2', { ...form(fields), headers: { 'accept-language': 'fr-CA' } });
    expect(reply.status).toBe(401);
    expect(reply.body).toContain('Le mot de passe est faux'.slice(3));
    expect(reply.body).toContain('s&lt;1&gt;');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('are not sent to a foreign address, nor served without PKCE, and are told why in their language', async () => {
    const changes: Record<string, string>[] = [
      { redirect_uri: 'https://evil.example/' },
      { code_challenge_method: 'plain' },
      { code_challenge: 'short' },
      { client_id: 'other' },
    ];
    for (const change of changes) {
      const [name] = Object.keys(change);
      const address = `/ims/authorize/v2?${new URLSearchParams(await request(change))}`;
      const english = await call('GET', address);
      expect([english.status, english.body]).toEqual([
        400,
        expect.stringContaining(`cannot be served: ${name} must be`),
      ]);
      const french = await call('GET', address, { headers: { 'accept-language': 'fr' } });
      expect([french.status, french.body]).toEqual([
        400,
        expect.stringContaining(`Cette connexion ne peut pas se faire\u00a0: ${name} doit valoir`),
      ]);
    }
  });
});

describe('a route', () => {
  it('without access, with an unknown permission, or twice, stops the start', async () => {
    const bare = { ...OWN[1]!, id: 'bare', path: '/bare', access: undefined } as unknown as Route;
    const unknown = { ...OWN[0]!, id: 'unknown', path: '/unknown', access: needs('x', 'read', 'no-such-permission') };
    const wrong = { ...OWN[0]!, id: 'wrong', path: '/wrong', access: needs('segments', 'read', 'view-sources') };
    const faults = routeFaults([...OWN, bare, unknown, wrong, OWN[2]!]);
    expect(faults).toEqual([
      'GET /bare: no access is declared',
      'POST /unknown: there is no permission no-such-permission',
      'POST /wrong: view-sources does not carry read on segments',
      'GET /data/problem: the id problemForTest is used twice',
      'GET /data/problem: the address is used twice',
    ]);
    const access = createAccess({
      tables,
      cipher: createCipher(Buffer.alloc(32, 1)),
      clock: systemClock,
      ids: countingIds(),
      publicUrl: () => '',
      eraseScope: () => Promise.resolve(),
      sendMail: undefined,
      afterAnswer: () => {},
      fields: () => Promise.resolve(ALL_FIELDS),
      operations: () => () => Promise.reject(new Error('not here')),
    });
    const deps = {
      access,
      fields: () => Promise.resolve(ALL_FIELDS),
      collect: () => {},
      meter: createMeter(),
      bodies: new Bodies(createMeter()),
      connections: new Connections(createMeter(), steadyClock, 1000),
      logger,
      ids: randomIds,
      ready: () => true,
      version: '0',
    };
    await expect(createServer({ ...deps, routes: [bare] })).rejects.toThrow('does not start');
  });
});
