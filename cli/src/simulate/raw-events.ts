import { isoDate } from './calendar.ts';
import type { Message } from './documented.ts';
import type { Bill, Member } from './member.ts';
import type { Step } from './step.ts';
import type { Store } from './stores.ts';
import { RULES, TIERS, tierNumber } from './tiers.ts';

const ORG_ID = 100_737;
/** How the service wraps a message. All three occur in its documentation, so a receiver must read all of them. */
const WRAPPINGS = ['flat', 'body', 'bus'] as const;

const money = (cents: number): number => cents / 100;

interface RawEvent {
  readonly eventName: string;
  readonly data: Record<string, unknown>;
}

function identifiers(member: Member): Record<string, unknown> {
  const { person } = member;
  return {
    customerId: member.customerId,
    firstName: person.firstName,
    lastName: person.lastName,
    loyaltyType: 'LOYALTY',
    instore: {
      id: member.customerId,
      mobile: (member.mobile === '' ? person.mobile : member.mobile).slice(1),
      email: person.email,
      externalId: member.externalId,
      cardNumbers: [member.externalId],
    },
  };
}

function enteredBy(store: Store): Record<string, unknown> {
  return {
    id: 50_000_000 + store.weight,
    user: { username: `${store.code.toLowerCase()}.till01` },
    till: { code: `${store.code.toLowerCase()}.till01`, name: `${store.name} till 1` },
    store: { code: store.code, name: store.name, externalId: null, externalId1: null, externalId2: null },
  };
}

function programDetails(): Record<string, unknown> {
  return {
    loyaltyProgramId: RULES.programId,
    loyaltyProgramDetails: {
      id: RULES.programId,
      name: RULES.program,
      isDefault: true,
      pointsToCurrencyRatio: RULES.centsPerRedeemedPoint / 100,
      tiers: TIERS.map((tier) => ({ tierNumber: tierNumber(tier), tierName: tier })),
    },
  };
}

function activity(name: string, pairs: Readonly<Record<string, string>>, store: Store): Record<string, unknown> {
  return {
    name,
    identifiers: Object.entries(pairs).map(([key, value]) => ({ key, value })),
    enteredBy: enteredBy(store),
    additionalAttributes: [],
  };
}

function common(member: Member): Record<string, unknown> {
  return {
    customerIdentifiers: identifiers(member),
    entityInformation: { entityType: 'USER', entityId: member.customerId },
    ...programDetails(),
  };
}

function balances({ account }: Member): Record<string, unknown> {
  return { programCurrentPoints: account.balance, programLifetimePoints: account.issued };
}

function transaction(
  step: Step,
  bill: Bill,
  amounts: { cents: number; discountCents: number; billType: string; number: string; lines: number; status: string },
): Record<string, unknown> {
  return {
    transactionId: 900_000_000 + step.number,
    billNumber: amounts.number,
    billClientId: null,
    billDate: step.at,
    enteredAt: step.at,
    enteredBy: enteredBy(bill.store),
    amount: money(amounts.cents),
    grossAmount: money(amounts.cents + amounts.discountCents),
    discount: money(amounts.discountCents),
    currencyCode: 'EUR',
    lineItemCount: amounts.lines,
    billType: amounts.billType,
    deliveryStatus: amounts.status,
    outlierStatus: 'NORMAL',
    customerIdentifiers: identifiers(step.member),
    customFields: [],
    extendedFields: [],
  };
}

function purchaseEvents(step: Step & { kind: 'purchase' }): readonly RawEvent[] {
  const { bill, points, promotion, member, discountCents, pointsExpire } = step;
  const regular = points - (promotion?.points ?? 0);
  const expiryAt = isoDate(pointsExpire);
  return [
    {
      eventName: 'transactionAdded',
      data: transaction(step, bill, {
        cents: bill.cents,
        discountCents,
        billType: 'REGULAR',
        number: bill.number,
        lines: bill.lines.length,
        status: bill.delivery,
      }),
    },
    {
      eventName: 'pointsIssued',
      data: {
        ...common(member),
        ...balances(member),
        triggeringActivity: activity('TransactionAdd', { billNumber: bill.number }, bill.store),
        totalPointsIssued: points,
        regularPointsIssued: regular,
        regularPointsBreakup: [{ points: regular, expiryAt }],
        promotionalPointsIssued:
          promotion === undefined
            ? []
            : [
                {
                  promotionName: promotion.name,
                  promotionIdentifier: String(promotion.id),
                  promotionType: 'BILL_PROMOTION',
                  promotionPoints: promotion.points,
                  promotionPointsExpiryDate: expiryAt,
                },
              ],
        promisedPointsIssued: [],
      },
    },
  ];
}

