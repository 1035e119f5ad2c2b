import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK, type Move, post, standingOf } from './book.ts';
import { memberKey, translate } from './translate.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const NOW = START + 60 * DAY;

type Payload = Readonly<Record<string, unknown>>;

interface Event {
  readonly eventName: string;
  readonly eventId: string;
  readonly createdAt: number;
  readonly data: Payload;
}

const WHO = {
  customerIdentifiers: {
    customerId: 42,
    firstName: 'Ana',
    instore: { mobile: '4915100000042', email: 'Ana@Example.com', cardNumbers: ['C42'] },
  },
};
const PROGRAM = {
  loyaltyProgramId: 7,
  loyaltyProgramDetails: {
    id: 7,
    name: 'Circle',
    isDefault: true,
    tiers: [
      { tierNumber: 1, tierName: 'bronze' },
      { tierNumber: 2, tierName: 'silver' },
      { tierNumber: 3, tierName: 'gold' },
    ],
  },
};

const event = (eventName: string, eventId: string, at: number, data: Payload): Event & Payload => ({
  eventName,
  eventId,
  orgId: 9,
  createdAt: at,
  data: { ...WHO, ...PROGRAM, ...data },
});

/** Sends payloads one after the other, as the process loop does; the last value of every profile field by its own time. */
function run(payloads: readonly unknown[], receivedAt = NOW) {
  let state: unknown;
  const leaves = new Map<string, { at: number; value: unknown }>();
  const records: Payload[] = [];
  let repeats = 0;
  for (const payload of payloads) {
    const translation = translate(payload, { state, again: false }, receivedAt);
    if (translation === undefined) throw new Error('not an event');
    if (translation.duplicate) {
      repeats += 1;
      continue;
    }
    if (translation.state !== undefined) state = JSON.parse(JSON.stringify(translation.state));
    for (const { behavior, payload: own, observedAt } of translation.parts) {
      if (behavior === 'time-series') records.push(own);
      else place(own, '', observedAt!, leaves);
    }
  }
  return { profile: Object.fromEntries([...leaves].map(([path, { value }]) => [path, value])), records, repeats };
}

function place(value: Payload, prefix: string, at: number, leaves: Map<string, { at: number; value: unknown }>): void {
  for (const [name, one] of Object.entries(value)) {
    const path = prefix + name;
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) place(one as Payload, `${path}.`, at, leaves);
    else if ((leaves.get(path)?.at ?? 0) <= at) leaves.set(path, { at, value: one });
  }
}

