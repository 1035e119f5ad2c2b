import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openMemoryKeyedStore } from './memory-keyed.ts';
import { jsonCodec, type PendingWrites, WriteBehind } from './write-behind.ts';

interface Counter {
  n: number;
}

const open = (store = openMemoryKeyedStore(), capacity = 4) => ({
  store,
  cache: new WriteBehind<Counter>({ store, prefix: 'c/', codec: jsonCodec<Counter>(), capacity }),
});

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), key }),
  fc.record({ do: fc.constant('put' as const), key }),
  fc.record({ do: fc.constant('delete' as const), key }),
  fc.record({ do: fc.constant('read' as const), key }),
  fc.record({ do: fc.constant('checkpoint' as const), key }),
  fc.record({ do: fc.constant('settle' as const), key }),
);

const shrink = (cache: WriteBehind<Counter>) => cache.take({ puts: [], deletes: [] });

function isInMemory(cache: WriteBehind<Counter>, name: string): boolean {
  try {
    cache.get(name);
    return true;
  } catch {
    return false;
  }
}

const inMemory = (cache: WriteBehind<Counter>, names: readonly string[]) =>
  names.filter((name) => isInMemory(cache, name));
const namesOf = (sweep: string, count: number) => Array.from({ length: count }, (_, at) => `${sweep}${at}`);

async function sweep(cache: WriteBehind<Counter>, name: string, count: number) {
  for (const one of namesOf(name, count)) {
    await cache.load([one]);
    shrink(cache);
  }
}

