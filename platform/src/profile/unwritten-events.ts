import type { PendingWrites } from '../stores/index.ts';

const PIECE_BYTES = 1 << 20;
/** How many pieces nobody uses are kept: about what two checkpoints of a busy platform take. */
const SPARE_PIECES = 24;
const FIRST_ROOM = 256;
/** Of an event: its piece, where its key begins and ends there, where its value ends, and the one before of the same person. */
const FIELDS = 5;
const NONE = -1;
const LINE_FEED = 10;

/** Pieces of memory that are used again: made anew for each checkpoint they would have the heap collected for them. */
export class SparePieces {
  readonly #spare: Buffer[] = [];

  /** A piece of a megabyte, or of as many bytes as are asked for where that is more. */
  take(bytes: number): Buffer {
    return bytes > PIECE_BYTES
      ? Buffer.allocUnsafeSlow(bytes)
      : (this.#spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES));
  }

  /** Nobody may look at them after this. */
  give(pieces: readonly Buffer[]): void {
    for (const piece of pieces)
      if (piece.length === PIECE_BYTES && this.#spare.length < SPARE_PIECES) this.#spare.push(piece);
  }
}

/** An event that is not written, by its store key; without a value: one whose removal is not written. */
export type Unwritten = readonly [key: string, value: Uint8Array | undefined];

/**
 * Events of some time between two checkpoints, as bytes one behind the other. As objects, or as a text and a few bytes each, they
 * would live just long enough that every collection of the young heap copies all of them, which costs more than anything else that is
 * done with an event.
 *
 * Bytes given out are views: they are right until `free`.
 */
export class UnwrittenEvents {
  readonly #spare: SparePieces;
  readonly #pieces: Buffer[] = [];
  /** Where the last piece goes on. */
  #end = 0;
  #places = new Int32Array(FIRST_ROOM * FIELDS);
  #count = 0;
  /** Number of the last event of each `<scope>/<node>`. */
  readonly #last = new Map<string, number>();

  constructor(spare: SparePieces) {
    this.#spare = spare;
  }

  /** How many people have any. */
  get people(): number {
    return this.#last.size;
  }

  /** Notes an event of a person, or its removal; of two with one key the later one counts. The value is two lines of text. */
  note(person: string, key: string, value?: readonly [head: string, body: string]): void {
    // No character of a string takes more than three bytes.
    const most = 3 * (key.length + (value === undefined ? 0 : value[0].length + value[1].length + 1));
    const last = this.#pieces.at(-1);
    const piece = last !== undefined && last.length - this.#end >= most ? last : this.#begin(most);
    const keyStart = this.#end;
    const keyEnd = keyStart + piece.write(key, keyStart);
    let end = keyEnd;
    if (value !== undefined) {
      end += piece.write(value[0], end);
      piece[end] = LINE_FEED;
      end += 1;
      end += piece.write(value[1], end);
    }
    this.#end = end;
    this.#place(person, keyStart, keyEnd, value === undefined ? NONE : end);
  }

  #begin(bytes: number): Buffer {
    const piece = this.#spare.take(bytes);
    this.#pieces.push(piece);
    this.#end = 0;
    return piece;
  }

  #place(person: string, keyStart: number, keyEnd: number, end: number): void {
    if ((this.#count + 1) * FIELDS > this.#places.length) {
      const places = new Int32Array(2 * this.#places.length);
      places.set(this.#places);
      this.#places = places;
    }
    const at = this.#count * FIELDS;
    this.#places[at] = this.#pieces.length - 1;
    this.#places[at + 1] = keyStart;
    this.#places[at + 2] = keyEnd;
    this.#places[at + 3] = end;
    this.#places[at + 4] = this.#last.get(person) ?? NONE;
    this.#last.set(person, this.#count);
    this.#count += 1;
  }

  #read(number: number): Unwritten {
    const at = number * FIELDS;
    const piece = this.#pieces[this.#places[at]!]!;
    const [keyStart, keyEnd, end] = [this.#places[at + 1]!, this.#places[at + 2]!, this.#places[at + 3]!];
    return [piece.toString('utf8', keyStart, keyEnd), end === NONE ? undefined : piece.subarray(keyEnd, end)];
  }

  #before(number: number): number {
    return this.#places[number * FIELDS + 4]!;
  }

  /** Those of a person, each key once, by `<scope>/<node>`. */
  of(person: string): readonly Unwritten[] {
    return this.#from(this.#last.get(person) ?? NONE);
  }

  /** From an event back to the first of its person. */
  #from(last: number): readonly Unwritten[] {
    if (last === NONE) return [];
    const newest = this.#read(last);
    let number = this.#before(last);
    if (number === NONE) return [newest];
    const byKey = new Map([[newest[0], newest]]);
    for (; number !== NONE; number = this.#before(number)) {
      const one = this.#read(number);
      if (!byKey.has(one[0])) byKey.set(one[0], one);
    }
    return [...byKey.values()];
  }

  /** All of them, for a checkpoint. */
  takeInto({ puts, deletes }: PendingWrites): void {
    for (const last of this.#last.values())
      for (const one of this.#from(last))
        if (isPut(one)) puts.push(one);
        else deletes.push(one[0]);
  }

  /** When all of them are written. */
  free(): void {
    this.#spare.give(this.#pieces);
  }
}

function isPut(unwritten: Unwritten): unwritten is readonly [string, Uint8Array] {
  return unwritten[1] !== undefined;
}
