import { Account } from './account.ts';
import { DAY_MS, dayOf, endOfMonth } from './calendar.ts';
import type { Line } from './catalogue.ts';
import { type Person, person } from './people.ts';
import type { Random } from './random.ts';
import type { Store } from './stores.ts';
import { RULES, TIERS, type Tier, tierAbove } from './tiers.ts';

/** A bill as long as something may still happen to it. */
export interface Bill {
  readonly number: string;
  readonly at: number;
  readonly store: Store;
  readonly lines: readonly Line[];
  readonly cents: number;
  readonly points: number;
  returned: boolean;
  delivery: 'PLACED' | 'SHIPPED' | 'DELIVERED';
}

/** A loyalty promotion somebody earned; the next purchase brings its points. */
export interface Promotion {
  readonly id: number;
  readonly name: string;
  readonly points: number;
}

export const PROMOTIONS: readonly Promotion[] = [
  { id: 4101, name: 'Welcome back bonus', points: 50 },
  { id: 4102, name: 'Trail season double points', points: 120 },
  { id: 4103, name: 'Birthday present', points: 100 },
  { id: 4104, name: 'Repair, not replace', points: 80 },
  { id: 4105, name: 'Bring a friend', points: 150 },
];

/** One member of the programme, as it stands at the current step of the simulation. */
export interface Member {
  readonly index: number;
  readonly person: Person;
  /** Capillary's own user id. */
  readonly customerId: number;
  /** Card number printed for the member. */
  readonly externalId: string;
  /** Epoch milliseconds. */
  readonly joinedAt: number;
  readonly account: Account;
  mobile: string;
  tier: Tier;
  /** Points that count for the tier in the running period. */
  qualifying: number;
  /** Day on which the tier is reviewed; undefined for the base tier. */
  tierReview: number | undefined;
  /** Net spend in cents, returns taken off. */
  spentCents: number;
  lastBill: Bill | undefined;
  promotion: Promotion | undefined;
  /** Latest expiry day a reminder was sent for, so that two lots of one day bring one reminder. */
  remindedOf: number;
}

const FIRST_CUSTOMER = 388_000_000;
const TIER_SHARES = [60, 25, 11, 4] as const;
const MAX_TENURE_DAYS = 1460;

/** Somebody who joins now, with nothing on the account. */
export function newMember(random: Random, index: number, joinedAt: number): Member {
  return {
    index,
    person: person(random, index),
    customerId: FIRST_CUSTOMER + index,
    externalId: `MR${String(10_000_000 + index)}`,
    joinedAt,
    account: new Account(),
    mobile: '',
    tier: 'bronze',
    qualifying: 0,
    tierReview: undefined,
    spentCents: 0,
    lastBill: undefined,
    promotion: undefined,
    remindedOf: 0,
  };
}

/** Somebody who has been a member for some time when the simulation starts: tier, balance and history are there already. */
export function openingMember(random: Random, index: number, start: number): Member {
  const tenure = random.int(30, MAX_TENURE_DAYS);
  const member = newMember(random, index, start - tenure * DAY_MS + random.int(8, 20) * 3_600_000);
  const tier = TIERS[random.weighted(TIER_SHARES)]!;
  const above = tierAbove(tier);
  const low = RULES.threshold[tier];
  const high = above === undefined ? low * 1.8 : RULES.threshold[above] - 1;
  member.tier = tier;
  // Somebody in a period that goes badly has earned less than the tier asks for, and will lose it.
  member.qualifying = random.int(Math.floor(low * 0.4), Math.floor(high));
  if (tier !== 'bronze') member.tierReview = dayOf(start) + random.int(1, RULES.tierDays);
  openAccount(random, member, tenure, dayOf(start));
  return member;
}

/** History before the start: most of what was ever issued has been spent or has expired. */
function openAccount(random: Random, member: Member, tenureDays: number, today: number): void {
  const { account } = member;
  const current = Math.floor(member.qualifying * (0.3 + 0.7 * random.unit()));
  const before = Math.floor(member.qualifying * (tenureDays / RULES.tierDays) * (0.2 + 0.6 * random.unit()));
  account.issue(before, today - 1, '');
  const redeemable = Math.floor((before * (0.3 + 0.6 * random.unit())) / RULES.redeemStep) * RULES.redeemStep;
  if (redeemable > 0) account.redeem(redeemable);
  account.expire(today - 1);
  const lots = random.int(1, 2);
  for (let lot = 0; lot < lots; lot += 1)
    account.issue(Math.floor(current / lots), endOfMonth(today + random.int(1, RULES.pointsDays)), '');
  member.spentCents =
    Math.round((account.issued / RULES.factor[member.tier]) * RULES.centsPerPoint) + random.int(0, 99);
}
