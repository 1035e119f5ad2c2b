import { ladderOf, newestOf, post, standingOf } from './book.ts';
import type { Customer } from './customer.ts';
import { currentTier, programOf } from './event-record.ts';
import {
  bookOf,
  defaultProgram,
  type Earned,
  listOf,
  type MemberState,
  withBook,
  withProgram,
  withThing,
} from './member-state.ts';
import { moveOf } from './movement.ts';
import { child, children, day, instant, known, type Members, member, number, pairs, text } from './tidy.ts';

/** A part of a profile, and when that was so (epoch milliseconds). */
export interface ProfileUpdate {
  readonly observedAt: number;
  readonly members: Members;
}

interface Happened {
  readonly name: string;
  readonly id: string;
  readonly at: number;
  readonly body: Members;
}

/** What points are kept under when no event has named a programme yet. */
const NAMELESS = 'default';

/** Days of the expiry ladder a profile shows. */
const LADDER_DAYS = 12;

function midnight(date: string | undefined): string | undefined {
  return date === undefined ? undefined : `${date}T00:00:00.000Z`;
}

/** What the event itself says of the member: person, status, tier, programme. */
function statedBy(
  { name, at, body }: Happened,
  { customer }: Customer,
  shown: string | undefined,
): Members | undefined {
  const program = programOf(body);
  const isShown = program.id === undefined || program.id === shown;
  const tier = isShown ? currentTier(body) : {};
  const joined = name === 'customerAdded' ? (instant(member(body, 'enteredAt')) ?? at) : undefined;
  const homeStore =
    name === 'customerAdded' ? text(member(child(child(body, 'enteredBy'), 'store'), 'code')) : undefined;
  const tierChanged = name.startsWith('tier') && name !== 'tierDowngradeReminder';
  const ownFields = name.startsWith('customer');
  return known({
    loyalty: known({
      program: isShown ? program.name : undefined,
      tier: tier.name,
      tierExpiryDate: tierChanged && isShown ? midnight(day(member(body, 'tierExpiryDate'))) : undefined,
      status: text(member(child(body, 'customerStatus'), 'currentLabel'))?.toLowerCase(),
      joinDate: joined === undefined ? undefined : new Date(joined).toISOString(),
    }),
    customer: known({
      ...customer,
      tierNumber: tier.number,
      homeStore,
      loyaltyType: text(member(body, 'loyaltyType')),
      customFields: ownFields ? pairs(children(body, 'customFields')) : undefined,
      extendedFields: ownFields ? pairs(children(body, 'extendedFields')) : undefined,
    }),
  });
}

/**
 * Balances after the event, out of the book: its place among the other movements decides, not when it arrived. Dated with
 * the newest movement of any programme, so that a late event repeats the newest balance and never brings an older one back,
 * and a programme that turns out not to be the default one leaves nothing behind.
 */
function balancesAfter(
  { name, id, at, body }: Happened,
  before: MemberState,
): { state: MemberState; update?: ProfileUpdate } {
  const { id: named, isDefault } = programOf(body);
  const told = named === undefined ? before : withProgram(before, named, isDefault);
  const program = named ?? defaultProgram(before) ?? NAMELESS;
  const move = moveOf(name, body, id, at);
  const state = move === undefined ? told : withBook(told, program, post(bookOf(told, program), move));
  const shown = defaultProgram(state);
  const observedAt = Math.max(0, ...Object.values(state.points).map(newestOf));
  const unchanged = move === undefined && shown === defaultProgram(before);
  if (shown === undefined || unchanged || observedAt === 0) return { state };
  const standing = standingOf(bookOf(state, shown));
  const ladder = ladderOf(standing, new Date(observedAt).toISOString().slice(0, 10)).slice(0, LADDER_DAYS);
  const loyalty = known({
    points: standing.balance,
    lifetimePoints: standing.lifetime,
    pointsExpiration: ladder.map(([on, points]) => ({ pointsExpiring: points, pointsExpirationDate: midnight(on) })),
  });
  return { state, update: { observedAt, members: { loyalty } } };
}

