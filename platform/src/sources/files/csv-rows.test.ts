import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CsvReader, type CsvRow, MOST_ROW_BYTES } from './csv-rows.ts';

const UTF8 = { delimiter: ',', encoding: 'UTF-8' } as const;

function read(content: string | Buffer, format: ConstructorParameters<typeof CsvReader>[0] = UTF8, chunk = 1 << 16) {
  const reader = new CsvReader(format);
  const bytes = Buffer.from(content as string);
  const rows: CsvRow[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    for (const row of reader.read(bytes.subarray(at, at + chunk))) rows.push(row);
  for (const row of reader.end()) rows.push(row);
  return { columns: reader.columns!, rows };
}

const values = (content: string | Buffer, format = UTF8 as ConstructorParameters<typeof CsvReader>[0]) =>
  read(content, format).rows.map(({ values: cells, problem }) => cells ?? problem?.message);

describe('delimited files', () => {
  it('are rows of as many values as the heading has, numbered from 1', () => {
    const { columns, rows } = read('\ufeffId, Bill Date ,\r\n1,2,3\r\n\r\n"4","5,""x""\n",6');
    expect(columns).toEqual(['Id', 'Bill Date', 'column_3']);
    expect(rows.map(({ number, values: cells }) => [number, cells])).toEqual([
      [1, ['1', '2', '3']],
      [2, ['4', '5,"x"\n', '6']],
    ]);
  });

  it('give names that are taken, or that the platform uses itself, another end', () => {
    expect(read('a,a,_source,__proto__\n').columns).toEqual(['a', 'a_2', '_source_3', '_4']);
  });

  it('of other delimiters and encodings', () => {
    expect(values('a;b\n1;"2;3"\n', { delimiter: ';', encoding: 'UTF-8' })).toEqual([['1', '2;3']]);
    expect(values(Buffer.from('a,b\n\xe9,\xfc\n', 'latin1'), { delimiter: ',', encoding: 'ISO-8859-1' })).toEqual([
      ['é', 'ü'],
    ]);
  });

  it.each([
    ['too few values', 'a,b\n1\n2,3\n', ['1 values for 2 columns', ['2', '3']]],
    ['too many values', 'a,b\n1,2,3\n4,5\n', ['3 values for 2 columns', ['4', '5']]],
    [
      'another encoding',
      Buffer.from('a,b\n\xe9,1\n2,3\n', 'latin1'),
      ['not UTF-8; is the encoding ISO-8859-1?', ['2', '3']],
    ],
    ['a zero byte', 'a,b\n1,\u0000\n2,3\n', ['no text: it holds a zero byte', ['2', '3']]],
    [
      'a mark that is never closed',
      'a,b\n1,"2\n3,4\n5,6\n',
      ['a quotation mark is never closed', ['3', '4'], ['5', '6']],
    ],
    [
      'an endless line',
      `a,b\n1,${'x'.repeat(2 * MOST_ROW_BYTES)}\n2,3\n`,
      [`longer than ${MOST_ROW_BYTES} bytes`, ['2', '3']],
    ],
    [
      'an endless line without an end',
      `a,b\n2,3\n1,${'x'.repeat(3 * MOST_ROW_BYTES)}`,
      [['2', '3'], `longer than ${MOST_ROW_BYTES} bytes`],
    ],
    ['an endless value in marks', `a,b\n1,"${`${'x'.repeat(1000)}\n`.repeat(1200)}`, undefined],
  ])('with %s lose no other row', (_, content, wanted) => {
    const found = values(content);
    if (wanted !== undefined) expect(found).toEqual(wanted);
    else expect(found[0]).toBe('a quotation mark is never closed');
    for (const chunk of [7919, 100_003])
      expect(read(content, UTF8, chunk).rows.map(({ values: cells, problem }) => cells ?? problem?.message)).toEqual(
        found,
      );
  });

  it.each([
    ['', 'no heading'],
    ['\n\n', 'no heading'],
    [',,\n1,2,3', 'the heading is empty'],
    [Buffer.from('a,b\n', 'utf16le'), 'zero byte'],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n', 'utf16le')]), 'UTF-16'],
    [`${'a,'.repeat(10_001)}\n`, 'at most 10000'],
    ['a,"b\n', 'never closed'],
  ])('that are none are refused as a whole (%#)', (content, why) => {
    expect(() => read(content)).toThrow(why);
  });

  it('read as another reader reads them, however they come in pieces', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', '€', '🙂'), maxLength: 6 }),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        (table, newline, chunk) => {
          const text = Papa.unparse([['x', 'y', 'z'], ...table], { newline });
          const wanted = Papa.parse<string[]>(text, { newline, skipEmptyLines: true }).data.slice(1);
          const { rows } = read(text, UTF8, chunk);
          expect(rows.map(({ values: cells }) => cells)).toEqual(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });
});
