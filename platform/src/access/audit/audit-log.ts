import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Cipher, Clock, Ids } from '../../kernel/index.ts';
import type { Tables } from '../../stores/index.ts';
import type { AuditRows } from './migration.ts';

/** What happened, as the published API shows it. Stored as it is. */
export interface AuditEvent {
  readonly id: string;
  readonly version: string;
  readonly imsOrgId: string;
  readonly sandboxName: string;
  readonly sandboxId: string;
  readonly region: string;
  readonly requestId: string;
  /** Client the call came from. */
  readonly authId: string;
  /** E-mail of a person, user id of a technical account; empty when nobody was signed in. */
  readonly userEmail: string;
  readonly userIpAddresses: readonly string[];
  readonly permissionResource: string;
  readonly permissionType: string;
  readonly assetType: string;
  readonly assetId: string;
  readonly assetName: string;
  readonly action: string;
  readonly status: 'Allow' | 'Deny' | 'Failure';
  readonly failureCode: string;
  /** `2021-08-04T21:58:09.745+0000`. */
  readonly timestamp: string;
  readonly enhancedEvents: readonly Readonly<Record<string, unknown>>[];
}

/** What the log adds by itself. */
export type NewAuditEvent = Omit<AuditEvent, 'id' | 'version' | 'region' | 'timestamp'>;

/** Where the chain stands: whoever keeps it can tell later whether anything before it was changed or removed. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What a verification found. */
export interface Verification {
  readonly ok: boolean;
  readonly events: number;
  readonly head: Head;
  /** The first thing that is wrong. */
  readonly fault?: string;
}

/** Scope of what nobody can be held responsible for: calls without a valid token. */
export const NOBODYS = 'installation';

const DAY_MS = 86_400_000;
/** Events are kept so long (page "Audit logs overview"). */
const KEPT_MS = 365 * DAY_MS;
const PAGE = 1000;
/** Calls without a valid token that get an event of their own within a minute; the rest is counted. */
const MOST_OF_NOBODY = 600;
const MINUTE_MS = 60_000;
const PAUSE_MS = 50;
const START = '0'.repeat(64);

