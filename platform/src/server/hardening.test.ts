import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createAccess } from '../access/index.ts';
import {
  ALL_FIELDS,
  Bodies,
  type Call,
  Connections,
  createCipher,
  createMeter,
  manualClock,
  type Route,
  randomIds,
  route,
  steadyClock,
  systemClock,
} from '../kernel/index.ts';
import { openSqliteTables } from '../stores/index.ts';
import { createServer, type Patience, type Server, type ServerDeps } from './index.ts';

const ROUTES: readonly Route[] = [
  route({
    id: 'echoForTest',
    method: 'POST',
    path: '/data/echo',
    service: 'Test',
    summary: 'Says what it was sent.',
    access: { kind: 'public', why: 'a test' },
    responses: { 200: { description: 'What was sent.' } },
    handle: ({ body }) => ({ body: { body } }),
  }),
  route({
    id: 'streamForTest',
    method: 'POST',
    path: '/data/stream',
    service: 'Test',
    summary: 'Reads what it is sent.',
    access: { kind: 'public', why: 'a test' },
    consumes: 'stream',
    responses: { 200: { description: 'It came.' } },
    async handle({ body }: Call<Readable>) {
      for await (const _ of body!);
      return {};
    },
  }),
  route({
    id: 'fileForTest',
    method: 'POST',
    path: '/data/file',
    service: 'Test',
    summary: 'Takes a file.',
    access: { kind: 'public', why: 'a test' },
    consumes: 'file',
    responses: { 200: { description: 'It came.' } },
    handle: () => ({}),
  }),
];

let server: Server | undefined;
afterEach(() => server?.close());

async function start(options: Partial<ServerDeps> = {}): Promise<number> {
  const tables = await openSqliteTables({ path: ':memory:' });
  const access = createAccess({
    tables,
    cipher: createCipher(Buffer.alloc(32, 1)),
    clock: systemClock,
    ids: randomIds,
    publicUrl: () => '',
    eraseScope: () => Promise.resolve(),
    sendMail: undefined,
    afterAnswer: () => {},
    fields: () => Promise.resolve(ALL_FIELDS),
    operations: () => () => Promise.reject(new Error('not here')),
  });
  server = await createServer({
    routes: ROUTES,
    access,
    fields: () => Promise.resolve(ALL_FIELDS),
    collect: (_request, response) => response.end('collected'),
    meter: createMeter(),
    bodies: new Bodies(createMeter()),
    connections: new Connections(createMeter(), steadyClock, 1000),
    logger: pino({ level: 'silent' }),
    ids: randomIds,
    ready: () => true,
    version: '0',
    ...options,
  });
  return server.listen('127.0.0.1', 0);
}

/** Sends bytes as they are, and resolves with all that comes back until the server ends the connection. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** What a POST through TLS is answered. */
function secured(port: number, tls: { readonly cert: string }, path: string) {
  const options = { port, path, host: '127.0.0.1', servername: 'localhost', ca: tls.cert, method: 'POST' };
  return new Promise<{ status: number | undefined; hsts: unknown }>((resolve, reject) => {
    const sent = request(options, (response) => {
      response.resume();
      resolve({ status: response.statusCode, hsts: response.headers['strict-transport-security'] });
    });
    sent.on('error', reject).end();
  });
}

const IMPATIENT: Patience = { headersMs: 200, requestMs: 400, idleMs: 100 };

