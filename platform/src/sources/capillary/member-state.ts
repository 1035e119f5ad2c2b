import { EMPTY_BOOK, type PointsBook } from './book.ts';

/** A promotion or reward a member has, in the names of the profile payload. */
export type Earned = Readonly<Record<string, unknown>> & { readonly id: string };

/** What one event tells of a promotion or reward. */
interface Sighting {
  readonly at: number;
  readonly event: string;
  readonly thing: Earned;
}

/** Things by their id, with what the events about them told, in order of time. */
export type EarnedThings = Readonly<Record<string, readonly Sighting[]>>;

/** What the connector remembers of a member, to read the next event by. */
export interface MemberState {
  /** Program id to its points: programmes of one organisation keep balances of their own. */
  readonly points: Readonly<Record<string, PointsBook>>;
  /** Program id to whether it is the default one, as far as events have said it. */
  readonly programs?: Readonly<Record<string, boolean>>;
  readonly promotions: EarnedThings;
  readonly rewards: EarnedThings;
  /** Ids of events seen, with when they were received. */
  readonly seen: Readonly<Record<string, number>>;
}

export const NEW_MEMBER: MemberState = Object.freeze({
  points: Object.freeze({}),
  promotions: Object.freeze({}),
  rewards: Object.freeze({}),
  seen: Object.freeze({}),
});

/** Capillary sends a failed delivery again for at least seven days; a day more for clocks. */
const REMEMBER_MS = 8 * 86_400_000;
const MOST_SEEN = 2000;
const MOST_PROGRAMS = 20;
const MOST_THINGS = 50;
const MOST_SIGHTINGS = 6;

/** Has this event been read before? */
export function hasSeen(state: MemberState, id: string): boolean {
  return Object.hasOwn(state.seen, id);
}

/**
 * Notes an event received at `receivedAt`. Ids are forgotten by when they were received, not by when the event happened: a
 * late event is repeated for as many days as any other.
 */
export function noteEvent(state: MemberState, id: string, receivedAt: number): MemberState {
  const kept = Object.entries(state.seen).filter(([, time]) => time > receivedAt - REMEMBER_MS);
  return { ...state, seen: Object.fromEntries([...kept, [id, receivedAt] as const].slice(-MOST_SEEN)) };
}

/** The points of a programme. */
export function bookOf(state: MemberState, program: string): PointsBook {
  return Object.hasOwn(state.points, program) ? state.points[program]! : EMPTY_BOOK;
}

/** The member with another book for a programme. */
export function withBook(state: MemberState, program: string, book: PointsBook): MemberState {
  const known = Object.hasOwn(state.points, program);
  if (!known && Object.keys(state.points).length >= MOST_PROGRAMS) return state;
  return { ...state, points: { ...state.points, [program]: book } };
}

/** The member with what an event says of a programme. One that was called the default once stays it. */
export function withProgram(state: MemberState, program: string, isDefault: boolean | undefined): MemberState {
  const { programs = {} } = state;
  const known = Object.hasOwn(programs, program);
  if (isDefault === undefined || (known && (programs[program] === true || !isDefault))) return state;
  if (!known && Object.keys(programs).length >= MOST_PROGRAMS) return state;
  return { ...state, programs: { ...programs, [program]: isDefault } };
}

/**
 * The programme whose balance and tier a profile shows. Many events name theirs without saying whether it is the default
 * one (`pointsExpired` has nothing but `loyaltyProgramId`): then what other events of the member said decides, and where
 * none has said anything, the first by its id.
 */
export function defaultProgram({ points, programs = {} }: MemberState, named?: string): string | undefined {
  const ids = [...new Set([...Object.keys(points), ...Object.keys(programs), ...(named === undefined ? [] : [named])])];
  const said = (id: string) => (Object.hasOwn(programs, id) ? programs[id] : undefined);
  return ids.find((id) => said(id) === true) ?? ids.filter((id) => said(id) === undefined).sort()[0];
}

function compare(a: Sighting, b: Sighting): number {
  return a.at - b.at || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0);
}

function newest(sightings: readonly Sighting[]): number {
  return sightings.at(-1)?.at ?? 0;
}

/** Puts what an event tells of a promotion or reward among the rest, in order of time, whatever the order of arrival. */
export function withThing(
  things: EarnedThings,
  { id: event, at }: { id: string; at: number },
  thing: Earned,
): EarnedThings {
  const old = Object.hasOwn(things, thing.id) ? things[thing.id]! : [];
  if (old.some((one) => one.event === event)) return things;
  const sightings = [...old, { at, event, thing }].sort(compare).slice(-MOST_SIGHTINGS);
  const all = Object.entries({ ...things, [thing.id]: sightings });
  all.sort(([a, one], [b, two]) => newest(one) - newest(two) || (a < b ? -1 : 1));
  return Object.fromEntries(all.slice(-MOST_THINGS));
}

/** Things oldest first, each as all events about it tell, newer ones over older; with the time of the newest of them. */
export function listOf(things: EarnedThings): { readonly list: readonly Earned[]; readonly newest: number } {
  const all = Object.entries(things).sort(([a, one], [b, two]) => newest(one) - newest(two) || (a < b ? -1 : 1));
  return {
    list: all.map(([id, sightings]) => Object.assign({ id }, ...sightings.map(({ thing }) => thing)) as Earned),
    newest: all.reduce((most, [, sightings]) => Math.max(most, newest(sightings)), 0),
  };
}
