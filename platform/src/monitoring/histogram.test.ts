import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTo, countOf, type Histogram, percentile, record, stepOf, topOf } from './histogram.ts';

const values = fc.array(fc.nat(2 ** 31 - 1), { minLength: 1, maxLength: 200, size: 'max' });

describe('a histogram', () => {
  it('puts every value into the step whose top it does not exceed, and tops grow', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (value) => {
        const step = stepOf(value);
        expect(topOf(step)).toBeGreaterThanOrEqual(value);
        if (step > 0) expect(topOf(step - 1)).toBeLessThan(value);
        expect(topOf(step)).toBeLessThanOrEqual(Math.max(15, value + value / 8));
      }),
    );
    expect([-5, 0, 15, 2 ** 40].map(stepOf)).toEqual([0, 0, 15, stepOf(2 ** 31 - 1)]);
    expect(stepOf(2 ** 31)).toBeLessThan(250);
  });

  it('gives percentiles that are never too small, and an eighth too large at most', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.95, 0.99, 1), (list, share) => {
        const histogram: Histogram = [];
        for (const value of list) record(histogram, value);
        const sorted = list.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(list.length * share) - 1)]!;
        const found = percentile(histogram, share)!;
        expect(found).toBeGreaterThanOrEqual(exact);
        expect(found).toBeLessThanOrEqual(Math.max(15, exact + exact / 8));
      }),
    );
    expect(percentile([], 0.5)).toBeNull();
  });

  it('adds up: the sum of two is the histogram of both', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other, both]: [Histogram, Histogram, Histogram] = [[], [], []];
        for (const value of a) record(one, value);
        for (const value of b) record(other, value);
        for (const value of [...a, ...b]) record(both, value);
        addTo(one, other);
        expect(one).toEqual(both);
        expect(countOf(one)).toBe(a.length + b.length);
      }),
    );
  });
});