describe('a client that takes its time', () => {
  it('with the head of a request is answered 408 and cut off', async () => {
    const port = await start({ patience: IMPATIENT });
    expect(await raw(port, 'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toContain('408 Request Timeout');
  });

  it('with a body, at a route and at an inlet, is answered 408 and cut off', async () => {
    const collect = (request: NodeJS.ReadableStream) => request.resume();
    const port = await start({ patience: IMPATIENT, collect: collect as never });
    for (const path of ['/data/echo', '/collection/abc']) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
      expect(await raw(port, head), path).toContain('408 Request Timeout');
    }
  });

  it('with its next request loses the connection', async () => {
    const port = await start({ patience: IMPATIENT });
    expect(await raw(port, 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n')).toContain('200 OK');
  });
});

describe('a server that closes', () => {
  it('does not wait for a connection nobody asked anything on', { timeout: 5000 }, async () => {
    const port = await start();
    const socket = connect(port, '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    // Answered behind that connection: the server knows of it.
    await raw(port, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await server!.close();
    await ended;
  });

  it('does not wait for the next request of a caller whose answer was on its way', { timeout: 5000 }, async () => {
    let answer: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let respond: () => void = () => {};
    const collect: ServerDeps['collect'] = (_request, response) => {
      respond = () => response.end('collected');
      answer();
    };
    const port = await start({ collect });
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('POST /collection/abc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'),
    );
    const answered = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    await asked;
    const closed = server!.close();
    respond();
    expect(await answered).toContain('200 OK');
    await closed;
  });

  it('ends the connection of a caller who never pauses with an answer', { timeout: 5000 }, async () => {
    let begun: () => void = () => {};
    const collect: ServerDeps['collect'] = (_request, response) => {
      begun();
      setTimeout(() => response.end('collected'), 20);
    };
    const port = await start({ collect });
    const asking = 'POST /collection/abc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
    const socket = connect(port, '127.0.0.1', () => socket.write(asking));
    socket.on('error', () => {});
    let last = '';
    socket.on('data', (chunk) => {
      last = chunk.toString();
      socket.write(asking);
    });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    for (let request = 0; request < 3; request += 1)
      await new Promise<void>((resolve) => {
        begun = resolve;
      });
    await server!.close();
    await ended;
    expect(last.toLowerCase()).toContain('connection: close');
  });
});

describe('a request that is out of measure', () => {
  it('in its head is answered 431', async () => {
    const port = await start();
    const head = `GET /health HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await raw(port, head)).toContain('431 Request Header Fields Too Large');
  });

  it('in its body is answered 413, told beforehand or not', async () => {
    const port = await start();
    const large = 'x'.repeat(1_100_000);
    const told = `POST /data/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${large.length}\r\n\r\n`;
    expect(await raw(port, told)).toContain('413 ');
    const chunked = 'POST /data/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    expect(await raw(port, chunked + chunk)).toContain('413 ');
  });

  it('in how it is framed is refused', async () => {
    const port = await start();
    const smuggled =
      'POST /data/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET';
    expect(await raw(port, smuggled)).toContain('400 Bad Request');
  });
});

/** Sends bytes and keeps the connection; resolves with the first answer that comes. */
function held(port: number, bytes: string): { readonly answer: Promise<string>; end(): void } {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (chunk) => resolve(chunk.toString()));
    socket.once('error', reject);
  });
  return { answer, end: () => socket.destroy() };
}

it('a caller who goes while sending is no error of the platform', async () => {
  const said: string[] = [];
  const port = await start({ logger: pino({ level: 'warn' }, { write: (line: string) => void said.push(line) }) });
  for (const path of ['/data/stream', '/data/echo', '/data/file']) {
    const socket = connect(port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
    // Answered behind it: by then it is being read.
    await new Promise((resolve) => socket.write(head, resolve));
    await raw(port, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    socket.destroy();
    await raw(port, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  }
  await server!.close();
  expect(said).toEqual([]);
});

describe('bodies in memory', () => {
  const HALF = 'x'.repeat(60_000);
  const head = (path: string, type: string, length: number) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;

  it.each([
    ['one that is read whole', head('/data/echo', 'application/json', 100_000) + HALF],
    [
      'the file of a form',
      `${head('/data/file', 'multipart/form-data; boundary=b', 100_000)}--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n${HALF}`,
    ],
  ])('give way to others beyond what may be held, the oldest first: %s', async (_, half) => {
    const meter = createMeter();
    const port = await start({ meter, bodies: new Bodies(meter, 200_000) });
    const bytes = async () => Number(/^meniscus_request_body_bytes (\d+)$/m.exec(await meter.text())?.[1]);
    const senders: ReturnType<typeof held>[] = [];
    for (let number = 1; number <= 3; number += 1) {
      senders.push(held(port, half));
      await expect.poll(bytes).toBeGreaterThan(number * HALF.length);
    }
    const [oldest, ...others] = senders;
    const fourth = held(port, half);
    const answer = await oldest!.answer;
    expect(answer).toContain('503 Service Unavailable');
    expect(answer.toLowerCase()).toContain('\r\nretry-after: 5\r\n');
    expect(await bytes()).toBeLessThan(200_000);
    const whole = `${head('/data/echo', 'application/json', 5).replace('Host: x', 'Host: x\r\nConnection: close')}"abc"`;
    expect(await raw(port, whole)).toContain('{"body":"abc"}');
    for (const sender of [oldest!, ...others, fourth]) sender.end();
    await expect.poll(bytes).toBe(0);
    expect(await meter.text()).toContain('meniscus_request_bodies_dropped_total 1');
  });
});

describe('connections', () => {
  const asking = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
  const half = 'POST /data/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  /** A server for three connections, with a clock of its own. */
  async function crowded(options: Pick<ServerDeps, 'tls'> = {}) {
    const meter = createMeter();
    const steady = manualClock(0);
    const connections = new Connections(meter, steady, 3);
    const port = await start({ meter, bodies: new Bodies(meter), connections, ...options });
    const metric = async (name: string) =>
      Number(new RegExp(`^meniscus_${name} (\\d+)$`, 'm').exec(await meter.text())?.[1]);
    let came = 0;
    /** Connects, sends bytes, and waits until the server knows of it. */
    const caller = async (bytes = '') => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => {});
      const closed = new Promise<string>((resolve) => socket.once('close', () => resolve('closed')));
      const answered = new Promise<string>((resolve) =>
        socket.once('data', (data) => resolve(String(data).slice(9, 12))),
      );
      const sent = bytes === half ? (await metric('request_body_bytes')) + 1 : 0;
      if (bytes !== '') socket.write(bytes);
      came += 1;
      await expect
        .poll(async () => (await metric('connections')) + (await metric('connections_dropped_total')))
        .toBe(came);
      await expect.poll(() => metric('request_body_bytes')).toBeGreaterThanOrEqual(sent);
      return { closed, answered, ask: () => void socket.write(asking) };
    };
    return { port, caller, metric, steady };
  }

  it('are bounded: the oldest that asked nothing gives way, who asks stays and is answered', async () => {
    const { caller, metric } = await crowded();
    const kept = await caller(asking);
    expect(await kept.answered).toBe('200');
    const silent = [await caller(), await caller('GET /health HTTP/1.1\r\nX-Slow: '), await caller()];
    expect(await silent[0]!.closed).toBe('closed');
    await caller();
    expect(await silent[1]!.closed).toBe('closed');
    expect(await metric('connections')).toBe(3);
    expect(await metric('connections_dropped_total')).toBe(2);
    expect(await metric('connections_most')).toBe(3);
    const again = new Promise<string>((resolve) =>
      sockets[0]!.once('data', (data) => resolve(String(data).slice(9, 12))),
    );
    kept.ask();
    expect(await again).toBe('200');
    for (const socket of sockets.slice(1)) socket.destroy();
    await expect.poll(() => metric('connections')).toBe(1);
  });

  it('count from before they shake hands, and once', async ({ skip }) => {
    const tls = certificate();
    if (tls === undefined) return skip('openssl is not here to make a certificate');
    const { port, caller, metric } = await crowded({ tls });
    const silent = [await caller(), await caller(), await caller()];
    expect((await secured(port, tls, '/data/echo')).status).toBe(200);
    expect(await silent[0]!.closed).toBe('closed');
    expect([await metric('connections'), await metric('connections_dropped_total')]).toEqual([3, 1]);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => metric('connections')).toBe(1);
  });

  it('that send a body slowly give way before those that are idle, those before a new one', async () => {
    const { caller, metric, steady } = await crowded();
    const [slow, idle] = [await caller(half), await caller(asking)];
    expect(await idle.answered).toBe('200');
    steady.advance(15_000);
    const sending = await caller(half);
    expect(await (await caller(asking)).answered).toBe('200');
    expect(await slow.closed).toBe('closed');
    await expect.poll(() => metric('request_body_bytes')).toBe(257);
    await caller(half);
    expect(await idle.closed).toBe('closed');
    expect(await metric('connections_dropped_total')).toBe(2);
    expect(await Promise.race([sending.closed, sending.answered, metric('connections')])).toBe(3);
  });

  it('of callers who all wait for an answer stay, and a new one is refused', async () => {
    const { caller, metric } = await crowded();
    for (let number = 0; number < 3; number += 1) await caller(half);
    expect(await (await caller(asking)).closed).toBe('closed');
    expect(await metric('connections_dropped_total')).toBe(1);
    expect(await metric('connections')).toBe(3);
  });
});

describe('every answer', () => {
  it('says that it is no page, is kept by no cache and leads nowhere', async () => {
    const port = await start();
    for (const path of ['/health', '/openapi.json', '/data/nothing', '/metrics']) {
      const { headers } = await fetch(`http://127.0.0.1:${port}${path}`);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('cache-control'), path).toBe('no-store');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
      expect(headers.get('strict-transport-security'), path).toBeNull();
      expect(headers.get('x-powered-by'), path).toBeNull();
    }
    const collected = await fetch(`http://127.0.0.1:${port}/collection/abc`, { method: 'POST' });
    expect(collected.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

/** A certificate for this test, made on the spot. */
function certificate(): { cert: string; key: string } | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'meniscus-tls-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const wanted = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  try {
    execFileSync('openssl', ['req', '-x509', ...wanted], { stdio: 'ignore' });
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('TLS', () => {
  it('is spoken from version 1.2 on, says so to browsers, and carries both ways in', async ({ skip }) => {
    const tls = certificate();
    if (tls === undefined) return skip('openssl is not here to make a certificate');
    const port = await start({ tls });
    for (const path of ['/data/echo', '/collection/abc'])
      expect(await secured(port, tls, path), path).toEqual({ status: 200, hsts: expect.stringContaining('max-age=') });
    const old = new Promise((resolve) => {
      const socket = connectTls(
        {
          port,
          host: '127.0.0.1',
          ca: tls.cert,
          maxVersion: 'TLSv1.1',
          minVersion: 'TLSv1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
        () => resolve('connected'),
      );
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(await old).not.toBe('connected');
  });
});
