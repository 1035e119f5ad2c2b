import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IN_GROUP, SightingFilters } from './sighting-filters.ts';
import { SIGHTING_BYTES } from './sighting-table.ts';

const WORDS = SIGHTING_BYTES / 4;

/** Sightings of some hashes, of which only the first two words matter here. */
function sightings(hashes: readonly (readonly [number, number])[]): Uint32Array {
  const words = new Uint32Array(hashes.length * WORDS);
  for (const [at, hash] of hashes.entries()) words.set(hash, at * WORDS);
  return words;
}

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const set = fc.array(fc.tuple(word, word), { maxLength: 8 });

describe('filters that are asked all at once', () => {
  it('answer the same whether they were filled one by one or a group at once, and leave nobody out', () => {
    fc.assert(
      fc.property(
        fc.array(set, { minLength: 1, maxLength: 3 * IN_GROUP }),
        fc.array(fc.tuple(word, word)),
        (sets, others) => {
          const [single, grouped] = [new SightingFilters(4, 100), new SightingFilters(4, 100)];
          const bits = sets.map((hashes) => single.bitsOf(sightings(hashes)));
          for (const one of bits) single.fill(single.take()!, one);
          for (const _ of bits) grouped.take();
          for (let first = 0; first < bits.length; first += IN_GROUP)
            grouped.fillGroup(first / IN_GROUP, bits.slice(first, first + IN_GROUP));
          for (const [a, b] of [...sets.flat(), ...others]) expect(grouped.among(a, b)).toEqual(single.among(a, b));
          for (const [filter, hashes] of sets.entries())
            for (const [a, b] of hashes) expect(grouped.among(a, b)).toContain(filter);
        },
      ),
    );
  });
});
