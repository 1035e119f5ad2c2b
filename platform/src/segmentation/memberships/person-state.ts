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

/** Numbers of `past` that stay with a person: forty-eight changes. More of them cost the heap of busy people more than rows of their own do. */
export const MOST_PAST = 96;

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

/** As states were stored before they were numbers. */
interface StoredAsJson {
  readonly m: number[];
  readonly u?: number[];
  readonly p?: number[];
  readonly f?: number;
  readonly d?: number;
}

function fromJson({ m, u, p, f, d }: StoredAsJson): PersonState {
  return {
    since: new Moments(m),
    until: u === undefined ? NO_ENDS : new Moments(u),
    past: p ?? [],
    from: f ?? 0,
    due: d ?? 0,
  };
}

/** Lengths of the three lists, `from` and `due` stand before the lists. */
const HEAD = 5;
const BRACE = 0x7b;

/** Where states are put together and taken apart; in the byte order of the machine, which is little-endian wherever Node runs. */
let room = new Float64Array(1024);
let bytesOfRoom = Buffer.from(room.buffer);

function makeRoom(numbers: number): void {
  if (numbers <= room.length) return;
  room = new Float64Array(numbers * 2);
  bytesOfRoom = Buffer.from(room.buffer);
}

/** Are these the numbers of a state? Of bytes that are none the lengths may be anything, and would be reserved. */
function isState(bytes: Uint8Array): boolean {
  if (bytes.length % 8 !== 0 || bytes.length < HEAD * 8) return false;
  const numbers = bytes.length / 8 - HEAD;
  const lengths = [room[0]!, room[1]!, room[2]!];
  return lengths.every((one) => one >= 0 && one % 2 === 0) && lengths.reduce((sum, one) => sum + one) === numbers;
}

/** Puts a list into the room and returns where it ends. Typed arrays take one at once, at the price of some hundred numbers. */
function putList(list: readonly number[], start: number): number {
  for (let at = 0; at < list.length; at += 1) room[start + at] = list[at]!;
  return start + list.length;
}

function listAt(start: number, length: number): number[] {
  const list: number[] = [];
  for (let at = start; at < start + length; at += 1) list.push(room[at]!);
  return list;
}

/**
 * A state as numbers of eight bytes each: as text most of the time would go into the digits of moments. The first byte is
 * never that of JSON, which states were before: a length is so small that the lowest byte of its number is 0. The store tells
 * whether bytes are those that were written; `decode` throws for those that are no state at all.
 */
export const stateCodec: ObjectCodec<PersonState> = {
  encode({ since, until, past, from, due }) {
    const numbers = HEAD + since.pairs.length + until.pairs.length + past.length;
    makeRoom(numbers);
    room[0] = since.pairs.length;
    room[1] = until.pairs.length;
    room[2] = past.length;
    room[3] = from;
    room[4] = due;
    putList(past, putList(until.pairs, putList(since.pairs, HEAD)));
    const bytes = Buffer.allocUnsafe(numbers * 8);
    bytesOfRoom.copy(bytes, 0, 0, numbers * 8);
    return bytes;
  },
  decode(bytes) {
    if (bytes[0] === BRACE) return fromJson(parseJson(Buffer.from(bytes).toString()) as StoredAsJson);
    makeRoom(Math.ceil(bytes.length / 8));
    bytesOfRoom.set(bytes);
    if (!isState(bytes)) throw new Error(`${bytes.length} bytes are not what is kept of a person's memberships`);
    const [members, ends, past] = [room[0]!, room[1]!, room[2]!];
    return {
      since: new Moments(listAt(HEAD, members)),
      until: ends === 0 ? NO_ENDS : new Moments(listAt(HEAD + members, ends)),
      past: listAt(HEAD + members + ends, past),
      from: room[3]!,
      due: room[4]!,
    };
  },
};
