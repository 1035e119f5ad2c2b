import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type StreamPlan, startStream, together } from './stream.ts';

/** An inlet that keeps what it is sent, and says of itself how much waits. */
async function inlet(answer: (number: number) => { status: number; after?: number } = () => ({ status: 200 })) {
  const profiles: string[] = [];
  const transactions: string[] = [];
  let [requests, waiting] = [0, 0];
  const server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.end(`meniscus_backlog_messages ${waiting}\n`);
      return;
    }
    const { messages = [] } = JSON.parse(await text(request)) as { messages?: { _id?: string }[] };
    const kept = request.url === '/profiles' ? profiles : transactions;
    for (const message of messages) kept.push(JSON.stringify(message._id ?? message));
    const { status, after = 0 } = answer(requests++);
    setTimeout(() => response.writeHead(status).end(), after);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plan: Omit<StreamPlan, 'pace'> = {
    profileInlet: `${url}/profiles`,
    eventInlet: `${url}/events`,
    size: 10,
    profilesOfHundred: 30,
    people: 50,
    first: 0,
    windowSeconds: 0.25,
  };
  return {
    plan,
    profiles,
    transactions,
    waits: (messages: number) => {
      waiting = messages;
    },
    stop: () => server.close(),
  };
}

it('sends at the rate it was given, both kinds mixed, nothing twice, until it is stopped', async () => {
  const { plan, profiles, transactions, stop } = await inlet();
  const stream = startStream({ ...plan, pace: { rate: 1000 } });
  while (stream.windows.length < 4) await sleep(20);
  const windows = await stream.stop();
  stop();
  const all = together(windows);
  expect(all).toMatchObject({ profiles: profiles.length, transactions: transactions.length, refused: 0 });
  expect(new Set([...profiles, ...transactions]).size).toBe(profiles.length + transactions.length);
  expect(all.profiles / (all.profiles + all.transactions)).toBeCloseTo(0.3, 1);
  expect((all.profiles + all.transactions) / all.seconds).toBeLessThan(1050);
  expect(all.bytes).toBeGreaterThan(100 * all.transactions);
});

it('counts what is refused apart, and the time from when a request was due', async () => {
  const { plan, stop } = await inlet((number) => (number % 2 === 0 ? { status: 503 } : { status: 200, after: 300 }));
  const stream = startStream({ ...plan, pace: { rate: 500 } });
  while (stream.windows.length < 3) await sleep(20);
  const all = together(await stream.stop());
  stop();
  expect(Math.abs(all.refused - all.profiles - all.transactions)).toBeLessThanOrEqual(10);
  expect(all.most).toBeGreaterThanOrEqual(300);
});

it('floods while few wait behind the log, and holds back when they are many', async () => {
  const { plan, transactions, waits, stop } = await inlet();
  const stream = startStream({ ...plan, profilesOfHundred: 0, pace: { mostWaiting: 100 } });
  while (transactions.length < 2000) await sleep(10);
  waits(101);
  await sleep(300);
  const then = transactions.length;
  await sleep(300);
  expect(transactions.length).toBe(then);
  waits(100);
  while (transactions.length < then + 1000) await sleep(10);
  expect(together(await stream.stop()).transactions).toBe(transactions.length);
  stop();
});
