import type { Known, RecordPart, Translation } from '../connector.ts';
import { type Customer, customerOf } from './customer.ts';
import { eventRecord } from './event-record.ts';
import { findEvent, idOf, type WrappedEvent } from './events.ts';
import { hasSeen, type MemberState, NEW_MEMBER, noteEvent } from './member-state.ts';
import { profileUpdates } from './profile-updates.ts';
import { child, children, member, text } from './tidy.ts';

/** Coupon events name the customer beside each coupon. */
function customerOfEvent({ name, body }: WrappedEvent): Customer {
  if (name === 'loyaltyCustomerMerge') return mergedCustomer(body);
  const own = customerOf(body);
  if (own.identityMap !== undefined) return own;
  const coupon = children(body, 'coupons')[0] ?? child(body, 'coupon');
  return customerOf(coupon);
}

const SURVIVORS = ['survivor', 'survivorCustomer', 'toCustomer', 'targetCustomer', 'mergedInto'];
const VICTIMS = ['victim', 'victimCustomer', 'fromCustomer', 'sourceCustomer', 'mergedCustomer'];

function idIn(body: WrappedEvent['body'], holders: readonly string[]): string | undefined {
  const inside = child(body, ...holders);
  return text(
    member(inside, 'customerId', 'userId', 'id') ??
      member(body, ...holders.map((name) => `${name.replace('Customer', '')}CustomerId`)),
  );
}

/**
 * Both numbers of a merged customer as identities of one person. No payload of this event is published; the spellings are
 * those its neighbours use, and customerIdentifiers, where there are any, stand for the survivor.
 */
function mergedCustomer(body: WrappedEvent['body']): Customer {
  const survivor = customerOf(body);
  const to = survivor.customerId ?? idIn(body, SURVIVORS);
  const from = idIn(body, VICTIMS);
  if (to === undefined) return survivor;
  const others = (survivor.identityMap?.CapillaryId ?? []).filter(({ id }) => id !== to && id !== from);
  const ids = [to, ...(from === undefined || from === to ? [] : [from])];
  const capillary = ids.map((id, index) => ({ id, primary: index === 0, authenticatedState: 'ambiguous' as const }));
  return {
    ...survivor,
    customerId: to,
    identityMap: { ...survivor.identityMap, CapillaryId: [...capillary, ...others] },
  };
}

/**
 * What the state of an event is kept under: organisation and customer. Undefined for payloads that are no event and for
 * events about nobody.
 */
export function memberKey(payload: unknown): string | undefined {
  const event = findEvent(payload);
  if (event === undefined) return undefined;
  const { customerId } = customerOfEvent(event);
  if (customerId === undefined) return undefined;
  return `${text(member(event.envelope, 'orgId')) ?? ''}/${customerId}`;
}

/**
 * Takes an event apart: the experience event it is, and the updates of the profile it implies. `state` is what was returned
 * for the event before it under the same `memberKey`; a repeat of an event is told as such and changes nothing; one that is
 * read again makes its records again, and takes its old place among the movements of points.
 *
 * Times in the future are cut to the time of receipt: a clock that runs ahead must not guard its values against all others.
 */
export function translate(payload: unknown, { state, again }: Known, receivedAt: number): Translation | undefined {
  const event = findEvent(payload);
  if (event === undefined) return undefined;
  const before = (state as MemberState | undefined) ?? NEW_MEMBER;
  const id = idOf(event);
  if (!again && hasSeen(before, id)) return { duplicate: true, id };
  const at = Math.min(event.createdAt ?? receivedAt, receivedAt);
  const customer = customerOfEvent(event);
  const record: RecordPart = { behavior: 'time-series', payload: eventRecord(event, customer, receivedAt) };
  if (customer.identityMap === undefined) return { duplicate: false, id, parts: [record], state: undefined };
  const happened = { name: event.name, id, at, body: event.body };
  const { updates, state: after } = profileUpdates(happened, customer, before);
  const parts = updates.map(
    ({ observedAt, members }): RecordPart => ({
      behavior: 'record',
      payload: { identityMap: customer.identityMap, ...members },
      observedAt,
    }),
  );
  return {
    duplicate: false,
    id,
    parts: [record, ...parts],
    state: customer.customerId === undefined ? undefined : noteEvent(after, id, receivedAt),
  };
}
