import { setImmediate as othersFirst } from 'node:timers/promises';
import { parseJson } from '@meniscus/languages/syntax';
import { type KeyedStore, type PendingWrites, rowsBelow } from '../../stores/index.ts';
import { type EntryAt, hashOf, idAt, isOf, lengthAt, type NewEntry, orderAt, timeAt } from './event-entry.ts';
import { bufferOf, MergedEntries, type ReadRows, RunCursor } from './merged-entries.ts';
import { decodeSection, RunSections } from './run-sections.ts';
import { type EventSizes, padded, RunWriter } from './run-writer.ts';
import type { SparePieces } from './spare-pieces.ts';
import { copyOf, UnwrittenEvents } from './unwritten-events.ts';

export const RUN = 'event-run/';
const PAGE = 'event-page/';
const SECTION = 'event-section/';
/** Pages read at once of one person. */
const READ_OF_PERSON = 4;

/** A run as its row says it. */
interface KeptRun {
  readonly count: number;
  /** How many pages were ever written to it. */
  readonly pages: number;
  /** Runs whose events are being moved into this one. */
  readonly from?: readonly number[];
}

/** Events in pages by their order, written once and then only taken from. */
interface Run {
  readonly number: number;
  count: number;
  pages: number;
  readonly sections: RunSections;
}

/** Runs that become one: their events are moved, some with each checkpoint, so that at every moment each is in one run. */
interface Merge {
  readonly target: Run;
  readonly sources: readonly Run[];
  /** Stuck: a page could not be read, and nothing is moved until the next start. */
  state: 'moving' | 'moved' | 'stuck';
  /** As far as they were moved. */
  entries: MergedEntries | undefined;
  /** With what the target gets at the next checkpoint. */
  writer: RunWriter | undefined;
}

/** What is to become of an event. */
export interface Judged {
  readonly goes: boolean;
  readonly dataset: string;
}

/** What became of the events of a node when some were to go. */
export interface RemovedEvents {
  /** How many went. */
  readonly removed: number;
  /** Time of the newest that went, epoch milliseconds. */
  readonly newest: number | undefined;
  /** Datasets of which any is left. */
  readonly left: ReadonlySet<string>;
}

/** Which events of a node are asked for: `from` inclusive, `to` exclusive, epoch milliseconds. */
export interface EventRange {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly reverse: boolean;
}

/**
 * The events of a sandbox by person, in runs: each checkpoint writes what came as one more, in the order of the people's hashes,
 * and runs of like size become one larger one. So a checkpoint writes pages side by side, where a row for each event would change
 * a page of the store's tree for nearly each of them, and no page is written more often than there are sizes.
 *
 * An event is one of its node, `_id` and time; of two the one of the later record counts. Each run has filters in memory of the
 * people in it, so that only runs that may have events of a person are read. What is removed goes out of the pages it is in.
 *
 * Readers may come at any time. They look into memory first and then into the runs by number: what they miss because it has just
 * been written, or moved, is in a run with a larger one. One writer, the process loop.
 */
export class ScopeEvents {
  readonly #store: KeyedStore;
  readonly #scope: string;
  readonly #sizes: EventSizes;
  readonly #spare: SparePieces;
  readonly #stuck: (error: unknown) => void;
  #unwritten: UnwrittenEvents;
  #inFlight: UnwrittenEvents | undefined;
  /** By number. */
  #runs: Run[] = [];
  #merges: Merge[] = [];
  #nextRun = 0;
  /** Pages some of whose events were removed: not written, and being written. */
  #edits = new Map<string, Buffer>();
  #editsInFlight: ReadonlyMap<string, Buffer> = new Map();
  /** Bytes that have to be moved for merges to keep up with what comes. */
  #owed = 0;

