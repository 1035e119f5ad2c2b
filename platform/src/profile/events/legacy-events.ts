import { parseJson } from '@meniscus/languages/syntax';
import type { KeyedStore } from '../../stores/index.ts';
import { hashOf, type NewEntry } from './event-entry.ts';

/** Rows of events were kept under it one by one until they came into runs: `event/<scope>/<node>/<time>/<id>`. */
const PREFIX = 'event/';
const TIME = /\/(\d{15})\/$/;

/** An event as it was kept in a row of its own. */
export interface LegacyEvent {
  readonly key: string;
  readonly scope: string;
  readonly entry: NewEntry;
}

/** The first rows that are left, at most so many. */
export async function legacyEvents(store: KeyedStore, most: number): Promise<readonly LegacyEvent[]> {
  const rows = await store.range({ from: PREFIX, to: `${PREFIX.slice(0, -1)}0`, limit: most });
  return rows.map(([key, bytes]) => {
    const text = Buffer.from(bytes).toString();
    const end = text.indexOf('\n');
    const [head, json] = [text.slice(0, end), text.slice(end + 1)];
    // Node and id may hold slashes; the id is in the event, too.
    const id = String((parseJson(json) as { readonly _id?: unknown })._id ?? '').slice(0, 400);
    const place = key.slice(0, key.length - id.length);
    const time = TIME.exec(place)![1]!;
    const scoped = place.slice(PREFIX.length, place.length - time.length - 2);
    const slash = scoped.indexOf('/');
    const node = scoped.slice(slash + 1);
    const scope = scoped.slice(0, slash);
    const hash = hashOf(scope, node);
    return { key, scope, entry: { node, hash, id, timestamp: Number(time), order: 0, head, json } };
  });
}
