import { parseJson } from '@meniscus/languages/syntax';
import type { ObjectCodec } from '../../stores/index.ts';
import { Moments } from './moments.ts';

/**
 * What segmentation keeps of one person. Audiences go by their number in the scope (`AudienceNumbers`), times are epoch
 * milliseconds, so that a hundred memberships are a kilobyte and read in microseconds.
 */
export interface PersonState {
  /** Number of the audience to since when: above 0 a member since then, below 0 left then (negated). */
  readonly since: Moments;
  /** External memberships that end by themselves: number to the first moment they no longer hold. */
  until: Moments;
  /** What was so before, oldest first: number and former value in turn. Bounded; older ones are kept apart. */
  past: number[];
  /** This state tells about moments from here on; about earlier ones, rows of their own for each identity. */
  from: number;
  /** The next moment a rule can answer otherwise by time alone; 0: none. */
  due: number;
}

/** Numbers of `past` that stay with a person: a hundred and twenty changes. */
export const MOST_PAST = 240;

/** Of nearly everybody, so it is one for all of them. */
const NO_ENDS = new Moments(Object.freeze<number[]>([]) as number[]);

export function emptyState(from = 0): PersonState {
  return { since: new Moments(), until: NO_ENDS, past: [], from, due: 0 };
}

/** Notes when an external membership ends; undefined: it does not. */
export function setEnd(state: PersonState, audience: number, until: number | undefined): void {
  if (until === undefined && state.until.get(audience) === undefined) return;
  const ends = state.until.copy();
  if (until === undefined) ends.delete(audience);
  else ends.set(audience, until);
  state.until = ends;
}

/** Is there anything to keep? */
export function isEmpty({ since, past, due, from }: PersonState): boolean {
  return since.size === 0 && past.length === 0 && due === 0 && from === 0;
}

/** Is a value of `since` that of a member? */
export function isMember(since: number | undefined): boolean {
  return since !== undefined && since > 0;
}

/** Value of an audience at a moment the state tells about. */
export function sinceAt({ since, past }: PersonState, audience: number, at: number): number | undefined {
  const now = since.get(audience);
  if (now === undefined || Math.abs(now) <= at) return now;
  for (let index = past.length - 2; index >= 0; index -= 2) {
    if (past[index] === audience && Math.abs(past[index + 1]!) <= at) return past[index + 1];
  }
  return undefined;
}

interface Stored {
  readonly m: number[];
  readonly u?: number[];
  readonly p?: number[];
  readonly f?: number;
  readonly d?: number;
}

export function toStored({ since, until, past, from, due }: PersonState): Stored {
  return {
    m: since.pairs,
    ...(until.size === 0 ? {} : { u: until.pairs }),
    ...(past.length === 0 ? {} : { p: past }),
    ...(from === 0 ? {} : { f: from }),
    ...(due === 0 ? {} : { d: due }),
  };
}

export function fromStored({ m, u, p, f, d }: Stored): PersonState {
  return {
    since: new Moments(m),
    until: u === undefined ? NO_ENDS : new Moments(u),
    past: p ?? [],
    from: f ?? 0,
    due: d ?? 0,
  };
}

export const stateCodec: ObjectCodec<PersonState> = {
  encode: (state) => Buffer.from(JSON.stringify(toStored(state))),
  decode: (bytes) => fromStored(parseJson(Buffer.from(bytes).toString()) as Stored),
};