describe('WriteBehind', () => {
  it('agrees with a plain map whatever the order of changes, checkpoints and reads, and a crash loses just what was not written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const { store, cache } = open();
        const model = new Map<string, number>();
        let written = new Map<string, number>();
        const unsettled: (() => Promise<void>)[] = [];
        for (const one of steps) {
          if (one.do === 'put') {
            // Without having been loaded.
            const n = (model.get(one.key) ?? 0) + 10;
            cache.set(one.key, { n });
            model.set(one.key, n);
          }
          await cache.load([one.key]);
          if (one.do === 'add') {
            const found = cache.get(one.key);
            if (found === undefined) cache.set(one.key, { n: 1 });
            else {
              found.n += 1;
              cache.mark(one.key);
            }
            model.set(one.key, (model.get(one.key) ?? 0) + 1);
          } else if (one.do === 'delete') {
            cache.delete(one.key);
            model.delete(one.key);
          } else if (one.do === 'checkpoint') {
            const pending: PendingWrites = { puts: [], deletes: [] };
            const taken = cache.take(pending);
            const then = new Map(model);
            unsettled.push(async () => {
              await store.write({ ...pending, positions: [] });
              taken.settle();
              written = then;
            });
          } else if (one.do === 'settle') await unsettled.shift()?.();
          expect((await cache.read(one.key))?.n).toBe(model.get(one.key));
          await cache.load([one.key]);
          expect(cache.get(one.key)?.n).toBe(model.get(one.key));
        }
        const reopened = open(store).cache;
        for (const name of 'abcdefgh') expect((await reopened.read(name))?.n).toBe(written.get(name));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what is dirty or being written in memory, and forgets the oldest clean objects above its capacity', async () => {
    const { store, cache } = open(openMemoryKeyedStore(), 40);
    const names = Array.from({ length: 12 }, (_, index) => `k${index}`);
    await cache.load(names);
    for (const name of names) cache.set(name, { n: 1 });
    const pending: PendingWrites = { puts: [], deletes: [] };
    const taken = cache.take(pending);
    expect(pending.puts).toHaveLength(12);
    await store.write({ ...pending, positions: [] });
    taken.settle();
    // A run may be under way: nothing leaves before the next checkpoint is taken.
    for (const name of names) expect(cache.get(name)).toEqual({ n: 1 });
    cache.mark('k0');
    cache.take({ puts: [], deletes: [] });
    expect(inMemory(cache, names)).toEqual(['k0', 'k9', 'k10', 'k11']);
    for (const name of ['k0', 'k11']) expect(cache.get(name)).toEqual({ n: 1 });
  });

  it('keeps what comes back again and again, whatever passes by, and forgets it when nobody asks for it any more', async () => {
    const { cache } = open(openMemoryKeyedStore(), 100);
    const names = namesOf('regular', 20);
    await cache.load(names);
    await sweep(cache, 'first', 50);
    expect(inMemory(cache, names)).toEqual([]);
    for (let round = 0; round < 60; round += 1) {
      await cache.load(names);
      await sweep(cache, `round ${round} `, 50);
      // Whose departure another one's took the place of is a newcomer once more.
      if (round > 10) expect(inMemory(cache, names)).toEqual(names);
    }
    await sweep(cache, 'last', 200);
    expect(inMemory(cache, names)).toEqual([]);
    expect(inMemory(cache, namesOf('last', 200))).toEqual(namesOf('last', 200).slice(-10));
  });

  it('has all of those in memory that fit, and of many more only those that came last', async () => {
    const store = openMemoryKeyedStore();
    let reads = 0;
    const counting = {
      ...store,
      readMany: <T>(keys: readonly string[], read: (bytes: Uint8Array, index: number) => T) => {
        reads += keys.length;
        return store.readMany(keys, read);
      },
    };
    const { cache } = open(counting, 100);
    for (let round = 0; round < 20; round += 1) await sweep(cache, 'fits', 80);
    reads = 0;
    await sweep(cache, 'fits', 80);
    expect(reads).toBe(0);
    for (let round = 0; round < 3; round += 1) await sweep(cache, 'too many', 1000);
    expect(reads).toBe(3000);
    expect(inMemory(cache, namesOf('too many', 1000))).toEqual(namesOf('too many', 1000).slice(-10));
  });

  it('has nothing older than what was put in the place of a regular that nobody had loaded again', async () => {
    const { store, cache } = open(openMemoryKeyedStore(), 100);
    for (let round = 0; round < 20; round += 1) {
      await cache.load(['a']);
      await sweep(cache, `round ${round} `, 50);
    }
    expect(isInMemory(cache, 'a')).toBe(true);
    cache.set('a', { n: 2 });
    const pending: PendingWrites = { puts: [], deletes: [] };
    const taken = cache.take(pending);
    await store.write({ ...pending, positions: [] });
    taken.settle();
    await sweep(cache, 'between', 20);
    await cache.load(['a']);
    expect(cache.get('a')).toEqual({ n: 2 });
  });

  it('never keeps more than its capacity of what is written', async () => {
    const { cache } = open(openMemoryKeyedStore(), 100);
    for (let round = 0; round < 20; round += 1) {
      await sweep(cache, 'a few too many', 110);
      expect(inMemory(cache, namesOf('a few too many', 110)).length).toBeLessThanOrEqual(100);
    }
    for (let round = 0; round < 20; round += 1) {
      await cache.load(namesOf('at once', 120));
      shrink(cache);
      expect(inMemory(cache, namesOf('at once', 120)).length).toBeLessThanOrEqual(100);
    }
  });

  it('keeps what came into memory while the store was read, whichever load ends first', async () => {
    const store = openMemoryKeyedStore();
    await store.write({ puts: [['c/a', Buffer.from('{"n":1}')]], deletes: [], positions: [] });
    const ends: (() => void)[] = [];
    const { cache } = open({
      ...store,
      async readMany(keys, read) {
        const found = await store.readMany(keys, read);
        await new Promise<void>((resolve) => ends.push(resolve));
        return found;
      },
    });
    const first = cache.load(['a', 'b']);
    const second = cache.load(['a']);
    await vi.waitFor(() => expect(ends).toHaveLength(2));
    ends[1]!();
    await second;
    const a = cache.get('a')!;
    a.n = 2;
    cache.mark('a');
    ends[0]!();
    await first;
    // What was asked for last is not looked up again: another one first.
    expect([cache.get('b'), cache.get('a')]).toEqual([undefined, { n: 2 }]);
    const third = cache.load(['c']);
    await vi.waitFor(() => expect(ends).toHaveLength(3));
    cache.set('c', { n: 3 });
    ends[2]!();
    await third;
    expect([cache.get('b'), cache.get('c')]).toEqual([undefined, { n: 3 }]);
  });

  it('names the entry whose bytes its codec did not write, and takes them for nothing', async () => {
    const { store, cache } = open();
    await store.write({ puts: [['c/a', Buffer.from('{"n":')]], deletes: [], positions: [] });
    for (const asked of [() => cache.load(['a']), () => cache.read('a')])
      await expect(asked()).rejects.toThrow(/keyed store \(entry c\/a\) is damaged.*meniscus doctor/);
  });
});
