import { xidOf } from '../../../identity/index.ts';
import type { StoredEvent } from '../../events/event-entry.ts';
import type { Asked, Asking, Lookup } from '../../lookup.ts';
import { pick } from '../../merge.ts';
import { type Cursor, type EventQuery, writeCursor } from './asked-entity.ts';
import { hasProperties } from './event-filter.ts';

/** A page of events, and where the next one begins; `next` empty at the end. */
export interface EventPage {
  readonly children: readonly Record<string, unknown>[];
  readonly next: string;
}

const CHUNK = 1000;

/** Events of a person behind a cursor, filtered, a page of them. Reads on until the page is full or nothing is left. */
export async function eventPage(lookup: Lookup, asking: Asking, asked: Asked, query: EventQuery): Promise<EventPage> {
  const found: StoredEvent[] = [];
  let at = query.start;
  for (let size = CHUNK; found.length <= query.limit; ) {
    const chunk = await lookup.events(asking, asked, { ...window(query, at), limit: size, reverse: query.reverse });
    const behind = at === undefined ? chunk : chunk.filter((event) => isBehind(event, at!, query.reverse));
    for (const event of behind) if (hasProperties(event.entity, query.tests)) found.push(event);
    if (chunk.length < size) break;
    // Nothing new among so many of one moment: look further.
    if (behind.length === 0) size *= 2;
    else at = cursorOf(chunk.at(-1)!);
  }
  const page = found.slice(0, query.limit);
  const xid = xidOf(asked.namespaceId, asked.id);
  return {
    children: page.map((event) => child(xid, event, query.fields)),
    next: found.length > query.limit ? writeCursor(cursorOf(page.at(-1)!)) : '',
  };
}

function cursorOf({ timestamp, id }: StoredEvent): Cursor {
  return { timestamp, id };
}

/** The range to read: the moment of the cursor is read again, since others may share it. */
function window({ from, to, reverse }: EventQuery, at: Cursor | undefined): { from?: number; to?: number } {
  const begin = at !== undefined && !reverse ? Math.max(from ?? 0, at.timestamp) : from;
  const end = at !== undefined && reverse ? Math.min(to ?? Number.MAX_SAFE_INTEGER, at.timestamp + 1) : to;
  return { ...(begin === undefined ? {} : { from: begin }), ...(end === undefined ? {} : { to: end }) };
}

function isBehind({ timestamp, id }: StoredEvent, at: Cursor, reverse: boolean): boolean {
  if (timestamp !== at.timestamp) return reverse ? timestamp < at.timestamp : timestamp > at.timestamp;
  return reverse ? id < at.id : id > at.id;
}

function child(xid: string, event: StoredEvent, fields: readonly string[]): Record<string, unknown> {
  return {
    relatedEntityId: xid,
    entityId: event.id,
    sources: [event.dataset],
    timestamp: event.timestamp,
    entity: fields.length === 0 ? event.entity : pick(event.entity, fields),
    lastModifiedAt: new Date(event.receivedAt).toISOString(),
  };
}
