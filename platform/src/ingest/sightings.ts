import { parseJson } from '@meniscus/languages/syntax';
import { type KeyedStore, type PendingWrites, rowsBelow } from '../stores/index.ts';
import { IN_GROUP, SightingFilters } from './sighting-filters.ts';
import { lastSighting, pageOf, SIGHTING_BYTES, type Sighting, SightingTable, wordsOf } from './sighting-table.ts';

/** Sightings that are looked up and let go together. */
interface SealedRun {
  readonly number: number;
  readonly count: number;
  readonly pages: number;
  /** When the newest of them was received, epoch milliseconds. */
  readonly newest: number;
}

/** How sightings are cut; other sizes than these are for tests. */
export interface SightingSizes {
  /** Sightings a run is sealed with, at least. */
  readonly run: number;
  /** Runs that have a filter in memory, eight megabytes for 32 of them; what is in older ones is looked up on disk. */
  readonly filtered: number;
}

/** With what may come until a checkpoint seals it, a run stays below the next power of two. */
const SIZES: SightingSizes = { run: 120_000, filtered: 512 };
const PREFIX = 'sightings/';
const RUN = `${PREFIX}run/`;
const FILTER = `${PREFIX}filter/`;
const OPEN = `${PREFIX}open/`;
/** A piece of the open run fills two pages of LMDB with the sum before it. */
const PIECE = Math.floor((8192 - 64) / SIGHTING_BYTES);
/** A page of a sealed run fills one of LMDB nearly always. */
const PAGE = Math.floor((4096 - 64) / SIGHTING_BYTES) - 14;

const padded = (number: number) => String(number).padStart(10, '0');
const pagesOf = (run: number) => `${PREFIX}page/${padded(run)}/`;

/**
 * Which hashes were seen, where and when: appended one behind the other, and let go of by the run, so that nothing of it lies
 * all over the keyed store's tree.
 *
 * The newest sightings are the open run, a table in memory; a checkpoint writes the pieces of it that changed. A run that is full,
 * or older than the window, is sealed by a checkpoint: written anew in pages by hash. Of a sealed run a filter is in memory
 * (`sighting-filters.ts`); only where that says "perhaps" a page is read. Runs beyond the window are deleted whole. So memory is
 * one or two runs and two bytes for each sighting of the window, up to a limit.
 *
 * What was added counts once it is kept: what is not is forgotten with the next `forgetUnkept`. One writer, the process loop.
 */
export class Sightings {
  readonly #store: KeyedStore;
  readonly #windowMs: number;
  readonly #sizes: SightingSizes;
  readonly #filters: SightingFilters;
  /** The run of each filter, the oldest run first. */
  readonly #filtered = new Map<number, SealedRun>();
  #unfiltered: SealedRun[] = [];
  #open = new SightingTable();
  #kept = 0;
  /** Of the open run, those the last checkpoint took. */
  #taken = 0;
  /** A run that is being written: found in memory until it is. */
  #sealing: SightingTable | undefined;
  #nextRun = 0;
  /** Time of receipt of what was kept last. */
  #now = 0;

  constructor(store: KeyedStore, windowMs: number, sizes = SIZES) {
    this.#store = store;
    this.#windowMs = windowMs;
    this.#sizes = sizes;
    this.#filters = new SightingFilters(sizes.run, sizes.filtered);
  }

