import { array, assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { decodeValidated, encodeValidated, Lines } from './validated.ts';

it('has the lines it was given, whatever their letters and length', () => {
  const pieces = array(string({ unit: 'grapheme', maxLength: 2000 }), { minLength: 1, maxLength: 3 });
  assert(
    property(array(pieces, { maxLength: 12 }), (all) => {
      const lines = new Lines();
      for (const line of all) lines.add(...line);
      const meta = { scope: 's', dataset: 'd', from: 1, to: 2, rows: all.length, at: 3 };
      const decoded = decodeValidated(encodeValidated(meta, lines.bytes));
      expect(decoded.meta).toEqual(meta);
      expect(Buffer.from(decoded.lines).toString()).toBe(all.map((line) => `${line.join('')}\n`).join(''));
    }),
  );
});
