import { describe, expect, it } from 'vitest';
import { growthOf, isPast, lineOf } from './judged.ts';

const judged = (stretches: readonly (number | undefined)[]) => {
  const { median, noise } = growthOf(stretches)!;
  return { name: 'latency', value: median, bar: 1.5, noise };
};

describe('what the last third of the time is of the middle one', () => {
  it('is past its bar when all of it rises, also when one stretch was disturbed', () => {
    expect(judged([9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]).value).toBe(2);
    expect(isPast(judged([9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]))).toBe(true);
    expect(isPast(judged([9, 9, 9, 9, 9, 1, 1.1, 8, 1, 1, 2, 2.2, 2, 1.9, 2]))).toBe(true);
    expect(isPast(judged([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18]))).toBe(true);
  });

  it('is not, whatever one or two stretches were, while the others are as before', () => {
    expect(isPast(judged([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 40, 1, 1, 30, 1]))).toBe(false);
    expect(isPast(judged([1, 1, 1, 1, 1, 0.1, 1, 1, 0.1, 1, 1, 1, 1, 1, 1]))).toBe(false);
  });

  it('is unsure by as much as its pairs differ', () => {
    expect(judged([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1.2, 1.6, 2, 3]).noise).toBeCloseTo(0.25);
    expect(isPast(judged([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1.2, 1.6, 2, 3]))).toBe(false);
    expect(judged([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]).noise).toBe(0);
  });

  it('leaves out pairs of which a stretch tells nothing, and says nothing with fewer than three', () => {
    const no = undefined;
    expect(judged([no, no, no, no, no, no, 1, 1, 1, 1, 9, 2, 2, no, 2]).value).toBe(2);
    expect(growthOf([1, 1, 1, 1, 1, no, 1, 1, no, 1, 1, 1, no, 1, 1])).toBeUndefined();
  });
});

it('a figure that is no number is past its bar, and the line of a figure holds its noise', () => {
  expect(isPast({ name: 'memory', value: Number.NaN, bar: 1, noise: 0 })).toBe(true);
  expect(isPast({ name: 'memory', value: 1, bar: 1, noise: 0 })).toBe(false);
  expect(lineOf({ name: 'cost', value: 1.234, bar: 1.3, noise: 0.051 })).toBe('cost: 1.23 (bar 1.3, noise 5 %)');
  expect(lineOf({ name: 'start', value: 900, bar: 3000, noise: 0 })).toBe('start: 900.00 (bar 3000)');
});
