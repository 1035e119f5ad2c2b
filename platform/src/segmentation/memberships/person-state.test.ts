import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueOf,
  eachEnd,
  eachPast,
  eachSince,
  endOf,
  fromOf,
  isEmpty,
  type PersonState,
  StateDraft,
  sinceAt,
  sinceOf,
  soonestEndOf,
  tellsOfAny,
  withoutDue,
} from './person-state.ts';
import { stateCodec } from './state-codec.ts';

/** As far as moments of JavaScript go. */
const MOST = 8_640_000_000_000_000;
const moment = fc.integer({ min: -MOST, max: MOST });
const audience = fc.oneof(fc.nat(20), fc.nat(70_000), fc.constantFrom(255, 256, 65_535, 65_536, 16_777_215));
const entries = fc.array(fc.tuple(audience, moment), { maxLength: 600, size: 'max' });
/** Most have neither. */
const maybe = fc.oneof(fc.constant(0), fc.nat(MOST));
const kept = fc.record({ since: entries, ends: entries, past: entries, from: maybe, due: maybe });
type Kept = typeof kept extends fc.Arbitrary<infer T> ? T : never;
type Pair = readonly [number, number];

const step = fc.oneof(
  fc.record({ since: audience, moment }),
  fc.record({ end: audience, moment: fc.option(moment, { nil: undefined }) }),
  fc.record({ past: audience, moment }),
  fc.record({ forget: audience }),
  fc.constantFrom('clear the past' as const, 'as a state' as const),
);

/** Of a number that comes twice the last moment counts. */
function inOrder(pairs: Iterable<Pair>): Pair[] {
  return [...new Map(pairs)].sort(([a], [b]) => a - b);
}

function listed(each: (take: (number: number, moment: number) => void) => void): Pair[] {
  const found: Pair[] = [];
  each((number, at) => found.push([number, at]));
  return found;
}

function plain(state: PersonState) {
  return {
    since: listed((take) => eachSince(state, take)),
    ends: listed((take) => eachEnd(state, take)),
    past: listed((take) => eachPast(state, take)),
    from: fromOf(state),
    due: dueOf(state),
  };
}

function expected({ since, ends, past, from, due }: Kept) {
  return { since: inOrder(since), ends: inOrder(ends), past, from, due };
}

function stateOf({ since, ends, past, from, due }: Kept): PersonState {
  const draft = new StateDraft().begin();
  for (const pair of since) draft.setSince(...pair);
  for (const pair of ends) draft.setEnd(...pair);
  for (const pair of past) draft.addPast(...pair);
  draft.setFrom(from);
  draft.setDue(due);
  return draft.state;
}

