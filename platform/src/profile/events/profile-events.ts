import {
  adoptCache,
  type KeyedStore,
  type PendingWrites,
  Residents,
  rowsBelow,
  scopedKey,
} from '../../stores/index.ts';
import { compareMoments, decodeEntry, type EntryAt, hashOf, newEntry, type StoredEvent } from './event-entry.ts';
import { legacyEvents } from './legacy-events.ts';
import { type EventSizes, SIZES } from './run-writer.ts';
import { type RemovedEvents, RUN, runKeyOf, ScopeEvents } from './scope-events.ts';
import { SparePieces } from './spare-pieces.ts';

/** Most events of one person that are looked at: the guardrail beyond which AEP does not segment either. */
export const EVENTS_PER_PROFILE = 5000;

/** People whose events are in memory for event audiences. */
const RECENT = 20_000;
/** Rows of an earlier version that become a run together. */
const LEGACY_ROWS = 20_000;

/**
 * Experience events by person and time, written with the checkpoints (`scope-events.ts`).
 *
 * An event is its node, time and `_id`, so one that is applied twice lands on itself. What is not written yet is kept in memory and
 * read together with the store.
 */
export class ProfileEvents {
  readonly #store: KeyedStore;
  readonly #residents: Residents;
  readonly #sizes: EventSizes;
  readonly #stuck: (error: unknown) => void;
  readonly #spare = new SparePieces();
  readonly #scopes = new Map<string, ScopeEvents>();
  /** Events of people that event audiences look at, newest last; filled by `load`, bounded by `#recentLimit` people. */
  readonly #recent = new Map<string, StoredEvent[]>();
  readonly prefix = RUN;

  /** `stuck` is told when runs cannot be put together; their events stay where they are. `residents`: who is in memory. */
  constructor(store: KeyedStore, stuck: (error: unknown) => void, residents = new Residents(), sizes = SIZES) {
    this.#store = store;
    this.#residents = residents;
    this.#stuck = stuck;
    this.#sizes = sizes;
    adoptCache(store, this);
  }

  /** Reads which runs there are, and brings rows of an earlier version into runs: says how many. Before everything else, and once. */
  async open(): Promise<number> {
    const runs = new Map<string, (readonly [number, Uint8Array])[]>();
    for await (const [key, bytes] of rowsBelow(this.#store, RUN)) {
      const [scope, run] = runKeyOf(key);
      runs.set(scope, [...(runs.get(scope) ?? []), [run, bytes]]);
    }
    for (const [scope, rows] of runs) await this.#of(scope).restore(rows);
    return this.#bringIn();
  }

  async #bringIn(): Promise<number> {
    for (let moved = 0; ; ) {
      const rows = await legacyEvents(this.#store, LEGACY_ROWS);
      if (rows.length === 0) return moved;
      moved += rows.length;
      for (const { scope, entry } of rows) this.#of(scope).add(entry);
      await this.prepare();
      const pending: PendingWrites = { puts: [], deletes: rows.map(({ key }) => key) };
      const taken = this.take(pending);
      await this.#store.write({ ...pending, positions: [] });
      taken.settle();
    }
  }

  #of(scope: string): ScopeEvents {
    let found = this.#scopes.get(scope);
    if (found === undefined) {
      found = new ScopeEvents({
        store: this.#store,
        scope,
        sizes: this.#sizes,
        spare: this.#spare,
        stuck: this.#stuck,
      });
      this.#scopes.set(scope, found);
    }
    return found;
  }

  /** Drops a sandbox from memory, written or not. Between two runs, with no checkpoint under way. */
  forget(scope: string): void {
    this.#scopes.delete(scope);
    for (const person of this.#recent.keys()) if (person.startsWith(`${scope}/`)) this.#recent.delete(person);
  }

  /**
   * Keeps an event. `json` is the entity's text, made once for the lake and used again here; `order` is the place of its record in
   * the log. True when it took the place of another one with its `_id` and time, as far as the events of the node are loaded.
   */
  add(scope: string, node: string, event: StoredEvent, json: string, order: number): boolean {
    const person = scopedKey(scope, node);
    this.#of(scope).add(newEntry(node, this.#hashOf(person, scope, node), event, json, order));
    const recent = this.#recent.get(person);
    if (recent === undefined) return false;
    this.#recent.set(person, insertByTime(recent, event));
    return recent.some(({ id, timestamp }) => id === event.id && timestamp === event.timestamp);
  }

  /** Kept with who is in memory: making it takes as long as placing the event does. */
  #hashOf(person: string, scope: string, node: string): number {
    const resident = this.#residents.find(person);
    if (resident === undefined) return hashOf(scope, node);
    resident.hash ??= hashOf(scope, node) | 0;
    return resident.hash >>> 0;
  }

