import { afterEach, expect, it, vi } from 'vitest';
import { createMeter, manualClock, Standings } from '../kernel/index.ts';
import { KeyedDamagedError, openMemoryKeyedStore, openMemoryLog } from '../stores/index.ts';
import type { Ingest } from './index.ts';
import { encodeReceived, RECEIVED_TOPIC } from './received.ts';
import { INLET, SCOPE, testIngest } from './test-ingest.ts';

let ingest: Ingest;
afterEach(() => ingest.stop());

async function onDamage() {
  const meter = createMeter();
  const standings = new Standings(manualClock(1000), meter);
  const log = openMemoryLog();
  const seen = {
    damaged: true,
    applied: 0,
    standings,
    shown: async () => (await meter.text()).match(/^meniscus_standing.*$/gm),
  };
  ingest = testIngest({
    log,
    keyed: openMemoryKeyedStore(),
    standings,
    async apply(records) {
      if (seen.damaged) throw new KeyedDamagedError('keyed', 'the entry p');
      seen.applied += records.length;
      return [];
    },
  });
  const meta = { scope: SCOPE.key, inlet: INLET.id, flow: 'f', batch: false, count: 1 };
  const value = encodeReceived(meta, Buffer.from('{"n":1,"text":"a"}'));
  await log.append(RECEIVED_TOPIC, [{ key: 'k', value, time: 0 }]);
  await ingest.start();
  ingest.goOn();
  await vi.waitFor(() => expect(standings.reports).not.toEqual([]), { timeout: 10_000 });
  return seen;
}

it('a value that is damaged is not passed over: the loop says that it stands still, and goes on when it can', async () => {
  const seen = await onDamage();
  expect(seen.standings.reports).toEqual([{ stage: 'processing', since: 1000, attempts: 3 }]);
  expect(await seen.shown()).toEqual(['meniscus_standing{stage="processing"} 1']);
  seen.damaged = false;
  await ingest.settled();
  expect(seen.applied).toBe(1);
  await vi.waitFor(() => expect(seen.standings.reports).toEqual([]));
  expect(await seen.shown()).toEqual(['meniscus_standing{stage="processing"} 0']);
});

it('it tries ever more seldom, and a stop does not wait for the next attempt', async () => {
  const { standings } = await onDamage();
  const standing = standings.of('another');
  expect(Array.from({ length: 9 }, () => standing.failed())).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
  const started = performance.now();
  await ingest.stop();
  expect(performance.now() - started).toBeLessThan(1500);
});
