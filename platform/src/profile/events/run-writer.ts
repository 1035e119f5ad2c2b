import type { PendingWrites } from '../../stores/index.ts';
import { hashAt, lengthAt } from './event-entry.ts';
import { decodeSection, encodeSection, type Section } from './run-sections.ts';
import { PIECE_BYTES, type SparePieces } from './spare-pieces.ts';

/** What a page with the sum before it may take of one of LMDB: of a person's pages all bytes are summed to read a few events. */
const PAGE_BYTES = 4096 - 16 - 4;
/** With its last page a section fits into one piece. */
const SECTION_BYTES = PIECE_BYTES - 8 * PAGE_BYTES;

/** How events are cut; other sizes than these are for tests. */
export interface EventSizes {
  /** Bytes of a page; a larger entry has one of its own. */
  readonly page: number;
  /** Bytes of events that have a filter together. */
  readonly section: number;
  /** So many runs of like size become one. */
  readonly fanout: number;
  /** Bytes moved from smaller runs to a larger one with a checkpoint, beside as many as the checkpoint writes. */
  readonly moved: number;
  /** Bytes of it that may wait for a moment without records. */
  readonly owed: number;
  /** Bytes moved at a time: who comes meanwhile waits for them. */
  readonly atOnce: number;
}

export const SIZES: EventSizes = {
  page: PAGE_BYTES,
  section: SECTION_BYTES,
  fanout: 16,
  moved: 131_072,
  owed: 16_777_216,
  atOnce: 131_072,
};

export const padded = (number: number) => String(number).padStart(10, '0');

/** Entries in their order become pages of a run and sections over them, as rows of the keyed store. */
export class RunWriter {
  readonly #pageKeys: string;
  readonly #sectionKeys: string;
  readonly #spare: SparePieces;
  readonly #sizes: EventSizes;
  readonly #pieces: Buffer[] = [];
  /** Where the page begins in the last piece, and where it ends so far. */
  #start = 0;
  #end = 0;
  #sectionBytes = 0;
  /** Of the section so far: what its pages begin with, and the people in it. */
  #begins: number[] = [];
  #people: number[] = [];
  readonly #rows: (readonly [key: string, value: Uint8Array])[] = [];
  readonly sections: Section[] = [];
  /** Number of the next page, over all that is ever written to the run. */
  pages: number;
  count = 0;
  bytes = 0;

  /** `pageKeys` and `sectionKeys` are what the keys of the run's rows begin with; `pages` is how many it has had before. */
  constructor(pageKeys: string, sectionKeys: string, pages: number, spare: SparePieces, sizes: EventSizes) {
    this.#pageKeys = pageKeys;
    this.#sectionKeys = sectionKeys;
    this.#spare = spare;
    this.#sizes = sizes;
    this.pages = pages;
  }

  /** Adds a copy of an entry. */
  add(bytes: Buffer, at: number): void {
    const length = lengthAt(bytes, at);
    const hash = hashAt(bytes, at);
    const pageBytes = this.#end - this.#start;
    if (pageBytes > 0 && pageBytes + length > this.#sizes.page) {
      this.#endPage();
      if (this.#sectionBytes >= this.#sizes.section) this.#endSection();
    }
    if (this.#end === this.#start) this.#beginPage(hash, length);
    bytes.copy(this.#pieces.at(-1)!, this.#end, at, at + length);
    this.#end += length;
    this.#sectionBytes += length;
    this.bytes += length;
    this.count += 1;
    if (this.#people.at(-1) !== hash) this.#people.push(hash);
  }

  #beginPage(hash: number, length: number): void {
    const most = Math.max(length, this.#sizes.page);
    const piece = this.#pieces.at(-1);
    if (piece === undefined || piece.length - this.#end < most) {
      this.#pieces.push(this.#spare.take(Math.max(most, PIECE_BYTES)));
      this.#end = 0;
    }
    this.#start = this.#end;
    this.#begins.push(hash);
  }

  #endPage(): void {
    if (this.#end === this.#start) return;
    this.#rows.push([this.#pageKeys + padded(this.pages), this.#pieces.at(-1)!.subarray(this.#start, this.#end)]);
    this.pages += 1;
    this.#start = this.#end;
  }

  #endSection(): void {
    if (this.#begins.length === 0) return;
    const first = this.pages - this.#begins.length;
    const bytes = encodeSection(this.#begins, this.#people);
    this.#rows.push([this.#sectionKeys + padded(first), bytes]);
    this.sections.push(decodeSection(first, bytes));
    this.#begins = [];
    this.#people = [];
    this.#sectionBytes = 0;
  }

  /** Ends the last page and section: nothing comes after it. */
  finish(): void {
    this.#endPage();
    this.#endSection();
  }

  /** Adds what there is to write. */
  takeInto({ puts }: PendingWrites): void {
    for (const row of this.#rows) puts.push(row);
  }

  /** When all of it is written. */
  free(): void {
    this.#spare.give(this.#pieces);
  }
}
