import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bodies, createMeter, randomIds, systemClock } from '../../../kernel/index.ts';
import { LogFullError, openMemoryKeyedStore, openMemoryLog } from '../../../stores/index.ts';
import { Door } from './door.ts';
import { FailedRecords } from './failed-records.ts';
import { WEBHOOKS_TOPIC } from './queue.ts';
import { createCounters } from './status.ts';

const log = openMemoryLog();
let full = false;
let server: Server;
let url = '';

beforeAll(async () => {
  const meter = createMeter();
  const door = new Door({
    log: {
      ...log,
      append: (topic, entries) => (full ? Promise.reject(new LogFullError()) : log.append(topic, entries)),
    },
    failed: new FailedRecords(openMemoryKeyedStore()),
    webhookHeader: 'Bearer hook',
    adminHeader: 'Bearer admin',
    clock: systemClock,
    ids: randomIds,
    meter,
    bodies: new Bodies(meter, 1_000_000),
    logger: pino({ level: 'silent' }),
    counters: createCounters(meter),
    status: () => ({ target: 'https://target.example', received: 0, repeated: 0, untaken: 0, senders: [] }),
  });
  server = createServer(door.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

const HOOK = { authorization: 'Bearer hook' };
const ADMIN = { authorization: 'Bearer admin' };
const call = (path: string, init: RequestInit = {}) => fetch(url + path, init);
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = HOOK) =>
  call('/webhook', { method: 'POST', body, headers });

it('answers 2xx for what is kept, and keeps nothing else', async () => {
  const before = log.end(WEBHOOKS_TOPIC);
  const statuses = [];
  for (const answer of [
    await post('{"a":1}'),
    await post('{"a":1}', {}),
    await post('{"a":1}', ADMIN),
    await post('{'),
    await post(Buffer.from('{"a":"Zoé"}', 'latin1')),
    await post('[]'),
    await post('null'),
    await post(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`),
    await post(`{"a":"${'x'.repeat(1_100_000)}"}`),
    await call('/webhook'),
  ])
    statuses.push(answer.status);
  expect(statuses).toEqual([200, 401, 401, 400, 400, 400, 400, 400, 413, 405]);
  expect((await call('/webhook', { headers: HOOK, method: 'PUT', body: '{}' })).status).toBe(405);
  expect(log.end(WEBHOOKS_TOPIC)).toBe(before + 1);
});

it('answers 503 with Retry-After while the disk is full', async () => {
  full = true;
  const answer = await post('{"a":1}');
  full = false;
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect(((await answer.json()) as { detail: string }).detail).toContain('send it again');
});

it('answers 503 with Retry-After to the webhook that is on its way the longest when there are too many', async () => {
  const halves = [1, 2].map(() => {
    const sending = request(`${url}/webhook`, { method: 'POST', headers: { ...HOOK, 'content-length': 1_000_000 } });
    sending.on('error', () => {});
    sending.write('x'.repeat(600_000));
    return sending;
  });
  const answer = await new Promise<IncomingMessage>((resolve) => {
    for (const half of halves) half.on('response', resolve);
  });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
  expect((await post('{"a":1}')).status).toBe(200);
  for (const half of halves) half.destroy();
});

it('tells its operator only, and only what is there', async () => {
  for (const path of ['/status', '/metrics', '/failed', '/failed/x', '/failed/x/replay'])
    expect((await call(path, { headers: HOOK })).status).toBe(401);
  const asked = async (path: string, init: RequestInit = {}) => (await call(path, { headers: ADMIN, ...init })).status;
  expect(await asked('/status/')).toBe(200);
  expect(await asked('/metrics')).toBe(200);
  expect(await asked('/failed?limit=0')).toBe(400);
  expect(await asked('/failed')).toBe(200);
  expect(await asked('/failed/x')).toBe(404);
  expect(await asked('/failed/x/replay')).toBe(405);
  expect(await asked('/failed/x/replay', { method: 'POST' })).toBe(404);
  expect(await asked('/failed/x/replay', { method: 'POST', body: '[' })).toBe(400);
  expect(await asked('/nothing')).toBe(404);
  expect(await asked('/status/of/me')).toBe(404);
  expect((await call('/health')).status).toBe(200);
  expect((await call('/%00//', {})).status).toBe(404);
});
