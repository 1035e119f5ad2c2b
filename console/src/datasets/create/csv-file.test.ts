import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvFile, type CsvRefusal, readCsv, renamed, typeOf } from './csv-file.ts';

function file(content: string | Uint8Array<ArrayBuffer>): File {
  return new File([content], 'a.csv');
}

function taken(read: CsvFile | CsvRefusal): CsvFile {
  if (typeof read === 'string') expect.fail(`was refused: ${read}`);
  return read;
}

describe('a CSV file', () => {
  it('has names for its columns that stand once, without accents and signs', async () => {
    const { columns } = taken(await readCsv(file('Prénom,prenom,2nd name,§,"a ""b"", c"\n1,2,3,4,5\n')));
    expect(columns.map(({ name }) => name)).toEqual(['Prenom', 'prenom_2', 'c_2nd_name', 'column_4', 'a_b_c']);
  });

  it('is sent with those names, its rows as they were', async () => {
    const read = taken(await readCsv(file('\uFEFF"two\nlines";Größe\r\n1;"2\n3"\r\n')));
    expect(read).toMatchObject({ delimiter: ';', charset: 'UTF-8' });
    expect(await renamed(read).text()).toBe('two_lines;Große\n1;"2\n3"\r\n'.replace('ß', '_'));
  });

  it('may be of Western Europe, as old programs write it', async () => {
    const { charset, columns } = taken(await readCsv(file(new Uint8Array([0x61, 0x0a, 0xe9, 0x0a]))));
    expect([charset, columns[0]?.sample]).toEqual(['ISO-8859-1', 'é']);
  });

  it('is known by its beginning, whose last row may be cut', async () => {
    const row = `${'1'.repeat(9)}\n`;
    const { columns } = taken(await readCsv(file(`n\n${row.repeat(200_000)}x\n`)));
    expect(columns).toMatchObject([{ name: 'n', type: 'integer', sample: '111111111' }]);
  });

  it('is refused when it is empty or has no end of its heading', async () => {
    expect(await readCsv(file(''))).toBe('empty');
    expect(await readCsv(file('a,b'))).toBe('noHeading');
  });
});

describe('the type of values', () => {
  it.each([
    ['string', []],
    ['string', ['a']],
    ['string', ['007']],
    ['integer', ['0', '-12', '123456789012345']],
    ['number', ['1', '2.50']],
    ['string', ['1', 'many']],
    ['boolean', ['true', 'false']],
    ['date', ['2026-01-31']],
    ['date-time', ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.5+02:00']],
    ['string', ['2026-01-31', '2026-01-31T10:00:00Z']],
  ] as const)('%s: %j', (type, values) => {
    expect(typeOf(values)).toBe(type);
  });

  it('does not depend on their order', () => {
    const value = fc.constantFrom('1', '2.5', 'true', '2026-01-31', 'x', '007');
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(typeOf(values.toReversed())).toBe(typeOf(values));
      }),
    );
  });
});
