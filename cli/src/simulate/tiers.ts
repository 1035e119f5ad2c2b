/** Tiers in rising order; Capillary numbers them from 1. */
export const TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const;
export type Tier = (typeof TIERS)[number];

/** Rules of the simulated programme. Points are whole numbers, money is whole cents. */
export const RULES = {
  programId: 973,
  program: 'Meridian Rewards',
  /** One point per this many cents, before the tier's factor. */
  centsPerPoint: 100,
  factor: { bronze: 1, silver: 1.25, gold: 1.5, platinum: 2 } satisfies Record<Tier, number>,
  /** Qualifying points that lift a member into the tier at once. */
  threshold: { bronze: 0, silver: 500, gold: 1500, platinum: 4000 } satisfies Record<Tier, number>,
  /** Share of the threshold to be earned in a period to keep the tier. */
  keepShare: 0.6,
  /** A tier is held for this many days, then reviewed. */
  tierDays: 365,
  /** Points are good for this long, and then to the end of the month. */
  pointsDays: 365,
  reminderDays: 14,
  /** Smaller losses are not worth a reminder. */
  smallestReminder: 50,
  /** Redemptions come in steps of this many points. */
  redeemStep: 50,
  smallestRedemption: 100,
  /** Value of one point in cents when redeemed. */
  centsPerRedeemedPoint: 5,
} as const;

/** 1 for bronze to 4 for platinum. */
export function tierNumber(tier: Tier): number {
  return TIERS.indexOf(tier) + 1;
}

export function tierAbove(tier: Tier): Tier | undefined {
  return TIERS[TIERS.indexOf(tier) + 1];
}

/** The tier one step down; bronze stays bronze. */
export function tierBelow(tier: Tier): Tier {
  return TIERS[Math.max(0, TIERS.indexOf(tier) - 1)]!;
}

/** Highest tier that so many qualifying points open. */
export function tierFor(qualifying: number): Tier {
  return TIERS.findLast((tier) => qualifying >= RULES.threshold[tier])!;
}

/** Points a purchase earns in a tier. */
export function pointsFor(cents: number, tier: Tier): number {
  return Math.floor((cents / RULES.centsPerPoint) * RULES.factor[tier]);
}

/** True when a member who earned so much in the period keeps the tier. */
export function keeps(tier: Tier, qualifying: number): boolean {
  return qualifying >= RULES.threshold[tier] * RULES.keepShare;
}
