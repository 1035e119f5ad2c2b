/** Bits for each person and probes for each question: one person in a hundred that is not there is taken for one that may be. */
const BITS = 10;
const PROBES = 6;

/** One bit of a filter after another, by a hash of 32 bits whose upper half may be the same for all people of the filter. */
function probe(hash: number, bits: number, visit: (word: number, mask: number) => boolean): boolean {
  let at = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  const step = (Math.imul(hash ^ (hash >>> 12), 0x297a2d39) | 1) >>> 0;
  for (let one = 0; one < PROBES; one += 1) {
    const bit = at % bits;
    if (!visit(bit >>> 5, 1 << (bit & 31))) return false;
    at = (at + step) >>> 0;
  }
  return true;
}

/** A filter over people, by their hashes (Bloom, 1970): it may take somebody for one of them who is not, never the other way round. */
export function filterOf(hashes: readonly number[]): Uint32Array {
  const words = new Uint32Array(Math.ceil((hashes.length * BITS) / 32));
  for (const hash of hashes)
    probe(hash, words.length * 32, (word, mask) => {
      words[word]! |= mask;
      return true;
    });
  return words;
}

export function mayHave(filter: Uint32Array, hash: number): boolean {
  return probe(hash, filter.length * 32, (word, mask) => (filter[word]! & mask) !== 0);
}
