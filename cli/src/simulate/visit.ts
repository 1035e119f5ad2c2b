import { DAY_MS, dayOf, endOfMonth } from './calendar.ts';
import { basket, type Line } from './catalogue.ts';
import { type Bill, type Member, PROMOTIONS } from './member.ts';
import type { Random } from './random.ts';
import type { Happening } from './step.ts';
import { STORES, WEB_SHOP } from './stores.ts';
import { pointsFor, RULES } from './tiers.ts';

type Visit = (member: Member, random: Random, at: number, bill: string) => Happening | undefined;

const REWARDS = ['Voucher', 'Shipping voucher', 'Shoe care set', 'Guided day hike'] as const;
const RETURN_WITHIN_MS = 30 * DAY_MS;

const total = (lines: readonly Line[], of: 'cents' | 'discountCents'): number =>
  lines.reduce((sum, line) => sum + line[of], 0);

function purchase(member: Member, random: Random, at: number, number: string): Happening {
  const store = random.chance(0.7) ? member.person.homeStore : random.chance(0.6) ? WEB_SHOP : random.pick(STORES);
  const lines = basket(random);
  const cents = total(lines, 'cents');
  const { promotion } = member;
  const regular = pointsFor(cents, member.tier);
  const points = regular + (promotion?.points ?? 0);
  const pointsExpire = endOfMonth(dayOf(at) + RULES.pointsDays);
  const bill: Bill = {
    number,
    at,
    store,
    lines,
    cents,
    points: regular,
    returned: false,
    delivery: store === WEB_SHOP ? 'PLACED' : 'DELIVERED',
  };
  member.account.issue(points, pointsExpire, number);
  member.qualifying += regular;
  member.spentCents += cents;
  member.lastBill = bill;
  member.promotion = undefined;
  return { kind: 'purchase', bill, discountCents: total(lines, 'discountCents'), points, promotion, pointsExpire };
}

/** Takes back some lines of the last bill, once, within 30 days. */
const giveBack: Visit = (member, random, at, number) => {
  const of = member.lastBill;
  if (of === undefined || of.returned || at - of.at > RETURN_WITHIN_MS) return undefined;
  const some = of.lines.filter(() => random.chance(0.5));
  const lines = some.length === 0 ? of.lines.slice(0, 1) : some;
  const cents = total(lines, 'cents');
  const earned = of.cents === 0 ? 0 : Math.floor((of.points * cents) / of.cents);
  const points = member.account.reverse(earned, of.number);
  of.returned = true;
  member.qualifying = Math.max(0, member.qualifying - earned);
  member.spentCents -= cents;
  return { kind: 'return', bill: number, of, lines, cents, points };
};

const redeem: Visit = (member, random) => {
  const steps = Math.floor(member.account.balance / RULES.redeemStep);
  if (member.account.balance < RULES.smallestRedemption) return undefined;
  const points = random.int(RULES.smallestRedemption / RULES.redeemStep, steps) * RULES.redeemStep;
  member.account.redeem(points);
  return { kind: 'redemption', points, reward: random.pick(REWARDS), store: member.person.homeStore };
};

/** A goodwill extension of points that would expire soon. */
const extend: Visit = (member, _random, at) => {
  const today = dayOf(at);
  const oldDay = today + RULES.reminderDays;
  const points = member.account.extend(oldDay, 30);
  return points === 0 ? undefined : { kind: 'expiry-extension', points, oldDay, newDay: oldDay + 30 };
};

const changeContact: Visit = (member, random) => {
  const before = member.mobile === '' ? member.person.mobile : member.mobile;
  // Same unassigned range with one digit more, so that it never meets another member's number.
  const after = `${member.person.mobile}${random.int(0, 9)}`;
  if (after === before) return undefined;
  member.mobile = after;
  return { kind: 'contact-update', before, after };
};

const deliver: Visit = (member) => {
  const bill = member.lastBill;
  if (bill === undefined || bill.delivery === 'DELIVERED') return undefined;
  bill.delivery = bill.delivery === 'PLACED' ? 'SHIPPED' : 'DELIVERED';
  return { kind: 'delivery', bill };
};

const earnPromotion: Visit = (member, random) => {
  if (member.promotion !== undefined) return undefined;
  const promotion = random.pick(PROMOTIONS);
  member.promotion = promotion;
  return { kind: 'promotion', promotion };
};

const OTHER: readonly (readonly [weight: number, visit: Visit])[] = [
  [9, redeem],
  [4, giveBack],
  [4, deliver],
  [2, earnPromotion],
  [1.5, changeContact],
  [0.5, extend],
];
const PURCHASES = 79;
const WEIGHTS = [PURCHASES, ...OTHER.map(([weight]) => weight)];

/** What a member does when they turn up; a purchase when the thing they came for is not possible. Changes the member. */
export function visit(member: Member, random: Random, at: number, bill: string): Happening {
  const wish = OTHER[random.weighted(WEIGHTS) - 1]?.[1];
  return wish?.(member, random, at, bill) ?? purchase(member, random, at, bill);
}
