import { momentOf } from '../../ui/days.ts';

/** What a profile says of its membership in a loyalty programme, ready to be drawn. */
export interface Membership {
  readonly program?: string;
  readonly tier?: string;
  readonly memberId?: string;
  readonly status?: string;
  readonly joined?: number;
  readonly tierUntil?: number;
  readonly points?: number;
  readonly lifetimePoints?: number;
  readonly redeemedPoints?: number;
  readonly expiredPoints?: number;
  readonly nextTier?: string;
  readonly pointsToNextTier?: number;
  /** Points that end, the soonest first. */
  readonly ladder: readonly Rung[];
}

/** Points that end on one day, and what is left of the balance when nothing is spent or earned before. */
export interface Rung {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly points: number;
  readonly before: number;
  readonly after: number;
}

type Entity = Readonly<Record<string, unknown>>;

/** Namespaces a member is known by, the one printed on a card first. */
const MEMBER_NAMESPACES = ['loyaltycard', 'loyaltyid', 'capillaryid'];

function object(value: unknown): Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entity) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function moment(value: unknown): number | undefined {
  return typeof value === 'string' ? momentOf(value) : undefined;
}

/** The member's number: that of the field group, else the best known identity of a loyalty system. */
function memberId(entity: Entity, loyalty: Entity): string | undefined {
  const card = text(object(list(loyalty.cardsDetails)[0]).number);
  const own = card ?? text(list(loyalty.loyaltyID)[0]);
  if (own !== undefined) return own;
  const identities = object(entity.identityMap);
  for (const namespace of MEMBER_NAMESPACES) {
    const found = Object.keys(identities).find((code) => code.toLowerCase() === namespace);
    const id = found === undefined ? undefined : text(object(list(identities[found])[0]).id);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The expiries in order of time, each with what it leaves. A balance nobody knows is the sum of them. */
function ladderOf(value: unknown, points: number | undefined): readonly Rung[] {
  const ends = list(value).flatMap((one) => {
    const at = moment(object(one).pointsExpirationDate);
    const ending = number(object(one).pointsExpiring);
    return at === undefined || ending === undefined || ending <= 0 ? [] : [{ at, points: ending }];
  });
  ends.sort((a, b) => a.at - b.at);
  let balance = points ?? ends.reduce((sum, end) => sum + end.points, 0);
  return ends.map((end) => {
    const before = balance;
    balance = Math.max(0, balance - end.points);
    return { ...end, before, after: balance };
  });
}

function known<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/**
 * Reads the Loyalty Details field group of a merged profile, as the Capillary source and the published tutorial map it.
 * Undefined when the profile has nothing of it.
 */
export function membershipOf(entity: Entity): Membership | undefined {
  const loyalty = object(entity.loyalty);
  if (Object.keys(loyalty).length === 0) return undefined;
  const points = number(loyalty.points);
  return {
    ...known({
      program: text(loyalty.program),
      tier: text(loyalty.tier),
      memberId: memberId(entity, loyalty),
      status: text(loyalty.status),
      joined: moment(loyalty.joinDate),
      tierUntil: moment(loyalty.tierExpiryDate),
      points,
      lifetimePoints: number(loyalty.lifetimePoints),
      redeemedPoints: number(loyalty.pointsRedeemed),
      expiredPoints: number(loyalty.expiredPoints),
      nextTier: text(loyalty.nextTier),
      pointsToNextTier: number(loyalty.pointsToNextTier),
    }),
    ladder: ladderOf(loyalty.pointsExpiration, points),
  };
}
