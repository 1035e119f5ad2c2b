import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Phrase } from '@meniscus/languages/syntax';
import type { Kysely } from 'kysely';
import type { Cipher, Clock, Ids } from '../../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../../stores/index.ts';
import { assetKey, namedKey } from './describe.ts';
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
  /** What it is called, or was last called where the call did not say; empty when nothing is known. */
  readonly assetName: string;
  readonly action: string;
  readonly status: 'Allow' | 'Deny' | 'Failure';
  readonly failureCode: string;
  /** What the code says, where something was refused: without what the caller sent. */
  readonly failureReason?: FailureReason;
  /** `2021-08-04T21:58:09.745+0000`. */
  readonly timestamp: string;
  readonly enhancedEvents: readonly Readonly<Record<string, unknown>>[];
}

/** Why something was refused, in English: by its phrase, or a title, which is its own code. */
export interface FailureReason {
  readonly message: string;
  readonly phrase?: Phrase;
}

/** What the log adds by itself. */
export type NewAuditEvent = Omit<AuditEvent, 'id' | 'version' | 'region' | 'timestamp'>;

/** Where the chain stands: whoever keeps it can tell later whether anything before it was changed or removed. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Where the kept part of the chain begins: the last event that was let go of, under a seal that only the installation makes. */
interface Beginning extends Head {
  readonly seal: string;
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
const FIRST: Head = { seq: 0, hash: START };
const BEGINNING = 'beginning';

type Row = AuditRows['audit_event'];

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
  readonly #beginnings: Collection<Beginning>;
  #head: Head = FIRST;
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
    this.#beginnings = createCollection(deps.tables, 'audit-beginning');
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
    this.#head = last === undefined ? ((await this.#before()) ?? FIRST) : { seq: Number(last.seq), hash: last.hash };
    await this.#letGo();
  }

  /**
   * Notes where the chain begins from now on, and then lets go of what is before: a crash in between loses neither. What was
   * changed is kept however old it looks, and so is all that comes after it.
   */
  async #letGo(): Promise<void> {
    const head = await this.#oldest(this.#clock() - KEPT_MS);
    if (head === undefined) return;
    const beginning = { ...head, seal: this.#seal(head) };
    const change = { by: 'system', at: this.#clock() };
    const known = await this.#beginnings.get(NOBODYS, BEGINNING);
    if (known === undefined) await this.#beginnings.insert(NOBODYS, BEGINNING, beginning, change);
    else await this.#beginnings.update(NOBODYS, BEGINNING, undefined, beginning, change);
    await this.#db.deleteFrom('audit_event').where('seq', '<=', head.seq).execute();
  }

  /** The last event of the whole part of the chain that is before a moment; undefined when there is none. */
  async #oldest(before: number): Promise<Head | undefined> {
    const first = await this.#before();
    if (first === undefined) return undefined;
    let head = first;
    for await (const row of this.#after(first)) {
      if (Number(row.at) >= before || this.#faultOf(row, head) !== undefined) break;
      head = headOf(row);
    }
    return head === first ? undefined : head;
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

  /**
   * What things of an organisation were last called, by their keys, as far as events that are kept say so.
   *
   * @param keys as `assetKey` makes them, 1000 at most.
   */
  async lastNames(org: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (keys.length === 0) return new Map();
    const last = this.#db
      .selectFrom('audit_event')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .where('org', '=', org)
      .where('asset', 'in', [...keys])
      .groupBy('asset');
    const rows = await this.#db.selectFrom('audit_event').select(['asset', 'body']).where('seq', 'in', last).execute();
    return new Map(rows.map(({ asset, body }) => [asset!, (JSON.parse(body) as AuditEvent).assetName]));
  }

  /** Events that give no name get the one their thing had: what is deleted is called by it. */
  async #named(events: readonly NewAuditEvent[]): Promise<readonly NewAuditEvent[]> {
    const nameless = events.filter(({ assetName, imsOrgId }) => assetName === '' && imsOrgId !== NOBODYS);
    const known = new Map<string, Map<string, string>>();
    for (const org of new Set(nameless.map(({ imsOrgId }) => imsOrgId))) {
      const keys = nameless.filter(({ imsOrgId }) => imsOrgId === org).map(assetKey);
      known.set(
        org,
        new Map(
          await this.lastNames(
            org,
            [...new Set(keys)].filter((key) => key !== ''),
          ),
        ),
      );
    }
    return events.map((event) => {
      const names = known.get(event.imsOrgId);
      const named = event.assetName === '' ? { ...event, assetName: names?.get(assetKey(event)) ?? '' } : event;
      // What comes later in the group is about what this one named.
      const key = namedKey(named);
      if (key !== null) names?.set(key, named.assetName);
      return named;
    });
  }

  async #write(given: readonly NewAuditEvent[]): Promise<void> {
    const events = await this.#named(given);
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
      const { imsOrgId: org, sandboxName: sandbox } = event;
      return { seq: head.seq, org, sandbox, at, hash: head.hash, body, asset: namedKey(event) };
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

  #seal({ seq, hash }: Head): string {
    return createHmac('sha256', this.#key).update(`${BEGINNING}\n${seq}\n${hash}`).digest('hex');
  }

  /** The event before the first that is kept; undefined when what is noted of it was changed. */
  async #before(): Promise<Head | undefined> {
    const noted = (await this.#beginnings.get(NOBODYS, BEGINNING))?.body;
    if (noted === undefined) return FIRST;
    return equal(noted.seal, this.#seal(noted)) ? noted : undefined;
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

  /** Events after one, in their order. */
  async *#after({ seq }: Head): AsyncGenerator<Row> {
    for (let last = seq; ; ) {
      const events = this.#db.selectFrom('audit_event').selectAll();
      const rows = await events.where('seq', '>', last).orderBy('seq').limit(PAGE).execute();
      yield* rows;
      if (rows.length < PAGE) return;
      last = Number(rows.at(-1)!.seq);
    }
  }

  /** What is wrong with an event that follows another; undefined when nothing is. */
  #faultOf(row: Row, before: Head): string | undefined {
    const seq = Number(row.seq);
    if (seq !== before.seq + 1) return `events ${before.seq + 1} to ${seq - 1} are missing`;
    const isSame = equal(row.hash, this.#hash(before, Number(row.at), row.body)) && consistent(row);
    return isSame ? undefined : `event ${seq} was changed`;
  }

  /**
   * Follows the chain from the first event that is kept to the last. With `kept`, a head written down earlier, it also shows
   * when the end of the list was cut off and written again.
   */
  async verify(kept?: Head): Promise<Verification> {
    await this.flush();
    const before = await this.#before();
    let head = before ?? FIRST;
    let events = 0;
    const fault = (what: string): Verification => ({ ok: false, events, head, fault: what });
    if (before === undefined) return fault('what is noted of the first event was changed');
    let keptSeen = kept === undefined || kept.seq === 0 || (kept.seq === head.seq && equal(kept.hash, head.hash));
    for await (const row of this.#after(before)) {
      const wrong = this.#faultOf(row, head);
      if (wrong !== undefined) return fault(wrong);
      events += 1;
      head = headOf(row);
      if (kept?.seq !== head.seq) continue;
      if (!equal(kept.hash, head.hash)) return fault(`event ${head.seq} is not the one whose hash was kept`);
      keptSeen = true;
    }
    if (!keptSeen) return fault(`event ${kept!.seq}, whose hash was kept, is missing`);
    if (head.seq !== this.#head.seq) return fault(`events after ${head.seq} are missing`);
    return { ok: true, events, head };
  }
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function headOf({ seq, hash }: Row): Head {
  return { seq: Number(seq), hash };
}

/** Columns say what the chained body says; they are what is searched. */
function consistent({ org, sandbox, at, body, asset }: Row): boolean {
  const event = JSON.parse(body) as AuditEvent;
  const isSame = event.imsOrgId === org && event.sandboxName === sandbox && namedKey(event) === asset;
  return isSame && event.timestamp === auditTime(Number(at));
}
