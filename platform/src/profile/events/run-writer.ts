import type { PendingWrites } from '../../stores/index.ts';
import { hashAt, lengthAt } from './event-entry.ts';
import { filterOf } from './person-filter.ts';
import { PIECE_BYTES, type SparePieces } from './spare-pieces.ts';

/** What a page with the sum before it may take of two pages of LMDB. */
const PAGE_BYTES = 2 * 4096 - 16 - 4;
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
  /** Bytes moved from smaller runs to a larger one before a checkpoint, beside a multiple of what the checkpoint writes. */
  readonly moved: number;
}

export const SIZES: EventSizes = { page: PAGE_BYTES, section: SECTION_BYTES, fanout: 16, moved: 262_144 };

export const padded = (number: number) => String(number).padStart(10, '0');
export const hex = (hash: number) => hash.toString(16).padStart(8, '0');

/** A part of a run, by the hash of its first entry, with a filter of the people in it. */
export interface Section {
  readonly from: number;
  readonly filter: Uint32Array;
}

/** Entries in their order become pages of a run and sections over them, as rows of the keyed store. */
export class RunWriter {
  readonly #pageKeys: string;
  readonly #filterKeys: string;
  readonly #spare: SparePieces;
  readonly #sizes: EventSizes;
  readonly #pieces: Buffer[] = [];
  /** Where the page begins in the last piece, and where it ends so far. */
  #start = 0;
  #end = 0;
  #pageHash = 0;
  #sectionKey = '';
  #sectionBytes = 0;
  #hashes: number[] = [];
  readonly #rows: (readonly [key: string, value: Uint8Array])[] = [];
  readonly sections: Section[] = [];
  /** Number of the next page, over all that is ever written to the run. */
  pages: number;
  count = 0;
  bytes = 0;

  /** `pageKeys` and `filterKeys` are what the keys of the run's rows begin with; `pages` is how many it has had before. */
  constructor(pageKeys: string, filterKeys: string, pages: number, spare: SparePieces, sizes: EventSizes) {
    this.#pageKeys = pageKeys;
    this.#filterKeys = filterKeys;
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
    if (this.#hashes.at(-1) !== hash) this.#hashes.push(hash);
  }

  #beginPage(hash: number, length: number): void {
    const most = Math.max(length, this.#sizes.page);
    const piece = this.#pieces.at(-1);
    if (piece === undefined || piece.length - this.#end < most) {
      this.#pieces.push(this.#spare.take(Math.max(most, PIECE_BYTES)));
      this.#end = 0;
    }
    this.#start = this.#end;
    this.#pageHash = hash;
    if (this.#hashes.length === 0) this.#sectionKey = this.#keyOf(hash);
  }

  #keyOf(hash: number): string {
    return `${hex(hash)}${padded(this.pages)}`;
  }

  #endPage(): void {
    if (this.#end === this.#start) return;
    this.#rows.push([
      this.#pageKeys + this.#keyOf(this.#pageHash),
      this.#pieces.at(-1)!.subarray(this.#start, this.#end),
    ]);
    this.pages += 1;
    this.#start = this.#end;
  }

  #endSection(): void {
    if (this.#hashes.length === 0) return;
    const section = { from: this.#hashes[0]!, filter: filterOf(this.#hashes) };
    this.sections.push(section);
    const { buffer, byteOffset, byteLength } = section.filter;
    this.#rows.push([this.#filterKeys + this.#sectionKey, new Uint8Array(buffer, byteOffset, byteLength)]);
    this.#hashes = [];
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
