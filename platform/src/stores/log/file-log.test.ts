import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openFileLog, type Repair } from './file-log.ts';
import { logContract } from './log.contract.ts';
import { type Log, LogDamagedError, LogFullError, type LogRecord } from './log.ts';
import { Segment } from './segment.ts';

const made: string[] = [];
function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'file-log-'));
  made.push(path);
  return path;
}
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

const entry = (text: string, attachment?: unknown) => ({
  key: 'k',
  value: Buffer.from(text),
  time: 1,
  ...(attachment === undefined ? {} : { attachment }),
});

logContract('the file log', async () => {
  // Small segments and a small tail, so that reads cross files and leave memory.
  const options = { dir: directory(), segmentBytes: 4096, tailBytes: 2048 };
  const log = await openFileLog(options);
  return {
    log,
    reopen: async () => {
      await log.close();
      return openFileLog(options);
    },
  };
});

describe('the file log', () => {
  it('reads on where the last read ended as it reads from anywhere else', async () => {
    const log = await openFileLog({ dir: directory(), segmentBytes: 3000, tailBytes: 0 });
    const texts = Array.from({ length: 400 }, (_, n) => String(n).repeat(1 + (n % 9)));
    for (let at = 0; at < 400; at += 100)
      await log.append(
        'received',
        texts.slice(at, at + 100).map((text) => entry(text)),
      );
    const step = fc.integer({ min: 1, max: 90 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 399 }), fc.array(step), async (from, steps) => {
        let at = from;
        for (const records of steps) {
          const read = await log.read('received', at, records, 1 << 20);
          expect(read.map(({ value }) => Buffer.from(value).toString())).toEqual(texts.slice(at, at + read.length));
          expect(read.map(({ position }) => position)).toEqual(read.map((_, index) => at + index));
          if (at < 400) expect(read.length).toBeGreaterThan(0);
          at += read.length;
        }
      }),
      { numRuns: 60 },
    );
    await log.close();
  });

  it('finds its end again behind records larger than what is read at a time, and smaller ones between', async () => {
    const dir = directory();
    const log = await openFileLog({ dir });
    const sizes = [10, 3 << 20, 100_000, (1 << 20) + 1, 700_000, 700_000, 1 << 20, 10];
    for (const [n, size] of sizes.entries()) await log.append('received', [entry(String(n).repeat(size))]);
    await log.close();
    const again = await openFileLog({ dir });
    expect(again.end('received')).toBe(sizes.length);
    const read = await again.read('received', 0, 100, 1 << 30);
    expect(read.map(({ value }) => [value.length, value.every((byte) => byte === value[0]), value[0]])).toEqual(
      sizes.map((size, n) => [size, true, 0x30 + n]),
    );
    await again.close();
  });

  it('reads nothing on that was erased meanwhile', async () => {
    const log = await openFileLog({ dir: directory(), tailBytes: 0 });
    await log.append('received', [entry('a'), entry('b of k1'), entry('c'), entry('d of k1'), entry('e')]);
    const read = async (from: number, records: number) =>
      (await log.read('received', from, records, 1 << 20)).map((one) =>
        one.erased === true ? 'erased' : Buffer.from(one.value).toString(),
      );
    expect(await read(0, 1)).toEqual(['a']);
    const [, under] = await Promise.all([
      log.erase('received', (value) => Buffer.from(value).includes('of k1')),
      Promise.all([read(1, 1), read(1, 2)]),
    ]);
    expect(under.map((one) => one.length)).toEqual([1, 2]);
    expect([await read(1, 1), await read(2, 1), await read(3, 1), await read(3, 9)]).toEqual([
      ['erased'],
      ['c'],
      ['erased'],
      ['erased', 'e'],
    ]);
    await log.close();
  });

  it('shares one sync between appends that wait together', async () => {
    const sync = vi.fn(async () => {});
    const log = await openFileLog({ dir: directory(), sync });
    await log.append('received', [entry('first')]);
    sync.mockClear();
    await Promise.all(Array.from({ length: 100 }, (_, n) => log.append('received', [entry(String(n))])));
    expect(sync.mock.calls.length).toBeLessThanOrEqual(2);
    await log.close();
  });

  it('gives attachments back at the tail and not from disk', async () => {
    const dir = directory();
    const log = await openFileLog({ dir });
    await log.append('received', [entry('x', { parsed: true })]);
    expect((await log.read('received', 0, 1, 1))[0]!.attachment).toEqual({ parsed: true });
    await log.close();
    const again = await openFileLog({ dir });
    expect((await again.read('received', 0, 1, 1))[0]!.attachment).toBeUndefined();
    await again.close();
  });

  it('lets go of what its reader has passed, and reads it from disk, everything else as before', async () => {
    const log = await openFileLog({ dir: directory(), segmentBytes: 200 });
    const texts = Array.from({ length: 40 }, (_, n) => `record ${n}`);
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.array(fc.nat(40), { maxLength: 4 }), async (id, passes) => {
        const topic = `t${id}`;
        await log.append(
          topic,
          texts.map((text) => entry(text, text)),
        );
        for (const position of passes) log.passed(topic, position);
        const records = await log.read(topic, 0, 100, 1 << 20);
        const rest = records.length < 40 ? await log.read(topic, records.length, 100, 1 << 20) : [];
        const all = [...records, ...rest];
        expect(all.map(({ value }) => Buffer.from(value).toString())).toEqual(texts);
        const passed = Math.max(0, ...passes);
        const tail = await log.read(topic, passed, 100, 1 << 20);
        expect(tail.map(({ attachment }) => attachment)).toEqual(texts.slice(passed));
        if (passed === 0) return;
        const [before] = await log.read(topic, passed - 1, 1, 1);
        expect(before!.attachment).toBeUndefined();
      }),
      { numRuns: 30 },
    );
    await log.close();
  });

  it('cuts a last write torn at any byte off, says so once, and goes on without a gap', async () => {
    const whole = directory();
    const log = await openFileLog({ dir: whole });
    await log.append('received', [entry('kept')]);
    const file = join(whole, 'received', readdirSync(join(whole, 'received'))[0]!);
    const before = readFileSync(file).length;
    await log.append('received', [entry('torn apart')]);
    await log.close();
    const bytes = readFileSync(file);
    for (let cut = before + 1; cut < bytes.length; cut += 1) {
      writeFileSync(file, bytes);
      truncateSync(file, cut);
      const repairs: Repair[] = [];
      const opened = await openFileLog({ dir: whole, onRepair: (repair) => repairs.push(repair) });
      // A length begins with zeros, and zeros are room for more.
      const isRoom = bytes.subarray(before, cut).every((byte) => byte === 0);
      expect(repairs).toEqual(isRoom ? [] : [{ file, cutBytes: cut - before }]);
      expect(opened.end('received')).toBe(1);
      expect(await opened.append('received', [entry('next')])).toBe(1);
      expect((await opened.read('received', 0, 10, 1000)).map(({ value }) => Buffer.from(value).toString())).toEqual([
        'kept',
        'next',
      ]);
      await opened.close();
    }
  });

  it('cuts garbage off and damaged frames too', async () => {
    const dir = directory();
    const log = await openFileLog({ dir });
    await log.append('received', [entry('kept')]);
    await log.close();
    const file = join(dir, 'received', readdirSync(join(dir, 'received'))[0]!);
    appendFileSync(file, Buffer.from('00000010deadbeef00112233445566778899', 'hex'));
    const opened = await openFileLog({ dir });
    expect(opened.end('received')).toBe(1);
    await opened.close();
  });

  it('acknowledges nothing any more after a failed sync', async () => {
    let fail = false;
    const log = await openFileLog({
      dir: directory(),
      sync: async () => {
        if (fail) throw new Error('EIO');
      },
    });
    await log.append('received', [entry('good')]);
    fail = true;
    await expect(log.append('received', [entry('bad')])).rejects.toThrow('could not be made durable');
    fail = false;
    await expect(log.append('received', [entry('later')])).rejects.toThrow('could not be made durable');
    expect(log.end('received')).toBe(1);
    await log.close();
  });

  it('rejects with LogFullError when the disk is full, keeps nothing of it, and goes on when there is room', async () => {
    const dir = directory();
    const log = await openFileLog({ dir, sync: async ({ handle }) => handle.datasync() });
    await log.append('received', [entry('before')]);
    const full = vi.spyOn(Segment.prototype, 'handle', 'get').mockImplementation(function (this: Segment) {
      full.mockRestore();
      const real = this.handle;
      return new Proxy(real, {
        get(target, name) {
          if (name === 'write') return () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        },
      });
    });
    await expect(log.append('received', [entry('lost')])).rejects.toThrow(LogFullError);
    expect(await log.append('received', [entry('after')])).toBe(1);
    await log.close();
    const again = await openFileLog({ dir });
    expect((await again.read('received', 0, 10, 1000)).map(({ value }) => Buffer.from(value).toString())).toEqual([
      'before',
      'after',
    ]);
    await again.close();
  });
});

