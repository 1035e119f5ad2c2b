import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withProcess } from '../../../tools/harness/with-platform.ts';

/** The real process, killed while records pass: nothing of what is counted is lost or counted twice, no alert is either. */
const stand = withProcess('monitoring-crash', () => ({ MENISCUS_OUTGOING_ALLOW: '127.0.0.0/8' }));
const KILLS = 2;
const MESSAGES = 50;

interface Told {
  readonly id: string;
  readonly type: string;
  readonly rule: string;
  readonly runId?: string;
  readonly alertId: string;
}

const told: Told[] = [];
let receiver: Server;
let hook: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push(JSON.parse(Buffer.concat(chunks).toString()) as Told);
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});

afterAll(() => new Promise((resolve) => receiver.close(resolve)));

interface Flow {
  readonly received: number;
  readonly derived: number;
  readonly mapped: number;
  readonly stored: number;
  readonly failed: number;
  readonly skipped: number;
}

async function send(url: string, messages: readonly unknown[]): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ messages }) });
  await response.arrayBuffer();
}

/** Keeps sending until the process is gone. */
async function flood(round: number, stop: AbortSignal): Promise<void> {
  const { programme } = stand;
  const member = (n: number) => ({
    identityMap: { email: [{ id: `m${n % 40}@example.com`, primary: true }] },
    loyalty: { tier: 'gold', points: n },
  });
  for (let n = 0; !stop.aborted; n += 1) {
    const event = { _id: `${round}-${n % 7}`, timestamp: '2025-07-14T12:00:00Z', identityMap: member(n).identityMap };
    const records = Array.from({ length: MESSAGES }, (_, index) =>
      index % 10 === 9 ? { nothing: n } : member(n + index),
    );
    try {
      await Promise.all([
        send(programme.batch(programme.profileInlet), records),
        send(programme.batch(programme.eventInlet), [event]),
      ]);
    } catch {
      return;
    }
  }
}

describe('a process that is killed while records pass', () => {
  it('counts what the ledger counts, and tells of each run once', async () => {
    for (const rule of ['run-start', 'run-success', 'run-failure'])
      await stand.api.call('POST', '/meniscus/v1/alert-subscriptions', {
        name: rule,
        rule,
        channel: { type: 'webhook', url: hook },
      });
    for (let round = 0; round < KILLS; round += 1) {
      const stop = new AbortController();
      const flooding = flood(round, stop.signal);
      await sleep(150 + Math.random() * 500);
      const restarted = stand.restart('SIGKILL');
      stop.abort();
      await flooding;
      await restarted;
    }
    const ledger = await stand.api.settled();
    const { flows } = await stand.api.call<{ flows: Flow[] }>('GET', '/meniscus/v1/monitoring?window=1h');
    const sum = (name: keyof Flow) => flows.reduce((total, flow) => total + flow[name], 0);
    expect(ledger.accepted).toBeGreaterThan(KILLS * MESSAGES);
    expect({
      received: sum('received'),
      stored: sum('stored'),
      failed: sum('failed'),
      skipped: sum('skipped'),
    }).toEqual({
      received: ledger.accepted,
      stored: ledger.stored,
      failed: ledger.failed,
      skipped: ledger.skipped,
    });
    for (const { received, derived, mapped, failed, skipped } of flows)
      expect(received + derived).toBe(mapped + failed + skipped);

    const runs = async () =>
      (
        await stand.api.call<{ items: { id: string; metrics: { recordSummary: { inputRecordCount: number } } }[] }>(
          'GET',
          '/data/foundation/flowservice/runs',
        )
      ).items;
    const counted = async () =>
      (await runs()).reduce((total, { metrics }) => total + metrics.recordSummary.inputRecordCount, 0);
    await expect.poll(counted).toBe(ledger.accepted);
    const ids = new Set((await runs()).map(({ id }) => id));
    const starts = () => told.filter(({ rule }) => rule === 'run-start');
    await expect.poll(() => new Set(starts().map(({ runId }) => runId))).toEqual(ids);
    // A notification may be sent twice by a process that dies while it sends; then it has the same id.
    const byAlert = new Map(told.map(({ alertId, type, id }) => [`${alertId} ${type}`, id]));
    for (const { alertId, type, id } of told) expect(byAlert.get(`${alertId} ${type}`)).toBe(id);
  });
});
