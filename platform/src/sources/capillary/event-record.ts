import type { Customer } from './customer.ts';
import { idOf, type WrappedEvent } from './events.ts';
import { child, children, day, instant, known, type Members, member, number, pairs, text } from './tidy.ts';

/** Number of a tier and what the programme calls it. */
export interface Tier {
  readonly number?: number;
  readonly name?: string;
}

/** A tier by its number: the tier events carry only numbers, the names stand in `loyaltyProgramDetails.tiers`. */
export function tierOf(body: Members, ...fields: readonly string[]): Tier {
  const wanted = number(member(body, ...fields));
  if (wanted === undefined) return {};
  const tiers = children(child(body, 'loyaltyProgramDetails'), 'tiers');
  const name = text(member(tiers.find((tier) => number(member(tier, 'tierNumber')) === wanted) ?? {}, 'tierName'));
  return { number: wanted, ...(name === undefined ? {} : { name }) };
}

/** The tier an event leaves the member in; empty for events that say nothing of it. */
export function currentTier(body: Members): Tier {
  return tierOf(body, 'upgradedTierNumber', 'downgradedTierNumber', 'currentTierNumber');
}

/** What an event says of the programme it is about. Many do not say whether it is the default one, some not even its id. */
export interface Program {
  readonly id?: string;
  readonly name?: string;
  readonly isDefault?: boolean;
}

/** The programme an event is about. */
export function programOf(body: Members): Program {
  const details = child(body, 'loyaltyProgramDetails');
  const name = text(member(details, 'name'));
  const earning =
    children(body, 'redemptionFromEarningPrograms')[0] ?? children(body, 'pointsUpdatedByProgram')[0] ?? {};
  const id = text(member(body, 'loyaltyProgramId') ?? member(details, 'id') ?? member(earning, 'programId'));
  const isDefault = member(details, 'isDefault');
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(typeof isDefault === 'boolean' ? { isDefault } : {}),
  };
}

const SIGNED_BILLS = new Set(['RETURN']);

/** The sale an event is about, in the documented names of the transaction payload. */
function commerceOf(body: Members): Members | undefined {
  const store = child(child(body, 'enteredBy'), 'store');
  const activityStore = child(child(child(body, 'triggeringActivity'), 'enteredBy'), 'store');
  const storeCode = text(member(store, 'code') ?? member(activityStore, 'code'));
  const sign = SIGNED_BILLS.has(text(member(body, 'billType'))?.toUpperCase() ?? '') ? -1 : 1;
  const signed = (value: number | undefined) => (value === undefined ? undefined : sign * Math.abs(value));
  const order = known({
    purchaseID: text(member(body, 'billNumber', 'redemptionBillNumber')),
    priceTotal: signed(number(member(body, 'amount'))),
    discountAmount: number(member(body, 'discount')),
    currencyCode: text(member(body, 'currencyCode')),
  });
  return known({ commerceScope: known({ storeCode }), order });
}

/** Lines of the bill, for senders that add them: the service itself sends only their number. */
function linesOf(body: Members): readonly Members[] | undefined {
  const lines = children(body, 'lineItems', 'lineItemsV2', 'productLineItems')
    .slice(0, 1000)
    .flatMap((line) => {
      const read = known({
        SKU: text(member(line, 'SKU', 'itemCode', 'sku', 'productId')),
        quantity: number(member(line, 'quantity', 'qty')),
        priceTotal: number(member(line, 'priceTotal', 'amount', 'value')),
        name: text(member(line, 'name', 'description')),
        discountAmount: number(member(line, 'discountAmount', 'discount')),
      });
      return read === undefined ? [] : [read];
    });
  return lines.length === 0 ? undefined : lines;
}

function rewardOf(name: string, body: Members): string | undefined {
  if (name === 'pointsRedeemed') return text(member(body, 'redemptionNotes'));
  if (name === 'rewardIssued') return text(member(body, 'rewardName', 'label', 'rewardId'));
  const coupon = children(body, 'coupons')[0] ?? child(body, 'coupon');
  const series =
    Object.keys(child(body, 'series_info')).length > 0 ? child(body, 'series_info') : child(coupon, 'series_info');
  return text(member(series, 'description') ?? member(coupon, 'code'));
}

