import { parseJson } from '@meniscus/languages/syntax';
import { type KeyedStore, type PendingWrites, scopedKey } from '../stores/index.ts';
import type { Entity } from './merge.ts';
import { SparePieces, UnwrittenEvents } from './unwritten-events.ts';

/** An experience event as it is kept with its person. */
export interface StoredEvent {
  /** `_id` of the event. */
  readonly id: string;
  /** Event time, epoch milliseconds. */
  readonly timestamp: number;
  readonly entity: Entity;
  readonly dataset: string;
  /** Transaction id of the record that brought it. */
  readonly record: string;
  /** Receipt of that record, epoch milliseconds. */
  readonly receivedAt: number;
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

/** Most events of one person that are looked at: the guardrail beyond which AEP does not segment either. */
export const EVENTS_PER_PROFILE = 5000;

const PREFIX = 'event/';
const REMOVE_PAGE = 1000;

function eventKey(scope: string, node: string, timestamp: number, id: string): string {
  return `${PREFIX}${scope}/${node}/${String(Math.max(0, timestamp)).padStart(15, '0')}/${id.slice(0, 400)}`;
}

/** An event is stored as a line about it and one with it, so that its text is used as it is. */
function headOf({ dataset, record, receivedAt }: StoredEvent): string {
  return JSON.stringify([dataset, record, receivedAt]);
}

function decodeEvent(bytes: Uint8Array, timestamp: number): StoredEvent {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const end = text.indexOf('\n');
  const [dataset, record, receivedAt] = parseJson(text.slice(0, end)) as [string, string, number];
  const entity = parseJson(text.slice(end + 1)) as Entity;
  return { id: String(entity._id ?? ''), timestamp, entity, dataset, record, receivedAt };
}

/**
 * Experience events by person and time, written with the checkpoints.
 *
 * The key holds event time and `_id`, so an event that is applied twice lands on itself. What is not written yet is kept
 * in memory and read together with the store.
 */
export class ProfileEvents {
  readonly #store: KeyedStore;
  readonly #spare = new SparePieces();
  #unwritten = new UnwrittenEvents(this.#spare);
  #inFlight: UnwrittenEvents[] = [];
  /** Events of people that event audiences look at, newest last; filled by `load`, bounded by `#recentLimit` people. */
  readonly #recent = new Map<string, StoredEvent[]>();
  readonly #recentLimit: number;

  constructor(store: KeyedStore, recentLimit = 20_000) {
    this.#store = store;
    this.#recentLimit = recentLimit;
  }

  /**
   * Keeps an event. `json` is the entity's text, made once for the lake and used again here. True when it took the place
   * of another one with its `_id` and time, as far as the events of the node are loaded.
   */
  add(scope: string, node: string, event: StoredEvent, json: string): boolean {
    const person = scopedKey(scope, node);
    const key = eventKey(scope, node, event.timestamp, event.id);
    this.#unwritten.note(person, key, [headOf(event), json]);
    const recent = this.#recent.get(person);
    if (recent === undefined) return false;
    this.#recent.set(person, insertByTime(recent, event));
    return recent.some(({ id, timestamp }) => id === event.id && timestamp === event.timestamp);
  }

  /** Makes the events of nodes available to `of`, newest `EVENTS_PER_PROFILE` of each. */
  async load(scope: string, nodes: Iterable<string>): Promise<void> {
    for (const node of nodes) {
      const person = scopedKey(scope, node);
      if (this.#recent.has(person)) continue;
      const events = await this.read(scope, [node], { limit: EVENTS_PER_PROFILE, reverse: true });
      this.#recent.set(person, [...events].reverse());
      if (this.#recent.size > this.#recentLimit) this.#recent.delete(this.#recent.keys().next().value!);
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
    const { from = 0, to = 999_999_999_999_999, limit, reverse = false } = options;
    const byKey = new Map<string, StoredEvent>();
    for (const node of [...nodes].sort()) {
      const timestampOf = (key: string) => {
        const start = PREFIX.length + scope.length + 1 + node.length + 1;
        return Number(key.slice(start, start + 15));
      };
      const range = { from: eventKey(scope, node, from, ''), to: eventKey(scope, node, to, ''), limit, reverse };
      for (const [key, bytes] of await this.#store.range(range)) byKey.set(key, decodeEvent(bytes, timestampOf(key)));
      for (const generation of [...this.#inFlight, this.#unwritten]) {
        for (const [key, unwritten] of generation.of(scopedKey(scope, node))) {
          const timestamp = timestampOf(key);
          if (unwritten === undefined) byKey.delete(key);
          else if (timestamp >= from && timestamp < to) byKey.set(key, decodeEvent(unwritten, timestamp));
        }
      }
    }
    const sorted = [...byKey.values()].sort(inOrder);
    return (reverse ? sorted.reverse() : sorted).slice(0, limit);
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
    const person = scopedKey(scope, node);
    let removed = 0;
    let newest: number | undefined;
    const left = new Set<string>();
    for (let from = 0; ; ) {
      const page = await this.read(scope, [node], { from, limit: REMOVE_PAGE });
      for (const event of page) {
        if (!(await goes(event))) {
          left.add(event.dataset);
          continue;
        }
        removed += 1;
        newest = event.timestamp;
        this.#unwritten.note(person, eventKey(scope, node, event.timestamp, event.id));
      }
      // A page may end among events of one moment: those are read again, and what was removed is not among them.
      const last = page.at(-1)?.timestamp;
      if (page.length < REMOVE_PAGE || last === undefined) break;
      from = last > from || page[0]!.timestamp < last ? last : last + 1;
    }
    if (removed > 0) this.#recent.delete(person);
    return { removed, newest, left };
  }

  get dirtyCount(): number {
    return this.#unwritten.people;
  }

  take(into: PendingWrites): { settle(): void } {
    const taken = this.#unwritten;
    this.#unwritten = new UnwrittenEvents(this.#spare);
    this.#inFlight.push(taken);
    taken.takeInto(into);
    return {
      settle: () => {
        this.#inFlight = this.#inFlight.filter((generation) => generation !== taken);
        taken.free();
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
