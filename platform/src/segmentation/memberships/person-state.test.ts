import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from './moments.ts';
import { type PersonState, stateCodec } from './person-state.ts';

const moment = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
const pairs = fc.array(fc.tuple(fc.nat(70_000), moment), { maxLength: 600, size: 'max' }).map((list) => list.flat());
const lists = fc.record({ m: pairs, u: pairs, p: pairs, f: fc.nat(), d: fc.nat() });

function plain({ since, until, past, from, due }: PersonState) {
  return { since: [...since], until: [...until], past, from, due };
}

function stateOf({ m, u, p, f, d }: { m: number[]; u: number[]; p: number[]; f: number; d: number }): PersonState {
  return { since: new Moments([...m]), until: new Moments([...u]), past: [...p], from: f, due: d };
}

describe('the memberships of a person as they are stored', () => {
  it('come back as they were, however many there are, also from the middle of other bytes', () => {
    fc.assert(
      fc.property(lists, fc.nat(16), (stored, offset) => {
        const state = stateOf(stored);
        const bytes = stateCodec.encode(state);
        const among = Buffer.concat([Buffer.alloc(offset, 0x7b), bytes]).subarray(offset);
        expect(plain(stateCodec.decode(among))).toEqual(plain(state));
      }),
    );
  });

  it('are read as they were stored before, as JSON', () => {
    fc.assert(
      fc.property(lists, (stored) => {
        const bytes = Buffer.from(JSON.stringify(stored));
        expect(plain(stateCodec.decode(bytes))).toEqual(plain(stateOf(stored)));
      }),
    );
    expect(plain(stateCodec.decode(Buffer.from('{"m":[3,-7]}')))).toEqual({
      since: [[3, -7]],
      until: [],
      past: [],
      from: 0,
      due: 0,
    });
  });

  it('are refused, at once, when cut anywhere and when their lengths are others', () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(23), fc.integer({ min: 1, max: 255 }), (stored, cut, at, flip) => {
        const bytes = stateCodec.encode(stateOf(stored));
        expect(() => stateCodec.decode(bytes.subarray(0, cut % bytes.length))).toThrow('memberships');
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= flip;
        expect(() => stateCodec.decode(flipped)).toThrow();
      }),
    );
  });
});