/** What the event did to points and tier. Names that the documented transaction payload and its mapping rows use. */
function loyaltyOf(name: string, body: Members): Members | undefined {
  const tier = currentTier(body);
  const previous = tierOf(body, 'previousTierNumber');
  const earning = children(body, 'redemptionFromEarningPrograms')[0] ?? {};
  const changed = children(body, 'pointsUpdatedByProgram')[0] ?? {};
  return known({
    program: programOf(body).name,
    programId: text(member(body, 'loyaltyProgramId')),
    pointsIssued: number(member(body, 'totalPointsIssued')),
    pointsRedeemed: number(member(body, 'totalPointsRedeemed')),
    pointsExpired: number(member(body, 'pointsExpired')),
    pointsReversed: number(member(body, 'totalIssuedPointsReversed', 'totalPointsReversed')),
    pointsExpiring: number(member(body, 'pointsScheduledForExpiry') ?? member(changed, 'points')),
    expiryDate: day(member(body, 'scheduledExpiryDate', 'scheduledDowngradeDate', 'pointsNewExpiryDate')),
    pointsBalance: number(member(body, 'programCurrentPoints') ?? member(earning, 'programCurrentPoints')),
    lifetimePoints: number(member(body, 'programLifetimePoints')),
    tier: tier.name,
    tierNumber: tier.number,
    previousTier: previous.name,
    previousTierNumber: previous.number,
    promotion: text(
      member(body, 'promotionName') ?? member(children(body, 'promotionalPointsIssued')[0] ?? {}, 'promotionName'),
    ),
    reward: rewardOf(name, body),
    status: text(member(child(body, 'customerStatus'), 'currentLabel')),
    previousStatus: text(member(child(body, 'customerStatus'), 'previousLabel')),
  });
}

/**
 * The event in the shape of the documented transaction payload (page "Create a Capillary connection with Flow Service"), so
 * that one mapping set serves both: `_id` is the event's id, `timestamp` when Capillary stored it. Members the documented
 * payload has no name for stand beside it: `eventName`, `loyalty`, `transaction`, `updatedFields`, `customFields`,
 * `extendedFields`. `receivedAt` (epoch milliseconds) stands in for an event that says no time.
 */
export function eventRecord(event: WrappedEvent, { identityMap }: Customer, receivedAt: number): Members {
  const { name, body, envelope } = event;
  return {
    _id: idOf(event),
    timestamp: new Date(event.createdAt ?? receivedAt).toISOString(),
    eventName: name,
    ...known({
      identityMap,
      billType: text(member(body, 'billType')),
      commerce: commerceOf(body),
      productLineItems: linesOf(body),
      loyalty: loyaltyOf(name, body),
      transaction: known({
        id: text(member(body, 'transactionId')),
        status: text(member(body, 'deliveryStatus')),
        outlierStatus: text(member(body, 'outlierStatus')),
        lineItemCount: number(member(body, 'lineItemCount')),
        billDate: isoOf(member(body, 'billDate')),
        grossAmount: number(member(body, 'grossAmount')),
      }),
      updatedFields: updatesOf(body),
      customFields: pairs(children(body, 'customFields')),
      extendedFields: pairs(children(body, 'extendedFields')),
      organisation: text(member(envelope, 'orgId')),
      reference: text(member(envelope, 'refId')),
    }),
  };
}

function isoOf(value: unknown): string | undefined {
  const at = instant(value);
  return at === undefined ? undefined : new Date(at).toISOString();
}

function updatesOf(body: Members): readonly Members[] | undefined {
  const updates = children(body, 'updatedFields')
    .slice(0, 200)
    .flatMap((field) => {
      const read = known({
        fieldName: text(member(field, 'fieldName')),
        previousValue: text(member(field, 'previousValue')),
        currentValue: text(member(field, 'currentValue')),
        fieldType: text(member(field, 'fieldType')),
      });
      return read === undefined ? [] : [read];
    });
  return updates.length === 0 ? undefined : updates;
}
