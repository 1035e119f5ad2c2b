import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { runLoad } from './load.ts';

/** A server that remembers every body, and answers with a status after some milliseconds. */
async function countingServer(status = 200, takes = 0) {
  const bodies = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    bodies.set(body, (bodies.get(body) ?? 0) + 1);
    setTimeout(() => response.writeHead(status).end(), takes);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, bodies, stop: () => server.close() };
}

const bodiesOf = (count: number) => Array.from({ length: count }, (_, at) => JSON.stringify({ at }));

it.each([
  { bodies: 101, connections: 8, amount: 101, what: 'every body once' },
  { bodies: 101, connections: 8, amount: 202, what: 'every body twice' },
  { bodies: 101, connections: 8, amount: 60, what: 'the first 60 once' },
  { bodies: 3, connections: 8, amount: 12, what: 'every body four times though the connections are more' },
  { bodies: 5, connections: 1, amount: 5, what: 'every body once on one connection' },
])('sends $what ($bodies bodies, $connections connections, $amount requests)', async (plan) => {
  const { url, bodies, stop } = await countingServer();
  const all = bodiesOf(plan.bodies);
  const result = await runLoad({ url, bodies: all, connections: plan.connections, amount: plan.amount });
  stop();
  const expected = new Map<string, number>();
  for (let at = 0; at < plan.amount; at += 1) {
    const body = all[at % all.length]!;
    expected.set(body, (expected.get(body) ?? 0) + 1);
  }
  expect(Object.fromEntries(bodies)).toEqual(Object.fromEntries(expected));
  expect(result).toMatchObject({ requests: plan.amount, refused: 0 });
});

it('counts what was refused', async () => {
  const { url, stop } = await countingServer(429);
  expect(await runLoad({ url, bodies: bodiesOf(10), connections: 2, amount: 10 })).toMatchObject({ refused: 10 });
  stop();
});

it('takes as long as the answers do, to a few hundredths of a second', async () => {
  const { url, stop } = await countingServer(200, 60);
  const { seconds } = await runLoad({ url, bodies: bodiesOf(10), connections: 2, amount: 10 });
  stop();
  expect(seconds).toBeGreaterThanOrEqual(0.29);
  expect(seconds).toBeLessThan(0.8);
});
