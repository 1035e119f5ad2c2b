import { hash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPlatform } from '../../../tools/harness/process.ts';
import { withProcess } from '../../../tools/harness/with-platform.ts';
import { type KeyedStore, openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { failedRecordId } from './failed-records.ts';
import { Repeats } from './repeated.ts';
import { SIGHTING_BYTES } from './sighting-table.ts';
import type { XdmRecord } from './xdm-record.ts';

const WINDOW = 100;
/** Small enough for a test to meet every kind of run: open, sealed, with and without a filter in memory. */
const SMALL = { run: 3, filtered: 2 };

function repeatsIn(store: KeyedStore, windowMs = WINDOW, sizes?: typeof SMALL): Repeats {
  return new Repeats({ store, windowMs, secret: randomUUID, ...(sizes === undefined ? {} : { sizes }) });
}

function record(
  position: number,
  id: unknown,
  receivedAt: number,
  change: { behavior?: string; dataset?: string } = {},
) {
  const { behavior = 'time-series', dataset = 'd' } = change;
  return {
    target: { scope: { key: 's' }, dataset: { id: dataset }, schema: { behavior } },
    position,
    index: 0,
    receivedAt,
    entity: { _id: id },
  } as unknown as XdmRecord;
}

/** The repeats of a run that is done. */
async function seen(repeats: Repeats, run: readonly XdmRecord[], replayOf?: string): Promise<ReadonlySet<XdmRecord>> {
  const repeated = await repeats.among(run, () => replayOf);
  repeats.keep(run.at(-1)?.receivedAt ?? 0);
  return repeated;
}

/** A checkpoint is taken; it is written when what is returned is called. */
function takeCheckpoint(store: KeyedStore, repeats: Repeats, position: number): () => Promise<void> {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = repeats.take(pending);
  return async () => {
    await store.write({ ...pending, positions: [{ reader: 'process', topic: 'received', position }] });
    taken.settle();
  };
}

function checkpoint(store: KeyedStore, repeats: Repeats, position: number): Promise<void> {
  return takeCheckpoint(store, repeats, position)();
}

describe('repeated events', () => {
  it('are those with an _id their dataset has had inside the window, and nothing else', async () => {
    const repeats = repeatsIn(openMemoryKeyedStore());
    const records = [
      record(0, 'a', 1000),
      record(1, 'a', 1001),
      record(2, 'a', 1001, { dataset: 'other' }),
      record(3, 'p', 1001, { behavior: 'record' }),
      record(4, 'p', 1001, { behavior: 'record' }),
      record(5, '', 1001),
      record(6, '', 1001),
      record(7, undefined, 1001),
      record(8, undefined, 1001),
      record(9, 'a', 1099),
      record(10, 'a', 1100),
      record(11, 'a', 1101),
    ];
    expect([...(await seen(repeats, records))].map(({ position }) => position)).toEqual([1, 9, 11]);
    expect((await repeats.before(record(11, 'a', 1101), undefined))?.position).toBe(10);
    expect(await repeats.before(record(10, 'a', 1100), undefined)).toBeUndefined();
  });

  it('are told apart by all of their _id, however long it is and whatever it looks like', async () => {
    const repeats = repeatsIn(openMemoryKeyedStore());
    const long = 'x'.repeat(500);
    // As the second is kept, so that a plain id of that look would be taken for it.
    const looksHashed = `#${hash('sha256', `${long}b`, 'base64url').slice(0, 22)}`;
    const ids = [
      `${long}a`,
      `${long}b`,
      looksHashed,
      '#',
      'é'.repeat(40),
      'é'.repeat(41),
      'a/b',
      'a',
      `${long}b`,
      'a/b',
    ];
    const run = ids.map((id, position) => record(position, id, 0));
    expect([...(await seen(repeats, run))].map(({ position }) => position)).toEqual([8, 9]);
  });

  it('are none when a message that was stored and refused later is replayed, but are when another one is', async () => {
    const repeats = repeatsIn(openMemoryKeyedStore());
    await seen(repeats, [record(0, 'a', 0)]);
    expect((await seen(repeats, [record(1, 'a', 1)], failedRecordId(0, 0))).size).toBe(0);
    expect((await seen(repeats, [record(2, 'a', 2)], failedRecordId(1, 0))).size).toBe(1);
  });

  it('are none with a window of 0', async () => {
    const repeats = repeatsIn(openMemoryKeyedStore(), 0);
    expect((await seen(repeats, [record(0, 'a', 0), record(1, 'a', 0)])).size).toBe(0);
    expect(repeats.dirtyCount).toBe(0);
  });

  it('are the same whatever the runs, checkpoints and crashes, and old ones leave the store', async () => {
    const event = fc.record({ id: fc.integer({ min: 0, max: 12 }), wait: fc.integer({ min: 0, max: 30 }) });
    const step = fc.record({
      length: fc.integer({ min: 1, max: 7 }),
      after: fc.constantFrom('go', 'checkpoint', 'take', 'crash'),
    });
    const arrivals = fc.array(event, { maxLength: 80, size: 'max' });
    const runs = fc.array(step, { maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(arrivals, runs, async (events, steps) => {
        let time = 0;
        const log = events.map(({ id, wait }, position) => {
          time += wait;
          return record(position, String(id), time);
        });
        // The plain way: what is remembered of each id, walked once.
        const first = new Map<unknown, number>();
        const expected = log.flatMap(({ entity, receivedAt, position }) => {
          const at = first.get(entity._id);
          if (at !== undefined && receivedAt - at < WINDOW) return [position];
          first.set(entity._id, receivedAt);
          return [];
        });
        const store = openMemoryKeyedStore();
        let repeats = repeatsIn(store, WINDOW, SMALL);
        const found = new Set<number>();
        let next = 0;
        let underWay: (() => Promise<void>) | undefined;
        for (const { length, after } of [...steps, { length: 1000, after: 'crash' }, { length: 1000, after: 'go' }]) {
          const run = log.slice(next, next + length);
          // A run that fails half way, behind another that is not kept, is done again.
          await repeats.among(log.slice(next, next + 2 * length), () => undefined);
          await repeats.among(run, () => undefined);
          for (const { position } of await seen(repeats, run)) found.add(position);
          next += run.length;
          // Runs go on while a checkpoint is written, and a crash may come before it is.
          if (after === 'crash') underWay = undefined;
          await underWay?.();
          underWay = after === 'take' ? takeCheckpoint(store, repeats, next) : undefined;
          if (after === 'checkpoint') await checkpoint(store, repeats, next);
          if (after === 'crash') {
            repeats = repeatsIn(store, WINDOW, SMALL);
            await repeats.load();
            next = (await store.positions('process')).received ?? 0;
          }
        }
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('are remembered for the window and no longer than two windows, in memory and in the store', async () => {
    const store = openMemoryKeyedStore();
    const repeats = repeatsIn(store, WINDOW, { run: 30, filtered: 2 });
    const inStore = async () => {
      const rows = await store.range({ from: 'sightings/', to: 'sightings0', limit: 10_000 });
      const sightings = rows.filter(([key]) => /^sightings\/(open|page)\//.test(key));
      return sightings.reduce((sum, [, bytes]) => sum + bytes.length, 0) / SIGHTING_BYTES;
    };
    for (let position = 0; position < 1000; position += 10) {
      const run = Array.from({ length: 10 }, (_, at) => record(position + at, `e${position + at}`, position + at));
      expect((await seen(repeats, run)).size).toBe(0);
      await checkpoint(store, repeats, position + 10);
      if (position % 100 === 0) expect(await inStore()).toBeLessThanOrEqual(2 * WINDOW);
    }
    expect(await inStore()).toBeGreaterThanOrEqual(WINDOW);
    // The one of 40 ago is in a run with a filter, the one of 80 ago in one without.
    for (const ago of [1, 40, 80, 99])
      expect((await seen(repeats, [record(6000, `e${1000 - ago}`, 1000 - 1)])).size, `${ago} ago`).toBe(1);
    // A single one, much later, makes the store forget all others, and is forgotten in its turn.
    for (const at of [7000, 8000]) {
      await seen(repeats, [record(at, `late${at}`, at)]);
      await checkpoint(store, repeats, at);
    }
    await checkpoint(store, repeats, 8001);
    expect(await inStore()).toBe(1);
  });

  it('are told by hashes that only the secret of their sandbox leads to', async () => {
    const store = openMemoryKeyedStore();
    const repeats = repeatsIn(store, WINDOW, SMALL);
    await seen(repeats, [record(0, 'BILL-4711', 0), record(1, 'BILL-4712', 0)]);
    await checkpoint(store, repeats, 2);
    const rows = await store.range({ from: '', to: '~', limit: 100 });
    expect(rows.map(([key, bytes]) => `${key} ${Buffer.from(bytes).toString('latin1')}`).join('\n')).not.toContain(
      'BILL',
    );
    await store.write({ puts: [], deletes: ['sighting-secret/s'], positions: [] });
    const later = repeatsIn(store, WINDOW, SMALL);
    await later.load();
    expect((await seen(later, [record(2, 'BILL-4711', 0)])).size).toBe(0);
  });

  it('are those of before too, whose ids stood in the store, after they were brought over', async () => {
    const store = openMemoryKeyedStore();
    const before = Buffer.alloc(20);
    const long = 'x'.repeat(41);
    const puts = ['plain', 'with/slash', `#${hash('sha256', long, 'base64url').slice(0, 22)}`].map((id, index) => {
      before.writeDoubleBE(1000, 0);
      before.writeDoubleBE(2 ** 33 + 5, 8);
      before.writeUInt32BE(index, 16);
      return [`seen/s/d/${id}`, Uint8Array.from(before)] as const;
    });
    await store.write({ puts, deletes: [], positions: [] });
    const repeats = repeatsIn(store, WINDOW, SMALL);
    expect(await repeats.load()).toBe(3);
    expect(await store.range({ from: 'seen/', to: 'seen0', limit: 10 })).toEqual([]);
    const again = repeatsIn(store, WINDOW, SMALL);
    expect(await again.load()).toBe(0);
    const position = 2 ** 33 + 10;
    const run = ['plain', 'with/slash', long, 'new'].map((id, at) => record(position + at, id, 1099));
    expect([...(await seen(again, run))].map(({ entity }) => entity._id)).toEqual(['plain', 'with/slash', long]);
    expect(await again.before(run[2]!, undefined)).toEqual({ receivedAt: 1000, position: 2 ** 33 + 5, index: 2 });
    expect((await seen(again, [record(position + 9, 'plain', 1100)])).size).toBe(0);
  });
});

describe('on the real process', () => {
  const stand = withProcess('repeated');
  const event = (id: number) => ({
    _id: `event-${id}`,
    timestamp: '2026-01-01T00:00:00Z',
    identityMap: { email: { id: 'repeat@example.com' } },
    commerce: { order: { priceTotal: 5 } },
  });

  it('an event sent again is skipped, also after SIGKILL, and the books balance', async () => {
    const version = { 'content-type': 'application/json' };
    const send = async (url: string, body: unknown) => {
      const response = await fetch(url, { method: 'POST', headers: version, body: JSON.stringify(body) });
      return (await response.json()) as { xactionId: string; batchId: string };
    };
    const all = { messages: Array.from({ length: 300 }, (_, id) => event(id)) };
    const batch = () => stand.programme.batch(stand.programme.eventInlet);
    await send(batch(), all);
    const again = await send(stand.programme.eventInlet, event(7));
    await send(batch(), all);
    // What no checkpoint has written yet is made again from the log.
    await stand.platform.kill('SIGKILL');
    const platform = await startPlatform({
      dataDir: stand.platform.dataDir,
      port: Number(new URL(stand.platform.url).port),
    });
    Object.assign(stand, { platform });
    await send(batch(), all);
    const totals = await stand.api.settled();
    expect(totals).toMatchObject({ accepted: 901, stored: 300, skipped: 601, failed: 0, waiting: 0, balanced: true });
    expect(await stand.api.call('GET', `/meniscus/v1/ledger/${again.xactionId}`)).toMatchObject({
      status: 'skipped',
      stages: [{ stage: 'ingest' }, { stage: 'mapping' }, { stage: 'ingest', outcome: 'skipped' }],
    });
  });

  it('a record the profile refused is replayed past the lake, and stored once', async () => {
    const before = await stand.api.settled();
    const response = await fetch(stand.programme.eventInlet, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...event(1000), identityMap: {} }),
    });
    const { xactionId } = (await response.json()) as { xactionId: string };
    await stand.api.settled();
    const path = '/meniscus/v1/failed-records';
    const list = () =>
      stand.api.call<{ items: { id: string; xactionId: string; stored: boolean; status: string }[] }>('GET', path);
    const [refused] = (await list()).items;
    expect(refused).toMatchObject({ xactionId, stored: true, status: 'open' });
    const replay = await stand.api.call<{ xactionId: string }>('POST', `${path}/${refused!.id}/replay`, {});
    const totals = await stand.api.settled();
    expect(totals).toMatchObject({
      accepted: before.accepted + 2,
      stored: before.stored + 1,
      skipped: before.skipped + 1,
      rejectedByProfile: 2,
      balanced: true,
    });
    expect((await list()).items).toMatchObject([
      { xactionId: replay.xactionId, stored: true, status: 'open' },
      { xactionId, status: 'replayed' },
    ]);
    const entry = await stand.api.call<{ status: string; stages: { outcome: string; detail: string }[] }>(
      'GET',
      `/meniscus/v1/ledger/${replay.xactionId}`,
    );
    expect(entry.status).toBe('skipped');
    expect(entry.stages.find(({ outcome }) => outcome === 'skipped')?.detail).toContain(xactionId);
  });
});