describe('a file that reads otherwise than it was written', () => {
  const TIME = Date.UTC(2026, 0);
  const text = ({ value }: LogRecord) => Buffer.from(value).toString();
  const written = (count: number, size: number) =>
    Array.from({ length: count }, (_, n) => ({
      key: 'k',
      value: Buffer.from(`${n} `.padEnd(size, 'x')),
      time: TIME + n,
    }));

  async function filled(segmentBytes: number, entries: readonly ReturnType<typeof entry>[]) {
    const dir = directory();
    const log = await openFileLog({ dir, segmentBytes });
    for (const one of entries) await log.append('received', [one]);
    await log.close();
    const files = readdirSync(join(dir, 'received')).map((name) => join(dir, 'received', name));
    return { dir, files, open: (more: object = {}) => openFileLog({ dir, segmentBytes, tailBytes: 0, ...more }) };
  }

  async function everything(log: Log): Promise<readonly string[]> {
    const all: string[] = [];
    while (all.length < log.end('received')) all.push(...(await log.read('received', all.length, 7, 1000)).map(text));
    return all;
  }

  it('is never taken for other records, nor for the end, whatever bytes changed', async () => {
    const entries = written(60, 100);
    const { files, open } = await filled(2000, entries);
    const originals = files.map((file) => readFileSync(file));
    const expected = entries.map(({ value }) => value.toString());
    expect(files.length).toBeGreaterThan(3);
    const places = fc.record({
      file: fc.nat(files.length - 1),
      at: fc.nat(),
      bytes: fc.oneof(fc.constant(undefined), fc.uint8Array({ minLength: 1, maxLength: 40 })),
      bit: fc.nat(7),
    });
    await fc.assert(
      fc.asyncProperty(places, async ({ file, at, bytes, bit }) => {
        for (const [index, path] of files.entries()) writeFileSync(path, originals[index]!);
        const damaged = Buffer.from(originals[file]!);
        const place = at % damaged.length;
        if (bytes === undefined) damaged[place]! ^= 1 << bit;
        else damaged.set(bytes.slice(0, damaged.length - place), place);
        writeFileSync(files[file]!, damaged);
        const repairs: Repair[] = [];
        let read: readonly string[];
        try {
          const log = await open({ onRepair: (repair: Repair) => repairs.push(repair) });
          read = await everything(log).finally(() => log.close());
        } catch (error) {
          expect(error).toBeInstanceOf(LogDamagedError);
          expect((error as Error).message).toContain(`${files[file]} is damaged at byte`);
          expect(readFileSync(files[file]!).equals(damaged)).toBe(true);
          return;
        }
        // Nothing changed after all, or the last records of all, which are told from a torn write by nobody but their reader.
        expect(read).toEqual(expected.slice(0, read.length));
        if (read.length < expected.length) expect([file, repairs.length]).toEqual([files.length - 1, 1]);
        if (read.length < expected.length - 1) expect(bytes?.length).toBeGreaterThan(1);
      }),
      { numRuns: 400 },
    );
  });

  it('is cut when a sector of its last write was never written, with what stands behind it', async () => {
    const { files, open } = await filled(1 << 20, written(3, 100));
    const [file] = files as [string];
    const kept = readFileSync(file);
    const log = await open();
    // One commit of several records, of which the disk wrote the end and not the middle.
    await log.append('received', written(30, 100));
    await log.close();
    const bytes = readFileSync(file);
    bytes.fill(0, 1024, 1536);
    writeFileSync(file, bytes);
    const repairs: Repair[] = [];
    const again = await open({ onRepair: (repair: Repair) => repairs.push(repair) });
    const end = again.end('received');
    expect(await everything(again)).toEqual(
      [...written(3, 100), ...written(30, 100)].slice(0, end).map(({ value }) => value.toString()),
    );
    expect(end).toBeLessThan(15);
    expect(repairs).toHaveLength(1);
    await again.close();
    expect(readFileSync(file).subarray(0, kept.length).equals(kept)).toBe(true);
  });

  /** The file of a log as a kill leaves it: what is written over has been made room of. */
  async function killedWithRoom(entries: readonly ReturnType<typeof entry>[]) {
    const dir = directory();
    const log = await openFileLog({ dir });
    await log.append('received', [entry('first')]);
    const file = join(dir, 'received', readdirSync(join(dir, 'received'))[0]!);
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(500_000));
    const before = readFileSync(file).findLastIndex((byte) => byte !== 0) + 1;
    await log.append('received', entries);
    const bytes = readFileSync(file);
    await log.close();
    expect(statSync(file).size).toBeLessThan(10_000);
    const reopen = async (left: Buffer) => {
      writeFileSync(file, left);
      const repairs: Repair[] = [];
      const opened = await openFileLog({ dir, tailBytes: 0, onRepair: (repair) => repairs.push(repair) });
      return { log: opened, repairs };
    };
    return { file, bytes, before, reopen };
  }

  it('goes on in the room that was made ahead, and keeps it over a kill', async () => {
    const { file, bytes, reopen } = await killedWithRoom(written(20, 100));
    const { log, repairs } = await reopen(bytes);
    expect(await log.append('received', written(20, 100))).toBe(21);
    expect(statSync(file).size).toBeGreaterThanOrEqual(bytes.length);
    const texts = written(20, 100).map(({ value }) => value.toString());
    expect(await everything(log)).toEqual(['first', ...texts, ...texts]);
    expect(repairs).toEqual([]);
    await log.close();
  });

  it('is cut where a write into the room was torn, and refused where it was not', async () => {
    const { bytes, before, reopen } = await killedWithRoom(written(30, 100));
    const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
    const all = ['first', ...written(30, 100).map(({ value }) => value.toString())];
    const left = fc.record({
      from: fc.integer({ min: before, max: end - 1 }),
      sectors: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(left, async ({ from, sectors }) => {
        // Nothing of the write behind a byte; or all of it but some sectors, of which the first has older records too.
        const torn = Buffer.from(bytes);
        const until = sectors === 0 ? end : (Math.floor(from / 512) + sectors) * 512;
        const since = sectors === 0 ? from : Math.max(before, Math.floor(from / 512) * 512);
        torn.fill(0, since, Math.min(end, until));
        const { log, repairs } = await reopen(torn);
        const read = await everything(log);
        expect(read).toEqual(all.slice(0, read.length));
        expect(read.length).toBeLessThan(all.length);
        expect(repairs.length).toBeLessThan(2);
        await log.append('received', [entry('next')]);
        expect((await everything(log)).at(-1)).toBe('next');
        await log.close();
      }),
      { numRuns: 300 },
    );
    const flipped = Buffer.from(bytes);
    flipped[before + 50]! ^= 1;
    await expect(reopen(flipped)).rejects.toThrow(LogDamagedError);
  });

  it('is not written anew by an erasure, which would lose what stands behind the damage', async () => {
    const { files, open } = await filled(2000, written(60, 100));
    const damaged = readFileSync(files[0]!);
    damaged[500]! ^= 1;
    writeFileSync(files[0]!, damaged);
    const log = await open();
    await expect(log.erase('received', () => true)).rejects.toThrow(LogDamagedError);
    await log.close();
    expect(readFileSync(files[0]!).equals(damaged)).toBe(true);
  });
});
