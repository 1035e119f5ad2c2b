import { hash } from 'node:crypto';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import { failedRecordId } from './failed-records.ts';
import type { Sighting } from './sighting-table.ts';
import { type SightingSizes, Sightings } from './sightings.ts';
import type { XdmRecord } from './xdm-record.ts';

/** What of a record tells whether it is a repeat. */
type Sighted = Pick<XdmRecord, 'target' | 'entity' | 'position' | 'index' | 'receivedAt'>;

/** What a sandbox's hashes are made with: kept under its key, so that it goes with the sandbox. */
const SECRET_PREFIX = 'sighting-secret/';
const SECRETS_CACHED = 1000;
/** Sightings that count as one changed object: they take the room of one in memory. */
const AN_OBJECT = 16;
/** Where sightings stood in the clear, a row each. */
const BEFORE = 'seen/';
const BEFORE_END = 'seen0';
/** Rows of those brought over at once. */
const PAGE = 5000;

/** Longer ones are hashed. */
const LONG_ID = 40;
const HASHED = '#';

/** A long `_id` as 128 bits of its SHA-256, as it stood in the rows of before; any other as it is. */
function shortened(id: string): string {
  const isPlain = id.length <= LONG_ID && !id.startsWith(HASHED);
  return isPlain ? id : HASHED + hash('sha256', id, 'base64url').slice(0, 22);
}

/** The `_id` of an experience event; undefined for everything else. */
function eventId({ target, entity }: Sighted): string | undefined {
  if (target.schema.behavior !== 'time-series') return undefined;
  const { _id: id } = entity;
  return typeof id === 'string' && id !== '' ? shortened(id) : undefined;
}

/** 128 bits of the SHA-256 of a text, in four words. */
function hashInto(out: Uint32Array, text: string): Uint32Array {
  const bytes = hash('sha256', text, 'binary');
  for (let word = 0; word < 4; word += 1) {
    const at = 4 * word;
    out[word] =
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24);
  }
  return out;
}

function isRepeat(at: Pick<Sighting, 'position' | 'index'>, first: Sighting, replayOf: string | undefined): boolean {
  if (first.position === at.position && first.index === at.index) return false;
  return failedRecordId(first.position, first.index) !== replayOf;
}

/** What sightings are kept in, and what their hashes are made with. */
interface Parts {
  readonly store: KeyedStore;
  /** How long an event is known by its `_id`, milliseconds; 0: every event is new. */
  readonly windowMs: number;
  /** A new secret, at least 128 random bits as text. */
  readonly secret: () => string;
  readonly sizes?: SightingSizes;
}

/**
 * Which events a dataset has had, by `_id`, so that a repeat within the window is counted and not stored again.
 *
 * What is decided depends on the log alone: time is the time of receipt; the sightings of a run are kept when all of the run
 * is done, and written in the transaction that writes the log position. So a run done again, in this process or the next,
 * decides as it did.
 *
 * No `_id` stands in the store: it holds 128 bits of a hash that is made with a secret of the sandbox. Two events are taken for
 * one only when those are equal. How they are found, and let go of after the window, is in `sightings.ts`.
 */
export class Repeats {
  readonly #store: KeyedStore;
  readonly #sightings: Sightings;
  readonly #secrets: WriteBehind<string>;
  readonly #secret: () => string;
  readonly #windowMs: number;
  /** What comes before the `_id` in what is hashed. */
  readonly #starts = new WeakMap<Sighted['target'], string>();
  readonly #hash = new Uint32Array(4);

  constructor({ store, windowMs, secret, sizes }: Parts) {
    this.#store = store;
    this.#windowMs = windowMs;
    this.#secret = secret;
    this.#sightings = new Sightings(store, windowMs, sizes);
    const codec = jsonCodec<string>();
    this.#secrets = new WriteBehind({ store, prefix: SECRET_PREFIX, codec, residents: SECRETS_CACHED });
  }

