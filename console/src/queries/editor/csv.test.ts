import fc from 'fast-check';
import papaparse from 'papaparse';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('is read back as it was written', () => {
  const rows = fc.array(fc.tuple(fc.string(), fc.string()));
  fc.assert(
    fc.property(rows, (values) => {
      const { data } = papaparse.parse(csvOf(['a', 'b'], values), { delimiter: ',', newline: '\r\n' });
      expect(data).toEqual([['a', 'b'], ...values, ['']]);
    }),
  );
});

it('holds nested values as JSON, and nothing for null', () => {
  expect(csvOf(['a,b', 'c', 'd'], [[{ x: [1, 'y'] }, null, true]])).toBe('"a,b",c,d\r\n"{""x"":[1,""y""]}",,true\r\n');
});
