import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from './moments.ts';

const entry = fc.tuple(fc.nat(20), fc.integer({ min: -2_000_000_000_000, max: 2_000_000_000_000 }));
const step = fc.oneof(fc.record({ put: entry }), fc.record({ drop: fc.nat(20) }));

function sorted(map: ReadonlyMap<number, number>): (readonly [number, number])[] {
  return [...map].sort(([a], [b]) => a - b);
}

describe('moments by number', () => {
  it('are what a map would hold, in order of the numbers, after any changes, from whatever was stored', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(step), (stored, steps) => {
        const map = new Map(stored);
        const moments = new Moments(stored.flat());
        const before = moments.copy();
        for (const one of steps) {
          if ('put' in one) {
            map.set(...one.put);
            moments.set(...one.put);
          } else {
            map.delete(one.drop);
            moments.delete(one.drop);
          }
        }
        expect([...moments]).toEqual(sorted(map));
        expect(moments.size).toBe(map.size);
        for (let number = 0; number <= 20; number += 1) expect(moments.get(number)).toBe(map.get(number));
        expect([...before]).toEqual(sorted(new Map(stored)));
      }),
    );
  });
});