function tierEvent(step: Step, eventName: string, fields: Record<string, unknown>): RawEvent {
  const { member } = step;
  const tierExpiryDate = member.tierReview === undefined ? null : isoDate(member.tierReview);
  return {
    eventName,
    data: {
      ...common(member),
      triggeringActivity: activity(
        'TierReassessment',
        { CustomerId: String(member.customerId) },
        member.person.homeStore,
      ),
      tierExpiryDate,
      ...fields,
    },
  };
}

function customer(step: Step, eventName: string, fields: Record<string, unknown>): RawEvent {
  const { member } = step;
  const { person } = member;
  return {
    eventName,
    data: {
      loyaltyType: 'LOYALTY',
      source: 'INSTORE',
      accountId: '',
      firstName: person.firstName,
      lastName: person.lastName,
      enteredAt: step.at,
      enteredBy: enteredBy(person.homeStore),
      customerIdentifiers: identifiers(member),
      customFields: [{ key: 'preferred_store', value: person.homeStore.code }],
      extendedFields: [
        { key: 'gender', value: person.gender },
        { key: 'dob_date', value: person.birthDate },
        { key: 'city', value: person.city },
      ],
      ...fields,
    },
  };
}

/**
 * The events of Capillary's notification service a step raises: one, or two for a purchase (transaction and points). For
 * `pointsExpiryChange` no payload is published; its fields are those the neighbouring expiry APIs name.
 */