/** A programme's events about one member, with a balance that is always right; times all differ. */
const histories = fc
  .array(
    fc.record({
      kind: fc.constantFrom('issue', 'redeem', 'expire', 'reverse', 'tier', 'promotion', 'customer', 'coupon'),
      amount: fc.integer({ min: 1, max: 500 }),
      days: fc.integer({ min: 1, max: 40 }),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((steps) => {
    let balance = 0;
    let lifetime = 0;
    return steps.map(({ kind, amount, days }, nth): Event => {
      const at = START + nth * 3_600_000;
      const id = `e${nth}`;
      switch (kind) {
        case 'issue':
          balance += amount;
          lifetime += amount;
          return event('pointsIssued', id, at, {
            programCurrentPoints: balance,
            programLifetimePoints: lifetime,
            totalPointsIssued: amount,
            regularPointsBreakup: [{ points: amount, expiryAt: new Date(at + days * DAY).toISOString().slice(0, 10) }],
          });
        case 'tier':
          return event('tierUpgraded', id, at, { previousTierNumber: 1, upgradedTierNumber: (amount % 3) + 1 });
        case 'promotion':
          return event('promotionEarned', id, at, { earnedId: `p${amount % 5}`, promotionName: `P${nth}` });
        case 'customer':
          return event('customerUpdated', id, at, {
            customerStatus: { currentLabel: amount % 2 ? 'Active' : 'Inactive' },
          });
        case 'coupon':
          return amount % 2
            ? event('CouponIssue', id, at, { coupons: [{ id: 1, code: `c${amount % 4}` }] })
            : event('CouponRedeem', id, at, { coupon: { id: 1, code: `c${amount % 4}` } });
        default: {
          const taken = Math.min(balance, amount);
          balance -= taken;
          if (kind === 'redeem')
            return event('pointsRedeemed', id, at, {
              totalPointsRedeemed: taken,
              redemptionFromEarningPrograms: [{ programId: 7, programCurrentPoints: balance }],
            });
          // As documented, these two do not say the balance.
          if (kind === 'expire') return event('pointsExpired', id, at, { pointsExpired: taken });
          return event('issuedPointsReversed', id, at, { totalIssuedPointsReversed: taken });
        }
      }
    });
  });

describe('events of a member', () => {
  it('give the same profile in every order of arrival, with any repeats', () => {
    fc.assert(
      fc.property(
        histories.chain((events) =>
          fc.record({
            events: fc.constant(events),
            order: fc.shuffledSubarray(events, { minLength: events.length }),
            again: fc.subarray(events),
          }),
        ),
        ({ events, order, again }) => {
          const straight = run(events);
          const disturbed = run([...order, ...again]);
          expect(disturbed.profile).toEqual(straight.profile);
          expect(disturbed.repeats).toBe(again.length);
          expect(disturbed.records.map(({ _id }) => _id).sort()).toEqual(straight.records.map(({ _id }) => _id).sort());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keep balances right through events that do not say them', () => {
    const { profile } = run([
      event('pointsIssued', 'a', START, {
        totalPointsIssued: 100,
        programCurrentPoints: 100,
        programLifetimePoints: 100,
      }),
      event('pointsExpired', 'b', START + 1, { pointsExpired: 30 }),
      event('issuedPointsReversed', 'c', START + 2, { totalIssuedPointsReversed: 20 }),
    ]);
    expect(profile).toMatchObject({ 'loyalty.points': 50, 'loyalty.lifetimePoints': 100 });
  });

  it('never bring an older balance back', () => {
    const newer = event('pointsIssued', 'b', START + DAY, { totalPointsIssued: 50, programCurrentPoints: 150 });
    const late = event('pointsIssued', 'a', START, { totalPointsIssued: 100, programCurrentPoints: 100 });
    expect(run([newer, late]).profile['loyalty.points']).toBe(150);
  });

  it('are cut to the time of receipt when their clock runs ahead', () => {
    const ahead = event('tierUpgraded', 'a', NOW + 100 * DAY, { upgradedTierNumber: 3 });
    const parts = translate(ahead, { state: undefined, again: false }, NOW);
    expect(parts).toMatchObject({ parts: [{}, { observedAt: NOW, payload: { loyalty: { tier: 'gold' } } }] });
  });

  it('name the tier by its number', () => {
    const { records, profile } = run([
      event('tierDowngraded', 'a', START, {
        previousTierNumber: 3,
        downgradedTierNumber: 2,
        tierExpiryDate: '2027-01-01',
      }),
    ]);
    expect(records[0]).toMatchObject({ loyalty: { tier: 'silver', previousTier: 'gold' } });
    expect(profile).toMatchObject({ 'loyalty.tier': 'silver', 'loyalty.tierExpiryDate': '2027-01-01T00:00:00.000Z' });
  });

  it('reach the programme they are about: another one changes no balance of the default one', () => {
    const { profile } = run([
      event('pointsIssued', 'a', START, { totalPointsIssued: 5, programCurrentPoints: 5 }),
      event('pointsIssued', 'b', START + 1, {
        totalPointsIssued: 900,
        programCurrentPoints: 900,
        loyaltyProgramId: 8,
        loyaltyProgramDetails: { id: 8, isDefault: false },
      }),
    ]);
    expect(profile['loyalty.points']).toBe(5);
  });

  it('reach their programme, too, where they name it and do not say which one it is', () => {
    const bare = (id: string, at: number, program: number, points: number) => ({
      ...event('pointsExpired', id, at, { pointsExpired: points, loyaltyProgramId: program }),
      data: { ...WHO, pointsExpired: points, loyaltyProgramId: program },
    });
    const other = { loyaltyProgramId: 8, loyaltyProgramDetails: { id: 8, isDefault: false } };
    const all = [
      event('pointsIssued', 'a', START, { totalPointsIssued: 50, programCurrentPoints: 50 }),
      event('pointsIssued', 'b', START + 1, { totalPointsIssued: 900, programCurrentPoints: 900, ...other }),
      bare('c', START + 2, 8, 100),
      bare('d', START + 3, 7, 20),
      bare('e', START + 4, 8, 100),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(run(order).profile).toMatchObject({ 'loyalty.points': 30 });
      }),
    );
  });

  it('carry every identity, the customer number first', () => {
    const { records } = run([event('customerAdded', 'a', START, {})]);
    expect(records[0]!.identityMap).toEqual({
      CapillaryId: [{ id: '42', primary: true, authenticatedState: 'ambiguous' }],
      email: [{ id: 'ana@example.com', primary: false, authenticatedState: 'ambiguous' }],
      phone: [{ id: '+4915100000042', primary: false, authenticatedState: 'ambiguous' }],
      LoyaltyCard: [{ id: 'C42', primary: false, authenticatedState: 'ambiguous' }],
    });
  });

  it('follow a coupon from issue to use', () => {
    const { profile } = run([
      event('CouponRedeem', 'b', START + 5, { coupon: { code: 'X1' } }),
      event('CouponIssue', 'a', START, { coupons: [{ code: 'X1' }], series_info: { description: 'Ten off' } }),
    ]);
    expect(profile.rewards).toEqual([
      expect.objectContaining({
        id: 'X1',
        name: 'Ten off',
        status: 'redeemed',
        issuedAt: new Date(START).toISOString(),
      }),
    ]);
  });

  it('join two numbers of one customer', () => {
    const merge = {
      eventName: 'loyaltyCustomerMerge',
      eventId: 'm',
      orgId: 9,
      createdAt: START,
      data: { survivor: { customerId: 42 }, victim: { customerId: 41 } },
    };
    expect(memberKey(merge)).toBe('9/42');
    expect(run([merge]).records[0]!.identityMap).toEqual({
      CapillaryId: [
        { id: '42', primary: true, authenticatedState: 'ambiguous' },
        { id: '41', primary: false, authenticatedState: 'ambiguous' },
      ],
    });
  });

  it('that are in no list are kept as events all the same', () => {
    const { records } = run([event('badgeEarned', 'a', START, {})]);
    expect(records[0]).toMatchObject({ _id: 'a', eventName: 'badgeEarned' });
  });

  it('without an id are told by their content', () => {
    const { eventId: _, ...rest } = event('tierRenewed', 'x', START, { currentTierNumber: 2 });
    expect(run([rest, { ...rest }]).repeats).toBe(1);
  });

  it('of any form are read without a throw', () => {
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 5 }),
        fc.constantFrom('pointsIssued', 'CouponIssue', '__proto__'),
        (data, eventName) => {
          for (const payload of [
            data,
            { eventName, eventId: '__proto__', createdAt: data, data: { customerIdentifiers: data } },
            { eventName, data },
          ]) {
            memberKey(payload);
            const first = translate(payload, { state: undefined, again: false }, NOW);
            if (first?.duplicate === false) translate(payload, { state: first.state, again: false }, NOW);
          }
          expect(Object.prototype).not.toHaveProperty('at');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the book of a member', () => {
  const move = (id: string, at: number, points: number, reported?: number): Move => ({
    id,
    at,
    event: points > 0 ? 'pointsIssued' : 'pointsRedeemed',
    points,
    ...(reported === undefined ? {} : { reported }),
  });

  it('says where reported balances stop following the movements', () => {
    const moves = [move('a', 1, 100, 100), move('b', 2, -30, 70), move('c', 3, 50, 90), move('d', 4, -10, 80)];
    const { drifts } = standingOf(moves.reduce(post, EMPTY_BOOK));
    expect(drifts).toEqual([{ seenAt: 'c', at: 3, after: 'b', expected: 120, reported: 90 }]);
  });

  it('stays bounded: old movements are folded together without a change of the outcome', () => {
    const moves = Array.from({ length: 2000 }, (_, nth) => move(`m${nth}`, nth + 1, nth % 2 ? -1 : 3));
    const all = [{ ...move('first', 0.5, 0, 0) }, ...moves];
    const book = all.reduce(post, EMPTY_BOOK);
    expect(book.moves.length).toBeLessThanOrEqual(256);
    expect(standingOf(book).balance).toBe(2000);
    expect(post(book, moves[0]!)).toBe(book);
  });
});
