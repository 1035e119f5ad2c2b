import { hash } from 'node:crypto';
import { type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import { failedRecordId } from './failed-records.ts';
import type { XdmRecord } from './run.ts';

/** What of a record tells whether it is a repeat. */
type Sighted = Pick<XdmRecord, 'target' | 'entity' | 'position' | 'index' | 'receivedAt'>;

/** Where an event was seen first. */
export interface Sighting {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly position: number;
  readonly index: number;
}

/** New sightings of a run, by key. */
export type Sightings = ReadonlyMap<string, Sighting>;

const PREFIX = 'seen/';
const PREFIX_END = 'seen0';
/** Sightings kept in memory: a caller who did not hear the answer sends again soon. Older ones are asked of the store. */
const CACHED = 10_000;
/** Sightings looked at in one go to find the old ones. */
const PAGE = 1000;

/** `receivedAt`, `position` as doubles, `index` as u32: 20 bytes. */
const codec = {
  encode({ receivedAt, position, index }: Sighting): Uint8Array {
    const out = Buffer.allocUnsafe(20);
    out.writeDoubleBE(receivedAt, 0);
    out.writeDoubleBE(position, 8);
    out.writeUInt32BE(index, 16);
    return out;
  },
  decode(bytes: Uint8Array): Sighting {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { receivedAt: view.getFloat64(0), position: view.getFloat64(8), index: view.getUint32(16) };
  },
};

/** Longer ones are hashed. */
const LONG_ID = 40;
const HASHED = '#';

/**
 * A short `_id` goes in as it is: numbers of bills and receipts grow, so that those of an hour lie together in the store and a
 * checkpoint writes few of its pages. Any other goes in as 128 bits of its SHA-256, so that keys are short whatever a caller writes.
 */
function keyOf(scope: string, dataset: string, id: string): string {
  const isPlain = id.length <= LONG_ID && !id.startsWith(HASHED);
  return `${scope}/${dataset}/${isPlain ? id : HASHED + hash('sha256', id, 'base64url').slice(0, 22)}`;
}

/** The key of an experience event with an `_id`; undefined for everything else. */
function repeatKey({ target, entity }: Sighted): string | undefined {
  if (target.schema.behavior !== 'time-series') return undefined;
  const { _id: id } = entity;
  return typeof id === 'string' && id !== '' ? keyOf(target.scope.key, target.dataset.id, id) : undefined;
}

function isRepeat(at: Pick<Sighting, 'position' | 'index'>, first: Sighting, replayOf: string | undefined): boolean {
  if (first.position === at.position && first.index === at.index) return false;
  return failedRecordId(first.position, first.index) !== replayOf;
}

/**
 * Which events a dataset has had, by `_id`, so that a repeat within the window is counted and not stored again.
 *
 * What is decided depends on the log alone: time is the time of receipt; the sightings of a run are kept when all of the run
 * is done, and written in the transaction that writes the log position. So a run done again, in this process or the next,
 * decides as it did. Memory is the cache and what the next checkpoint writes.
 *
 * Old sightings leave by themselves: for each that comes in two are looked at, in key order, and those beyond the window
 * deleted. With that the store settles at 1.5 times what the window holds, and nothing waits for a timer.
 */
export class Repeats {
  readonly #store: KeyedStore;
  readonly #sightings: WriteBehind<Sighting>;
  /** Milliseconds; 0: every event is new. */
  readonly #windowMs: number;
  readonly #page: number;
  #toLookAt = 0;
  #cursor = PREFIX;
  /** No sighting in the store is older; unknown until all were looked at once. Epoch milliseconds. */
  #oldest = Number.NEGATIVE_INFINITY;
  /** The same of the walk under way, so far. */
  #oldestSeen = Number.POSITIVE_INFINITY;

  constructor(store: KeyedStore, windowMs: number, page = PAGE) {
    this.#store = store;
    this.#page = page;
    this.#windowMs = windowMs;
    this.#sightings = new WriteBehind({ store, prefix: PREFIX, codec, capacity: CACHED });
  }

  /**
   * The records that were seen before, in this run or an earlier one, and the sightings of all others, which count once
   * they are kept. The replay of the very message that was seen is no repeat: it is sent again because a stage after the
   * lake refused it. `replayOf` gives that message's id.
   */
  async among(
    records: readonly XdmRecord[],
    replayOf: (record: XdmRecord) => string | undefined,
  ): Promise<{ readonly repeated: ReadonlySet<XdmRecord>; readonly sightings: Sightings }> {
    const repeated = new Set<XdmRecord>();
    const sightings = new Map<string, Sighting>();
    if (this.#windowMs === 0) return { repeated, sightings };
    const keys = records.map(repeatKey);
    const asked = keys.filter((key) => key !== undefined);
    if (asked.length === 0) return { repeated, sightings };
    await this.#sightings.load(asked);
    for (let at = 0; at < records.length; at += 1) {
      const key = keys[at];
      if (key === undefined) continue;
      const record = records[at]!;
      const { receivedAt, position, index } = record;
      const first = sightings.get(key) ?? this.#sightings.get(key);
      if (first === undefined || receivedAt - first.receivedAt >= this.#windowMs)
        sightings.set(key, { receivedAt, position, index });
      else if (isRepeat(record, first, replayOf(record))) repeated.add(record);
    }
    return { repeated, sightings };
  }

  /** Keeps the sightings of a run that is done, and lets old ones go. */
  async keep(sightings: Sightings): Promise<void> {
    let newest = 0;
    for (const [key, sighting] of sightings) {
      this.#sightings.set(key, sighting);
      newest = Math.max(newest, sighting.receivedAt);
    }
    // While none can be old nothing is read; in the first window after a start that is nearly always.
    if (newest - this.#oldest < this.#windowMs) return;
    this.#toLookAt += 2 * sightings.size;
    while (this.#toLookAt >= this.#page) {
      this.#toLookAt -= this.#page;
      await this.#expirePage(newest);
    }
  }

  async #expirePage(now: number): Promise<void> {
    const rows = await this.#store.range({ from: this.#cursor, to: PREFIX_END, limit: this.#page });
    // What is put behind the cursor meanwhile is no older than the beginning of the walk.
    if (this.#cursor === PREFIX) this.#oldestSeen = now;
    for (const [row, bytes] of rows) {
      const { receivedAt } = codec.decode(bytes);
      if (now - receivedAt < this.#windowMs) {
        this.#oldestSeen = Math.min(this.#oldestSeen, receivedAt);
        continue;
      }
      const key = row.slice(PREFIX.length);
      // What is in memory is newer than the row: the event may have come again.
      const newest = await this.#sightings.read(key);
      if (newest !== undefined && now - newest.receivedAt >= this.#windowMs) this.#sightings.delete(key);
    }
    if (rows.length === this.#page) this.#cursor = `${rows.at(-1)![0]}\0`;
    else {
      this.#cursor = PREFIX;
      this.#oldest = this.#oldestSeen;
    }
  }

  /** For readers: the message that made this one a repeat, while it is remembered. */
  async before(record: Sighted, replayOf: string | undefined): Promise<Sighting | undefined> {
    const key = this.#windowMs === 0 ? undefined : repeatKey(record);
    const first = key === undefined ? undefined : await this.#sightings.read(key);
    if (first === undefined || first.position > record.position) return undefined;
    const inside = record.receivedAt - first.receivedAt < this.#windowMs;
    return inside && isRepeat(record, first, replayOf) ? first : undefined;
  }

  get dirtyCount(): number {
    return this.#sightings.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#sightings.take(into);
  }
}
