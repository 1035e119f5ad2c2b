import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginOf, CompiledAttributes, type ComputedAttribute, mergeFunctionOf } from './computed-attribute.ts';
import type { StoredEvent } from './events/event-entry.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 31, 12);

const attribute = (name: string, value: string, duration: ComputedAttribute['duration']): ComputedAttribute => ({
  name,
  displayName: name,
  description: '',
  expression: { type: 'PQL', format: 'pql/text', value },
  duration,
  keepCurrent: false,
  status: 'PROCESSED',
  mergeFunction: mergeFunctionOf(value),
  returnType: 'number',
});
const event = (hoursAgo: number, total: number): StoredEvent => {
  const timestamp = NOW - hoursAgo * HOUR;
  const entity = { _id: `${hoursAgo}`, timestamp: new Date(timestamp).toISOString(), total };
  return { id: `${hoursAgo}`, timestamp, entity, dataset: 'd', record: 'r', receivedAt: timestamp };
};

describe('computed attributes', () => {
  it('count what a plain recount of the look-back counts, and tell until when it holds', () => {
    const compiled = new CompiledAttributes('_t', [
      attribute('sum', 'xEvent[total > 0].sum(total)', { count: 6, unit: 'HOURS' }),
      attribute('count', 'xEvent[total > 2].count()', { count: 1, unit: 'DAYS' }),
      attribute('most', 'xEvent[total > 0].max(total)', { count: 1, unit: 'WEEKS' }),
    ]);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ ago: fc.integer({ min: -5, max: 200 }), total: fc.integer({ min: 0, max: 5 }) }), {
          selector: ({ ago }) => ago,
          maxLength: 12,
        }),
        (seen) => {
          const events = seen.map(({ ago, total }) => event(ago, total)).sort((a, b) => a.timestamp - b.timestamp);
          const recount = (at: number) => {
            const within = (hours: number) =>
              events
                .filter(({ timestamp }) => timestamp > at - hours * HOUR && timestamp <= at)
                .map(({ entity }) => entity.total as number);
            const most = within(168).filter((total) => total > 0);
            return {
              sum: within(6).reduce((sum, total) => sum + total, 0),
              count: within(24).filter((total) => total > 2).length,
              ...(most.length === 0 ? {} : { most: Math.max(...most) }),
            };
          };
          const { values, due } = compiled.evaluate(events, NOW);
          expect(values).toEqual(recount(NOW));
          // Until then nothing changes by time alone.
          for (let at = NOW; at < Math.min(due, NOW + 200 * HOUR); at += HOUR) expect(recount(at)).toEqual(values);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('names the function an expression ends in', () => {
    expect(mergeFunctionOf('xEvent[a.b > 1].sum(a.b)')).toBe('SUM');
    expect(mergeFunctionOf('xEvent[true].topN(timestamp, 1).map({a: b})')).toBe('MOST_RECENT');
    expect(mergeFunctionOf('xEvent[true].topN(timestamp, 5)')).toBe('LIST');
    expect(mergeFunctionOf('loyalty.points')).toBe('-');
  });

  it('looks months back by the calendar', () => {
    expect(new Date(beginOf({ count: 1, unit: 'WEEKS' }, NOW)).toISOString()).toBe('2026-03-24T12:00:00.000Z');
    expect(new Date(beginOf({ count: 2, unit: 'MONTHS' }, NOW)).toISOString()).toBe('2026-01-31T12:00:00.000Z');
  });
});