  /** Reads what was seen. Before the first record, and once; returns how many sightings it brought over from the rows of before. */
  async load(): Promise<number> {
    if (this.#windowMs === 0) return 0;
    await this.#sightings.load();
    let moved = 0;
    for (;;) {
      const rows = await this.#store.range({ from: BEFORE, to: BEFORE_END, limit: PAGE });
      if (rows.length === 0) return moved;
      for (const [key, bytes] of rows) await this.#bringOver(key.slice(BEFORE.length), bytes);
      const pending: PendingWrites = { puts: [], deletes: rows.map(([key]) => key) };
      const taken = this.take(pending);
      await this.#store.write({ ...pending, positions: [] });
      taken.settle();
      moved += rows.length;
    }
  }

  /** A row was `<scope>/<dataset>/<_id>`, and in it `receivedAt` and `position` as doubles and `index` in 32 bits. */
  async #bringOver(key: string, bytes: Uint8Array): Promise<void> {
    const [scope = '', dataset = ''] = key.split('/', 2);
    const start = await this.#startOf(scope, dataset);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seen = { receivedAt: view.getFloat64(0), position: view.getFloat64(8), index: view.getUint32(16) };
    this.#sightings.add(hashInto(this.#hash, start + key.slice(scope.length + dataset.length + 2)), seen);
    this.#sightings.keep(seen.receivedAt);
  }

  /** Makes a secret where there is none; only for the loop. */
  async #startOf(scope: string, dataset: string): Promise<string> {
    await this.#secrets.load([scope]);
    let secret = this.#secrets.get(scope);
    if (secret === undefined) {
      secret = this.#secret();
      this.#secrets.set(scope, secret);
    }
    return `${secret}/${dataset}/`;
  }

  async #startFor(target: Sighted['target']): Promise<string> {
    const start = await this.#startOf(target.scope.key, target.dataset.id);
    this.#starts.set(target, start);
    return start;
  }

  /**
   * The records that were seen before, in this run or an earlier one. All others count as seen once `keep` is called; without
   * it the next call forgets them. The replay of the very message that was seen is no repeat: it is sent again because a stage
   * after the lake refused it. `replayOf` gives that message's id.
   */
  async among(
    records: readonly XdmRecord[],
    replayOf: (record: XdmRecord) => string | undefined,
  ): Promise<ReadonlySet<XdmRecord>> {
    const repeated = new Set<XdmRecord>();
    if (this.#windowMs === 0) return repeated;
    this.#sightings.forgetUnkept();
    for (const record of records) {
      const id = eventId(record);
      if (id === undefined) continue;
      // Awaiting what is known would cost a turn for each record.
      const start = this.#starts.get(record.target) ?? (await this.#startFor(record.target));
      const hashed = hashInto(this.#hash, start + id);
      const found = this.#sightings.find(hashed);
      const first = found instanceof Promise ? await found : found;
      if (first === undefined || record.receivedAt - first.receivedAt >= this.#windowMs)
        this.#sightings.add(hashed, record);
      else if (isRepeat(record, first, replayOf(record))) repeated.add(record);
    }
    return repeated;
  }

  /** Keeps the sightings of a run that is done. `now` is the time of receipt of its last record. */
  keep(now: number): void {
    this.#sightings.keep(now);
  }

  /** For readers: the message that made this one a repeat, while it is remembered. */
  async before(record: Sighted, replayOf: string | undefined): Promise<Sighting | undefined> {
    const id = this.#windowMs === 0 ? undefined : eventId(record);
    const secret = id === undefined ? undefined : await this.#secrets.read(record.target.scope.key);
    if (secret === undefined) return undefined;
    const text = `${secret}/${record.target.dataset.id}/${id}`;
    const first = await this.#sightings.find(hashInto(new Uint32Array(4), text));
    if (first === undefined || first.position > record.position) return undefined;
    const inside = record.receivedAt - first.receivedAt < this.#windowMs;
    return inside && isRepeat(record, first, replayOf) ? first : undefined;
  }

  get dirtyCount(): number {
    return Math.ceil(this.#sightings.unwritten / AN_OBJECT) + this.#secrets.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    const taken = [this.#sightings.take(into), this.#secrets.take(into)];
    return {
      settle: () => {
        for (const one of taken) one.settle();
      },
    };
  }
}
