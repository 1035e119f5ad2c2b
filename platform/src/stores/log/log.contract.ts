import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from './log.ts';

const bytes = (text: string) => Buffer.from(text);

/** What every log promises. `reopen` closes and opens the same log again; undefined for a log that forgets. */
export function logContract(name: string, open: () => Promise<{ log: Log; reopen?: () => Promise<Log> }>): void {
  describe(`${name} keeps the promises of a log`, () => {
    let log: Log;
    let reopen: (() => Promise<Log>) | undefined;

    beforeEach(async () => {
      ({ log, reopen } = await open());
    });
    afterEach(() => log.close());

    it('gives positions without gaps, in order, over appends at the same time', async () => {
      const firsts = await Promise.all(
        Array.from({ length: 50 }, (_, n) => log.append('received', [entry(`a${n}`), entry(`b${n}`)])),
      );
      expect([...firsts].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n * 2));
      const records = await log.read('received', 0, 1000, 1 << 20);
      expect(records.map(({ position }) => position)).toEqual(Array.from({ length: 100 }, (_, n) => n));
      for (const [n, first] of firsts.entries()) {
        expect(Buffer.from(records[first]!.value).toString()).toBe(`a${n}`);
        expect(Buffer.from(records[first + 1]!.value).toString()).toBe(`b${n}`);
      }
    });

    it('reads from any position, at least one record whatever the byte limit', async () => {
      await log.append(
        'received',
        Array.from({ length: 300 }, (_, n) => entry(String(n).repeat(50))),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 299 }),
          fc.integer({ min: 1, max: 40 }),
          fc.integer({ min: 0, max: 4000 }),
          async (from, records, size) => {
            const read = await log.read('received', from, records, size);
            expect(read.length).toBeGreaterThan(0);
            expect(read.length).toBeLessThanOrEqual(records);
            expect(read.map(({ position }) => position)).toEqual(read.map((_, index) => from + index));
          },
        ),
        { numRuns: 50 },
      );
      expect(await log.read('received', 300, 10, 10)).toEqual([]);
    });

    it('erases what matches, that under way too, and keeps every other record and position', async () => {
      const texts = async (from: number) => {
        const out: string[] = [];
        for (let at = from; at < log.end('received'); at = from + out.length)
          for (const { value, key, erased, position } of await log.read('received', at, 1000, 1 << 20))
            out.push(`${position} ${erased === true ? `erased ${key}${value.byteLength}` : Buffer.from(value)}`);
        return out;
      };
      await log.append('received', [entry('a of k1'), entry('b of k2'), entry('c of k1')]);
      const underWay = [log.append('received', [entry('d of k1')]), log.append('received', [entry('e of k2')])];
      const erasing = log.erase('received', (value) => Buffer.from(value).includes('of k1'));
      const later = log.append('received', [entry('f of k2')]);
      await Promise.all([...underWay, erasing, later]);
      const wanted = ['0 erased 0', '1 b of k2', '2 erased 0', '3 erased 0', '4 e of k2', '5 f of k2'];
      expect(await texts(0)).toEqual(wanted);
      expect(await texts(3)).toEqual(wanted.slice(3));
      await log.erase('received', (value) => Buffer.from(value).includes('e of k2'));
      await log.append('received', [entry('g')]);
      if (reopen !== undefined) log = await reopen();
      expect(await texts(4)).toEqual(['4 erased 0', '5 f of k2', '6 g']);
      await log.erase('nothing-there', () => true);
      await log.erase('received', (value) => Buffer.from(value).toString() === 'b of k2');
      expect((await texts(0)).slice(0, 3)).toEqual(['0 erased 0', '1 erased 0', '2 erased 0']);
    });

    it('keeps key, time and bytes as they were, empty and odd ones too', async () => {
      const value = Buffer.from([0, 255, 10, 13, 0]);
      await log.append('received', [
        { key: 'schlüssel/☃', value, time: 1_767_225_600_123 },
        { key: '', value: Buffer.alloc(0), time: 0 },
      ]);
      const records = await log.read('received', 0, 10, 1 << 20);
      expect(records.map(({ key, time, value: read }) => [key, time, Buffer.from(read).toString('hex')])).toEqual([
        ['schlüssel/☃', 1_767_225_600_123, value.toString('hex')],
        ['', 0, ''],
      ]);
    });

    it('wakes a waiting reader with the first record, and lets it go on abort', async () => {
      const waiting = log.waitFor('received', 0, new AbortController().signal);
      await log.append('received', [entry('x')]);
      await waiting;
      const stop = new AbortController();
      const other = log.waitFor('received', 1, stop.signal);
      stop.abort();
      await other;
    });

    it('keeps topics apart', async () => {
      await log.append('received', [entry('r')]);
      expect(log.end('validated')).toBe(0);
      expect(await log.append('validated', [entry('v')])).toBe(0);
    });

    it('never reuses a position after trimming', async () => {
      await log.append(
        'received',
        Array.from({ length: 200 }, (_, n) => entry(`${n}`.padEnd(500, 'x'))),
      );
      await log.trim('received', 150);
      expect(log.begin('received')).toBeLessThanOrEqual(150);
      const [first] = await log.read('received', 0, 1, 1);
      expect(first!.position).toBe(log.begin('received'));
      expect(await log.append('received', [entry('next')])).toBe(200);
    });

    it('has everything acknowledged after it was opened again', async () => {
      if (reopen === undefined) return;
      await log.append('received', [entry('one'), entry('two')]);
      log = await reopen();
      expect(log.end('received')).toBe(2);
      expect((await log.read('received', 0, 10, 1000)).map(({ value }) => Buffer.from(value).toString())).toEqual([
        'one',
        'two',
      ]);
      expect(await log.append('received', [entry('three')])).toBe(2);
    });
  });
}

function entry(text: string) {
  return { key: 'k', value: bytes(text), time: 1 };
}
