import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countingIds, createMeter, manualClock, Standings } from '../kernel/index.ts';
import { jsonCodec, type KeyedStore, openMemoryKeyedStore, openMemoryLog, WriteBehind } from '../stores/index.ts';
import { createIngest, type Ingest, type IngestDeps } from './index.ts';

const CAPACITY = 10;
const PAGE = 2500;

/** The memory store, counting what it is asked. Of its next writes as many fail as `asked.toFail` says; all wait for `asked.held`. */
function countingStore() {
  const store = openMemoryKeyedStore();
  const asked = { writes: 0, mostPuts: 0, reads: 0, toFail: 0, failed: 0, held: Promise.resolve() };
  const keyed: KeyedStore = {
    ...store,
    readMany(keys, read) {
      asked.reads += keys.length;
      return store.readMany(keys, read);
    },
    async write(batch) {
      await asked.held;
      if (asked.failed < asked.toFail) {
        asked.failed += 1;
        throw new Error('no space left');
      }
      asked.writes += 1;
      asked.mostPuts = Math.max(asked.mostPuts, batch.puts.length);
      return store.write(batch);
    },
  };
  return { keyed, asked };
}

const names = (page: number) => Array.from({ length: PAGE }, (_, at) => `${page}-${at}`);

describe('work over everybody, a page at a time between two runs of the process loop', () => {
  const clock = manualClock();
  let store: ReturnType<typeof countingStore>;
  let people: WriteBehind<{ n: number }>;
  let ingest: Ingest;

  beforeEach(async () => {
    store = countingStore();
    people = new WriteBehind({ store: store.keyed, prefix: 'people/', codec: jsonCodec(), residents: CAPACITY });
    const nothing = { dirtyCount: 0, take: () => ({ settle() {} }) };
    const unchanged = { revision: () => 0 };
    ingest = createIngest({
      log: openMemoryLog(),
      keyed: store.keyed,
      flows: unchanged,
      catalog: unchanged,
      schemas: unchanged,
      mapping: unchanged,
      states: nothing,
      access: { scopeByKey: () => undefined },
      follower: {
        apply: async () => [],
        get dirtyCount() {
          return people.dirtyCount;
        },
        prepare: async () => {},
        tidy: async () => false,
        take: (into: Parameters<typeof people.take>[0]) => people.take(into),
        clockIs: async () => {},
        nextDue: async () => Number.POSITIVE_INFINITY,
        passTime: async () => {},
      },
      observer: { ...nothing, ran: async () => {} },
      later: {},
      repeatWindowMs: 0,
      rateLimits: { requestsPerSecond: 1, messagesPerSecond: 1, enforce: false },
      clock,
      ids: countingIds(),
      meter: createMeter(),
      standings: new Standings(clock, createMeter()),
      logger: pino({ level: 'silent' }),
    } as unknown as IngestDeps);
    await ingest.start();
    ingest.goOn();
    await ingest.checkpoint();
  });
  afterEach(() => ingest.stop());

  /** Looks at the people of a page, in a job of its own. */
  const look = (page: number, each: (name: string) => void) =>
    ingest.between(async () => {
      await people.load(names(page));
      for (const name of names(page)) each(name);
    });

  it('writes what the pages change before much of it has piled up', async () => {
    let most = 0;
    for (let page = 0; page < 40; page += 1) {
      await look(page, (name) => people.set(name, { n: page }));
      most = Math.max(most, people.dirtyCount);
    }
    expect(most).toBeLessThanOrEqual(40_000 + PAGE);
    await ingest.checkpoint();
    expect(store.asked.mostPuts).toBeLessThanOrEqual(40_000 + PAGE);
    expect(await store.keyed.getMany(['people/0-0', 'people/39-2499'])).not.toContain(undefined);
  });

  it('writes no checkpoint behind one that could not be written before the stop: it would pass over what that one held', async () => {
    store.asked.toFail = 2;
    for (let page = 0; page < 4; page += 1) await look(page, (name) => people.set(name, { n: page }));
    await vi.waitFor(() => expect(store.asked.failed).toBe(1));
    await look(9, (name) => people.set(name, { n: 9 }));
    const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const job = ingest.between(() => {
      begun.resolve();
      return over.promise;
    });
    await begun.promise;
    const stopped = ingest.stop();
    await vi.waitFor(() => expect(store.asked.failed).toBe(2), { timeout: 5000 });
    over.resolve();
    await Promise.all([job, stopped]);
    expect(await store.keyed.getMany(['people/0-0', 'people/9-0'])).toEqual([undefined, undefined]);
  });

  it('does what must not be beside a checkpoint when the one under way is written, and before the next', async () => {
    const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
    store.asked.held = held;
    for (let page = 0; page < 4; page += 1) await look(page, (name) => people.set(name, { n: page }));
    let isDone = false;
    const done = ingest.betweenCheckpoints(async () => {
      isDone = true;
      return store.keyed.getMany(['people/0-0']);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isDone).toBe(false);
    goOn();
    expect(await done).not.toContain(undefined);
  });

  it('keeps no more of those it only looks at than the cache may, and writes nothing for them', async () => {
    const { writes } = store.asked;
    for (let page = 0; page < 5; page += 1) {
      await look(page, (name) => people.get(name));
      clock.advance(1100);
    }
    await look(5, () => {});
    const { reads } = store.asked;
    await look(0, (name) => people.get(name));
    expect(store.asked.reads - reads).toBe(PAGE);
    expect(store.asked.writes).toBe(writes);
  });
});
