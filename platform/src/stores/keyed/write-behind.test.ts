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

/** One after the other goes and comes back until it stays: whose departure another one's took the place of is a newcomer again. */
async function becomeRegulars(cache: WriteBehind<Counter>, names: readonly string[]) {
  for (const name of names)
    for (let round = 0; !isInMemory(cache, name); round += 1) {
      await cache.load([name]);
      await sweep(cache, `behind ${name} ${round} `, 10);
    }
}

describe('WriteBehind', () => {
  it('agrees with a plain map whatever the order of changes, checkpoints and reads, and a crash loses just what was not written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const { store, cache } = open();
        const model = new Map<string, number>();
        let written = new Map<string, number>();
        const unsettled: (() => void)[] = [];
        for (const one of steps) {
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
            await store.write({ ...pending, positions: [] });
            written = new Map(model);
            unsettled.push(() => taken.settle());
          } else if (one.do === 'settle') unsettled.shift()?.();
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

  it('keeps what came back, whatever passes by, and lets no sweep over everything drive it out', async () => {
    const { cache } = open(openMemoryKeyedStore(), 100);
    const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
    await cache.load(names);
    await sweep(cache, 'first', 50);
    expect(inMemory(cache, names)).toEqual([]);
    await becomeRegulars(cache, names);
    await sweep(cache, 'second', 10_000);
    expect(inMemory(cache, names)).toEqual(names);
    expect(inMemory(cache, namesOf('second', 10_000))).toEqual(namesOf('second', 10_000).slice(-10));
  });

  it('spares a regular once that was loaded again since it came, and forgets it when it is asked for no more', async () => {
    const { cache } = open(openMemoryKeyedStore(), 10);
    await becomeRegulars(cache, ['old', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    await cache.load(['old']);
    await becomeRegulars(cache, ['i', 'j']);
    expect(inMemory(cache, ['old', 'a', 'b', 'c', 'd', 'i', 'j'])).toEqual(['old', 'c', 'd', 'i', 'j']);
    await becomeRegulars(cache, ['k', 'l', 'm', 'n', 'o', 'p']);
    expect(inMemory(cache, ['h', 'i', 'old', 'j'])).toEqual(['i', 'old', 'j']);
    await becomeRegulars(cache, ['q', 'r']);
    expect(inMemory(cache, ['i', 'old', 'j', 'q', 'r'])).toEqual(['j', 'q', 'r']);
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
