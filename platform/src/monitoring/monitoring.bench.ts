import type { ObservedRun, XdmRecord } from '../ingest/index.ts';
import { randomIds, type Scope } from '../kernel/index.ts';
import { openMemoryKeyedStore } from '../stores/index.ts';
import { GuardrailMeter } from './guardrails/meter.ts';
import { LiveHub } from './live/hub.ts';
import { Series } from './series.ts';
import { tallyOf } from './tally.ts';

/**
 * What watching costs a record on the way: counting, the guardrail meter, and the live tail with nobody and with one
 * listener. Runs of 1000 records as the process loop hands them over, of a purchase with three lines.
 *
 *     node platform/src/monitoring/monitoring.bench.ts
 */
const RECORDS = 1000;
const RUNS = 200;
const WARM = 40;

const entity = {
  _id: 'T0001',
  timestamp: '2025-07-14T12:00:00Z',
  identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
  commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
  productListItems: Array.from({ length: 3 }, (_, n) => ({
    SKU: `S${n}`,
    quantity: 2,
    priceTotal: 60,
    name: 'Trail shoe',
  })),
};
const scope = { key: 'k1', org: 'O@AdobeOrg' } as Scope;
const target = (n: number) => ({
  scope,
  dataset: { id: `d${n}`, profileEnabled: true, identityEnabled: true },
  schema: { behavior: 'time-series', union: true },
  flow: { flowId: `f${n}` },
});
const targets = [target(1), target(2)];
const json = JSON.stringify(entity);
const value = Buffer.from(json);

function runFrom(first: number, now: number): ObservedRun {
  const batch = Array.from({ length: RECORDS }, (_, n) => ({ position: first + n, key: 'i', value, time: now }));
  const records = batch.map(({ position }, n) => ({
    target: targets[n % 2],
    position,
    index: 0,
    xactionId: `${now}:${position}:0`,
    receivedAt: now - (n % 50),
    entity,
    json,
    stored: false,
    origin: { inletId: 'i1', flowId: `f${(n % 2) + 1}`, payload: entity },
  }));
  return {
    batch: batch as ObservedRun['batch'],
    records: records as unknown as readonly XdmRecord[],
    failed: [],
    skipped: [],
    rejections: [],
    startedAt: now - 20,
    finishedAt: now,
  };
}

/** Median of the runs, nanoseconds a record. */
async function measured(work: (run: ObservedRun) => Promise<void> | void): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < RUNS + WARM; n += 1) {
    const run = runFrom(n * RECORDS, 1_800_000_000_000 + n * 100);
    const started = performance.now();
    await work(run);
    if (n >= WARM) times.push(((performance.now() - started) * 1_000_000) / RECORDS);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

const clock = () => 1_800_000_000_000;
const series = new Series(openMemoryKeyedStore());
const meter = new GuardrailMeter(openMemoryKeyedStore(), clock);
const quiet = new LiveHub(clock, randomIds.hex(12));
const heard = new LiveHub(clock, randomIds.hex(12));
let told = 0;
heard.listen({
  scope: 'k1',
  payloads: false,
  offer() {
    told += 1;
  },
});

const parts = {
  'counts (tally, three stretches of time)': await measured((run) => series.add(tallyOf(run), run.finishedAt)),
  'guardrail meter': await measured((run) => meter.ran(run)),
  'live tail, nobody listens': await measured((run) => quiet.ran(run)),
  'live tail, one listener': await measured((run) => heard.ran(run)),
};
const checkpoint = performance.now();
const pending = { puts: [], deletes: [] };
series.take(pending).settle();
const written = performance.now() - checkpoint;
for (const [name, nanoseconds] of Object.entries(parts))
  process.stdout.write(`${name.padEnd(42)} ${nanoseconds.toFixed(0).padStart(6)} ns a record\n`);
process.stdout.write(
  `${'one checkpoint of what was counted'.padEnd(42)} ${written.toFixed(2).padStart(6)} ms, ${pending.puts.length} values\n`,
);
if (told === 0) throw new Error('the listener heard nothing');
