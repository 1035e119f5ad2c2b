import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf } from './calendar.ts';

const MOST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

describe('the moment of a stored date-time', () => {
  it('is the one it was made of, with milliseconds and without', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1600, 0, 1), max: MOST }), (at) => {
        const text = new Date(at).toISOString();
        expect(momentOf(text)).toBe(at);
        expect(momentOf(`${text.slice(0, 19)}Z`)).toBe(Math.floor(at / 1000) * 1000);
      }),
      { numRuns: 2000 },
    );
  });

  it('is what the language reads in it, whatever became of one of its characters', () => {
    const usual = fc.constantFrom('2026-01-31T12:00:00Z', '2026-02-28T23:59:59.999Z', '1999-12-05T09:30:07.040Z');
    const character = fc.constantFrom(...'0123456789-:.TZz +x/');
    fc.assert(
      fc.property(usual, fc.nat({ max: 24 }), character, fc.constantFrom(0, 1), (text, at, other, left) => {
        const changed = text.slice(0, at) + other + text.slice(at + left);
        expect(momentOf(changed)).toBe(Date.parse(changed));
      }),
      { numRuns: 5000 },
    );
    for (const text of ['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01', ''])
      expect(momentOf(text)).toBe(Date.parse(text));
    expect([momentOf(5), momentOf(null), momentOf({})]).toEqual([5, Number.NaN, Number.NaN]);
  });
});
