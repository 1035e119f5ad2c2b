import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { open } from 'lmdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, inspectLmdb } from './inspect-lmdb.ts';
import { openLmdbStore } from './lmdb-store.ts';

/** A store with trees of several levels, values over several pages, and free pages; damaged bit by bit. */
const root = mkdtempSync(join(tmpdir(), 'inspect-lmdb-'));
const whole = join(root, 'whole');
let content: Buffer;

beforeAll(async () => {
  const store = await openLmdbStore({ path: whole });
  for (let batch = 0; batch < 12; batch += 1) {
    const puts = Array.from({ length: 150 }, (_, index): [string, Buffer] => [
      `event/scope/${(index * 7919) % 400}/${batch % 5}`,
      Buffer.from(JSON.stringify({ batch, index, text: 'x'.repeat(index % 60 === 0 ? 9000 : index) })),
    ]);
    const deletes = Array.from({ length: 20 }, (_, index) => `event/scope/${(index + 7) * 13}/${(batch + 1) % 5}`);
    const unput = deletes.filter((key) => !puts.some(([name]) => name === key));
    await store.write({
      puts: [...new Map(puts)],
      deletes: unput,
      positions: [{ reader: 'process', topic: 'received', position: batch }],
    });
  }
  await store.close();
  content = readFileSync(join(whole, 'data.mdb'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** All that the reader of pages gives, in its order. */
function entriesOf(path: string): { readonly entries: readonly string[]; readonly damaged: boolean } {
  const inspection = inspectLmdb(path)!;
  return {
    entries: [...inspection.positions].map(String).concat(String(inspection.entries)),
    damaged: inspection.damage.length > 0,
  };
}

async function everything(path: string): Promise<readonly string[]> {
  const store = await openLmdbStore({ path });
  const all = await store.range({ from: '', to: '~', limit: 10_000 });
  const positions = await store.positions('process');
  await store.close();
  return [JSON.stringify(positions), ...all.map(([key, value]) => `${key} ${Buffer.from(value).toString()}`)];
}

describe('the keyed store read page by page', () => {
  it('counts what a healthy store has, and says no damage', async () => {
    const inspection = inspectLmdb(whole)!;
    expect(inspection.damage).toEqual([]);
    expect(inspection.entries).toBe((await everything(whole)).length - 1);
    expect(inspection.positions.get('process/received')).toBe(11);
    expect(inspectLmdb(join(root, 'nothing'))).toBeUndefined();
  });

  it('finds every flipped bit, or the store reads as before: never otherwise, and never for long', async () => {
    const expected = await everything(whole);
    const copy = join(root, 'flipped');
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: content.length - 1 }), fc.nat({ max: 7 }), async (byte, bit) => {
        rmSync(copy, { recursive: true, force: true });
        cpSync(whole, copy, { recursive: true });
        const bytes = Buffer.from(content);
        bytes[byte]! ^= 1 << bit;
        writeFileSync(join(copy, 'data.mdb'), bytes);
        if (entriesOf(copy).damaged) {
          found += 1;
          await expect(openLmdbStore({ path: copy })).rejects.toThrow(/data\.mdb at byte \d+ is damaged/);
        } else expect(await everything(copy)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('finds every flipped bit in the names of its databases', async () => {
    const copy = join(root, 'renamed');
    cpSync(whole, copy, { recursive: true });
    let places = 0;
    for (const name of DATABASES)
      for (let at = content.indexOf(`${name}\0`); at >= 0; at = content.indexOf(`${name}\0`, at + 1)) {
        const page = Math.floor(at / 4096) * 4096;
        const isFound = (byte: number, bit: number) => {
          const bytes = Buffer.from(content);
          bytes[byte]! ^= 1 << bit;
          writeFileSync(join(copy, 'data.mdb'), bytes);
          return inspectLmdb(copy)!.damage[0];
        };
        // Pages of snapshots of before have the names, too, and nobody reads them.
        if (isFound(page, 0) === undefined) continue;
        places += 1;
        for (let bit = 0; bit < 8 * name.length; bit += 1)
          expect([name, bit, isFound(at + (bit >> 3), bit & 7)?.what]).toEqual([
            name,
            bit,
            expect.stringMatching(/database|order/),
          ]);
      }
    expect(places).toBe(2);
  });

  it('finds a file that was cut, a page that was never written, and one that was written elsewhere', async () => {
    const copy = join(root, 'torn');
    const damageOf = (bytes: Buffer) => {
      rmSync(copy, { recursive: true, force: true });
      cpSync(whole, copy, { recursive: true });
      writeFileSync(join(copy, 'data.mdb'), bytes);
      return inspectLmdb(copy)!.damage;
    };
    const used = Array.from({ length: content.length / 4096 - 2 }, (_, index) => index + 2).filter(
      (page) => damageOf(Buffer.from(content).fill(0, page * 4096, (page + 1) * 4096)).length > 0,
    );
    expect(used.length).toBeGreaterThan(20);
    const [one, other] = [used[3]! * 4096, used[4]! * 4096];
    const moved = Buffer.from(content);
    content.copy(moved, one, other, other + 4096);
    expect(damageOf(moved)[0]).toMatchObject({ byte: expect.any(Number), file: join(copy, 'data.mdb') });
    truncateSync(join(copy, 'data.mdb'), content.length - 4096 * 3);
    expect(inspectLmdb(copy)!.damage.length).toBeGreaterThan(0);
  });
});

describe('values with their sums', () => {
  it('refuses a value that is not the one written under its key, in a file too large to be read whole', async () => {
    const copy = join(root, 'value');
    cpSync(whole, copy, { recursive: true });
    // Behind the pages LMDB knows of: the file counts as large, and takes no room.
    const large = () => truncateSync(join(copy, 'data.mdb'), 300 << 20);
    const bytes = Buffer.from(content);
    // Replaced pages still hold older values: all of them are changed.
    for (let at = bytes.indexOf('"index":149'); at >= 0; at = bytes.indexOf('"index":149', at))
      bytes.write('"index":148', at);
    writeFileSync(join(copy, 'data.mdb'), bytes);
    large();
    await expect(openLmdbStore({ path: copy, verifyAll: true })).rejects.toThrow('is damaged');
    const store = await openLmdbStore({ path: copy });
    const key = `event/scope/${(149 * 7919) % 400}/1`;
    await expect(store.getMany([key])).rejects.toThrow(`the entry ${key}`);
    await expect(store.readMany([key], () => 'read')).rejects.toThrow(`the entry ${key}`);
    await expect(store.range({ from: '', to: '~', limit: 10_000 })).rejects.toThrow('is damaged');
    expect(await store.getMany([`event/scope/${(148 * 7919) % 400}/1`])).toEqual([expect.any(Buffer)]);
    await store.close();
    expect(inspectLmdb(copy)!.damage[0]).toMatchObject({ what: expect.stringContaining('does not match its sum') });
  });

  it('are made for a store of before, once; one that lost its mark is refused', async () => {
    const old = join(root, 'old');
    const environment = open<Buffer, Buffer>({
      path: old,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      mapSize: 2 ** 24,
      maxDbs: 4,
      overlappingSync: false,
    });
    const values = environment.openDB<Buffer, Buffer>({ name: 'values', encoding: 'binary', keyEncoding: 'binary' });
    const positions = environment.openDB<Buffer, Buffer>({
      name: 'positions',
      encoding: 'binary',
      keyEncoding: 'binary',
    });
    await environment.transaction(() => {
      values.put(Buffer.from('a'), Buffer.from('one'));
      positions.put(Buffer.from('position/process/received'), Buffer.from('4'));
    });
    await environment.close();
    expect(inspectLmdb(old)).toMatchObject({ damage: [], entries: 1 });
    for (let time = 0; time < 2; time += 1) expect(await everything(old)).toEqual(['{"received":4}', 'a one']);
    expect(inspectLmdb(old)).toMatchObject({ damage: [], positions: new Map([['process/received', 4]]) });
    const file = join(old, 'data.mdb');
    const bytes = readFileSync(file);
    for (let at = bytes.indexOf('format'); at >= 0; at = bytes.indexOf('format', at)) bytes.write('formau', at);
    writeFileSync(file, bytes);
    await expect(openLmdbStore({ path: old })).rejects.toThrow(/is damaged/);
    truncateSync(file, 300 << 20);
    await expect(openLmdbStore({ path: old })).rejects.toThrow('the mark of how values are kept is missing');
  });
});
