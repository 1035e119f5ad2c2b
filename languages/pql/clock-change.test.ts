import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventRoot, profileRoot } from './cases/sample.ts';
import { type CompiledPredicate, compilePredicate, type PqlChoices, readChoices } from './index.ts';

const NEVER = () => false;
const DAY = 86_400_000;

function compiled(source: string, choices?: PqlChoices): CompiledPredicate {
  const result = compilePredicate(source, { root: profileRoot, eventRoot, ...(choices && { choices }) });
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.diagnostics)}`);
  return result.predicate;
}

const unit = fc.constantFrom('second', 'minute', 'hour', 'day', 'week', 'month', 'year');
const stretch = fc.constantFrom('hour', 'day', 'week', 'month', 'year');
const word = fc.constantFrom('now', 'now', 'today', 'yesterday', 'tomorrow');
const fixed = fc.constantFrom('$1.loyalty.joinDate', '$1.loyalty.firstRedeem', 'date(2024, 2, 29)');
const interval = fc.tuple(fc.constantFrom('this', 'last', 'next'), stretch).map((parts) => parts.join(' '));
const distance = fc
  .tuple(
    fc.constantFrom('=', '!=', '>', '>=', '<', '<='),
    fc.integer({ min: 0, max: 40 }),
    unit,
    fc.constantFrom('before', 'after', 'from'),
    fc.oneof(word, word, interval, fixed),
  )
  .map(([comparison, amount, each, direction, of]) => `occurs ${comparison} ${amount} ${each} ${direction} ${of}`);
const test = fc.oneof(
  distance,
  distance,
  fc
    .tuple(fc.constantFrom('before', 'after', 'on'), fc.oneof(word, interval))
    .map((parts) => `occurs ${parts.join(' ')}`),
  fc
    .tuple(fc.oneof(word, interval, fixed), fc.oneof(word, interval, fixed))
    .map(([from, to]) => `occurs between ${from} and ${to}`),
  fc.tuple(fc.constantFrom('=', '!=', '>', '>=', '<', '<='), word).map((parts) => parts.join(' ')),
);
const clause = fc.oneof(
  { weight: 6, arbitrary: test.map((one) => `loyalty.lastEarn ${one}`) },
  { weight: 2, arbitrary: test.map((one) => `xEvent[timestamp ${one}].count() >= 2`) },
  {
    weight: 1,
    arbitrary: test.map(
      (one) =>
        `chain(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(${one.startsWith('occurs') ? one.slice(7) : 'today'})])`,
    ),
  },
  { weight: 1, arbitrary: distance.map((one) => `now ${one}`) },
  { weight: 1, arbitrary: distance.map((one) => `today ${one}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'currentMonth() = 3',
      'currentDayOfMonth() > 15',
      'currentYear() > 2024',
      'now.getMonth() = 3',
    ),
  },
);
const rule = fc.oneof(
  clause,
  fc.tuple(clause, fc.constantFrom('and', 'or'), clause).map(([a, joint, b]) => `(${a}) ${joint} not (${b})`),
);
/** Dense around ends of months, where calendar units clamp. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 26, max: 34 }), fc.integer({ min: 0, max: 86_399_999 }))
  .map(([month, day, ms]) => Date.UTC(2023, month, day) + (ms % 4 === 0 ? 0 : ms));
const iso = moment.map((at) => new Date(at).toISOString());
const CHOICES = ['', 'weeks=monday', 'between-end=outside'].map((text) => {
  const read = readChoices(text);
  if ('wrong' in read) throw new Error(read.wrong);
  return read.choices;
});

describe('the next moment an answer can change', () => {
  it('is never after the first moment it does', () => {
    fc.assert(
      fc.property(
        rule,
        fc.record({ lastEarn: iso, joinDate: iso, firstRedeem: iso }),
        fc.array(iso, { maxLength: 3 }),
        moment,
        fc.array(fc.oneof(fc.nat({ max: DAY }), fc.nat({ max: 70 * DAY })), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...CHOICES),
        (source, loyalty, times, now, later, choices) => {
          const predicate = compiled(source, choices);
          const events = times.map((timestamp, index) => ({ _id: String(index), timestamp, eventType: 'a' }));
          const at = (time: number) => predicate.evaluate({ loyalty }, events, time, NEVER);
          let time = now;
          let answer = at(time);
          for (const target of later.map((ms) => now + ms).sort((a, b) => a - b)) {
            let wakings = 0;
            while (predicate.last.nextChange <= target) {
              time = predicate.last.nextChange;
              answer = at(time);
              // An hour is compared with `now` in 70 days: 1,680 hours of up to four turns.
              wakings += 1;
              if (wakings > 8000) throw new Error('woken far too often');
            }
            const next = predicate.last.nextChange;
            expect(at(target)).toBe(answer);
            expect(Math.min(next, predicate.last.nextChange)).toBeGreaterThan(target);
            answer = at(time);
          }
        },
      ),
      { numRuns: 1200 },
    );
  });

  it.each([
    ['loyalty.lastEarn occurs <= 30 days before now', '2026-06-01T00:00:00Z', '2026-07-01T00:00:00.001Z'],
    ['loyalty.lastEarn occurs < 30 days before now', '2026-06-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['loyalty.lastEarn occurs > 30 days before now', '2026-06-01T00:00:00Z', '2026-07-01T00:00:00.001Z'],
    ['loyalty.lastEarn occurs <= 30 days after now', '2026-08-01T00:00:00Z', '2026-07-02T00:00:00.000Z'],
    ['loyalty.lastEarn occurs today', '2026-06-10T01:00:00Z', '2026-06-11T00:00:00.000Z'],
    ['loyalty.lastEarn occurs last month', '2026-06-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['today occurs = 15 hours before now', '2026-06-01T00:00:00Z', '2026-06-10T15:00:00.000Z'],
    ['today occurs <= 20 hours before now', '2026-06-01T00:00:00Z', '2026-06-10T20:00:00.001Z'],
    ['loyalty.lastEarn < now', '2026-08-01T00:00:00Z', '2026-08-01T00:00:00.001Z'],
    ['loyalty.tier = "x" and loyalty.lastEarn occurs today', '2026-06-10T01:00:00Z', undefined],
    ['loyalty.lastEarn occurs <= 3 days before now', '2026-06-01T00:00:00Z', undefined],
    ['loyalty.lastEarn = "2026-06-01T00:00:00Z"', '2026-06-01T00:00:00Z', undefined],
  ])('%s with %s at noon of 2026-06-10: %s', (source, lastEarn, expected) => {
    const predicate = compiled(source);
    predicate.evaluate({ loyalty: { lastEarn } }, [], Date.UTC(2026, 5, 10, 12), NEVER);
    const { nextChange } = predicate.last;
    expect(Number.isFinite(nextChange) ? new Date(nextChange).toISOString() : undefined).toBe(expected);
  });
});
