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
    const { store, cache } = open();
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
    expect(cache.get('k0')).toEqual({ n: 1 });
    expect(() => cache.get('k1')).toThrow('was not loaded');
    expect(cache.get('k11')).toEqual({ n: 1 });
  });

  it('spares once what was loaded again since it came, and forgets it when it is asked for no more', async () => {
    const { cache } = open();
    const shrink = () => cache.take({ puts: [], deletes: [] });
    const has = (name: string) => {
      try {
        cache.get(name);
        return true;
      } catch {
        return false;
      }
    };
    await cache.load(['old', 'a', 'b', 'c']);
    await cache.load(['old', 'd', 'e']);
    shrink();
    expect(['old', 'a', 'b', 'c', 'd', 'e'].filter(has)).toEqual(['old', 'c', 'd', 'e']);
    await cache.load(['f', 'g', 'h', 'i']);
    shrink();
    expect(['old', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].filter(has)).toEqual(['f', 'g', 'h', 'i']);
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