  /** Makes the events of nodes available to `of`, newest `EVENTS_PER_PROFILE` of each. */
  async load(scope: string, nodes: Iterable<string>): Promise<void> {
    for (const node of nodes) {
      const person = scopedKey(scope, node);
      if (this.#recent.has(person)) continue;
      const events = await this.read(scope, [node], { limit: EVENTS_PER_PROFILE, reverse: true });
      this.#recent.set(person, [...events].reverse());
      if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    }
  }

  /** Events of loaded nodes, oldest first. */
  of(scope: string, nodes: readonly string[]): readonly StoredEvent[] {
    if (nodes.length === 1) return this.#recent.get(scopedKey(scope, nodes[0]!)) ?? [];
    const lists = [...nodes].sort().map((node) => this.#recent.get(scopedKey(scope, node)) ?? []);
    return lists.flat().sort(inOrder);
  }

  /** Events of a person from store and memory, by time. `from` inclusive, `to` exclusive, epoch milliseconds. */
  async read(
    scope: string,
    nodes: readonly string[],
    options: { from?: number; to?: number; limit: number; reverse?: boolean },
  ): Promise<readonly StoredEvent[]> {
    const { from = 0, to = Number.POSITIVE_INFINITY, limit, reverse = false } = options;
    const found: EntryAt[] = [];
    for (const node of [...nodes].sort())
      for (const entry of await this.#of(scope).find(node, { from, to, limit, reverse })) found.push(entry);
    found.sort(compareMoments);
    if (reverse) found.reverse();
    return found.slice(0, limit).map(({ bytes, at }) => decodeEntry(bytes, at));
  }

  /** When the newest event of a person was, epoch milliseconds; undefined without any. */
  async newest(scope: string, nodes: readonly string[]): Promise<number | undefined> {
    const [event] = await this.read(scope, nodes, { limit: 1, reverse: true });
    return event?.timestamp;
  }

  /** Removes events of a node. */
  async remove(
    scope: string,
    node: string,
    goes: (event: StoredEvent) => boolean | Promise<boolean>,
  ): Promise<RemovedEvents> {
    const went = await this.#of(scope).remove(node, async ({ bytes, at }) => {
      const event = decodeEntry(bytes, at);
      return { goes: await goes(event), dataset: event.dataset };
    });
    if (went.removed > 0) this.#recent.delete(scopedKey(scope, node));
    return went;
  }

  get dirtyCount(): number {
    let count = 0;
    for (const one of this.#scopes.values()) count += one.dirtyCount;
    return count;
  }

  /** What has to be read for the next checkpoint; right before `take`, when nothing is being written. */
  async prepare(): Promise<void> {
    for (const one of this.#scopes.values()) if (one.dirtyCount > 0) await one.prepare();
  }

  /** A little of what can wait; false when nothing does. Between two runs of the process loop. */
  async tidy(): Promise<boolean> {
    for (const one of this.#scopes.values()) if (await one.tidy()) return true;
    return false;
  }

  take(into: PendingWrites): { settle(): void } {
    const taken = [...this.#scopes.values()].map((one) => one.take(into));
    return {
      settle() {
        for (const one of taken) one.settle();
      },
    };
  }
}

/** By time, then by `_id`: one order from memory and from the store, since rules may ask for the newest of several. */
function inOrder(a: StoredEvent, b: StoredEvent): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function insertByTime(events: readonly StoredEvent[], event: StoredEvent): StoredEvent[] {
  // As in the store: an event is its `_id` at its time.
  const kept = events.filter(({ id, timestamp }) => id !== event.id || timestamp !== event.timestamp);
  let at = kept.length;
  while (at > 0 && inOrder(kept[at - 1]!, event) > 0) at -= 1;
  kept.splice(at, 0, event);
  return kept.length > EVENTS_PER_PROFILE ? kept.slice(-EVENTS_PER_PROFILE) : kept;
}
