import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { CsvFormat } from '../batch-options.ts';
import { csvRows } from './csv-rows.ts';
import { jsonArray, jsonLines } from './json-rows.ts';
import { MOST_ROW_BYTES, type Rows } from './rows.ts';

const CSV: CsvFormat = { delimiter: ',', quote: '"', escape: '\\', charset: 'UTF-8', nullMarker: '' };

/** Bytes in pieces of the given lengths, over and over. */
async function* pieces(
  content: Uint8Array | string,
  lengths: readonly number[] = [65_536],
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length]!;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** All rows: the value, or the text of what is none. */
async function read(rows: Rows): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const some of rows) for (const { value, text } of some) found.push(value ?? Buffer.from(text).toString());
  return found;
}

const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
const json = fc
  .dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>)
  .filter((value) => !Object.hasOwn(value, '__proto__'));

describe('JSON', () => {
  it('lines come back as they were, wherever the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(json), cuts, fc.constantFrom('\n', '\r\n', '\n\n'), async (values, lengths, end) => {
        const content = values.map((value) => JSON.stringify(value)).join(end);
        if (content === '') return;
        expect(await read(jsonLines(pieces(content, lengths)))).toEqual(values);
      }),
    ));

  it('elements of an array come back as they were, however they are written', () =>
    fc.assert(
      fc.asyncProperty(fc.array(json), cuts, fc.integer({ min: 0, max: 3 }), async (values, lengths, indent) => {
        expect(await read(jsonArray(pieces(JSON.stringify(values, null, indent), lengths)))).toEqual(values);
      }),
    ));

  it('what is no object is kept as text, and rows behind it are found', async () => {
    expect(await read(jsonLines(pieces('{"a":1}\n[1]\nnull\n{bad}\n"x"\n{"b":2}')))).toEqual([
      { a: 1 },
      '[1]',
      'null',
      '{bad}',
      '"x"',
      { b: 2 },
    ]);
    expect(await read(jsonArray(pieces('[{"a":1}, 17, nonsense {"b":2} {bad}, {"c":[}]}, {"d":4}]')))).toEqual([
      { a: 1 },
      '17',
      'nonsense',
      { b: 2 },
      '{bad}',
      '{"c":[}]',
      '}',
      { d: 4 },
    ]);
    expect(await read(jsonArray(pieces('{"a":1}\n{"b":2')))).toEqual([{ a: 1 }, '{"b":2']);
  });

  it('what is not UTF-8 is no object: read, it would have other signs in place of its own', async () => {
    const lines = Buffer.from('{"a":"Zoé"}\n{"b":2}\n', 'latin1');
    expect(await read(jsonLines(pieces(lines)))).toEqual(['{"a":"Zo\ufffd"}', { b: 2 }]);
  });

  it('a byte order mark is no part of the first row', async () => {
    expect(await read(jsonLines(pieces('\ufeff{"a":1}')))).toEqual([{ a: 1 }]);
  });
});

describe('CSV', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r', 'é', ';') });

  it('reads what another writer wrote, wherever the bytes are cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }),
        cuts,
        fc.constantFrom('\n', '\r\n'),
        async (values, lengths, newline) => {
          const content = Papa.unparse([['a', 'b', 'c'], ...values], { newline });
          const expected = values.map((row) =>
            Object.fromEntries(['a', 'b', 'c'].map((name, at) => [name, row[at]!]).filter(([, text]) => text !== '')),
          );
          expect(await read(csvRows(pieces(content, lengths), CSV))).toEqual(expected);
        },
      ),
    ));

  it('takes the signs, the character set and the null marker it is told', async () => {
    const content = Buffer.from("a|b\n'x''|\\'y'|NULL\nä|2\n", 'latin1');
    const format: CsvFormat = { ...CSV, delimiter: '|', quote: "'", charset: 'ISO-8859-1', nullMarker: 'NULL' };
    expect(await read(csvRows(pieces(content, [3]), format))).toEqual([{ a: "x'|'y" }, { a: 'ä', b: '2' }]);
  });

  it('a row with more or fewer values, or of another character set, is unreadable as it stands', async () => {
    const content = Buffer.concat([
      Buffer.from('a,b\n1,2\n1\n1,2,3\n'),
      Buffer.from([0xff, 0x2c, 0x32]),
      Buffer.from('\n3,4'),
    ]);
    expect(await read(csvRows(pieces(content), CSV))).toEqual([
      { a: '1', b: '2' },
      '1',
      '1,2,3',
      '\ufffd,2',
      { a: '3', b: '4' },
    ]);
  });

  it.each([
    ['\n1,2\n', '118', 'empty header'],
    [',\n1,2\n', '118', 'empty header'],
    ['a,b c\n', 'INGEST-HEADER', 'has a blank'],
    ['a,,c\n', 'INGEST-HEADER', 'has no name'],
    ['a,b,a\n', 'INGEST-HEADER', 'twice'],
    ['__proto__\n', 'INGEST-HEADER', 'cannot be used'],
    [Uint8Array.of(0x61, 0xff, 0x0a), 'INGEST-HEADER', 'not of the character set'],
    [`${Array.from({ length: 10_001 }, (_, n) => `c${n}`).join(',')}\n`, 'INGEST-FIELDS', 'at most 10000'],
  ])('a header nobody can use refuses the file: %j', async (content, code, message) => {
    await expect(read(csvRows(pieces(content), CSV))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('files made to do harm end soon, with little memory', () => {
  const endless = async function* (text: string, chunks: number) {
    const chunk = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
    for (let count = 0; count < chunks; count += 1) yield chunk;
  };
  const most = Math.ceil((2 * MOST_ROW_BYTES) / 65_536);

  it.each<[string, (bytes: AsyncIterable<Uint8Array>) => Rows, string]>([
    ['a line that does not end', jsonLines, 'x'],
    ['an object that does not end', jsonArray, '{"a":['],
    ['noise that does not end', jsonArray, 'x'],
    ['a quotation mark that is never closed', (bytes) => csvRows(bytes, CSV), 'a,"b'],
  ])('%s', async (_, reader, text) => {
    await expect(read(reader(endless(text, most)))).rejects.toMatchObject({ code: 'INGEST-ROW-SIZE' });
  });

  it.each([
    ['gzip', gzipSync('{}')],
    ['zip', Buffer.from('504b03040000', 'hex')],
    ['zstd', Buffer.from('28b52ffd00', 'hex')],
    ['Parquet', Buffer.from('PAR1xxxx')],
  ])('%s is told by its first bytes and never unpacked', async (name, content) => {
    for (const reader of [jsonLines, jsonArray])
      await expect(read(reader(pieces(content)))).rejects.toMatchObject({ message: expect.stringContaining(name) });
    await expect(read(csvRows(pieces(content), CSV))).rejects.toMatchObject({ code: 'INGEST-FORMAT' });
  });

  it('noise gives rows of text, never a throw that is not meant', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), cuts, async (bytes, lengths) => {
        for (const reader of [jsonLines, jsonArray, (from: AsyncIterable<Uint8Array>) => csvRows(from, CSV)]) {
          try {
            await read(reader(pieces(bytes, lengths)));
          } catch (error) {
            expect((error as Error).name).toBe('UnreadableFile');
          }
        }
      }),
    ));

  it('a megabyte of noise is read in one pass', async () => {
    const noise = randomBytes(MOST_ROW_BYTES - 1);
    const rows = await read(jsonArray(pieces(noise)));
    expect(rows.length).toBeGreaterThan(0);
  });
});
