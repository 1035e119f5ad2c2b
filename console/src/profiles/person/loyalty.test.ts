import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipOf } from './loyalty.ts';

const loyalty = (more: object) => membershipOf({ loyalty: more });

describe('the membership of a profile', () => {
  it('is none without the field group', () => {
    expect(membershipOf({ person: { name: { firstName: 'Ana' } } })).toBeUndefined();
    expect(membershipOf({ loyalty: 'gold' })).toBeUndefined();
  });

  it('reads what is there and leaves out what is not', () => {
    expect(loyalty({ tier: 'gold', points: 12, joinDate: '2026-01-01T00:00:00Z', status: '' })).toEqual({
      tier: 'gold',
      points: 12,
      joined: Date.UTC(2026, 0, 1),
      ladder: [],
    });
  });

  it('knows the member by the card, then the number of the programme, then identities of the loyalty system', () => {
    const identityMap = {
      email: [{ id: 'ana@example.com' }],
      capillaryid: [{ id: '42' }],
      LoyaltyCard: [{ id: 'C42' }],
    };
    const idOf = (more: object) => membershipOf({ identityMap, loyalty: { tier: 'gold', ...more } })?.memberId;
    expect(idOf({ cardsDetails: [{ number: 'K1' }], loyaltyID: ['L1'] })).toBe('K1');
    expect(idOf({ loyaltyID: ['L1'] })).toBe('L1');
    expect(idOf({})).toBe('C42');
    expect(loyalty({ tier: 'gold' })?.memberId).toBeUndefined();
  });

  it('orders expiries by their day, whatever their order, and never leaves less than nothing', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => new Date(days * 86_400_000).toISOString());
    const rung = fc.record({ pointsExpiring: fc.integer({ min: -5, max: 500 }), pointsExpirationDate: day });
    fc.assert(
      fc.property(fc.array(rung), fc.integer({ min: 0, max: 2000 }), (pointsExpiration, points) => {
        const { ladder } = loyalty({ points, pointsExpiration })!;
        expect(ladder.map(({ at }) => at)).toEqual(ladder.map(({ at }) => at).sort((a, b) => a - b));
        expect(ladder).toHaveLength(pointsExpiration.filter((one) => one.pointsExpiring > 0).length);
        let balance = points;
        for (const { before, after, points: ending } of ladder) {
          expect(before).toBe(balance);
          expect(after).toBe(Math.max(0, balance - ending));
          balance = after;
        }
      }),
    );
  });

  it('takes the sum of the expiries for a balance nobody said', () => {
    const pointsExpiration = [
      { pointsExpiring: 30, pointsExpirationDate: '2027-02-01' },
      { pointsExpiring: 20, pointsExpirationDate: '2027-01-01' },
      { pointsExpiring: 5, pointsExpirationDate: 'soon' },
    ];
    expect(loyalty({ pointsExpiration })?.ladder.map(({ before, after }) => [before, after])).toEqual([
      [50, 30],
      [30, 0],
    ]);
  });
});