  /** Reads what is in the store. Before everything else, and once. */
  async load(): Promise<void> {
    const runs: SealedRun[] = [];
    for await (const [, bytes] of rowsBelow(this.#store, RUN))
      runs.push(parseJson(Buffer.from(bytes).toString()) as SealedRun);
    await this.#loadFilters(runs);
    for await (const [, bytes] of rowsBelow(this.#store, OPEN)) this.#open.addAll(wordsOf(bytes));
    this.#kept = this.#open.count;
    this.#taken = this.#open.count;
  }

  /** Filters of all runs, the newest when they are more than there may be; as many at once as stand side by side. */
  async #loadFilters(runs: readonly SealedRun[]): Promise<void> {
    this.#nextRun = (runs.at(-1)?.number ?? -1) + 1;
    this.#unfiltered = runs.slice(0, -this.#sizes.filtered);
    const filtered = runs.slice(-this.#sizes.filtered);
    for (let first = 0; first < filtered.length; first += IN_GROUP) {
      const together = filtered.slice(first, first + IN_GROUP);
      const sets = await this.#store.getMany(together.map(({ number }) => FILTER + padded(number)));
      for (const run of together) this.#filtered.set(this.#filters.take()!, run);
      this.#filters.fillGroup(
        first / IN_GROUP,
        sets.map((bits) => wordsOf(bits!)),
      );
    }
  }

  /** A filter for a new run; the oldest that has one gives its own up when there may be no more. */
  #filterFor(run: SealedRun): number {
    let filter = this.#filters.take();
    if (filter === undefined) {
      const [oldest, without] = this.#filtered.entries().next().value!;
      this.#filtered.delete(oldest);
      this.#unfiltered.push(without);
      this.#filters.release(oldest);
      filter = this.#filters.take()!;
    }
    this.#filtered.set(filter, run);
    return filter;
  }

  /** The last sighting of a hash of four words; a promise only where it must be looked up on disk. */
  find(hash: Uint32Array): Sighting | undefined | Promise<Sighting | undefined> {
    const found = this.#open.find(hash) ?? this.#sealing?.find(hash);
    if (found !== undefined) return found;
    const filters = this.#filters.among(hash[0]!, hash[1]!);
    if (filters === undefined && this.#unfiltered.length === 0) return undefined;
    const runs = (filters ?? []).map((filter) => this.#filtered.get(filter)!);
    return this.#onDisk([...runs, ...this.#unfiltered], hash.slice());
  }

  async #onDisk(runs: readonly SealedRun[], hash: Uint32Array): Promise<Sighting | undefined> {
    const keys = runs.map(({ number, pages }) => pagesOf(number) + padded(pageOf(hash[2]!, pages)));
    let last: Sighting | undefined;
    for (const bytes of await this.#store.getMany(keys)) {
      const one = bytes && lastSighting(wordsOf(bytes), hash);
      if (one !== undefined && (last === undefined || one.position > last.position)) last = one;
    }
    return last;
  }

  /** Adds a sighting, found from now on. */
  add(hash: Uint32Array, sighting: Sighting): void {
    this.#open.add(hash, sighting);
  }

  forgetUnkept(): void {
    this.#open.cut(this.#kept);
  }

  /** Keeps what was added. `now` is the time of receipt of the last record. */
  keep(now: number): void {
    this.#kept = this.#open.count;
    this.#now = now;
  }

  /** Sightings kept and not written. */
  get unwritten(): number {
    return this.#kept - this.#taken;
  }

  take(into: PendingWrites): { settle(): void } {
    this.forgetUnkept();
    this.#expire(into);
    const { count, oldest } = this.#open;
    if (count >= this.#sizes.run || this.#now - oldest >= this.#windowMs) return this.#seal(into);
    for (let piece = Math.floor(this.#taken / PIECE); this.#taken < count && piece * PIECE < count; piece += 1)
      into.puts.push([OPEN + padded(piece), this.#open.bytes(piece * PIECE, Math.min(count, (piece + 1) * PIECE))]);
    this.#taken = count;
    return { settle: () => {} };
  }

  /** Lets the runs go that are older than the window. */
  #expire({ deletes }: PendingWrites): void {
    const isOld = ({ newest }: SealedRun) => this.#now - newest >= this.#windowMs;
    const old = this.#unfiltered.filter(isOld);
    this.#unfiltered = this.#unfiltered.filter((run) => !isOld(run));
    for (const [filter, run] of this.#filtered) {
      if (!isOld(run)) continue;
      this.#filtered.delete(filter);
      this.#filters.release(filter);
      old.push(run);
    }
    for (const { number, pages } of old) {
      deletes.push(RUN + padded(number), FILTER + padded(number));
      for (let page = 0; page < pages; page += 1) deletes.push(pagesOf(number) + padded(page));
    }
  }

  /** Writes the open run in pages by hash, and begins a new one. */
  #seal({ puts, deletes }: PendingWrites): { settle(): void } {
    const table = this.#open;
    const { count, newest } = table;
    const run: SealedRun = { number: this.#nextRun, count, pages: Math.ceil(count / PAGE), newest };
    for (let piece = 0; piece * PIECE < this.#taken; piece += 1) deletes.push(OPEN + padded(piece));
    table.pages(run.pages).forEach((bytes, page) => {
      puts.push([pagesOf(run.number) + padded(page), bytes]);
    });
    const bits = this.#filters.bitsOf(table.words);
    puts.push([RUN + padded(run.number), Buffer.from(JSON.stringify(run))]);
    puts.push([FILTER + padded(run.number), new Uint8Array(bits.buffer)]);
    this.#nextRun += 1;
    this.#sealing = table;
    this.#open = new SightingTable();
    this.#kept = 0;
    this.#taken = 0;
    return {
      settle: () => {
        this.#filters.fill(this.#filterFor(run), bits);
        this.#sealing = undefined;
      },
    };
  }
}