function rawEvents(step: Step): readonly RawEvent[] {
  const { member } = step;
  const home = member.person.homeStore;
  switch (step.kind) {
    case 'join':
      return [customer(step, 'customerAdded', {})];
    case 'contact-update':
      return [
        customer(step, 'customerUpdated', {
          updatedFields: [
            {
              fieldName: 'mobile',
              previousValue: step.before.slice(1),
              currentValue: step.after.slice(1),
              fieldType: 'Identifier',
            },
          ],
          customerStatus: { previousLabel: 'Active', currentLabel: 'Active', reason: null },
          triggeringActivity: { name: 'CustomerUpdate', requestId: `req-${step.number}` },
        }),
      ];
    case 'purchase':
      return purchaseEvents(step);
    case 'return':
      return [
        {
          eventName: 'transactionAdded',
          data: transaction(step, step.of, {
            cents: step.cents,
            discountCents: 0,
            billType: 'RETURN',
            number: step.bill,
            lines: step.lines.length,
            status: 'RETURNED',
          }),
        },
      ];
    case 'delivery':
      return [
        {
          eventName: 'transactionUpdated',
          data: transaction(step, step.bill, {
            cents: step.bill.cents,
            discountCents: 0,
            billType: 'REGULAR',
            number: step.bill.number,
            lines: step.bill.lines.length,
            status: step.bill.delivery,
          }),
        },
      ];
    case 'redemption':
      return [
        {
          eventName: 'pointsRedeemed',
          data: {
            ...common(member),
            triggeringActivity: activity('PointsRedemption', { redemptionId: String(step.number) }, step.store),
            totalPointsRedeemed: step.points,
            redeemedPointsCurrencyValue: money(step.points * RULES.centsPerRedeemedPoint),
            redemptionSummaryId: String(step.number),
            redemptionNotes: step.reward,
            redemptionBillNumber: null,
            isGroupRedemption: false,
            redemptionFromEarningPrograms: [
              { programId: RULES.programId, pointsRedeemed: step.points, programCurrentPoints: member.account.balance },
            ],
          },
        },
      ];
    case 'expiry':
      return [
        {
          eventName: 'pointsExpired',
          data: { ...common(member), ...balances(member), pointsExpired: step.points, triggeringActivity: {} },
        },
      ];
    case 'expiry-reminder':
      return [
        {
          eventName: 'pointsExpiryReminder',
          data: { ...common(member), scheduledExpiryDate: isoDate(step.day), pointsScheduledForExpiry: step.points },
        },
      ];
    case 'expiry-extension':
      return [
        {
          eventName: 'pointsExpiryChange',
          data: {
            ...common(member),
            expiryChangeTime: step.at,
            expiryChangeTimeISO: new Date(step.at).toISOString(),
            expiryUpdateReasonType: 'EXTEND_EXPIRY',
            pointsNewExpiryDate: isoDate(step.newDay),
            pointsUpdatedByProgram: [
              { programId: RULES.programId, points: step.points, pointsOldExpiryDate: isoDate(step.oldDay) },
            ],
          },
        },
      ];
    case 'tier-upgrade':
      return [
        tierEvent(step, 'tierUpgraded', {
          previousTierNumber: tierNumber(step.from),
          upgradedTierNumber: tierNumber(member.tier),
          upgradeType: 'STRATEGY',
          notes: '',
        }),
      ];
    case 'tier-downgrade':
      return [
        tierEvent(step, 'tierDowngraded', {
          previousTierNumber: tierNumber(step.from),
          downgradedTierNumber: tierNumber(member.tier),
        }),
      ];
    case 'tier-renewal':
      return [
        tierEvent(step, 'tierRenewed', {
          currentTierNumber: tierNumber(member.tier),
          renewType: 'STRATEGY',
          notes: '',
        }),
      ];
    case 'tier-reminder':
      return [
        tierEvent(step, 'tierDowngradeReminder', {
          currentTierNumber: tierNumber(member.tier),
          scheduledDowngradeDate: isoDate(step.day),
        }),
      ];
    case 'promotion':
      return [
        {
          eventName: 'promotionEarned',
          data: {
            ...common(member),
            promotionId: String(step.promotion.id),
            promotionName: step.promotion.name,
            promotionDescription: `${step.promotion.points} points with the next purchase at ${home.name}`,
            promotionEarnedDate: isoDate(Math.floor(step.at / 86_400_000)),
            pointsOfferType: 'GENERIC',
            issualId: `issual-${step.number}`,
            earnedId: `earned-${step.number}`,
            earnRestrictions: [],
            redemptionRestrictions: [],
            customFields: [],
          },
        },
      ];
  }
}

/** A version-4 shaped uuid made of the run's prefix and a number, so that a repeat of the run repeats it. */
function uuid(prefix: string, number: number, part: number): string {
  const tail = (number * 16 + part).toString(16).padStart(12, '0');
  return `${prefix}-0000-4000-8000-${tail}`;
}

function wrap(event: RawEvent, step: Step, eventId: string): Record<string, unknown> {
  const flat = {
    eventName: event.eventName,
    eventId,
    eventLogId: -1,
    orgId: ORG_ID,
    refId: `${ORG_ID}_${step.number}`,
    apiRequestId: `req-${step.number}`,
    createdAt: step.at,
    loyaltyEventId: null,
    traceAttributes: {},
    data: event.data,
  };
  switch (WRAPPINGS[step.number % WRAPPINGS.length]) {
    case 'body':
      return { body: flat };
    case 'bus': {
      const { eventId: id, eventLogId, traceAttributes: _traces, ...attributes } = flat;
      return {
        eventId: id,
        eventLogId,
        eventType: `${ORG_ID}_${event.eventName}`,
        consumerGroupId: null,
        actionType: 'START',
        timeStamp: step.at,
        attributes,
      };
    }
    default:
      return flat;
  }
}

/** Messages of a step as Capillary's notification service sends them: the 14 event kinds in the wrappings its pages show. */
export function* rawMessages(step: Step, prefix: string): Generator<Message> {
  let part = 0;
  for (const event of rawEvents(step)) {
    yield { to: 'event', member: step.member.index, payload: wrap(event, step, uuid(prefix, step.number, part)) };
    part += 1;
  }
}
