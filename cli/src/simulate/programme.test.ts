import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileRecord } from './documented.ts';
import { messages, type Shape } from './messages.ts';
import { Programme, type ProgrammeOptions } from './programme.ts';
import type { Step } from './step.ts';

const FROM = Date.UTC(2025, 6, 1);
const options = (given: Partial<ProgrammeOptions> = {}): ProgrammeOptions => ({
  seed: 'a',
  members: 60,
  events: 900,
  days: 400,
  from: FROM,
  ...given,
});

function lines(given: Partial<ProgrammeOptions>, shape: Shape): string {
  return [...messages(new Programme(options(given)), shape)].map((message) => JSON.stringify(message)).join('\n');
}

const shapes = fc.record({
  seed: fc.string({ maxLength: 12 }),
  members: fc.integer({ min: 1, max: 80 }),
  events: fc.integer({ min: 0, max: 600 }),
  days: fc.integer({ min: 1, max: 900 }),
});

function checkBooks({ member }: Step): void {
  const { issued, redeemed, expired, reversed, balance } = member.account;
  expect(balance).toBe(issued - redeemed - expired - reversed);
  expect(balance).toBeGreaterThanOrEqual(0);
  expect(member.account.schedule(1000).reduce((sum, { points }) => sum + points, 0)).toBe(balance);
  expect(Number.isInteger(member.spentCents)).toBe(true);
}

describe('a simulated programme', () => {
  it('gives the same bytes for the same seed and others for another', () => {
    for (const shape of ['documented', 'events'] as const) {
      expect(lines({}, shape)).toBe(lines({}, shape));
      expect(lines({ seed: 'b' }, shape)).not.toBe(lines({}, shape));
    }
  });

  it('keeps the books of every member balanced after every step', () => {
    fc.assert(
      fc.property(shapes, (given) => {
        for (const step of new Programme(options(given)).steps()) checkBooks(step);
      }),
      { numRuns: 40 },
    );
  });

  it('has exactly the members and events it was asked for, in order of time and within its days', () => {
    fc.assert(
      fc.property(shapes, (given) => {
        const programme = new Programme(options(given));
        let last = 0;
        let events = 0;
        for (const { kind, at } of programme.steps()) {
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
          if (kind !== 'join') events += 1;
        }
        expect(events).toBe(given.events);
        expect(programme.members.length).toBe(given.members);
        expect(last).toBeLessThan(FROM + given.days * 86_400_000);
      }),
      { numRuns: 40 },
    );
  });

  it('shows in the events of each member exactly what happened to the balance', () => {
    const balances = new Map<number, number>();
    for (const { to, member, payload } of messages(new Programme(options({ events: 3000 })), 'documented')) {
      const loyalty = payload.loyalty as Record<string, number | undefined>;
      const before = balances.get(member);
      if (to === 'profile') {
        expect(loyalty.points).toBe(
          loyalty.lifetimePoints! - loyalty.pointsRedeemed! - loyalty.expiredPoints! - loyalty.returnedPoints!,
        );
        if (before !== undefined) expect(loyalty.points).toBe(before);
        balances.set(member, loyalty.points!);
      } else {
        const change =
          (loyalty.pointsIssued ?? 0) -
          (loyalty.pointsRedeemed ?? 0) -
          (loyalty.pointsExpired ?? 0) -
          (loyalty.pointsReversed ?? 0);
        expect(loyalty.pointsBalance).toBe(before! + change);
        balances.set(member, loyalty.pointsBalance!);
      }
    }
  });

  it('gives every member an address and a number of their own, in reserved ranges', () => {
    const programme = new Programme(options({ members: 3000, events: 0 }));
    for (const _step of programme.steps());
    expect(new Set(programme.members.map(({ person }) => person.email)).size).toBe(3000);
    expect(new Set(programme.members.map(({ person }) => person.mobile)).size).toBe(3000);
    for (const { person } of programme.members) expect(person.email).toMatch(/^[a-z0-9.]+@example\.(?:com|net|org)$/);
  });

  it('lets every kind of thing happen, and shows all 14 notification kinds in all wrappings', () => {
    const kinds = new Set<string>();
    const wrappings = new Set<string>();
    for (const { payload } of messages(new Programme(options({ events: 9000, members: 2500 })), 'events')) {
      const body = (payload.body ?? payload.attributes ?? payload) as { eventName: string };
      kinds.add(body.eventName);
      wrappings.add(payload.body !== undefined ? 'body' : payload.attributes !== undefined ? 'bus' : 'flat');
    }
    expect([...kinds].toSorted()).toEqual([
      'customerAdded',
      'customerUpdated',
      'pointsExpired',
      'pointsExpiryChange',
      'pointsExpiryReminder',
      'pointsIssued',
      'pointsRedeemed',
      'promotionEarned',
      'tierDowngradeReminder',
      'tierDowngraded',
      'tierRenewed',
      'tierUpgraded',
      'transactionAdded',
      'transactionUpdated',
    ]);
    expect(wrappings).toEqual(new Set(['flat', 'body', 'bus']));
  });

  it('repeats in a return what was paid for the lines', () => {
    for (const step of new Programme(options({ events: 4000 })).steps()) {
      if (step.kind !== 'return') continue;
      expect(step.cents).toBeLessThanOrEqual(step.of.cents);
      expect(step.points).toBeLessThanOrEqual(step.of.points);
    }
  });

  it('carries the documented fields in profile and transaction', () => {
    const programme = new Programme(options());
    const bill = [...messages(programme, 'documented')].find(
      ({ payload }) => payload.productLineItems !== undefined,
    )!.payload;
    expect(Object.keys(profileRecord(programme.members[0]!).loyalty as object)).toEqual(
      expect.arrayContaining([
        'tier',
        'points',
        'lifetimePoints',
        'expiredPoints',
        'pointsRedeemed',
        'program',
        'status',
      ]),
    );
    expect(Object.keys((bill.productLineItems as object[])[0]!)).toEqual([
      'SKU',
      'quantity',
      'priceTotal',
      'name',
      'discountAmount',
    ]);
  });
});
