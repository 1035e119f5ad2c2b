import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../tools/harness/api.ts';
import { type InProcess, startInProcess } from '../../tools/harness/in-process.ts';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { setUpProgramme } from '../../tools/harness/programme.ts';
import { positionAt } from './ingest/retention.ts';
import { type Clock, manualClock, systemTimers } from './kernel/index.ts';
import { openMemoryLog } from './stores/index.ts';

let platform: InProcess | undefined;
afterEach(async () => {
  await platform?.stop();
  platform = undefined;
});

/** Nobody waits longer than a moment. */
const hasty = { sleep: (ms: number, signal?: AbortSignal) => systemTimers.sleep(Math.min(ms, 20), signal) };

const signedIn = () => connect({ url: platform!.url, credentials: CREDENTIALS });

async function filled(logKeptMs?: number, clock?: Clock) {
  platform = await startInProcess('retention', {
    segmentBytes: 20_000,
    timers: hasty,
    ...(clock === undefined ? {} : { clock }),
    ...(logKeptMs === undefined ? {} : { logKeptMs }),
  });
  const api = await signedIn();
  const programme = (await setUpProgramme(api)).at(platform.url);
  const send = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(programme.profileInlet, { method: 'POST', headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { xactionId: string }).xactionId;
  };
  const member = (n: number, more: object = {}) => ({
    identityMap: { email: [{ id: `m${n}@example.com`, primary: true }] },
    padding: 'x'.repeat(4000),
    ...more,
  });
  const ids = [await send({ nothing: 'that fits', padding: 'x'.repeat(4000) })];
  for (let n = 0; n < 20; n += 1) ids.push(await send(member(n)));
  await api.settled();
  const segments = async () => (await readdir(join(platform!.dataDir, 'log', 'received'))).length;
  const ledger = async (id: string) =>
    (await fetch(`${platform!.url}/meniscus/v1/ledger/${id}`, { headers: api.headers })).status;
  return { api, programme, ids, member, send, segments, ledger };
}

describe('what was received', () => {
  it('is kept for good unless it is said for how long', async () => {
    const { ids, segments, ledger } = await filled();
    expect(await segments()).toBeGreaterThan(3);
    await systemTimers.sleep(200);
    expect(await segments()).toBeGreaterThan(3);
    expect(await ledger(ids[1]!)).toBe(200);
  });

  it('goes once it is processed and its time is over; rows, failed records and their replay do not need it', async () => {
    const { api, programme, ids, member, segments, ledger } = await filled(0);
    await expect.poll(segments).toBe(1);
    expect([await ledger(ids[1]!), await ledger(ids.at(-1)!)]).toEqual([404, 200]);
    const count = async () => (await api.sql(`select count(*) from ${programme.profileTable}`)).rows;
    expect(await count()).toEqual([[20]]);
    const { items } = await api.call<{ items: { id: string }[] }>('GET', '/meniscus/v1/failed-records');
    expect(items).toHaveLength(1);
    await api.call('POST', `/meniscus/v1/failed-records/${items[0]!.id}/replay`, { payload: member(99) });
    await api.settled();
    expect(await count()).toEqual([[21]]);
    expect(await api.profile('email', 'm99@example.com')).toBeDefined();
  });

  it('was processed at a time the ledger tells exactly for a day, and later to the minute', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1, 12));
    const { api, ids, member, send } = await filled(undefined, clock);
    for (let second = 1; second <= 3; second += 1) {
      clock.advance(1000);
      ids.push(await send(member(50 + second)));
      await api.settled();
    }
    const processedAt = async (id: string, by = api) => {
      const { stages } = await by.call<{ stages: { stage: string; at: number }[] }>('GET', `/meniscus/v1/ledger/${id}`);
      return (stages.find(({ stage }) => stage === 'mapping')!.at - Date.UTC(2026, 0, 1, 12)) / 1000;
    };
    const times = (by = api) => Promise.all(ids.slice(-3).map((id) => processedAt(id, by)));
    expect(await times()).toEqual([1, 2, 3]);
    clock.advance(3 * 86_400_000);
    const later = await signedIn();
    await expect.poll(() => times(later)).toEqual([3, 3, 3]);
  });

  it('is found by its time', async () => {
    const times = fc.array(fc.nat(50), { maxLength: 40, size: 'max' }).map((some) => some.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(times, fc.nat(60), async (received, time) => {
        const log = openMemoryLog();
        if (received.length > 0)
          await log.append(
            't',
            received.map((at) => ({ key: 'k', value: new Uint8Array(1), time: at })),
          );
        const first = received.findIndex((at) => at >= time);
        expect(await positionAt(log, 't', time)).toBe(first < 0 ? received.length : first);
      }),
    );
  });
});