describe('the memberships of a person', () => {
  it('are what maps and a list would hold, in order of the numbers, after any changes, from whatever was there', () => {
    const draft = new StateDraft();
    fc.assert(
      fc.property(kept, fc.array(step, { maxLength: 60, size: 'max' }), (before, steps) => {
        const original = stateOf(before);
        const [since, ends] = [new Map(before.since), new Map(before.ends)];
        let past: readonly Pair[] = before.past;
        draft.begin(original);
        for (const one of steps) {
          if (one === 'clear the past') {
            draft.clearPast();
            past = [];
          } else if (one === 'as a state') draft.begin(draft.state);
          else if ('since' in one) {
            draft.setSince(one.since, one.moment);
            since.set(one.since, one.moment);
          } else if ('end' in one) {
            draft.setEnd(one.end, one.moment);
            if (one.moment === undefined) ends.delete(one.end);
            else ends.set(one.end, one.moment);
          } else if ('past' in one) {
            draft.addPast(one.past, one.moment);
            past = [...past, [one.past, one.moment]];
          } else {
            draft.forget(one.forget);
            since.delete(one.forget);
            ends.delete(one.forget);
            past = past.filter(([number]) => number !== one.forget);
          }
        }
        const { state } = draft;
        expect(plain(state)).toEqual({ ...plain(original), since: inOrder(since), ends: inOrder(ends), past });
        for (const number of [...since.keys(), ...ends.keys(), 0, 5, 70_001]) {
          expect(sinceOf(state, number)).toBe(since.get(number));
          expect(draft.sinceOf(number)).toBe(since.get(number));
          expect(endOf(state, number)).toBe(ends.get(number));
        }
        expect(draft.pastCount).toBe(past.length);
        const soonest = [...ends.values()].reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
        expect(soonestEndOf(state)).toBe(soonest);
        expect(plain(withoutDue(state))).toEqual({ ...plain(state), due: 0 });
        expect(tellsOfAny(state)).toBe(since.size > 0 || past.length > 0);
        expect(isEmpty(state)).toBe(since.size + past.length + before.from + before.due === 0);
        // A draft that goes on leaves what was made of it alone.
        expect(plain(original)).toEqual(expected(before));
      }),
    );
  });

  it('begin with nothing, whatever a draft had before', () => {
    const draft = new StateDraft().begin();
    const nothing = draft.state;
    expect([plain(nothing), isEmpty(nothing)]).toEqual([{ since: [], ends: [], past: [], from: 0, due: 0 }, true]);
    draft.setSince(3, -7);
    draft.setDue(5);
    expect(draft.begin().state).toBe(nothing);
  });

  it('are at a moment what they were last set to before it', () => {
    const draft = new StateDraft().begin();
    for (const [number, value] of [
      [1, 10],
      [2, 11],
      [1, -20],
      [1, 30],
    ] as const)
      draft.addPast(number, value);
    draft.setSince(1, -40);
    const { state } = draft;
    expect([5, 10, 19, 20, 35, 40].map((at) => sinceAt(state, 1, at))).toEqual([undefined, 10, 10, -20, 30, -40]);
    expect(sinceAt(state, 2, 50)).toBeUndefined();
  });
});

describe('the memberships of a person as they are stored', () => {
  it('come back as they were, however many there are, also from the middle of other bytes', () => {
    fc.assert(
      fc.property(kept, fc.nat(16), (one, offset) => {
        const state = stateOf(one);
        const bytes = stateCodec.encode(state);
        const among = Buffer.concat([Buffer.alloc(offset, 0x7b), bytes]).subarray(offset);
        expect(plain(stateCodec.decode(among))).toEqual(expected(one));
        expect(stateCodec.decode(among)).toBe(state);
      }),
    );
  });

  it('are read as they were stored before, as numbers of eight bytes', () => {
    fc.assert(
      fc.property(kept, fc.nat(16), (one, offset) => {
        const { since, ends, past, from, due } = one;
        const lists = [since, ends, past].map((pairs) => pairs.flat());
        const numbers = [...lists.map(({ length }) => length), from, due, ...lists.flat()];
        const bytes = Buffer.alloc(offset + numbers.length * 8);
        for (const [at, number] of numbers.entries()) bytes.writeDoubleLE(number, offset + at * 8);
        expect(plain(stateCodec.decode(bytes.subarray(offset)))).toEqual(expected(one));
      }),
    );
  });

  it('are read as they were stored first, as JSON', () => {
    fc.assert(
      fc.property(kept, (one) => {
        const { since, ends, past, from, due } = one;
        const bytes = Buffer.from(JSON.stringify({ m: since.flat(), u: ends.flat(), p: past.flat(), f: from, d: due }));
        expect(plain(stateCodec.decode(bytes))).toEqual(expected(one));
      }),
    );
    const least = { since: [[3, -7]], ends: [], past: [], from: 0, due: 0 };
    expect(plain(stateCodec.decode(Buffer.from('{"m":[3,-7]}')))).toEqual(least);
    expect(dueOf(stateCodec.decode(Buffer.from('{"m":[3,-7],"d":8.64e+22}')))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('are refused, at once, when cut anywhere and when their lengths are others', () => {
    fc.assert(
      fc.property(kept, fc.nat(), fc.nat(9), fc.integer({ min: 1, max: 255 }), (one, cut, at, flip) => {
        const bytes = stateCodec.encode(stateOf(one));
        expect(() => stateCodec.decode(bytes.subarray(0, cut % bytes.length))).toThrow('memberships');
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= flip;
        expect(() => stateCodec.decode(flipped)).toThrow();
      }),
    );
  });
});
