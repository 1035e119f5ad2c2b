import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { runLookups } from './lookups.ts';

/** A server that answers each look-up as told, after so many milliseconds from its first request on. */
async function entitiesServer(answer: (id: string) => { status: number; body: string }, silentFor = 0) {
  const asked: string[] = [];
  let until = 0;
  const server = createServer((request, response) => {
    const id = new URL(request.url!, 'http://server').searchParams.get('entityId')!;
    asked.push(id);
    if (asked.length === 1) until = performance.now() + silentFor;
    const { status, body } = answer(id);
    setTimeout(() => response.writeHead(status).end(body), Math.max(0, until - performance.now()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, stop: () => server.close() };
}

const found = (id: string) => ({ status: 200, body: JSON.stringify({ id }) });
const PLAN = { headers: {}, people: 1000, seed: 3, rate: 200, warmUpSeconds: 0, seconds: 1 };

it('asks for random people, the same in every run, at the rate it was given', async () => {
  const orders: string[][] = [];
  for (const _ of [1, 2]) {
    const { url, asked, stop } = await entitiesServer(found);
    const result = await runLookups({ ...PLAN, url, warmUpSeconds: 0.5 });
    stop();
    expect(result).toMatchObject({ count: 200, failures: 0 });
    expect(result.perSecond).toBeGreaterThan(150);
    expect(result.perSecond).toBeLessThan(203);
    orders.push([...asked].sort());
  }
  expect(orders[0]).toHaveLength(300);
  expect(new Set(orders[0]).size).toBeGreaterThan(200);
  expect(orders[1]).toEqual(orders[0]);
});

it('counts whoever is not found, and who is somebody else, as a failure', async () => {
  const { url, asked, stop } = await entitiesServer((id) =>
    id.includes('7') ? { status: 404, body: id } : id.includes('8') ? found('somebody@example.com') : found(id),
  );
  const { failures, count } = await runLookups({ ...PLAN, url });
  stop();
  expect(count).toBe(200);
  expect(failures).toBe(asked.filter((id) => /[78]/.test(id)).length);
  expect(failures).toBeGreaterThan(0);
});

it('counts the time from when a look-up was due: a server silent for 0.7 s of a second is slow for all that came meanwhile', async () => {
  const { url, stop } = await entitiesServer(found, 700);
  const { p50, most, late } = await runLookups({ ...PLAN, url });
  stop();
  expect(late).toBeLessThan(p50);
  expect(most).toBeGreaterThan(600);
  expect(p50).toBeGreaterThan(100);
});
