import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openMemoryKeyedStore } from './memory-keyed.ts';
import { Residents } from './residents.ts';
import { jsonCodec, type PendingWrites, WriteBehind } from './write-behind.ts';

interface Counter {
  n: number;
}

const open = (store = openMemoryKeyedStore(), capacity = 4) => ({
  store,
  cache: new WriteBehind<Counter>({ store, prefix: 'c/', codec: jsonCodec<Counter>(), residents: capacity }),
});

/** Two kinds of objects that share their residents, over one store. */
const openTwo = (store = openMemoryKeyedStore()) => {
  const residents = new Residents(4);
  return ['c/', 'd/'].map(
    (prefix) => new WriteBehind<Counter>({ store, prefix, codec: jsonCodec<Counter>(), residents }),
  ) as [WriteBehind<Counter>, WriteBehind<Counter>];
};

const NAMES = 'abcdefgh';
const key = fc.constantFrom(...NAMES);
const kind = fc.constantFrom(0 as const, 1 as const);
const step = fc.record({
  do: fc.constantFrom('add', 'put', 'delete', 'read', 'checkpoint', 'settle'),
  key,
  kind,
});

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
  it('agrees with plain maps whatever the order of changes, checkpoints and reads of two kinds, and a crash loses just what was not written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        const store = openMemoryKeyedStore();
        const caches = openTwo(store);
        const models = [new Map<string, number>(), new Map<string, number>()] as const;
        let written = models.map((model) => new Map(model));
        const unsettled: (() => Promise<void>)[] = [];
        for (const one of steps) {
          const [cache, model] = [caches[one.kind], models[one.kind]];
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
            const taken = caches.map((each) => each.take(pending));
            expect(caches.map(({ dirtyCount }) => dirtyCount)).toEqual([0, 0]);
            const then = models.map((each) => new Map(each));
            unsettled.push(async () => {
              await store.write({ ...pending, positions: [] });
              for (const part of taken) part.settle();
              written = then;
            });
          } else if (one.do === 'settle') await unsettled.shift()?.();
          expect((await cache.read(one.key))?.n).toBe(model.get(one.key));
          await cache.load([one.key]);
          expect(cache.get(one.key)?.n).toBe(model.get(one.key));
        }
        for (const [at, reopened] of openTwo(store).entries())
          for (const name of NAMES) expect((await reopened.read(name))?.n).toBe(written[at]!.get(name));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a key as long as one kind is not written, knows nothing of a kind that nobody loaded, and forgets one without the other', async () => {
    const store = openMemoryKeyedStore();
    await store.write({ puts: [['d/scope/a', Buffer.from('{"n":7}')]], deletes: [], positions: [] });
    const [first, second] = openTwo(store);
    first.set('scope/a', { n: 1 });
    expect(() => second.get('scope/a')).toThrow('key scope/a was not loaded');
    expect(() => second.mark('scope/a')).toThrow('key scope/a was not loaded');
    await second.load(['scope/a', 'scope/a']);
    expect(second.get('scope/a')).toEqual({ n: 7 });
    // What is not written of the one keeps the other in memory, too.
    await sweep(second, 'by', 20);
    expect([first.get('scope/a'), second.get('scope/a')]).toEqual([{ n: 1 }, { n: 7 }]);
    first.forget('scope');
    expect([first.dirtyCount, isInMemory(first, 'scope/a'), isInMemory(second, 'scope/a')]).toEqual([0, false, true]);
    await first.load(['scope/a']);
    expect(first.get('scope/a')).toBeUndefined();
    await sweep(second, 'again', 20);
    expect(isInMemory(second, 'scope/a')).toBe(false);
  });

  it('takes four kinds under the same keys, and no more', () => {
    const residents = new Residents(4);
    const of = (prefix: string) =>
      new WriteBehind<Counter>({ store: openMemoryKeyedStore(), prefix, codec: jsonCodec<Counter>(), residents });
    const all = ['a/', 'b/', 'c/', 'd/'].map(of);
    for (const [n, cache] of all.entries()) cache.set('k', { n });
    expect(all.map((cache) => cache.get('k'))).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    expect(() => of('e/')).toThrow('more than 4 kinds');
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
    await cache.load(['twice', 'twice']);
    expect(reads).toBe(3001);
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
