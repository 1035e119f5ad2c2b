import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DURATION_PHRASES, sayOfDuration } from './duration.ts';
import { inWords } from './phrase.ts';

const MINUTE = 60_000;

it.each([
  [0, 'less than a second'],
  [499, 'less than a second'],
  [1000, '1 second'],
  [45_000, '45 seconds'],
  [15 * MINUTE, '15 minutes'],
  [60 * MINUTE, '1 hour'],
  [90 * MINUTE, '1 hour 30 minutes'],
  [9_000_000, '2 hours 30 minutes'],
  [1440 * MINUTE, '1 day'],
  [1445 * MINUTE, '1 day 5 minutes'],
  [100_000_000, '1 day 3 hours'],
  [90 * 1440 * MINUTE, '90 days'],
])('%i ms are %s', (ms, text) => {
  expect(sayOfDuration(ms).message).toBe(text);
});

it('is said out of its table alone, and never as longer than it is, nor as shorter by more than what it leaves out', () => {
  const units = { day: 86_400, hour: 3600, minute: 60, second: 1 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000_000 }), (seconds) => {
      const { message, phrase } = sayOfDuration(seconds * 1000);
      expect(inWords(phrase, DURATION_PHRASES)).toBe(message);
      const parts = [...message.matchAll(/(\d+) (\w+?)s?\b/g)].map(
        ([, count, unit]) => [Number(count), units[unit as keyof typeof units]] as const,
      );
      const said = parts.reduce((sum, [count, unit]) => sum + count * unit, 0);
      expect(said).toBeLessThanOrEqual(seconds);
      if (parts.length === 1) expect(said).toBe(seconds);
      else expect(seconds - said).toBeLessThan(parts[1]![1]);
    }),
  );
});
