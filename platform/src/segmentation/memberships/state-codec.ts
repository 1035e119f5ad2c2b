import { parseJson } from '@meniscus/languages/syntax';
import type { ObjectCodec } from '../../stores/index.ts';
import { LAST_MOMENT, type PersonState, StateDraft, stateIn } from './person-state.ts';

/** What states were before they were texts: lists of audience numbers and moments in turn. */
interface Earlier {
  readonly since: readonly number[];
  readonly ends: readonly number[];
  readonly past: readonly number[];
  readonly from: number;
  readonly due: number;
}

/** The first byte of a state as JSON, which all were first. */
const BRACE = 0x7b;

function fromJson(bytes: Buffer): Earlier {
  const { m, u, p, f, d } = parseJson(bytes.toString()) as {
    readonly m: number[];
    readonly u?: number[];
    readonly p?: number[];
    readonly f?: number;
    readonly d?: number;
  };
  return { since: m, ends: u ?? [], past: p ?? [], from: f ?? 0, due: d ?? 0 };
}

/** Of a state as numbers of eight bytes: lengths of the three lists, `from` and `due`, before the lists. */
const HEAD = 5;

/** Undefined for bytes that are no state: of those the lengths may be anything. */
function fromNumbers(bytes: Buffer): Earlier | undefined {
  if (bytes.length % 8 !== 0 || bytes.length < HEAD * 8) return undefined;
  const numbers = Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readDoubleLE(at * 8));
  const [sinces, ends, pasts, from, due] = numbers as [number, number, number, number, number];
  const areEven = [sinces, ends, pasts].every((one) => one >= 0 && one % 2 === 0);
  if (!areEven || HEAD + sinces + ends + pasts !== numbers.length) return undefined;
  const [endsAt, pastAt] = [HEAD + sinces, HEAD + sinces + ends];
  return {
    since: numbers.slice(HEAD, endsAt),
    ends: numbers.slice(endsAt, pastAt),
    past: numbers.slice(pastAt),
    from,
    due,
  };
}

const draft = new StateDraft();

function stateOf({ since, ends, past, from, due }: Earlier): PersonState {
  draft.begin();
  draft.setFrom(from);
  // Before, it was as far away as a rule said.
  draft.setDue(Math.min(due, LAST_MOMENT));
  for (let at = 0; at < since.length; at += 2) draft.setSince(since[at]!, since[at + 1]!);
  for (let at = 0; at < ends.length; at += 2) draft.setEnd(ends[at]!, ends[at + 1]!);
  for (let at = 0; at < past.length; at += 2) draft.addPast(past[at]!, past[at + 1]!);
  return draft.state;
}

/**
 * States as they are in memory, a byte for each character. Those written before are read, too, and become so with the next change. The
 * store tells whether bytes are those that were written; `decode` throws for those that are no state at all.
 */
export const stateCodec: ObjectCodec<PersonState> = {
  encode: (state) => Buffer.from(state, 'latin1'),
  decode(stored) {
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
    if (bytes[0] === BRACE) return stateOf(fromJson(bytes));
    const state = stateIn(bytes.toString('latin1'));
    if (state !== undefined) return state;
    const earlier = bytes[0] === 0 ? fromNumbers(bytes) : undefined;
    if (earlier === undefined) throw new Error(`${stored.length} bytes are not what is kept of a person's memberships`);
    return stateOf(earlier);
  },
};
