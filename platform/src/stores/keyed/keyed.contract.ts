import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyedStore, WriteBatch } from './keyed.ts';

const bytes = (text: string) => Buffer.from(text);
const texts = (rows: readonly (readonly [string, Uint8Array])[]) =>
  rows.map(([key, value]) => [key, Buffer.from(value).toString()]);

/** A batch of puts, deletes and positions, each optional. */
function batch(parts: Partial<WriteBatch>): WriteBatch {
  return { puts: [], deletes: [], positions: [], ...parts };
}

/** What every keyed store promises. `reopen` closes and opens the same store; undefined for one that forgets. */
export function keyedContract(
  name: string,
  open: () => Promise<{ store: KeyedStore; reopen?: () => Promise<KeyedStore> }>,
): void {
  describe(`${name} keeps the promises of a keyed store`, () => {
    let store: KeyedStore;
    let reopen: (() => Promise<KeyedStore>) | undefined;

    beforeEach(async () => {
      ({ store, reopen } = await open());
    });
    afterEach(() => store.close());

    it('gives values in the order of the keys, undefined where there is none', async () => {
      await store.write(
        batch({
          puts: [
            ['b', bytes('2')],
            ['a', bytes('1')],
          ],
        }),
      );
      const found = await store.getMany(['a', 'nothing', 'b', 'a']);
      expect(found.map((value) => (value === undefined ? undefined : Buffer.from(value).toString()))).toEqual([
        '1',
        undefined,
        '2',
        '1',
      ]);
    });

    it('gives what is made of each value where it lies, and rejects with what making it throws', async () => {
      await store.write(
        batch({
          puts: [
            ['b', bytes('two')],
            ['a', bytes('1')],
          ],
        }),
      );
      const told = (value: Uint8Array, index: number) => `${index}: ${Buffer.from(value)}`;
      expect(await store.readMany(['a', 'nothing', 'b', 'a'], told)).toEqual(['0: 1', undefined, '2: two', '3: 1']);
      const refusing = store.readMany(['a', 'b'], (value) => {
        if (value.length > 1) throw new Error('too long');
      });
      await expect(refusing).rejects.toThrow('too long');
    });

    it('orders keys by their UTF-8 bytes and ranges both ways, from inclusive, to exclusive, up to the limit', async () => {
      // U+10000 sorts after U+FFFD by bytes, before it by UTF-16 units.
      const keys = ['a', 'a/1', 'a/2', 'b', 'é', '\uFFFD', '\u{10000}'];
      await store.write(batch({ puts: [...keys].reverse().map((key) => [key, bytes(key)] as const) }));
      const all = { from: '', to: '\u{10FFFF}', limit: 100 };
      expect((await store.range(all)).map(([key]) => key)).toEqual(keys);
      expect((await store.range({ ...all, reverse: true })).map(([key]) => key)).toEqual([...keys].reverse());
      expect(texts(await store.range({ from: 'a/1', to: 'b', limit: 100 }))).toEqual([
        ['a/1', 'a/1'],
        ['a/2', 'a/2'],
      ]);
      expect((await store.range({ from: 'a/1', to: 'b', limit: 1, reverse: true })).map(([key]) => key)).toEqual([
        'a/2',
      ]);
      expect(await store.range({ from: 'c', to: 'd', limit: 10 })).toEqual([]);
    });

    it('puts what a range finds into the memory that is given, and other values into their own', async () => {
      const keys = ['a', 'b', 'c'];
      await store.write(batch({ puts: keys.map((key) => [key, bytes(key.repeat(100))] as const) }));
      const memory = Buffer.alloc(1000);
      let used = 0;
      const room = (length: number) => {
        used += length;
        return memory.subarray(used - length, used);
      };
      const found = await store.range({ from: 'a', to: 'd', limit: 2, room });
      expect(texts(found)).toEqual([
        ['a', 'a'.repeat(100)],
        ['b', 'b'.repeat(100)],
      ]);
      expect(used).toBeGreaterThanOrEqual(200);
      const [own] = await store.getMany(['c']);
      memory.fill(0);
      expect(found.map(([, value]) => Buffer.from(value).equals(Buffer.alloc(100)))).toEqual([true, true]);
      expect(Buffer.from(own!).toString()).toBe('c'.repeat(100));
    });

    it('gives values of any size, which stay what they are whatever is read after them', async () => {
      const sizes = [0, 1, 100, 4096, 32_764, 32_768, 100_000, 2 << 20];
      const puts = sizes.map((size, at) => [`size/${at}`, Buffer.alloc(size, at + 65)] as const);
      await store.write(batch({ puts }));
      const keys = puts.map(([key]) => key);
      const copies = store.readMany(keys, (value) => Buffer.from(value));
      const read = [await store.getMany(keys), await store.getMany([...keys].reverse()), await copies];
      const rows = await store.range({ from: 'size/', to: 'size0', limit: 100 });
      for (const [at, [key, value]] of puts.entries()) {
        const found = [read[0]![at], read[1]![puts.length - 1 - at], read[2]![at], rows[at]![1]];
        expect(found.map((one) => Buffer.compare(one!, value))).toEqual([0, 0, 0, 0]);
        expect(rows[at]![0]).toBe(key);
      }
    });

    it('puts, replaces and deletes in one batch, and applies batches in the order they were called', async () => {
      await store.write(
        batch({
          puts: [
            ['x', bytes('1')],
            ['y', bytes('1')],
          ],
        }),
      );
      await Promise.all([
        store.write(batch({ puts: [['x', bytes('2')]], deletes: ['y'] })),
        store.write(
          batch({
            puts: [
              ['x', bytes('3')],
              ['y', bytes('3')],
            ],
          }),
        ),
      ]);
      expect(texts(await store.range({ from: '', to: '~', limit: 10 }))).toEqual([
        ['x', '3'],
        ['y', '3'],
      ]);
    });

    it('keeps positions with the values, by reader and topic', async () => {
      expect(await store.positions('process')).toEqual({});
      const at = (reader: string, topic: string, position: number) => ({ reader, topic, position });
      await store.write(
        batch({ positions: [at('process', 'received', 7), at('process', 'validated', 3), at('other', 'received', 1)] }),
      );
      await store.write(batch({ positions: [at('process', 'received', 9)] }));
      expect(await store.positions('process')).toEqual({ received: 9, validated: 3 });
      expect(await store.positions('other')).toEqual({ received: 1 });
    });

    it('gives bytes that later writes do not change', async () => {
      await store.write(batch({ puts: [['k', bytes('before')]] }));
      const [value] = await store.getMany(['k']);
      await store.write(batch({ puts: [['k', bytes('after!')]] }));
      expect(Buffer.from(value!).toString()).toBe('before');
    });

    it('keeps values of every size, batch after batch, large ones beside small ones', async () => {
      const MIB = 1 << 20;
      const sizes = [0, 1, 3, 1000, 400_000, 400_000, 400_000, MIB - 4, MIB - 3, MIB, 1_600_000, 5];
      for (const round of [1, 2, 3]) {
        const puts = sizes.map((size, at) => [`${round}/${at}`, Buffer.alloc(size, 16 * round + at)] as const);
        await store.write(batch({ puts }));
        for (const [key, value] of puts) expect(value.equals((await store.getMany([key]))[0]!)).toBe(true);
      }
      if (reopen !== undefined) store = await reopen();
      expect(await store.range({ from: '', to: '~', limit: 100 })).toHaveLength(3 * sizes.length);
      const [first] = await store.getMany(['1/10']);
      expect(Buffer.alloc(1_600_000, 26).equals(first!)).toBe(true);
    });

    it('keeps everything over a scrub, and takes reads and writes meanwhile', async () => {
      const name = (n: number) => `key/${String(n).padStart(5, '0')}`;
      const many = Array.from({ length: 5000 }, (_, n) => [name(n), bytes(`value ${n}`)] as const);
      const position = { reader: 'process', topic: 'received', position: 4 };
      await store.write(batch({ puts: [...many, ['gone', bytes('gone')]], positions: [position] }));
      await store.write(batch({ deletes: ['gone'] }));
      const scrubbing = store.scrub();
      const reads = Promise.all(many.slice(0, 50).map(([key]) => store.getMany([key, 'gone'])));
      const write = store.write(batch({ puts: [['later', bytes('later')]] }));
      await Promise.all([scrubbing, reads, write]);
      expect((await reads).map(([value, gone]) => [Buffer.from(value!).toString(), gone])).toEqual(
        many.slice(0, 50).map(([, value]) => [Buffer.from(value).toString(), undefined]),
      );
      if (reopen !== undefined) store = await reopen();
      expect(texts(await store.range({ from: '', to: '~', limit: 10_000 }))).toEqual([
        ...many.map(([key, value]) => [key, Buffer.from(value).toString()]),
        ['later', 'later'],
      ]);
      expect(await store.positions('process')).toEqual({ received: 4 });
    });

    it('has everything written after it was opened again', async () => {
      if (reopen === undefined) return;
      await store.write(
        batch({ puts: [['k', bytes('v')]], positions: [{ reader: 'process', topic: 'received', position: 4 }] }),
      );
      store = await reopen();
      expect(texts(await store.range({ from: '', to: '~', limit: 10 }))).toEqual([['k', 'v']]);
      expect(await store.positions('process')).toEqual({ received: 4 });
    });
  });
}
