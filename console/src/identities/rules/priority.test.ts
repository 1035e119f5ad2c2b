import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { added, canMove, moved, personalAmong, type Ranked } from './priority.ts';

const isPerson = personalAmong([
  { code: 'CRMID', idType: 'CROSS_DEVICE' },
  { code: 'Email', idType: 'Email' },
  { code: 'Phone', idType: 'Phone' },
  { code: 'ECID', idType: 'COOKIE' },
  { code: 'GAID', idType: 'DEVICE' },
]);
const codes = (list: readonly Ranked[]) => list.map(({ code }) => code);

describe('namespaces in order of priority', () => {
  it('keep people before browsers and devices, however they are added and moved', () => {
    const all = fc.shuffledSubarray(['CRMID', 'Email', 'Phone', 'ECID', 'GAID']);
    const step = fc.record({ index: fc.nat({ max: 5 }), by: fc.constantFrom(-1 as const, 1 as const) });
    fc.assert(
      fc.property(all, fc.array(step), (chosen, steps) => {
        let list: readonly Ranked[] = [];
        for (const code of chosen) list = added(list, code, isPerson);
        for (const { index, by } of steps) if (canMove(list, index, by, isPerson)) list = moved(list, index, by);
        expect(codes(list).toSorted()).toEqual(chosen.toSorted());
        expect(codes(list).map(isPerson)).toEqual(
          codes(list)
            .map(isPerson)
            .toSorted((a, b) => Number(b) - Number(a)),
        );
      }),
    );
  });

  it('take what was moved and keep whether it is unique', () => {
    const list = [
      { code: 'CRMID', unique: true },
      { code: 'Email', unique: false },
    ];
    expect(moved(list, 0, 1)).toEqual([list[1], list[0]]);
    expect(canMove(list, 0, -1, isPerson)).toBe(false);
    expect(isPerson('email')).toBe(true);
    expect(isPerson('SomeNewOne')).toBe(true);
  });
});
