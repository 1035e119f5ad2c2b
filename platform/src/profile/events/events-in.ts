import { type KeyedStore, rowsBelow } from '../../stores/index.ts';
import { compareEntries, type EntryAt, idAt, linesAt, nodeAt, sameLines, timeAt } from './event-entry.ts';
import { MergedEntries, RunCursor } from './merged-entries.ts';
import { pageKeysOf, RUN, runKeyOf } from './scope-events.ts';

/** An event of a store, wherever in it. */
export class KeptEvent {
  readonly scope: string;
  readonly entry: EntryAt;

  constructor(scope: string, entry: EntryAt) {
    this.scope = scope;
    this.entry = entry;
  }

  /** The identity, the time (epoch milliseconds) and the `_id`. */
  get of(): string {
    const { bytes, at } = this.entry;
    return `${nodeAt(bytes, at)}/${timeAt(bytes, at)}/${idAt(bytes, at)}`;
  }

  /** A line about the event and one with it. */
  get lines(): Buffer {
    return linesAt(this.entry.bytes, this.entry.at);
  }

  /** Whether the other says the same of the event in this place. */
  says(other: KeptEvent): boolean {
    const { bytes, at } = this.entry;
    return sameLines(bytes, at, other.entry.bytes, other.entry.at);
  }
}

/** The order of `eventsIn`; 0 when two are in the same place. */
export function compareEvents(a: KeptEvent, b: KeptEvent): number {
  if (a.scope !== b.scope) return a.scope < b.scope ? -1 : 1;
  return compareEntries(a.entry.bytes, a.entry.at, b.entry.bytes, b.entry.at);
}

/**
 * Every event of a store as of its last checkpoint, of all sandboxes or of one, in an order that is the same in every store; some
 * at a time, right until the next are asked for.
 */
export async function* eventsIn(store: KeyedStore, only?: string): AsyncGenerator<readonly KeptEvent[]> {
  const runs = new Map<string, string[]>();
  for await (const [key] of rowsBelow(store, only === undefined ? RUN : `${RUN}${only}/`)) {
    const [scope, run] = runKeyOf(key);
    runs.set(scope, [...(runs.get(scope) ?? []), pageKeysOf(scope, run)]);
  }
  for (const scope of [...runs.keys()].sort()) {
    const cursors = runs.get(scope)!.map((keys) => new RunCursor((range) => store.range(range), keys));
    const entries = new MergedEntries(cursors);
    while (entries.isHungry) {
      await entries.fill();
      const some: KeptEvent[] = [];
      for (let one = entries.next(); one !== undefined; one = entries.next()) some.push(new KeptEvent(scope, one));
      yield some;
    }
  }
}