interface Waiting {
  readonly event: NewAuditEvent;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** `+0000` instead of `Z`: that is how this service writes times. */
export function auditTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/**
 * Who did what: an append-only list over all organisations. Each event is chained to the one before it by an HMAC whose
 * key comes from the installation's own, so that an event changed, removed or put in between in the database shows.
 * Events that wait together are written in one transaction; `record` resolves when the event is on disk. A denied call
 * waits up to 50 ms for others: whoever is refused again and again must not make the disk the limit for everybody.
 */
export class AuditLog {
  readonly #tables: Tables;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #key: string;
  #head: Head = { seq: 0, hash: START };
  #queue: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** Resolves when the newest event is written, or could not be. */
  #newest: Promise<void> = Promise.resolve();
  /** Ends the pause before a write. */
  #hurry: () => void = () => {};
  #nobody = { since: 0, count: 0, left: 0 };

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; cipher: Cipher }) {
    this.#tables = deps.tables;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#key = deps.cipher.derive('audit chain');
  }

  get #db(): Kysely<AuditRows> {
    return this.#tables.of<AuditRows>();
  }

  /** Finds the end of the chain and lets go of what is older than a year. Once at start. */
  async load(): Promise<void> {
    const last = await this.#db
      .selectFrom('audit_event')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    if (last !== undefined) this.#head = { seq: Number(last.seq), hash: last.hash };
    await this.#db
      .deleteFrom('audit_event')
      .where('at', '<', this.#clock() - KEPT_MS)
      .execute();
  }

  record(event: NewAuditEvent): Promise<void> {
    if (event.imsOrgId === NOBODYS && !this.#admitNobody()) return Promise.resolve();
    const written = new Promise<void>((resolve, reject) => {
      this.#queue.push({ event, done: resolve, failed: reject });
      if (event.status !== 'Deny') this.#hurry();
      this.#writing ??= this.#writeAll(event.status === 'Deny' ? PAUSE_MS : 0);
    });
    this.#newest = written.catch(() => {});
    return written;
  }

  /** Resolves when every event of before the call is on disk. */
  async flush(): Promise<void> {
    this.#hurry();
    await this.#newest;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Whoever has no token must not fill the disk: beyond a number a minute such calls are only counted. */
  #admitNobody(): boolean {
    const now = this.#clock();
    if (now - this.#nobody.since >= MINUTE_MS) this.#nobody = { since: now, count: 0, left: this.#nobody.left };
    this.#nobody.count += 1;
    if (this.#nobody.count <= MOST_OF_NOBODY) return true;
    this.#nobody.left += 1;
    return false;
  }

  async #writeAll(pauseMs: number): Promise<void> {
    await undefined;
    while (this.#queue.length > 0) {
      // What came while the last group was written waits for others too, as long as all of it was denied.
      if (pauseMs > 0 && this.#queue.every(({ event }) => event.status === 'Deny')) await this.#pause(pauseMs);
      const group = this.#queue.splice(0, PAGE);
      try {
        await this.#write(group.map(({ event }) => event));
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#hurry = () => {};
    this.#writing = undefined;
  }

  async #write(events: readonly NewAuditEvent[]): Promise<void> {
    let head = this.#head;
    const left = this.#nobody.left;
    // One event of the group tells the number, so that the sum over all is right.
    const teller = left > 0 ? events.find(({ imsOrgId }) => imsOrgId === NOBODYS) : undefined;
    const rows = events.map((event) => {
      const at = this.#clock();
      const counted = event === teller ? [{ notRecordedOneByOne: left }] : [];
      const whole: AuditEvent = {
        id: this.#ids.uuid(),
        version: '1.0',
        region: 'LOCAL',
        timestamp: auditTime(at),
        ...event,
        enhancedEvents: [...event.enhancedEvents, ...counted],
      };
      const body = JSON.stringify(whole);
      head = { seq: head.seq + 1, hash: this.#hash(head, at, body) };
      return { seq: head.seq, org: event.imsOrgId, sandbox: event.sandboxName, at, hash: head.hash, body };
    });
    await this.#tables.transaction<AuditRows, void>(async (tx) => {
      await (tx as Kysely<AuditRows>).insertInto('audit_event').values(rows).execute();
    });
    this.#head = head;
    if (teller !== undefined) this.#nobody.left -= left;
  }

  #hash(before: Head, at: number, body: string): string {
    return createHmac('sha256', this.#key)
      .update(`${before.seq + 1}\n${before.hash}\n${at}\n${body}`)
      .digest('hex');
  }

  /** Newest first, as far back as `from` (epoch milliseconds); `visit` says when it has enough. */
  async visit(
    orgs: readonly string[],
    sandbox: string,
    from: number,
    visit: (event: AuditEvent) => boolean,
  ): Promise<void> {
    await this.flush();
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const rows = await this.#db
        .selectFrom('audit_event')
        .select(['seq', 'body'])
        .where('org', 'in', [...orgs])
        .where('sandbox', 'in', [sandbox, ''])
        .where('at', '>=', from)
        .where('seq', '<', before)
        .orderBy('seq', 'desc')
        .limit(PAGE)
        .execute();
      for (const { body } of rows) if (!visit(JSON.parse(body) as AuditEvent)) return;
      if (rows.length < PAGE) return;
      before = Number(rows.at(-1)!.seq);
    }
  }

  /**
   * Follows the chain from its first event to its last. With `kept`, a head written down earlier, it also shows when the
   * end of the list was cut off and written again.
   */
  async verify(kept?: Head): Promise<Verification> {
    await this.flush();
    let head: Head | undefined;
    let events = 0;
    const fault = (what: string): Verification => ({
      ok: false,
      events,
      head: head ?? { seq: 0, hash: START },
      fault: what,
    });
    let keptSeen = kept === undefined || kept.seq === 0;
    for (;;) {
      const rows = await this.#db
        .selectFrom('audit_event')
        .selectAll()
        .where('seq', '>', head?.seq ?? 0)
        .orderBy('seq')
        .limit(PAGE)
        .execute();
      for (const row of rows) {
        const seq = Number(row.seq);
        // Before the first event that is kept only what is older than a year may be missing.
        const first = head === undefined && seq > 1 && Number(row.at) < this.#clock() - KEPT_MS + 2 * DAY_MS;
        if (!first) {
          const before: Head = head ?? { seq: 0, hash: START };
          if (seq !== before.seq + 1) return fault(`events ${before.seq + 1} to ${seq - 1} are missing`);
          if (!equal(row.hash, this.#hash(before, Number(row.at), row.body))) return fault(`event ${seq} was changed`);
        }
        if (!consistent(row)) return fault(`event ${seq} was changed`);
        events += 1;
        head = { seq, hash: row.hash };
        if (kept?.seq === seq) {
          if (!equal(kept.hash, row.hash)) return fault(`event ${seq} is not the one whose hash was kept`);
          keptSeen = true;
        }
      }
      if (rows.length < PAGE) break;
    }
    if (!keptSeen) return fault(`event ${kept!.seq}, whose hash was kept, is missing`);
    if (head !== undefined && head.seq !== this.#head.seq) return fault(`events after ${head.seq} are missing`);
    if (head === undefined && this.#head.seq > 0) return fault('all events are missing');
    return { ok: true, events, head: head ?? this.#head };
  }
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Columns say what the chained body says; they are what is searched. */
function consistent(row: {
  readonly org: string;
  readonly sandbox: string;
  readonly at: number;
  readonly body: string;
}) {
  const event = JSON.parse(row.body) as AuditEvent;
  return (
    event.imsOrgId === row.org && event.sandboxName === row.sandbox && event.timestamp === auditTime(Number(row.at))
  );
}
