import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';
import { type FileRow, MAX_MAPPING_ROWS, readMappingFile, writeMappingFile } from './mapping-file.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom('=1+1', "'=x", "''-", '-a', '@id', '+', '\t', '\r', 'a,b', '"', 'a\r\nb', '\n', "'", '"a" + b'),
);
const row: fc.Arbitrary<FileRow> = fc.record(
  {
    sourceType: fc.constantFrom('ATTRIBUTE', 'EXPRESSION', 'STATIC'),
    source: text,
    destination: text.filter((one) => one !== ''),
    name: text.filter((one) => one !== ''),
    identity: fc.constant(true),
  },
  { requiredKeys: ['sourceType', 'source', 'destination'] },
);

describe('a mapping file', () => {
  it('gives back the rows it was written from, as CSV and as JSON', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom('csv' as const, 'json' as const), (rows, format) => {
        expect(readMappingFile(writeMappingFile(rows, format), format)).toEqual({ rows });
      }),
      { numRuns: 300 },
    );
  });

  it('holds no cell that a spreadsheet would run as a formula', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const written = writeMappingFile(rows, 'csv');
        // Cells as a spreadsheet takes them: without our reading of the protecting quote.
        const cells = written.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g);
        for (const [, quoted, plain] of cells) expect(quoted ?? plain ?? '').not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 200 },
    );
  });

  it('takes the headings people write, a byte order mark, blank lines and LF', () => {
    const read = readMappingFile(
      '\uFEFFSource Type,Source Field,Target\nATTRIBUTE,a,b\n\nSTATIC,,c\nEXPRESSION,"concat(a, ""x"")",d\n',
      'csv',
    );
    expect(read.rows).toEqual([
      { sourceType: 'ATTRIBUTE', source: 'a', destination: 'b' },
      { sourceType: 'STATIC', source: '', destination: 'c' },
      { sourceType: 'EXPRESSION', source: 'concat(a, "x")', destination: 'd' },
    ]);
  });

  it('takes a mapping set as the API shows it and leaves out what the platform gave it', () => {
    const mappings = [{ id: '1', version: 0, sourceAttribute: 'a', destinationXdmPath: 'b', identity: false }];
    expect(readMappingFile(JSON.stringify({ id: 'x', mappings }), 'json').rows).toEqual([
      { source: 'a', destination: 'b' },
    ]);
  });

  it.each([
    ['a,b\n1,2\n', 'csv', 'MAPPING-FILE-HEADER', 'sourceType,source,destination'],
    ['', 'csv', 'MAPPING-FILE-HEADER', 'first line'],
    ['source,destination\na,b,c\n', 'csv', 'MAPPING-FILE-ROW', 'line 2: 3 cells under 2 headings'],
    ['source,destination\n"a\n', 'csv', 'MAPPING-FILE-FORMAT', 'line 2: a cell begins with a quote'],
    ['source,destination\n"a"b,c\n', 'csv', 'MAPPING-FILE-FORMAT', 'line 2: after a closing quote'],
    ['{', 'json', 'MAPPING-FILE-FORMAT', 'no JSON'],
    ['{"rows":[]}', 'json', 'MAPPING-FILE-FORMAT', '`mappings`'],
    ['[1]', 'json', 'MAPPING-FILE-ROW', 'row 0'],
    [`[${'{},'.repeat(MAX_MAPPING_ROWS)}{}]`, 'json', 'MAPPING-FILE-SIZE', 'rows'],
    [' '.repeat(5_000_000), 'csv', 'MAPPING-FILE-SIZE', 'characters'],
  ] as const)('says what is wrong with %.30s (%s): %s', (file, format, code, words) => {
    expect(readMappingFile(file, format).problems).toMatchObject([{ code, message: expect.stringContaining(words) }]);
  });

  it('as CSV keeps a lone CR and quotes inside cells', () => {
    const cells = ['a\rb', 'c"d', ' e '];
    expect(readCsv(writeCsv([cells])).lines).toEqual([{ line: 1, cells }]);
  });
});
