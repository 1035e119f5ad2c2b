import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbStore, type PendingWrites } from '../stores/index.ts';
import { Repeats } from './repeated.ts';
import type { XdmRecord } from './xdm-record.ts';

/**
 * What knowing repeats by `_id` costs an event, on the real store that holds a million sightings already: run sizes 1 (single
 * messages that arrive slowly), 100 and 1000. Prints what was measured; checkpoints are written every 5000 events.
 *
 * `node platform/src/ingest/repeated.bench.ts`
 */
const KNOWN = 1_000_000;
const path = mkdtempSync(join(tmpdir(), 'repeated-bench-'));
const store = await openLmdbStore({ path: join(path, 'keyed') });
const target = {
  scope: { key: 'scope' },
  dataset: { id: '0123456789abcdef01234567' },
  schema: { behavior: 'time-series' },
};
let position = 0;

function run(size: number): XdmRecord[] {
  return Array.from({ length: size }, () => {
    position += 1;
    return {
      target,
      position,
      index: 0,
      receivedAt: position,
      entity: { _id: `event-${position}` },
    } as unknown as XdmRecord;
  });
}

async function work(repeats: Repeats, events: number, size: number): Promise<number> {
  let spent = 0;
  for (let done = 0; done < events; done += size) {
    const records = run(size);
    const started = performance.now();
    await repeats.among(records, () => undefined);
    repeats.keep(position);
    if (done % 5000 < size) {
      const pending: PendingWrites = { puts: [], deletes: [] };
      const taken = repeats.take(pending);
      await store.write({ ...pending, positions: [] });
      taken.settle();
    }
    spent += performance.now() - started;
  }
  return spent;
}

const repeats = new Repeats({ store, windowMs: KNOWN, secret: randomUUID });
await work(repeats, KNOWN, 1000);
for (const size of [1, 100, 1000]) {
  const spent = await work(repeats, 50_000, size);
  process.stdout.write(`run of ${size}: ${((spent / 50_000) * 1000).toFixed(1)} µs an event, checkpoints included\n`);
}
await store.close();
rmSync(path, { recursive: true });
