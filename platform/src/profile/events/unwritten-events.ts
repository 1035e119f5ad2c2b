import { compareEntries, type EntryAt, isOf, lengthAt, mostBytesOf, type NewEntry, writeEntry } from './event-entry.ts';
import type { SparePieces } from './spare-pieces.ts';

const FIRST_ROOM = 256;
/** Of an event: its piece, where it begins there, and the one before it in its chain. */
const FIELDS = 3;
const NONE = -1;
/** Chains for each event there is room for: hardly any has events of more than one person. */
const CHAINS = 2;
/** Numbers of events are below it. */
const ROOM_OF_NUMBERS = 2 ** 21;

/**
 * Events of a sandbox of some time between two checkpoints, as entries one behind the other. As objects, or as a text and a few
 * bytes each, they would live just long enough that every collection of the young heap copies all of them, which costs more than
 * anything else that is done with an event.
 *
 * Entries given out are views: they are right until `free`.
 */
export class UnwrittenEvents {
  readonly #spare: SparePieces;
  readonly #pieces: Buffer[] = [];
  /** Where the last piece goes on. */
  #end = 0;
  #places = new Int32Array(FIRST_ROOM * FIELDS);
  #hashes = new Uint32Array(FIRST_ROOM);
  #count = 0;
  /** Number of the last event of each chain, which is those whose hashes end alike. */
  #chains = new Int32Array(FIRST_ROOM * CHAINS).fill(NONE);
  bytes = 0;

  constructor(spare: SparePieces) {
    this.#spare = spare;
  }

  /** How many were noted. */
  get count(): number {
    return this.#count;
  }

  /** Notes an event. Of two with one node, time and id the later one counts. */
  note(entry: NewEntry): void {
    const most = mostBytesOf(entry);
    const last = this.#pieces.at(-1);
    const piece = last !== undefined && last.length - this.#end >= most ? last : this.#begin(most);
    const at = this.#end;
    this.#end = writeEntry(piece, at, entry);
    this.bytes += this.#end - at;
    this.#place(entry.hash, at);
  }

  #begin(bytes: number): Buffer {
    const piece = this.#spare.take(bytes);
    this.#pieces.push(piece);
    this.#end = 0;
    return piece;
  }

  #place(hash: number, start: number): void {
    if (this.#count === ROOM_OF_NUMBERS)
      throw new Error(`${this.#count} events wait for a checkpoint that does not come`);
    if (this.#count === this.#hashes.length) this.#grow();
    const at = this.#count * FIELDS;
    this.#places[at] = this.#pieces.length - 1;
    this.#places[at + 1] = start;
    this.#hashes[this.#count] = hash;
    this.#chain(this.#count);
    this.#count += 1;
  }

  #grow(): void {
    const [places, hashes] = [new Int32Array(2 * this.#places.length), new Uint32Array(2 * this.#count)];
    places.set(this.#places);
    hashes.set(this.#hashes);
    this.#places = places;
    this.#hashes = hashes;
    this.#chains = new Int32Array(2 * this.#chains.length).fill(NONE);
    for (let number = 0; number < this.#count; number += 1) this.#chain(number);
  }

  #chainOf(hash: number): number {
    return hash & (this.#chains.length - 1);
  }

  #chain(number: number): void {
    const chain = this.#chainOf(this.#hashes[number]!);
    this.#places[number * FIELDS + 2] = this.#chains[chain]!;
    this.#chains[chain] = number;
  }

  #entry(number: number): EntryAt {
    const at = number * FIELDS;
    return { bytes: this.#pieces[this.#places[at]!]!, at: this.#places[at + 1]! };
  }

  #isGone(number: number): boolean {
    return this.#places[number * FIELDS] === NONE;
  }

  /** Those of a node, given by its hash and its bytes, the last noted first. */
  *of(hash: number, node: Buffer): Generator<EntryAt> {
    for (const number of this.#numbers(hash)) {
      const one = this.#entry(number);
      if (isOf(node, one.bytes, one.at)) yield one;
    }
  }

  /** Of a hash, the last noted first; none that is gone. */
  *#numbers(hash: number): Generator<number> {
    let number = this.#chains[this.#chainOf(hash)]!;
    for (; number !== NONE; number = this.#places[number * FIELDS + 2]!)
      if (this.#hashes[number] === hash && !this.#isGone(number)) yield number;
  }

  /** Forgets an event of a hash, which `of` gave. */
  drop(hash: number, { bytes, at }: EntryAt): void {
    for (const number of this.#numbers(hash)) {
      const one = this.#entry(number);
      if (one.bytes === bytes && one.at === at) this.#places[number * FIELDS] = NONE;
    }
  }

  /** All of them in the order of entries, each place once. */
  *sorted(): Generator<EntryAt> {
    // Hash and number in one double: numbers are sorted by the engine itself, without a call for each pair.
    const keys = new Float64Array(this.#count);
    for (let number = 0; number < this.#count; number += 1)
      keys[number] = this.#hashes[number]! * ROOM_OF_NUMBERS + number;
    keys.sort();
    for (let from = 0; from < keys.length; ) {
      let to = from + 1;
      const hash = Math.floor(keys[from]! / ROOM_OF_NUMBERS);
      while (to < keys.length && Math.floor(keys[to]! / ROOM_OF_NUMBERS) === hash) to += 1;
      yield* this.#ofOneHash(keys.subarray(from, to));
      from = to;
    }
  }

  *#ofOneHash(keys: Float64Array): Generator<EntryAt> {
    const entries: EntryAt[] = [];
    for (const key of keys) {
      const number = key % ROOM_OF_NUMBERS;
      if (!this.#isGone(number)) entries.push(this.#entry(number));
    }
    // Stable: of one place the later one is behind.
    if (entries.length > 1) entries.sort((a, b) => compareEntries(a.bytes, a.at, b.bytes, b.at));
    for (let at = 0; at < entries.length; at += 1) {
      const [one, next] = [entries[at]!, entries[at + 1]];
      if (next === undefined || compareEntries(one.bytes, one.at, next.bytes, next.at) !== 0) yield one;
    }
  }

  /** When all of them are written. */
  free(): void {
    this.#spare.give(this.#pieces);
  }
}

/** A copy of an entry, for what outlives the bytes it stands among. */
export function copyOf({ bytes, at }: EntryAt): EntryAt {
  return { bytes: Buffer.from(bytes.subarray(at, at + lengthAt(bytes, at))), at: 0 };
}
