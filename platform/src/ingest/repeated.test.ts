import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPlatform } from '../../../tools/harness/process.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';
import { openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { failedRecordId } from './failed-records.ts';
import { Repeats } from './repeated.ts';
import type { XdmRecord } from './run.ts';

const WINDOW = 100;

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
  const { repeated, sightings } = await repeats.among(run, () => replayOf);
  await repeats.keep(sightings);
  return repeated;
}

async function checkpoint(store: ReturnType<typeof openMemoryKeyedStore>, repeats: Repeats, position: number) {
  const pending: PendingWrites = { puts: [], deletes: [] };
  const taken = repeats.take(pending);
  await store.write({ ...pending, positions: [{ reader: 'process', topic: 'received', position }] });
  taken.settle();
}

describe('repeated events', () => {
  it('are those with an _id their dataset has had inside the window, and nothing else', async () => {
    const repeats = new Repeats(openMemoryKeyedStore(), WINDOW);
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
    const repeats = new Repeats(openMemoryKeyedStore(), WINDOW);
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
    const repeats = new Repeats(openMemoryKeyedStore(), WINDOW);
    await seen(repeats, [record(0, 'a', 0)]);
    expect((await seen(repeats, [record(1, 'a', 1)], failedRecordId(0, 0))).size).toBe(0);
    expect((await seen(repeats, [record(2, 'a', 2)], failedRecordId(1, 0))).size).toBe(1);
  });

  it('are none with a window of 0', async () => {
    const repeats = new Repeats(openMemoryKeyedStore(), 0);
    expect((await seen(repeats, [record(0, 'a', 0), record(1, 'a', 0)])).size).toBe(0);
    expect(repeats.dirtyCount).toBe(0);
  });

  it('are the same whatever the runs, checkpoints and crashes, and old ones leave the store', async () => {
    const event = fc.record({ id: fc.integer({ min: 0, max: 12 }), wait: fc.integer({ min: 0, max: 30 }) });
    const step = fc.record({
      length: fc.integer({ min: 1, max: 7 }),
      after: fc.constantFrom('go', 'checkpoint', 'crash'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 80 }), fc.array(step, { maxLength: 60 }), async (events, steps) => {
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
        let repeats = new Repeats(store, WINDOW, 3);
        const found = new Set<number>();
        let next = 0;
        for (const { length, after } of [...steps, { length: 1000, after: 'crash' }, { length: 1000, after: 'go' }]) {
          const run = log.slice(next, next + length);
          // A run that fails half way is done again.
          await repeats.among(run, () => undefined);
          for (const { position } of await seen(repeats, run)) found.add(position);
          next += run.length;
          if (after === 'checkpoint') await checkpoint(store, repeats, next);
          if (after === 'crash') {
            repeats = new Repeats(store, WINDOW, 3);
            next = (await store.positions('process')).received ?? 0;
          }
        }
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('are remembered in no more than twice the room the window takes', async () => {
    const store = openMemoryKeyedStore();
    const repeats = new Repeats(store, WINDOW, 10);
    for (let position = 0; position < 5000; position += 50) {
      const run = Array.from({ length: 50 }, (_, at) => record(position + at, `e${position + at}`, position + at));
      await seen(repeats, run);
      await checkpoint(store, repeats, position + 50);
    }
    const rows = await store.range({ from: '', to: '~', limit: 10_000 });
    expect(rows.length).toBeGreaterThanOrEqual(WINDOW);
    expect(rows.length).toBeLessThanOrEqual(2 * WINDOW + 60);
  });
});

describe('on the real process', () => {
  const stand = withPlatform('repeated');
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
