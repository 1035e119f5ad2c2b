import fc from 'fast-check';
import papaparse from 'papaparse';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

function readBack(csv: string): readonly (readonly string[])[] {
  return papaparse.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' }).data;
}

it('is read back as it was written, but for an apostrophe before what a spreadsheet would run', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('=', '+', '-', '@', '\t').chain((sign) => fc.string().map((rest) => sign + rest)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (values) => {
      const cells = readBack(csvOf(['a', 'b'], values));
      expect(cells.map((row) => row.map((one) => one.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual([
        ['a', 'b'],
        ...values.map((row) => row.map((one) => one.replace(/^'(?=[=+\-@\t\r])/, ''))),
        [''],
      ]);
      for (const one of cells.flat()) if (/^[=+\-@\t\r]/.test(one)) expect(one).toMatch(/^[+-]\d+(\.\d+)?$/);
    }),
  );
});

it('holds nested values as JSON, nothing for null, numbers and phone numbers as they are', () => {
  expect(csvOf(['a,b', 'c', 'd'], [[{ x: [1, 'y'] }, null, true]])).toBe('"a,b",c,d\r\n"{""x"":[1,""y""]}",,true\r\n');
  expect(csvOf(['n', 'text'], [[-12.5, '-12.5']])).toBe('n,text\r\n-12.5,-12.5\r\n');
  expect(csvOf(['phone'], [['+4915100000042']])).toBe('phone\r\n+4915100000042\r\n');
});

it('has no cell a spreadsheet would take for a formula, in names of columns neither', () => {
  expect(csvOf(['=1+1'], [['=HYPERLINK("https://x.example")'], ['-1+2'], ['@SUM(1)'], ['\t=1']])).toBe(
    '\'=1+1\r\n"\'=HYPERLINK(""https://x.example"")"\r\n\'-1+2\r\n\'@SUM(1)\r\n\'\t=1\r\n',
  );
});
