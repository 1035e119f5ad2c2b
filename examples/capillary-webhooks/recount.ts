import type { FlatEvent } from './delivery.ts';

/** What a member's profile must show in the end. */
export interface Counted {
  points?: number;
  lifetimePoints?: number;
  tier?: string;
  tierExpiryDate?: string;
  firstName?: string;
  mobile?: string;
  promotions: string[];
}

interface Data {
  readonly customerIdentifiers: {
    readonly customerId: number;
    readonly firstName: string;
    readonly instore: { readonly mobile: string };
  };
  readonly programCurrentPoints?: number;
  readonly programLifetimePoints?: number;
  readonly redemptionFromEarningPrograms?: readonly { readonly programCurrentPoints: number }[];
  readonly loyaltyProgramDetails?: {
    readonly tiers: readonly { readonly tierNumber: number; readonly tierName: string }[];
  };
  readonly upgradedTierNumber?: number;
  readonly downgradedTierNumber?: number;
  readonly currentTierNumber?: number;
  readonly tierExpiryDate?: string | null;
  readonly earnedId?: string;
  readonly totalPointsIssued?: number;
  readonly totalPointsRedeemed?: number;
  readonly pointsExpired?: number;
}

function reportedIn(data: Data): number | undefined {
  return data.programCurrentPoints ?? data.redemptionFromEarningPrograms?.[0]?.programCurrentPoints;
}

/**
 * Recounts the members from the undisturbed record: events in order of time, the last one that says something counts. It
 * shares no code with the platform and knows nothing of wrappings, repeats or lateness.
 */
export function recount(events: readonly FlatEvent[]): ReadonlyMap<string, Counted> {
  const members = new Map<string, Counted>();
  for (const { eventName, data: body } of [...events].sort((a, b) => a.createdAt - b.createdAt)) {
    const data = body as unknown as Data;
    const id = String(data.customerIdentifiers.customerId);
    const member = members.get(id) ?? { promotions: [] };
    members.set(id, member);
    member.firstName = data.customerIdentifiers.firstName;
    member.mobile = `+${data.customerIdentifiers.instore.mobile}`;
    const points = reportedIn(data);
    if (points !== undefined) member.points = points;
    if (data.programLifetimePoints !== undefined) member.lifetimePoints = data.programLifetimePoints;
    const tier = data.upgradedTierNumber ?? data.downgradedTierNumber ?? data.currentTierNumber;
    const name = data.loyaltyProgramDetails?.tiers.find(({ tierNumber }) => tierNumber === tier)?.tierName;
    if (name !== undefined) member.tier = name;
    if (eventName.startsWith('tier') && typeof data.tierExpiryDate === 'string')
      member.tierExpiryDate = `${data.tierExpiryDate}T00:00:00.000Z`;
    if (data.earnedId !== undefined) member.promotions.push(data.earnedId);
  }
  return members;
}

/**
 * Points that moved without an event, by customer: reported balances less what the movements since the report before make
 * of it. In this programme only returns do that.
 */
export function unexplained(events: readonly FlatEvent[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  const sums = new Map<string, number>();
  for (const { data: body } of [...events].sort((a, b) => a.createdAt - b.createdAt)) {
    const data = body as unknown as Data;
    const reported = reportedIn(data);
    if (reported === undefined) continue;
    const id = String(data.customerIdentifiers.customerId);
    const moved = (data.totalPointsIssued ?? 0) - (data.totalPointsRedeemed ?? 0) - (data.pointsExpired ?? 0);
    const before = last.get(id);
    last.set(id, reported);
    if (before !== undefined && before + moved !== reported)
      sums.set(id, (sums.get(id) ?? 0) + reported - before - moved);
  }
  return sums;
}
