import { DAY_MS, isoDate } from './calendar.ts';
import type { Line } from './catalogue.ts';
import type { Member } from './member.ts';
import { changesProfile, type Step } from './step.ts';
import { RULES, tierAbove } from './tiers.ts';

/** A message for one of the two dataflows of the Capillary source. */
export interface Message {
  readonly to: 'profile' | 'event';
  /** Number of the member it is about: messages of one member must arrive in order. */
  readonly member: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

const CURRENCY = 'EUR';
const EXPIRIES_SHOWN = 3;

const money = (cents: number): number => cents / 100;
const isoTime = (at: number): string => new Date(at).toISOString();
const endOfDay = (day: number): string => isoTime(day * DAY_MS);

/** Keeps what is known: absent values are left out, as a JSON document would. */
function known(fields: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name];
  return fields;
}

function identityMap({ person }: Member): Record<string, unknown> {
  return { email: [{ authenticatedState: 'ambiguous', id: person.email, primary: true }] };
}

/**
 * The profile record in the documented shape (page "Capillary Streaming Events", profile payload): `identityMap.email[]`
 * and `loyalty {tier, points, lifetimePoints, expiredPoints, pointsRedeemed, program, status}`. More members of the
 * standard Loyalty Details group stand beside them, and `customer` holds what the programme knows of the person.
 *
 * `points = lifetimePoints − pointsRedeemed − expiredPoints − returnedPoints` in every record.
 */
export function profileRecord(member: Member): Record<string, unknown> {
  const { person, account, tier } = member;
  const next = tierAbove(tier);
  const expiring = account
    .schedule(EXPIRIES_SHOWN)
    .map(({ day, points }) => ({ pointsExpiring: points, pointsExpirationDate: endOfDay(day) }));
  return {
    identityMap: identityMap(member),
    loyalty: known({
      tier,
      points: account.balance,
      lifetimePoints: account.issued,
      expiredPoints: account.expired,
      pointsRedeemed: account.redeemed,
      program: RULES.program,
      status: 'active',
      returnedPoints: account.reversed,
      lifetimePurchases: money(member.spentCents),
      joinDate: isoTime(member.joinedAt),
      nextTier: next,
      pointsToNextTier: next === undefined ? undefined : Math.max(0, RULES.threshold[next] - member.qualifying),
      tierExpiryDate: member.tierReview === undefined ? undefined : endOfDay(member.tierReview),
      pointsExpiration: expiring.length === 0 ? undefined : expiring,
    }),
    customer: {
      customerId: String(member.customerId),
      externalId: member.externalId,
      firstName: person.firstName,
      lastName: person.lastName,
      gender: person.gender,
      birthDate: person.birthDate,
      mobile: member.mobile === '' ? person.mobile : member.mobile,
      street: person.street,
      city: person.city,
      postalCode: person.postalCode,
      countryCode: person.countryCode,
      homeStore: person.homeStore.code,
    },
  };
}

function lineItems(lines: readonly Line[], sign: 1 | -1): readonly Record<string, unknown>[] {
  return lines.map(({ product, quantity, cents, discountCents }) => ({
    SKU: product.sku,
    quantity: sign * quantity,
    priceTotal: money(sign * cents),
    name: product.name,
    discountAmount: money(sign * discountCents),
  }));
}

/** What the step adds to the common members of an event record. */
function details(step: Step): Record<string, unknown> {
  const { member } = step;
  const loyalty = { program: RULES.program, pointsBalance: member.account.balance, tier: member.tier };
  switch (step.kind) {
    case 'purchase':
      return {
        eventName: 'transactionAdded',
        billType: 'REGULAR',
        commerce: {
          commerceScope: { storeCode: step.bill.store.code },
          order: {
            purchaseID: step.bill.number,
            priceTotal: money(step.bill.cents),
            discountAmount: money(step.discountCents),
            currencyCode: CURRENCY,
          },
        },
        productLineItems: lineItems(step.bill.lines, 1),
        loyalty: known({ ...loyalty, pointsIssued: step.points, promotion: step.promotion?.name }),
      };
    case 'return':
      return {
        eventName: 'transactionAdded',
        billType: 'RETURN',
        commerce: {
          commerceScope: { storeCode: step.of.store.code },
          order: { purchaseID: step.bill, priceTotal: money(-step.cents), currencyCode: CURRENCY },
        },
        productLineItems: lineItems(step.lines, -1),
        loyalty: { ...loyalty, pointsReversed: step.points },
      };
    case 'redemption':
      return {
        eventName: 'pointsRedeemed',
        commerce: { commerceScope: { storeCode: step.store.code } },
        loyalty: { ...loyalty, pointsRedeemed: step.points, reward: step.reward },
      };
    case 'expiry':
      return { eventName: 'pointsExpired', loyalty: { ...loyalty, pointsExpired: step.points } };
    case 'expiry-reminder':
      return {
        eventName: 'pointsExpiryReminder',
        loyalty: { ...loyalty, pointsExpiring: step.points, expiryDate: isoDate(step.day) },
      };
    case 'expiry-extension':
      return {
        eventName: 'pointsExpiryChange',
        loyalty: { ...loyalty, pointsExpiring: step.points, expiryDate: isoDate(step.newDay) },
      };
    case 'tier-upgrade':
      return { eventName: 'tierUpgraded', loyalty: { ...loyalty, previousTier: step.from } };
    case 'tier-downgrade':
      return { eventName: 'tierDowngraded', loyalty: { ...loyalty, previousTier: step.from } };
    case 'tier-renewal':
      return { eventName: 'tierRenewed', loyalty };
    case 'tier-reminder':
      return { eventName: 'tierDowngradeReminder', loyalty: { ...loyalty, expiryDate: isoDate(step.day) } };
    case 'contact-update':
      return { eventName: 'customerUpdated', loyalty };
    case 'delivery':
      return {
        eventName: 'transactionUpdated',
        commerce: { commerceScope: { storeCode: step.bill.store.code }, order: { purchaseID: step.bill.number } },
        loyalty,
      };
    case 'promotion':
      return { eventName: 'promotionEarned', loyalty: { ...loyalty, promotion: step.promotion.name } };
    case 'join':
      return { eventName: 'customerAdded', loyalty };
  }
}

/**
 * The event record in the documented shape (same page, transaction payload): `_id`, `timestamp` with offset,
 * `identityMap.email[]`, `commerce`, `productLineItems[]`; `eventName` tells the kind and `loyalty` what it did to points
 * and tier. A return has negative amounts, so that sums over a member's events are right.
 */
export function eventRecord(step: Step, prefix: string): Record<string, unknown> {
  return {
    _id: `${prefix}-${step.number}`,
    timestamp: isoTime(step.at),
    identityMap: identityMap(step.member),
    ...details(step),
  };
}

/** Messages of a step in the documented shape: the event, then the profile record when it changed. Joining is a profile record only. */
export function* documentedMessages(step: Step, prefix: string): Generator<Message> {
  const member = step.member.index;
  if (step.kind !== 'join') yield { to: 'event', member, payload: eventRecord(step, prefix) };
  if (changesProfile(step)) yield { to: 'profile', member, payload: profileRecord(step.member) };
}
