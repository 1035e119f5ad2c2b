import { createHash } from 'node:crypto';
import { instant, isObject, type Members, member, spelling, text } from './tidy.ts';

/** The events both vendors list (pages "Capillary Streaming Events" and "Adobe integration overview"). */
export const EVENT_NAMES = [
  'pointsIssued',
  'pointsRedeemed',
  'pointsExpired',
  'pointsExpiryReminder',
  'pointsExpiryChange',
  'tierUpgraded',
  'tierDowngraded',
  'tierRenewed',
  'tierDowngradeReminder',
  'customerAdded',
  'customerUpdated',
  'transactionAdded',
  'transactionUpdated',
  'promotionEarned',
] as const;

/**
 * Events outside that list without which balances and identities drift: returns take points back, accounts are joined,
 * rewards and coupons are given and used (page "Event schema" of the Event Notification service).
 */
export const NEIGHBOUR_NAMES = [
  'issuedPointsReversed',
  'redeemedPointsReversed',
  'loyaltyCustomerMerge',
  'rewardIssued',
  'couponIssue',
  'couponRedeem',
] as const;

/** Letter case of names varies between pages (`CouponIssue`, `couponIssue`). */
const SPELLED = new Map([...EVENT_NAMES, ...NEIGHBOUR_NAMES].map((name) => [name.toLowerCase(), name] as const));

/** An event in one of the wrappings Capillary's Event Notification service uses. */
export interface WrappedEvent {
  /** As the lists above spell it, when they have it. */
  readonly name: string;
  readonly id?: string;
  /** Names that lead from the payload to the event's body, as they are spelled there. */
  readonly bodyPath: readonly string[];
  readonly body: Members;
  /** Members beside the body: `createdAt`, `orgId`, `refId`. */
  readonly envelope: Members;
  /** When Capillary stored it, epoch milliseconds. */
  readonly createdAt?: number;
}

/** `pointsIssued`, or `{orgId}_pointsIssued` in the message-bus form. */
function eventName(value: unknown): string | undefined {
  const name = text(value)?.replace(/^\d+_/, '');
  return name === undefined ? undefined : (SPELLED.get(name.toLowerCase()) ?? name);
}

/** The event whose members stand in `holder`, which `path` leads to. */
function eventIn(holder: unknown, path: readonly string[], outer: Members): WrappedEvent | undefined {
  if (!isObject(holder)) return undefined;
  const name = eventName(member(holder, 'eventName')) ?? eventName(member(outer, 'eventType'));
  const bodyName = spelling(holder, 'data');
  const body = bodyName === undefined ? undefined : holder[bodyName];
  if (name === undefined || bodyName === undefined || !isObject(body)) return undefined;
  const id = text(member(holder, 'eventId')) ?? text(member(outer, 'eventId'));
  const createdAt =
    instant(member(holder, 'createdAt')) ??
    instant(member(outer, 'timeStamp')) ??
    instant(member(body, 'enteredAt', 'billDate'));
  return {
    name,
    bodyPath: [...path, bodyName],
    body,
    envelope: holder,
    ...(id === undefined ? {} : { id }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

/**
 * Finds the event in a payload of the Event Notification service. All four published wrappings are known: flat; under
 * `body`; the message-bus form with `attributes`; and the result form, whose `data` holds the flat one. Undefined when it
 * is none of them.
 */
export function findEvent(payload: unknown): WrappedEvent | undefined {
  if (!isObject(payload)) return undefined;
  let found = FOUND.get(payload);
  if (found === undefined) {
    found = search(payload) ?? NONE;
    FOUND.set(payload, found);
  }
  return found === NONE ? undefined : found;
}

/** A payload is looked at by whoever routes, keys and translates it; it never changes. */
const FOUND = new WeakMap<Members, WrappedEvent | typeof NONE>();
const NONE = Symbol('no event');

function search(payload: Members): WrappedEvent | undefined {
  // The result form has a `data` inside its `data`; look there first, since the flat form has only one.
  for (const name of ['body', 'attributes', 'data']) {
    const key = spelling(payload, name);
    const found = key === undefined ? undefined : eventIn(payload[key], [key], payload);
    if (found !== undefined) return found;
  }
  return eventIn(payload, [], payload);
}

/** The event's id, or one made of its content where it has none: the same event then still has the same id. */
export function idOf(event: WrappedEvent): string {
  if (event.id !== undefined) return event.id;
  const content = JSON.stringify([event.name, event.createdAt ?? null, event.body]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
