import type { KeyedRow, KeyRange } from '../../stores/index.ts';
import { compareEntries, type EntryAt, hashAt, lengthAt, orderAt } from './event-entry.ts';

/** Pages read at once of each run, and the memory they are read into. */
const READ = 16;
const ROOM_BYTES = READ * 4096;

/** Reads rows of pages as they are now: what is changed and not written is in it. */
export type ReadRows = (options: KeyRange) => Promise<readonly KeyedRow[]>;

/** The same bytes as a buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Memory that what is read next is put into: what was read before stays as it is, what was read before that does not. */
class Rooms {
  #now: Buffer | undefined;
  #before: Buffer | undefined;
  #used = 0;

  /** What is taken from now on is of the next reading. */
  turn(): void {
    [this.#now, this.#before] = [this.#before, this.#now];
    this.#used = 0;
  }

  readonly take = (bytes: number): Buffer => {
    if (this.#used + bytes > ROOM_BYTES) return Buffer.allocUnsafeSlow(bytes);
    this.#now ??= Buffer.allocUnsafeSlow(ROOM_BYTES);
    const room = this.#now.subarray(this.#used, this.#used + bytes);
    this.#used += bytes;
    return room;
  };
}

/**
 * The entries of one run from the first page on, a few pages at a time. Bytes it gave are right until it is filled a second time: a collector of
 * the heap that had to see each page go would cost more than moving what is in it.
 */
export class RunCursor {
  readonly #rooms = new Rooms();
  readonly #read: ReadRows;
  readonly #to: string;
  #from: string;
  #rows: readonly KeyedRow[] = [];
  #row = -1;
  #isLast = false;
  /** The page the next entry is in, and where; without a page: `fill`, or over. */
  bytes: Buffer | undefined;
  at = 0;
  hash = 0;
  /** Keys of pages all of whose entries were passed since `takePassed`. */
  #passed: string[] = [];

  /** `pageKeys`: what the keys of its pages begin with. */
  constructor(read: ReadRows, pageKeys: string) {
    this.#read = read;
    this.#from = pageKeys;
    this.#to = `${pageKeys}~`;
  }

  get isHungry(): boolean {
    return this.bytes === undefined && !this.#isLast;
  }

  /** Reads pages until there is an entry, or none is left. */
  async fill(): Promise<void> {
    // Once, however many empty pages are passed: what was given last stays right.
    this.#rooms.turn();
    while (this.isHungry) {
      this.#rows = await this.#read({ from: this.#from, to: this.#to, limit: READ, room: this.#rooms.take });
      this.#isLast = this.#rows.length < READ;
      if (this.#rows.length > 0) this.#from = `${this.#rows.at(-1)![0]}\0`;
      this.#row = -1;
      this.#nextPage();
    }
  }

  #nextPage(): void {
    this.bytes = undefined;
    for (this.#row += 1; this.#row < this.#rows.length; this.#row += 1) {
      const [key, value] = this.#rows[this.#row]!;
      if (value.length > 0) {
        this.bytes = bufferOf(value);
        this.at = 0;
        this.hash = hashAt(this.bytes, 0);
        return;
      }
      this.#passed.push(key);
    }
  }

  /** Passes the next entry. */
  pass(): void {
    const bytes = this.bytes!;
    this.at += lengthAt(bytes, this.at);
    if (this.at < bytes.length) {
      this.hash = hashAt(bytes, this.at);
      return;
    }
    this.#passed.push(this.#rows[this.#row]![0]);
    this.#nextPage();
  }

  /** Keys of the pages that were passed since the last call. */
  takePassed(): readonly string[] {
    const passed = this.#passed;
    this.#passed = [];
    return passed;
  }

  /** What is left of a page of which some was passed, with its key. */
  get rest(): KeyedRow | undefined {
    return this.bytes === undefined || this.at === 0
      ? undefined
      : [this.#rows[this.#row]![0], this.bytes.subarray(this.at)];
  }
}

/** The entries of several runs in one order, of each place that of the latest record. */
export class MergedEntries {
  readonly cursors: readonly RunCursor[];
  /** Without entries, though there are more of them: what comes next cannot be told before it is filled. */
  #hungry: readonly RunCursor[];
  /** The best so far of a place all of whose entries are not passed yet. */
  #best: EntryAt | undefined;

  constructor(cursors: readonly RunCursor[]) {
    this.cursors = cursors;
    this.#hungry = cursors;
  }

  /** Whether `fill` is due before `next`. */
  get isHungry(): boolean {
    return this.#hungry.length > 0;
  }

  async fill(): Promise<void> {
    for (const cursor of this.#hungry) await cursor.fill();
    this.#hungry = [];
  }

  /** The next entry, when all of its place are passed; undefined at the end, or when `fill` is due first. */
  next(): EntryAt | undefined {
    while (this.#hungry.length === 0) {
      const found = this.#first();
      const best = this.#best;
      if (found === undefined || (best !== undefined && !isInPlaceOf(found, best))) {
        this.#best = undefined;
        if (best !== undefined || found === undefined) return best;
      }
      if (best === undefined || orderAt(found.bytes!, found.at) >= orderAt(best.bytes, best.at))
        this.#best = { bytes: found.bytes!, at: found.at };
      found.pass();
      if (found.isHungry) this.#hungry = [found];
    }
    return undefined;
  }

  #first(): RunCursor | undefined {
    let first: RunCursor | undefined;
    for (const cursor of this.cursors) {
      if (cursor.bytes === undefined) continue;
      if (first === undefined || cursor.hash < first.hash) first = cursor;
      else if (cursor.hash === first.hash && compareEntries(cursor.bytes, cursor.at, first.bytes!, first.at) < 0)
        first = cursor;
    }
    return first;
  }
}

function isInPlaceOf({ hash, bytes, at }: RunCursor, best: EntryAt): boolean {
  return hash === hashAt(best.bytes, best.at) && compareEntries(best.bytes, best.at, bytes!, at) === 0;
}
