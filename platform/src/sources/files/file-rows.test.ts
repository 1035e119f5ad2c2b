import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type ZipEntry, zipOf } from '../../../../tools/harness/zip.ts';
import { type FileRowsOptions, fileRows } from './file-rows.ts';
import { readRows, textsOf } from './row-reader.ts';

const dir = mkdtempSync(join(tmpdir(), 'meniscus-rows-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let count = 0;

function file(content: string | Uint8Array): string {
  count += 1;
  const path = join(dir, String(count));
  writeFileSync(path, content);
  return path;
}

const FORMAT = { delimiter: ',', encoding: 'UTF-8' } as const;

const onThread = (options: FileRowsOptions) => readRows(options, (why) => expect.fail(why));

async function rowsOf(path: string, skip = 0, read = fileRows): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const page of read({ path, name: 'export.zip', format: FORMAT, skip }))
    for (const text of textsOf(page)) rows.push(JSON.parse(Buffer.from(text).toString()) as Record<string, unknown>);
  return rows;
}

const CSV = 'Id,Name\n1,Ann\n2,\n3\n';
const zip = (...entries: readonly ZipEntry[]) => file(zipOf(entries));

describe('rows of files', () => {
  it('are the cells that hold something, with file, row and an id; what cannot be read with the reason', async () => {
    const rows = await rowsOf(file(CSV));
    expect(rows).toEqual([
      { Id: '1', Name: 'Ann', _source: { file: 'export.zip', row: 1, id: expect.stringMatching(/^[0-9a-f]{32}$/) } },
      { Id: '2', _source: { file: 'export.zip', row: 2, id: expect.any(String) } },
      [
        {
          _corrupt_record: '3',
          _error: '1 values for 2 columns',
          _phrase: { code: 'row-values', values: { count: 1, wanted: 2 } },
          _source: { file: 'export.zip', row: 3, id: expect.any(String) },
        },
      ],
    ]);
  });

  it('are the same out of plain, gzip and zip, on this thread and another, from the start and from the middle', async () => {
    const plain = await rowsOf(file(CSV));
    expect(await rowsOf(file(gzipSync(CSV)))).toEqual(plain);
    expect(await rowsOf(file(CSV), 0, onThread)).toEqual(plain);
    expect(await rowsOf(file(CSV), 2)).toEqual(plain.slice(2));
    const packed = await rowsOf(
      zip(
        { name: 'a/one.csv', content: CSV },
        { name: 'readme.pdf', content: 'x' },
        { name: '__MACOSX/._one.csv', content: 'x' },
        { name: 'two.csv', content: CSV },
      ),
    );
    const source = (row: unknown) =>
      ((Array.isArray(row) ? row[0] : row) as { _source: { file: string; row: number } })._source;
    expect(packed.map(source).map(({ file: name, row }) => `${name}:${row}`)).toEqual(
      ['a/one.csv', 'two.csv'].flatMap((name) => [1, 2, 3].map((row) => `export.zip/${name}:${row}`)),
    );
    expect(new Set(packed.map(source).map((one) => (one as { id?: string }).id)).size).toBe(6);
  });

  it.each([
    ['a path that leads out', () => zip({ name: '../../etc/cron.csv', content: CSV }), /invalid relative path/],
    ['an absolute path', () => zip({ name: '/etc/cron.csv', content: CSV }), /absolute path/],
    ['an encrypted file', () => zip({ name: 'a.csv', content: CSV, isEncrypted: true }), /encrypted/],
    [
      'a file that says it is far larger',
      () => zip({ name: 'a.csv', content: CSV, declaredSize: 4e9 }),
      /no honest file/,
    ],
    ['a file that is larger than it says', () => zip({ name: 'a.csv', content: CSV, declaredSize: 5 }), /breaks off/],
    ['no text', () => zip({ name: 'a.exe', content: CSV }), /no file that ends in/],
    ['no end', () => file(zipOf([{ name: 'a.csv', content: CSV }]).subarray(0, 60)), /cannot be read/],
  ])('are not read out of a zip with %s', async (_, make, why) => {
    await expect(rowsOf(make())).rejects.toThrow(why);
  });

  it('are not read out of a gzip that never ends, and little memory goes into finding that out', async () => {
    const before = process.memoryUsage().rss;
    const bomb = gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(300 << 20, 'x')]), { level: 1 });
    await expect(rowsOf(file(bomb), 0, onThread)).rejects.toThrow(/no honest file/);
    expect((process.memoryUsage().rss - before) >> 20).toBeLessThan(700);
  });

  it.each([
    ['', /empty/],
    [Buffer.from('28b52ffd00000000', 'hex'), /Zstandard/],
    [Buffer.from('PAR1aaaaaaaa'), /Parquet/],
    [gzipSync(CSV).subarray(0, 20), /breaks off/],
  ])('are told apart from what is no CSV (%#)', async (content, why) => {
    await expect(rowsOf(file(content))).rejects.toThrow(why);
    await expect(rowsOf(file(content), 0, onThread)).rejects.toThrow(why);
  });
});

describe('a reading thread that dies', () => {
  const count = 20_000;
  const long = () => file(`Id,Name\n${Array.from({ length: count }, (_, n) => `${n},Ann\n`).join('')}`);
  /** Ends threads as they begin, after so many of their messages, as long as there are numbers. */
  const endAfter = (...messages: number[]) => {
    const end = (worker: Worker) => {
      const most = messages.shift();
      if (most === 0) void worker.terminate();
      let seen = 0;
      worker.on('message', () => {
        seen += 1;
        if (seen === most) void worker.terminate();
      });
    };
    process.on('worker', end);
    return () => process.off('worker', end);
  };

  it('is followed by another, which goes on behind the last page: every row once, in order', async () => {
    const path = long();
    const lost: string[] = [];
    const stop = endAfter(0, 0, 1, 5, 3, 0, 0);
    const rows = await rowsOf(path, 0, (options) => readRows(options, (why) => lost.push(why))).finally(stop);
    expect(rows).toEqual(await rowsOf(path));
    expect(lost).toHaveLength(7);
    expect(new Set(lost)).toEqual(
      new Set(['the reading thread ended with code 0', 'the reading thread ended with code 1']),
    );
  });

  it('three times in a row without a page is the end of the reading, and its reason is said', async () => {
    const lost: string[] = [];
    const stop = endAfter(2, 0, 0, 0, 0);
    const reading = rowsOf(long(), 0, (options) => readRows(options, (why) => lost.push(why)));
    await expect(reading.finally(stop)).rejects.toThrow(
      'reading it ended unexpectedly 3 times in a row: the reading thread ended with code 0',
    );
    expect(lost).toHaveLength(4);
  });
});
