import { eachHash } from './sighting-table.ts';

/** Filters in one group: one bit of a word each. */
export const IN_GROUP = 32;
const BITS_AN_ENTRY = 16;
const PROBES = 6;

/**
 * Bloom filters that are asked all at once: which of some sets may hold a hash? Filters stand side by side, a bit of each in one
 * word, so that 32 of them are asked by six words, mostly fewer. A set is in none of the answers wrongly left out, and in one of
 * a thousand wrongly.
 *
 * Two bytes an entry; a group of 32 is made when its first filter is taken, and no more than `most` filters are kept.
 */
export class SightingFilters {
  readonly most: number;
  readonly #mask: number;
  readonly #groups: Uint32Array[] = [];
  readonly #free: number[] = [];
  #made = 0;

  /** Filters for sets of `entries` each; more entries in one make it less exact. */
  constructor(entries: number, most: number) {
    this.most = most;
    this.#mask = 2 ** Math.ceil(Math.log2(entries * BITS_AN_ENTRY)) - 1;
  }

  /** An empty filter, by its number; undefined when there may be no more. */
  take(): number | undefined {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#made >= this.most) return undefined;
    if (this.#made % IN_GROUP === 0) this.#groups.push(new Uint32Array(this.#mask + 1));
    this.#made += 1;
    return this.#made - 1;
  }

  /** Empties a filter, to be taken again. */
  release(filter: number): void {
    const group = this.#groups[Math.floor(filter / IN_GROUP)]!;
    const others = ~(1 << (filter % IN_GROUP));
    for (let at = 0; at < group.length; at += 1) group[at]! &= others;
    this.#free.push(filter);
  }

  /** The filter of some sightings by itself, a bit behind the other, to be kept until `fill` puts it among the others. */
  bitsOf(sightings: Uint32Array): Uint32Array {
    const bits = new Uint32Array((this.#mask + 1) / 32);
    eachHash(sightings, (first, second) => {
      for (let probe = 0; probe < PROBES; probe += 1) {
        const at = this.#at(first, second, probe);
        bits[at >>> 5]! |= 1 << (at & 31);
      }
    });
    return bits;
  }

  /** Puts into an empty filter what `bitsOf` made. */
  fill(filter: number, bits: Uint32Array): void {
    const group = this.#groups[Math.floor(filter / IN_GROUP)]!;
    const bit = 1 << (filter % IN_GROUP);
    for (let at = 0; at < bits.length; at += 1)
      for (let word = bits[at]!; word !== 0; word &= word - 1) group[32 * at + 31 - Math.clz32(word & -word)]! |= bit;
  }

  /** Puts what `bitsOf` made into a whole group of filters, or the first of it; all of them were taken and nothing else was put into any. */
  fillGroup(group: number, sets: readonly Uint32Array[]): void {
    const words = this.#groups[group]!;
    const square = new Uint32Array(IN_GROUP);
    for (let at = 0; at < words.length / IN_GROUP; at += 1) {
      for (let filter = 0; filter < sets.length; filter += 1) square[filter] = sets[filter]![at]!;
      if (sets.length < IN_GROUP) square.fill(0, sets.length);
      transpose(square);
      words.set(square, at * IN_GROUP);
    }
  }

  /** Filters that may have a hash, of which these are the first words; undefined: none has it. */
  among(first: number, second: number): readonly number[] | undefined {
    let found: number[] | undefined;
    for (let at = 0; at < this.#groups.length; at += 1) {
      const group = this.#groups[at]!;
      let bits = group[this.#at(first, second, 0)]!;
      for (let probe = 1; probe < PROBES && bits !== 0; probe += 1) bits &= group[this.#at(first, second, probe)]!;
      if (bits === 0) continue;
      found ??= [];
      for (let bit = 0; bit < IN_GROUP; bit += 1) if ((bits >>> bit) & 1) found.push(at * IN_GROUP + bit);
    }
    return found;
  }

  #at(first: number, second: number, probe: number): number {
    return (first + Math.imul(probe, second | 1)) & this.#mask;
  }
}

/** Makes bit i of word j bit j of word i: halves of the square change places, then halves of those (Warren, Hacker's Delight, 7-3). */
function transpose(square: Uint32Array): void {
  let mask = 0xffff;
  for (let half = 16; half !== 0; half >>= 1) {
    for (let at = 0; at < IN_GROUP; at = (at + half + 1) & ~half) {
      const one = square[at]!;
      const other = square[at + half]!;
      const differ = ((one >>> half) ^ other) & mask;
      square[at] = one ^ (differ << half);
      square[at + half] = other ^ differ;
    }
    mask ^= mask << (half >> 1);
  }
}
