/** Where an event was seen first. */
export interface Sighting {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly position: number;
  readonly index: number;
}

/**
 * A sighting in eight words of 32 bits: four of a hash, the low ones of `receivedAt` and `position`, 16 bits more of each, `index`.
 * As bytes they are in the order of the machine, as LMDB's own file is.
 */
const WORDS = 8;
export const SIGHTING_BYTES = WORDS * 4;
const FIRST_ROOM = 1024;
const UPPER = 2 ** 32;

/** Words of what `SightingTable` gave out as bytes. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

function sightingAt(words: Uint32Array, at: number): Sighting {
  const upper = words[at + 6]!;
  return {
    receivedAt: words[at + 4]! + (upper >>> 16) * UPPER,
    position: words[at + 5]! + (upper & 0xff_ff) * UPPER,
    index: words[at + 7]!,
  };
}

/** Whether two hashes, at their places among words, are the same. */
function isSame(words: Uint32Array, at: number, others: Uint32Array, other: number): boolean {
  for (let word = 0; word < 4; word += 1) if (words[at + word] !== others[other + word]) return false;
  return true;
}

/** The last sighting of a hash among some. */
export function lastSighting(words: Uint32Array, hash: Uint32Array): Sighting | undefined {
  let last: Sighting | undefined;
  for (let at = 0; at < words.length; at += WORDS) {
    if (!isSame(words, at, hash, 0)) continue;
    const one = sightingAt(words, at);
    if (last === undefined || one.position > last.position) last = one;
  }
  return last;
}

/** Calls with what a filter asks of each sighting: the first two words of its hash. */
export function eachHash(words: Uint32Array, visit: (first: number, second: number) => void): void {
  for (let at = 0; at < words.length; at += WORDS) visit(words[at]!, words[at + 1]!);
}

/** Which of so many pages a hash belongs to, by its third word. */
export function pageOf(word: number, pages: number): number {
  return Math.floor((word / UPPER) * pages);
}

/** Sightings in the order they came, found by their hash. No object is made for any of them. */
export class SightingTable {
  #words = new Uint32Array(FIRST_ROOM * WORDS);
  /** Number of a sighting + 1 where its hash leads, or behind; 0: none. Twice as many as there is room for sightings. */
  #slots = new Uint32Array(2 * FIRST_ROOM);
  count = 0;

  /** The one that was added last. */
  find(hash: Uint32Array): Sighting | undefined {
    const found = this.#slots[this.#slotOf(hash, 0)]!;
    return found === 0 ? undefined : sightingAt(this.#words, (found - 1) * WORDS);
  }

  /** The slot of a hash, or the free one it would take. */
  #slotOf(words: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = words[at + 3]! & mask;
    for (;;) {
      const number = this.#slots[slot]!;
      if (number === 0 || isSame(this.#words, (number - 1) * WORDS, words, at)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  add(hash: Uint32Array, { receivedAt, position, index }: Sighting): void {
    this.#reserve(this.count + 1);
    const at = this.count * WORDS;
    this.#words.set(hash, at);
    this.#words[at + 4] = receivedAt % UPPER;
    this.#words[at + 5] = position % UPPER;
    this.#words[at + 6] = (Math.floor(receivedAt / UPPER) << 16) | Math.floor(position / UPPER);
    this.#words[at + 7] = index;
    this.count += 1;
    this.#slots[this.#slotOf(hash, 0)] = this.count;
  }

  /** Adds what `bytes` gave out. */
  addAll(words: Uint32Array): void {
    const first = this.count;
    this.#reserve(first + words.length / WORDS);
    this.#words.set(words, first * WORDS);
    this.count += words.length / WORDS;
    this.#index(first);
  }

  /** Forgets all but the first so many. */
  cut(count: number): void {
    if (count === this.count) return;
    this.count = count;
    this.#slots.fill(0);
    this.#index(0);
  }

  #index(first: number): void {
    for (let number = first; number < this.count; number += 1)
      this.#slots[this.#slotOf(this.#words, number * WORDS)] = number + 1;
  }

  #reserve(count: number): void {
    if (count * WORDS <= this.#words.length) return;
    let room = this.#words.length / WORDS;
    while (room < count) room *= 2;
    const words = new Uint32Array(room * WORDS);
    words.set(this.#words.subarray(0, this.count * WORDS));
    this.#words = words;
    this.#slots = new Uint32Array(2 * room);
    this.#index(0);
  }

  /** When the first of them was received; infinite when there is none. */
  get oldest(): number {
    return this.count === 0 ? Number.POSITIVE_INFINITY : sightingAt(this.#words, 0).receivedAt;
  }

  /** When the newest of them was received; the clock may have been set back since. */
  get newest(): number {
    let newest = 0;
    for (let number = 0; number < this.count; number += 1)
      newest = Math.max(newest, sightingAt(this.#words, number * WORDS).receivedAt);
    return newest;
  }

  get words(): Uint32Array {
    return this.#words.subarray(0, this.count * WORDS);
  }

  /** Some of them as bytes, a copy. */
  bytes(from: number, to: number): Uint8Array {
    return new Uint8Array(this.#words.slice(from * WORDS, to * WORDS).buffer);
  }

  /** All of them as bytes, by page (`pageOf`). */
  pages(pages: number): readonly Uint8Array[] {
    const { words } = this;
    const ends = new Uint32Array(pages + 1);
    for (let at = 0; at < words.length; at += WORDS) ends[pageOf(words[at + 2]!, pages) + 1]! += 1;
    for (let page = 0; page < pages; page += 1) ends[page + 1]! += ends[page]!;
    const next = ends.slice();
    const sorted = new Uint32Array(words.length);
    for (let at = 0; at < words.length; at += WORDS) {
      const page = pageOf(words[at + 2]!, pages);
      const to = next[page]! * WORDS;
      for (let word = 0; word < WORDS; word += 1) sorted[to + word] = words[at + word]!;
      next[page]! += 1;
    }
    return Array.from({ length: pages }, (_, page) => {
      const start = ends[page]!;
      return new Uint8Array(sorted.buffer, start * SIGHTING_BYTES, (ends[page + 1]! - start) * SIGHTING_BYTES);
    });
  }
}
