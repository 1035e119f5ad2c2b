import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedValues, sealed, unsealed } from './value-seal.ts';

/** Keys, lengths and what stood before such a value in files that are there. */
const KEPT = [
  ['', 0, 4_279_838_538],
  ['a', 1, 2_100_021_968],
  ['profile/k1/6:é', 2, 711_168_902],
  ['profile/k1/6:member', 3, 1_806_675_897],
  ['x', 4, 2_791_139_055],
  ['org/prod/6:m', 5, 541_386_689],
  ['org/prod/6:m', 1000, 2_372_517_457],
  ['k\u{1f600}', 4099, 1_405_570_933],
] as const;

const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 131 + 7) & 255));

describe('the seal of a value', () => {
  it('is what it was in files that are there', () => {
    for (const [key, length, sum] of KEPT) expect(sealed(key, bytesOf(length)).readUInt32LE()).toBe(sum);
  });

  it('opens for its key and its bytes, wherever they stand in memory, and for no others', () => {
    const one = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.string(),
        one,
        fc.nat({ max: 9 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (key, value, before, at, flip) => {
          const kept = sealed(key, value);
          const room = Buffer.concat([Buffer.alloc(before), kept, Buffer.alloc(3)]);
          const moved = room.subarray(before, before + kept.length);
          expect(unsealed(key, moved)).toEqual(Buffer.from(value));
          expect(unsealed(`${key}x`, moved)).toBeUndefined();
          moved[at % moved.length]! ^= flip;
          expect(unsealed(key, moved)).toBeUndefined();
          expect(unsealed(key, kept.subarray(0, -1))).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
    expect(unsealed('a', Buffer.alloc(3))).toBeUndefined();
  });

  it('is the same one by one and in the memory of a batch', () => {
    const batch = new SealedValues();
    for (let round = 0; round < 2; round += 1) {
      for (const length of [0, 1, 700_000, 500_000, 2_000_000, 3]) {
        // As lmdb-js takes it: what stands between two offsets, or all of it.
        const given: Buffer & { start?: number; end?: number } = batch.seal('k', bytesOf(length));
        expect(given.subarray(given.start ?? 0, given.end).equals(sealed('k', bytesOf(length)))).toBe(true);
      }
      batch.clear();
    }
  });
});