function promotionOf(body: Members, at: number): Earned | undefined {
  const id = text(member(body, 'earnedId', 'issualId', 'promotionId'));
  if (id === undefined) return undefined;
  return {
    id,
    ...known({
      promotionId: text(member(body, 'promotionId')),
      name: text(member(body, 'promotionName')),
      earnedAt: midnight(day(member(body, 'promotionEarnedDate'))) ?? new Date(at).toISOString(),
      expiresAt: midnight(day(member(body, 'promotionEarnedExpiryDate', 'promotionEndDate'))),
    }),
  };
}

function rewardOf({ name, id: eventId, at, body }: Happened): Earned | undefined {
  const iso = new Date(at).toISOString();
  if (name === 'rewardIssued') {
    const details = child(body, 'intouchRewardDetails');
    const code = text(member(details, 'intouchCouponCode'));
    return {
      id: code ?? eventId,
      status: 'issued',
      issuedAt: iso,
      ...known({
        name: text(member(body, 'rewardName', 'label')),
        type: text(member(body, 'type')),
        code,
        points: number(member(body, 'intouchPoints')),
        expiresAt: midnight(day(member(details, 'codeExpiry') ?? member(body, 'endDate'))),
      }),
    };
  }
  if (name !== 'couponIssue' && name !== 'couponRedeem') return undefined;
  const coupon = name === 'couponIssue' ? (children(body, 'coupons')[0] ?? {}) : child(body, 'coupon');
  const code = text(member(coupon, 'code'));
  const id = code ?? text(member(coupon, 'id'));
  if (id === undefined) return undefined;
  const series = { ...child(coupon, 'series_info'), ...child(body, 'series_info') };
  return {
    id,
    ...known({
      name: text(member(series, 'description')),
      type: text(member(series, 'discount_type', 'seriesType')),
      code,
      value: number(member(series, 'discount_value')),
      expiresAt: midnight(day(member(coupon, 'valid_till') ?? member(series, 'valid_till'))),
    }),
    ...(name === 'couponIssue' ? { status: 'issued', issuedAt: iso } : { status: 'redeemed', redeemedAt: iso }),
  };
}

function thingsAfter(happened: Happened, state: MemberState): { state: MemberState; update?: ProfileUpdate } {
  const promotion = happened.name === 'promotionEarned' ? promotionOf(happened.body, happened.at) : undefined;
  if (promotion !== undefined) {
    const promotions = withThing(state.promotions, happened, promotion);
    const { list, newest } = listOf(promotions);
    return { state: { ...state, promotions }, update: { observedAt: newest, members: { promotions: list } } };
  }
  const reward = rewardOf(happened);
  if (reward === undefined) return { state };
  const rewards = withThing(state.rewards, happened, reward);
  const { list, newest } = listOf(rewards);
  return { state: { ...state, rewards }, update: { observedAt: newest, members: { rewards: list } } };
}

/**
 * What an event changes in the member's profile: parts with the moment each was so, and what to remember. In order of
 * arrival both parts have one moment and come as one; a late event comes as two.
 */
export function profileUpdates(
  happened: Happened,
  customer: Customer,
  state: MemberState,
): { readonly updates: readonly ProfileUpdate[]; readonly state: MemberState } {
  const balances = balancesAfter(happened, state);
  const stated = statedBy(happened, customer, defaultProgram(balances.state, programOf(happened.body).id));
  const things = thingsAfter(happened, balances.state);
  const updates: ProfileUpdate[] = stated === undefined ? [] : [{ observedAt: happened.at, members: stated }];
  for (const more of [balances.update, things.update]) {
    if (more === undefined) continue;
    const same = updates.findIndex(({ observedAt }) => observedAt === more.observedAt);
    if (same < 0) updates.push(more);
    else updates[same] = { observedAt: more.observedAt, members: joined(updates[same]!.members, more.members) };
  }
  return { updates, state: things.state };
}

function joined(a: Members, b: Members): Members {
  return { ...a, ...b, loyalty: { ...child(a, 'loyalty'), ...child(b, 'loyalty') } };
}