  constructor(options: {
    readonly store: KeyedStore;
    readonly scope: string;
    readonly sizes: EventSizes;
    readonly spare: SparePieces;
    /** Runs cannot be put together. Their events stay where they are. */
    readonly stuck: (error: unknown) => void;
  }) {
    this.#store = options.store;
    this.#scope = options.scope;
    this.#sizes = options.sizes;
    this.#spare = options.spare;
    this.#stuck = options.stuck;
    this.#unwritten = new UnwrittenEvents(this.#spare);
  }

  #pageKeys(run: number): string {
    return pageKeysOf(this.#scope, run);
  }

  #sectionKeys(run: number): string {
    return `${SECTION}${this.#scope}/${padded(run)}/`;
  }

  #runKey(run: number): string {
    return `${RUN}${this.#scope}/${padded(run)}`;
  }

  /** Takes up runs of the store, by number and as their rows say. Before everything else. */
  async restore(rows: readonly (readonly [run: number, bytes: Uint8Array])[]): Promise<void> {
    const kept = rows.map(([number, bytes]) => [number, parseJson(Buffer.from(bytes).toString()) as KeptRun] as const);
    for (const [number, { count, pages }] of kept) {
      const sections = new RunSections();
      const prefix = this.#sectionKeys(number);
      for await (const [key, bytes] of rowsBelow(this.#store, prefix))
        sections.add(decodeSection(Number(key.slice(prefix.length)), bytes));
      this.#runs.push({ number, count, pages, sections });
      this.#nextRun = number + 1;
    }
    for (const [number, { from }] of kept)
      if (from !== undefined) {
        const target = this.#runs.find((run) => run.number === number)!;
        const sources = this.#runs.filter((run) => from.includes(run.number));
        this.#merges.push({ target, sources, state: 'moving', entries: undefined, writer: undefined });
      }
  }

  /** Events and pages that are not written. */
  get dirtyCount(): number {
    return this.#unwritten.count + this.#edits.size;
  }

  add(entry: NewEntry): void {
    this.#unwritten.note(entry);
  }

  /** Rows of pages as they are now. */
  readonly #rows: ReadRows = async (options) => {
    const rows = await this.#store.range(options);
    if (this.#edits.size + this.#editsInFlight.size === 0) return rows;
    return rows.map(([key, value]) => [key, this.#edited(key) ?? value] as const);
  };

  #edited(key: string): Buffer | undefined {
    return this.#edits.get(key) ?? this.#editsInFlight.get(key);
  }

  /** Events of a node in no order, of each place the one that counts; with all that `range` asks for, and maybe more. */
  async find(node: string, range: EventRange): Promise<Iterable<EntryAt>> {
    const found = new Found();
    const [hash, bytes] = [hashOf(this.#scope, node), Buffer.from(node)];
    for (const unwritten of [this.#unwritten, this.#inFlight])
      for (const one of unwritten?.of(hash, bytes) ?? []) if (isWithin(one, range)) found.see(copyOf(one));
    for (const run of this.#runsInTurn()) {
      let left = range.limit;
      for await (const [, page] of this.#pages(run, hash, range.reverse)) {
        const own = entriesOf(bytes, page).filter((one) => isWithin(one, range));
        for (const one of own) found.see(one);
        left -= own.length;
        if (left <= 0) break;
      }
    }
    return found.entries();
  }

  /** Runs by number, those that come meanwhile too. */
  *#runsInTurn(): Generator<Run> {
    let runs = this.#runs;
    for (let at = 0; at < runs.length; at += 1) {
      const run = runs[at]!;
      yield run;
      if (runs === this.#runs) continue;
      runs = this.#runs;
      at = runs.findLastIndex(({ number }) => number <= run.number);
    }
  }

  /** The pages of a run in which entries of a hash can be. */
  async *#pages(
    { number, sections }: Run,
    hash: number,
    reverse: boolean,
  ): AsyncGenerator<readonly [key: string, page: Buffer]> {
    const found = sections.pagesWith(hash);
    if (found === undefined) return;
    const { first, end } = found;
    for (let at = 0; at < end - first; at += READ_OF_PERSON) {
      const keys: string[] = [];
      for (let next = at; next < Math.min(at + READ_OF_PERSON, end - first); next += 1)
        keys.push(this.#pageKeys(number) + padded(reverse ? end - 1 - next : first + next));
      const pages = await this.#store.getMany(keys);
      for (const [index, bytes] of pages.entries()) {
        const key = keys[index]!;
        // What is gone was moved into another run.
        if (bytes !== undefined) yield [key, this.#edited(key) ?? bufferOf(bytes)];
      }
    }
  }

  /**
   * Removes events of a node, and those that others have taken the place of with them. Only in the process loop, and while nothing is
   * being written: of that it could not be taken out any more.
   */
  async remove(node: string, judge: (entry: EntryAt) => Promise<Judged>): Promise<RemovedEvents> {
    if (this.#inFlight !== undefined) throw new Error('events are removed while a checkpoint is being written');
    const places = new Map<string, Judged & { readonly order: number; readonly time: number }>();
    let [versions, went] = [0, 0];
    await this.#eachOf(node, async (one) => {
      versions += 1;
      const [place, order] = [placeOf(one), orderAt(one.bytes, one.at)];
      if (order <= (places.get(place)?.order ?? -1)) return false;
      places.set(place, { ...(await judge(one)), order, time: timeAt(one.bytes, one.at) });
      return false;
    });
    const left = new Set<string>();
    let newest: number | undefined;
    for (const { goes, dataset, time } of places.values()) {
      if (!goes) left.add(dataset);
      else {
        went += 1;
        newest = Math.max(newest ?? 0, time);
      }
    }
    if (went > 0 || versions > places.size)
      await this.#eachOf(node, async (one) => places.get(placeOf(one))!.goes || (await judge(one)).goes);
    return { removed: went, newest, left };
  }

  /** Every event of a node, in no order and whether it counts or not; those for which `goes` holds are taken out. */
  async #eachOf(node: string, goes: (entry: EntryAt) => Promise<boolean>): Promise<void> {
    const [hash, bytes] = [hashOf(this.#scope, node), Buffer.from(node)];
    for (const one of [...this.#unwritten.of(hash, bytes)]) if (await goes(one)) this.#unwritten.drop(hash, one);
    for (const run of this.#runsInTurn())
      for await (const [key, page] of this.#pages(run, hash, false)) {
        const leaving = new Set<number>();
        for (const one of entriesOf(bytes, page)) if (await goes(one)) leaving.add(one.at);
        if (leaving.size === 0) continue;
        this.#edits.set(key, without(page, leaving));
        // What they have read of the page is no longer so, nor what they have moved of it.
        for (const merge of this.#merges) moveAgain(merge);
      }
  }

  /** Begins merges, and moves what is owed beyond what may wait; right before `take`, when nothing is being written. */
  async prepare(): Promise<void> {
    this.#beginMerges();
    const merges = this.#merges.filter(({ state }) => state === 'moving').length;
    // Until runs of a size are many again, as much must come as has to be moved of them: a share for each merge keeps up.
    this.#owed += merges * (this.#unwritten.bytes + this.#sizes.moved);
    while (this.#owed > this.#sizes.owed && (await this.tidy())) await othersFirst();
  }

  /** Moves a little of what is owed; false when nothing is. Not while events are removed. */
  async tidy(): Promise<boolean> {
    if (this.#owed <= 0) return false;
    const merge = this.#nextMerge();
    if (merge === undefined) {
      this.#owed = 0;
      return false;
    }
    try {
      this.#owed -= await this.#move(merge);
    } catch (error) {
      // An entry may be passed that is not written: what has a place in the target by now is all there is of it.
      moveAgain(merge);
      merge.state = 'stuck';
      this.#stuck(error);
    }
    return true;
  }

  /** Begins a merge wherever there are many runs of like size. */
  #beginMerges(): void {
    const merging = new Set(this.#merges.flatMap(({ target, sources }) => [target, ...sources]));
    const bySize = new Map<number, Run[]>();
    for (const run of this.#runs) {
      if (merging.has(run)) continue;
      const size = Math.floor(Math.log2(Math.max(1, run.count)) / Math.log2(this.#sizes.fanout));
      const same = bySize.get(size);
      if (same === undefined) bySize.set(size, [run]);
      else same.push(run);
    }
    for (const same of bySize.values()) {
      if (same.length < this.#sizes.fanout) continue;
      const sources = same.slice(0, this.#sizes.fanout);
      const target: Run = { number: this.#nextRun, count: 0, pages: 0, sections: new RunSections() };
      this.#nextRun += 1;
      this.#runs.push(target);
      this.#merges.push({ target, sources, state: 'moving', entries: undefined, writer: undefined });
    }
  }

  /** The merge of the smallest runs that has something left to move. */
  #nextMerge(): Merge | undefined {
    const sizeOf = ({ sources }: Merge) => sources.reduce((sum, { count }) => sum + count, 0);
    return this.#merges.filter(({ state }) => state === 'moving').sort((a, b) => sizeOf(a) - sizeOf(b))[0];
  }

  /** Moves some events; returns the bytes of them. */
  async #move(merge: Merge): Promise<number> {
    const { target, sources } = merge;
    merge.entries ??= new MergedEntries(sources.map(({ number }) => new RunCursor(this.#rows, this.#pageKeys(number))));
    merge.writer ??= this.#writerOf(target.number, target.pages);
    const { entries, writer } = merge;
    const before = writer.bytes;
    while (writer.bytes - before < this.#sizes.atOnce && merge.state === 'moving') {
      const one = entries.next();
      if (one !== undefined) writer.add(one.bytes, one.at);
      else if (entries.isHungry) await entries.fill();
      else merge.state = 'moved';
    }
    return writer.bytes - before;
  }

  #writerOf(run: number, pages: number): RunWriter {
    return new RunWriter(this.#pageKeys(run), this.#sectionKeys(run), pages, this.#spare, this.#sizes);
  }

  /** Takes what there is to write. The caller writes it and then calls `settle`. */
  take(into: PendingWrites): { settle(): void } {
    const moved = this.#merges.filter(({ writer }) => writer !== undefined);
    if (this.dirtyCount + moved.length === 0) return { settle: () => {} };
    const rows = new Map<string, Uint8Array | undefined>(this.#edits);
    const writers = moved.map((merge) => this.#takeMoved(merge, rows));
    const over = new Set(moved.filter(({ state }) => state === 'moved'));
    const sealed = this.#seal();
    if (sealed !== undefined) {
      writers.push(sealed.writer);
      rows.set(this.#runKey(sealed.run.number), rowOf(sealed.run, []));
    }
    for (const writer of writers) writer.takeInto(into);
    for (const [key, bytes] of rows)
      if (bytes === undefined) into.deletes.push(key);
      else into.puts.push([key, bytes]);
    return this.#takeOff(writers, over);
  }

  /** Takes what a merge has moved, and what becomes of the rows it was in. */
  #takeMoved(merge: Merge, rows: Map<string, Uint8Array | undefined>): RunWriter {
    const { target, sources, state, entries } = merge;
    const writer = merge.writer!;
    merge.writer = undefined;
    writer.finish();
    target.count += writer.count;
    target.pages = writer.pages;
    // A page that is told of too early is not there, as one that was moved.
    for (const section of writer.sections) target.sections.add(section);
    for (const cursor of entries?.cursors ?? []) {
      for (const key of cursor.takePassed()) rows.set(key, undefined);
      const { rest } = cursor;
      // A copy: the cursor may read on before it is written.
      if (rest !== undefined) rows.set(rest[0], Buffer.from(rest[1]));
    }
    if (state === 'moved')
      for (const { number, sections } of sources) {
        rows.set(this.#runKey(number), undefined);
        for (const first of sections.firsts()) rows.set(this.#sectionKeys(number) + padded(first), undefined);
      }
    const from = state === 'moved' ? [] : sources.map(({ number }) => number);
    rows.set(this.#runKey(target.number), rowOf(target, from));
    return writer;
  }

  /** Makes what came a run. */
  #seal(): { readonly run: Run; readonly writer: RunWriter } | undefined {
    if (this.#unwritten.count === 0) return undefined;
    const number = this.#nextRun;
    const writer = this.#writerOf(number, 0);
    for (const { bytes, at } of this.#unwritten.sorted()) writer.add(bytes, at);
    writer.finish();
    if (writer.count === 0) return undefined;
    this.#nextRun += 1;
    const sections = new RunSections(writer.sections);
    const run: Run = { number, count: writer.count, pages: writer.pages, sections };
    this.#runs.push(run);
    return { run, writer };
  }

  /** What was taken stays in memory until it is written. */
  #takeOff(writers: readonly RunWriter[], over: ReadonlySet<Merge>): { settle(): void } {
    const taken = this.#unwritten;
    this.#unwritten = new UnwrittenEvents(this.#spare);
    this.#inFlight = taken;
    this.#editsInFlight = this.#edits;
    this.#edits = new Map();
    return {
      settle: () => {
        this.#inFlight = undefined;
        this.#editsInFlight = new Map();
        taken.free();
        for (const writer of writers) writer.free();
        const empty = new Set([...over].flatMap(({ sources }) => sources));
        this.#merges = this.#merges.filter((merge) => !over.has(merge));
        this.#runs = this.#runs.filter((run) => !empty.has(run));
      },
    };
  }
}

/** Forgets what was moved since the last checkpoint, none of which is written. */
function moveAgain(merge: Merge): void {
  merge.entries = undefined;
  merge.writer?.free();
  merge.writer = undefined;
  if (merge.state === 'moved') merge.state = 'moving';
}

function rowOf({ count, pages }: Run, from: readonly number[]): Uint8Array {
  const row: KeptRun = from.length === 0 ? { count, pages } : { count, pages, from };
  return Buffer.from(JSON.stringify(row));
}

/** Of each place the event of the latest record. */
class Found {
  readonly #byPlace = new Map<string, EntryAt>();

  see(one: EntryAt): void {
    const place = placeOf(one);
    const other = this.#byPlace.get(place);
    if (other === undefined || orderAt(one.bytes, one.at) > orderAt(other.bytes, other.at))
      this.#byPlace.set(place, one);
  }

  entries(): Iterable<EntryAt> {
    return this.#byPlace.values();
  }
}

/** Where an event is among those of its node. */
function placeOf({ bytes, at }: EntryAt): string {
  return `${timeAt(bytes, at)}/${idAt(bytes, at)}`;
}

function isWithin({ bytes, at }: EntryAt, { from, to }: EventRange): boolean {
  const time = timeAt(bytes, at);
  return time >= from && time < to;
}

/** The entries of a node in a page. */
function entriesOf(node: Buffer, page: Buffer): EntryAt[] {
  const found: EntryAt[] = [];
  for (let at = 0; at < page.length; at += lengthAt(page, at))
    if (isOf(node, page, at)) found.push({ bytes: page, at });
  return found;
}

/** A page but for the entries at some places. */
function without(page: Buffer, leaving: ReadonlySet<number>): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < page.length; at += lengthAt(page, at))
    if (!leaving.has(at)) kept.push(page.subarray(at, at + lengthAt(page, at)));
  return Buffer.concat(kept);
}

/** Sandbox and number of the run a row is of. */
export function runKeyOf(key: string): readonly [scope: string, run: number] {
  const slash = key.lastIndexOf('/');
  return [key.slice(RUN.length, slash), Number(key.slice(slash + 1))];
}

/** What the keys of a run's pages begin with. */
export function pageKeysOf(scope: string, run: number): string {
  return `${PAGE}${scope}/${padded(run)}/`;
}
