import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { parquetRows } from './parquet-rows.ts';

const dir = mkdtempSync(join(tmpdir(), 'parquet-rows-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;
function place(content: Uint8Array): string {
  files += 1;
  const file = join(dir, `${files}.parquet`);
  writeFileSync(file, content);
  return file;
}

async function written(sql: string, options = ''): Promise<string> {
  files += 1;
  const file = join(dir, `${files}.parquet`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet${options})`);
  connection.closeSync();
  return file;
}

async function read(file: string): Promise<readonly unknown[]> {
  let text = '';
  for await (const chunk of parquetRows(file)) text += Buffer.from(chunk).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('rows of a Parquet file', () => {
  it('come in the order of the file, nested values, maps and times as JSON', async () => {
    const file = await written(
      "SELECT range AS n, {'at': TIMESTAMP '2026-01-02 03:04:05.5', 'tags': ['a', NULL]} AS s, MAP {'k': 1.5} AS m, NULL::DATE AS d FROM range(5000)",
    );
    const rows = await read(file);
    expect(rows).toHaveLength(5000);
    expect(rows[4999]).toEqual({
      n: 4999,
      s: { at: '2026-01-02 03:04:05.5', tags: ['a', null] },
      m: { k: 1.5 },
      d: null,
    });
    expect((rows as { n: number }[]).every(({ n }, index) => n === index)).toBe(true);
  });

  it('end with the reader: leaving early leaves no process behind', async () => {
    const file = await written('SELECT range AS n FROM range(3000000)');
    for await (const chunk of parquetRows(file)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap'));
  });
});

describe('files made to do harm', () => {
  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['nothing but the name', () => place(Buffer.from('PAR1PAR1')), /too short/],
    ['another format', () => place(Buffer.alloc(100, 'x')), /does not begin/],
    ['a cut file', () => place(Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100)])), /footer is missing/],
    [
      'a footer longer than the file',
      () =>
        place(
          Buffer.concat([
            Buffer.from('PAR1'),
            Buffer.alloc(50),
            Buffer.from([255, 255, 255, 127]),
            Buffer.from('PAR1'),
          ]),
        ),
      /cannot be read/,
    ],
    [
      'a footer of noise',
      () =>
        place(
          Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(60, 0x5a), Buffer.from([60, 0, 0, 0]), Buffer.from('PAR1')]),
        ),
      /cannot be read/,
    ],
    [
      'more columns than a row may have',
      () => written(`SELECT ${Array.from({ length: 10_001 }, (_, n) => `1 AS c${n}`).join(',')}`),
      /more than 10000 columns/,
    ],
  ])('%s is refused', async (_, file, why) => {
    await expect(read(await file())).rejects.toMatchObject({
      name: 'UnreadableFile',
      message: expect.stringMatching(why),
    });
  });

  it('a few bytes that unfold to gigabytes are given up', async () => {
    const bomb = await written("SELECT repeat('x', 1000) AS a, 1 AS b FROM range(400000)");
    let bytes = 0;
    const reading = (async () => {
      for await (const chunk of parquetRows(bomb)) bytes += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ message: expect.stringContaining('unfold to more than') });
    expect(bytes).toBeLessThan(400_000_000);
  });

  it('bytes broken in the middle are refused or read, and end', async () => {
    const good = readFileSync(await written("SELECT range AS n, 'text' || range AS t FROM range(2000)"));
    for (let at = 20; at < good.length - 20; at += Math.floor(good.length / 6)) {
      const broken = Buffer.from(good);
      broken.fill(0xff, at, at + 12);
      await read(place(broken)).then(
        (rows) => expect(rows.length).toBeGreaterThan(0),
        (error: Error) => expect(['UnreadableFile', 'SyntaxError']).toContain(error.name),
      );
    }
  });
});
