import type { Phrase, Said } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Actor, Clock, FieldView, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import { noJob } from './errors.ts';
import type { StoredEvent } from './events/event-entry.ts';
import { type Entity, pick } from './merge.ts';
import type { CompiledPolicy } from './merge-policy.ts';
import { say } from './phrases.ts';
import { seenMemberships, visibleEntity, visibleIdentities } from './visible-entity.ts';

/** What a job exports (page "Export jobs"). */
export interface ExportRequest {
  readonly datasetId: string;
  /** Dotted paths; all when empty. */
  readonly fields: readonly string[];
  readonly mergePolicyId: string;
  /** Audiences of whom somebody must be in one, with the statuses that count. */
  readonly segments: readonly { readonly id: string; readonly namespace: string; readonly status: readonly string[] }[];
  /** ISO 8601. */
  readonly qualifiedFrom?: string;
  readonly qualifiedTo?: string;
  readonly ingestedFrom?: string;
  /** Profiles of whom only events are known, too. */
  readonly emptyProfiles: boolean;
  readonly events?: { readonly fields: readonly string[]; readonly from?: string; readonly to?: string };
}

export interface ExportJob {
  /** The request as it was sent, shown again. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly request: ExportRequest;
  /** Who asked for it: what labels hide from them is in no row. */
  readonly actor: Actor;
  /** The batch of all rows, unless each audience has its own. */
  readonly batchId?: string;
  /** A batch an audience, in the order of `request.segments`: `segmentPerBatch` of the request. */
  readonly batches?: readonly string[];
  readonly number: number;
  readonly status: 'NEW' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly started?: number;
  /** When nothing of it was under way any more, its batches included. */
  readonly ended?: number;
  /** Profiles that are in the dataset, and those whose rows did not fit its schema. */
  readonly exported?: number;
  readonly failed?: number;
  /** Of all rows; there as soon as the last one is written. */
  readonly byNamespace?: Readonly<Record<string, number>>;
  readonly error?: string;
  /** The error, for other languages. */
  readonly phrase?: Phrase;
}

export type StoredExport = Document<ExportJob>;

/** A person on the way into an export. */
export interface ExportedPerson {
  readonly entity: Entity;
  readonly isEmpty: boolean;
  readonly identityMap: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly memberships: Readonly<
    Record<string, Readonly<Record<string, { readonly status: string; readonly lastQualificationTime: string }>>>
  >;
  readonly events: readonly StoredEvent[];
  /** Newest record or event, epoch milliseconds. */
  readonly updated: number;
}

/** Where a job writes to. */
export interface ExportTarget {
  readonly datasetId: string;
  readonly batchId: string;
}

/** What became of the rows of a batch that ended. */
export interface ExportOutcome {
  /** Did the batch end well? A dataset or a sandbox may go meanwhile, and the batch with it. */
  readonly complete: boolean;
  /** Rows in the dataset, and rows that did not get there: each is a failed record. */
  readonly stored: number;
  readonly failed: number;
}

/** Answered by the process loop, catalog, ingest and lake. */
export interface ExportDoors {
  /** Everybody of a sandbox, a page at a time. False when the platform stopped before the last one. */
  everybody(
    scope: Scope,
    policy: CompiledPolicy,
    withEvents: boolean,
    page: (people: readonly ExportedPerson[]) => Promise<void>,
  ): Promise<boolean>;
  /** Opens a batch of a dataset, in a transaction of the tables. */
  openBatch(tx: unknown, scope: Scope, datasetId: string, by: string): Promise<string>;
  /** Rows into the batch; `end` completes it, and changes nothing of one that was completed. */
  write(scope: Scope, target: ExportTarget, rows: readonly Uint8Array[], end: boolean): Promise<void>;
  /** Waits until a batch that was ended is judged and stored to its last row. Undefined when `signal` came first. */
  outcome(scope: Scope, target: ExportTarget, signal: AbortSignal): Promise<ExportOutcome | undefined>;
}

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly doors: ExportDoors;
  readonly policy: (scope: string, id: string) => CompiledPolicy;
  /** What somebody may see of the fields of a sandbox. */
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
}

/** What of a job goes into one batch: everybody its part of the request wants. */
interface ExportPart {
  readonly target: ExportTarget;
  readonly request: ExportRequest;
}

/**
 * Exports merged profiles into a dataset on the union schema, one job after the other. A job has succeeded when each of its rows
 * is in the dataset; one that lost rows has failed, says how many, and what fits stays. A job that a stop cut short before its last row
 * has failed; its batches end with what they had.
 */
export class ExportJobs {
  readonly #parts: Parts;
  readonly #jobs: Collection<ExportJob>;
  readonly #stopping = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#jobs = createCollection(parts.tables, 'profile-export-job');
  }

  /**
   * Ends what an earlier process left, in the background: a batch is ended only when everything before it in the log was read,
   * and a start does not wait for that. What was written to its last row is judged.
   */
  async resume(scopes: readonly Scope[]): Promise<void> {
    for (const scope of scopes)
      for (const { id, body } of await this.#jobs.list(scope.key))
        if (isUnderWay(body)) this.#then(id, () => this.#goOn(scope, id, body));
  }

  async #goOn(scope: Scope, id: string, job: ExportJob): Promise<void> {
    await this.#end(scope, job);
    if (job.status !== 'CANCELLED' && job.byNamespace !== undefined) return this.#conclude(scope, id, job);
    await this.#note(scope, id, failed(say('export-stopped'), this.#parts.clock()));
  }

  /** One job after the other. What a stop came upon is for the next start. */
  #then(id: string, work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      if (error instanceof Stopped) return;
      this.#parts.logger.error({ err: error, job: id }, 'an export job could not be noted');
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#last;
  }

  /** The log may stand still, and a stop must not wait for it: whoever waits then rejects with `Stopped`. */
  async #unlessStopped<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#stopping;
    const gone = Promise.withResolvers<never>();
    const stop = () => gone.reject(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await Promise.race([work, gone.promise]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #write(scope: Scope, target: ExportTarget, rows: readonly Uint8Array[], end: boolean): Promise<void> {
    return this.#unlessStopped(this.#parts.doors.write(scope, target, rows, end));
  }

  /** Begins a job; job and batches are there together, or not at all. `perSegment`: each audience gets a batch of its own. */
  async create(
    scope: Scope,
    request: ExportRequest,
    sent: ExportJob['sent'],
    actor: Actor,
    perSegment = false,
  ): Promise<StoredExport> {
    const { tables, doors, clock } = this.#parts;
    const made = await tables.transaction(async (tx) => {
      const jobs = this.#jobs.in(tx);
      const open = () => doors.openBatch(tx, scope, request.datasetId, actor.userId);
      const batches: string[] = [];
      for (const _ of perSegment ? request.segments : []) batches.push(await open());
      const into = perSegment ? { batches } : { batchId: await open() };
      const number = (await jobs.list(scope.key)).length + 1;
      const body: ExportJob = { sent, request, actor, ...into, number, status: 'NEW' };
      return jobs.insert(scope.key, String(number), body, { by: actor.userId, at: clock() });
    });
    this.#then(made.id, () => this.#run(scope, made.id));
    return made;
  }

  list(scope: Scope): Promise<readonly StoredExport[]> {
    return this.#jobs.list(scope.key);
  }

  async get(scope: Scope, id: string): Promise<StoredExport> {
    const found = await this.#jobs.get(scope.key, id);
    if (found === undefined) throw noJob('Export job', id);
    return found;
  }

  /** Cancels a job that has not ended. */
  async cancel(scope: Scope, id: string): Promise<void> {
    const { body } = await this.get(scope, id);
    if (body.status === 'NEW' || body.status === 'PROCESSING') await this.#note(scope, id, { status: 'CANCELLED' });
  }

  async #run(scope: Scope, id: string): Promise<void> {
    const { clock, logger } = this.#parts;
    const job = (await this.get(scope, id)).body;
    try {
      await this.#note(scope, id, { status: 'PROCESSING', started: clock() });
      await this.#export(scope, id, job);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      await this.#end(scope, job);
      if (!(error instanceof Cancelled)) logger.error({ err: error, job: id }, 'an export job failed');
      await this.#note(scope, id, failed(say('export-ours', { why: (error as Error).message }), clock()));
    }
  }

  async #export(scope: Scope, id: string, job: ExportJob): Promise<void> {
    const { doors, policy, fields } = this.#parts;
    const { request, actor } = job;
    await this.#refuseCancelled(scope, id);
    const view = await fields(actor, scope);
    const byNamespace: Record<string, number> = {};
    const merge = policy(scope.key, request.mergePolicyId);
    const isWhole = await doors.everybody(scope, merge, request.events !== undefined, async (people) => {
      await this.#refuseCancelled(scope, id);
      const seen = people.map((person) => seenPerson(person, view));
      for (const part of partsOf(job)) {
        const chosen = seen.filter((person) => isWanted(person, part.request));
        countNamespaces(chosen, byNamespace);
        const rows = chosen.map((person) => Buffer.from(JSON.stringify(rowOf(person, part.request))));
        if (rows.length > 0) await this.#write(scope, part.target, rows, false);
      }
    });
    if (!isWhole) throw new Stopped();
    await this.#note(scope, id, { byNamespace });
    await this.#end(scope, job);
    await this.#conclude(scope, id, job);
  }

  /** Completes the batches of a job; those that are stay as they are. */
  async #end(scope: Scope, job: ExportJob): Promise<void> {
    for (const { target } of partsOf(job)) await this.#write(scope, target, [], true);
  }

  /** Says what became of the rows of ended batches; the next start does when this one stops before. */
  async #conclude(scope: Scope, id: string, job: ExportJob): Promise<void> {
    let whole: ExportOutcome = { complete: true, stored: 0, failed: 0 };
    for (const { target } of partsOf(job)) {
      const outcome = await this.#unlessStopped(this.#parts.doors.outcome(scope, target, this.#stopping.signal));
      if (outcome === undefined) return;
      whole = {
        complete: whole.complete && outcome.complete,
        stored: whole.stored + outcome.stored,
        failed: whole.failed + outcome.failed,
      };
    }
    await this.#note(scope, id, concluded(whole, this.#parts.clock()));
  }

  async #refuseCancelled(scope: Scope, id: string): Promise<void> {
    if ((await this.get(scope, id)).body.status === 'CANCELLED') throw new Cancelled();
  }

  /**
   * Notes a change of a job that has not ended. Somebody may cancel it at any moment: it stays so, and only that it is over is
   * noted.
   */
  async #note(scope: Scope, id: string, change: Partial<ExportJob>): Promise<void> {
    const { tables, clock } = this.#parts;
    await tables.transaction(async (tx) => {
      const jobs = this.#jobs.in(tx);
      const known = await jobs.get(scope.key, id);
      if (known === undefined || known.body.ended !== undefined) return;
      const { ended } = change;
      const isCancelled = known.body.status === 'CANCELLED';
      if (isCancelled && ended === undefined) return;
      const body = { ...known.body, ...(isCancelled ? { ended } : change) };
      await jobs.update(scope.key, id, known.version, body as ExportJob, { by: 'system', at: clock() });
    });
  }
}

class Cancelled extends Error {}

class Stopped extends Error {}

/** Has a process work left of it? A cancelled one until its batches are ended. */
function isUnderWay({ status, ended }: ExportJob): boolean {
  return status === 'NEW' || status === 'PROCESSING' || (status === 'CANCELLED' && ended === undefined);
}

function partsOf({ request, batchId, batches }: ExportJob): readonly ExportPart[] {
  const { datasetId } = request;
  if (batches === undefined) return [{ target: { datasetId, batchId: batchId! }, request }];
  return batches.map((batch, index) => ({
    target: { datasetId, batchId: batch },
    request: { ...request, segments: [request.segments[index]!] },
  }));
}

/** How a job ends that failed. */
function failed({ message: error, phrase }: Said, ended: number): Partial<ExportJob> {
  return { status: 'FAILED', error, phrase, ended };
}

/** How a job ends whose rows have all been judged. */
function concluded({ complete, stored, failed: lost }: ExportOutcome, ended: number): Partial<ExportJob> {
  const rows = { exported: stored, failed: lost };
  if (!complete) return { ...failed(say('export-batch-gone'), ended), ...rows };
  if (lost > 0) return { ...failed(say('export-rows-failed', { failed: lost, count: stored + lost }), ended), ...rows };
  return { status: 'SUCCEEDED', ended, ...rows };
}

/** Counts profiles by the namespaces of their identities, in lower case. */
function countNamespaces(people: readonly ExportedPerson[], counts: Record<string, number>): void {
  for (const { identityMap } of people)
    for (const code of Object.keys(identityMap)) counts[code.toLowerCase()] = (counts[code.toLowerCase()] ?? 0) + 1;
}

/** A person without what labels hide from who asked for the export. */
function seenPerson(person: ExportedPerson, view: FieldView): ExportedPerson {
  if (view.whole) return person;
  return {
    ...person,
    entity: visibleEntity(person.entity, view),
    identityMap: visibleIdentities(person.identityMap, view),
    memberships: seenMemberships(person.memberships, view),
    events: person.events.map((event) => ({ ...event, entity: visibleEntity(event.entity, view) })),
  };
}

/** Does an export want this person? */
export function isWanted(person: ExportedPerson, request: ExportRequest): boolean {
  if (person.isEmpty && !request.emptyProfiles) return false;
  if (request.ingestedFrom !== undefined && person.updated < Date.parse(request.ingestedFrom)) return false;
  if (request.segments.length === 0) return true;
  return request.segments.some(({ id, namespace, status }) => {
    const found = person.memberships[namespace]?.[id];
    if (found === undefined || !counts(found.status, status)) return false;
    const at = Date.parse(found.lastQualificationTime);
    if (request.qualifiedFrom !== undefined && at < Date.parse(request.qualifiedFrom)) return false;
    return request.qualifiedTo === undefined || at < Date.parse(request.qualifiedTo);
  });
}

/** `existing` is `realized` since before; it is no longer stored, so who asks for it gets those realized. */
function counts(status: string, wanted: readonly string[]): boolean {
  return wanted.includes(status) || (status === 'realized' && wanted.includes('existing'));
}

/** A person as a row of the export. */
export function rowOf(person: ExportedPerson, { fields, events }: ExportRequest): Entity {
  const whole = { ...person.entity, identityMap: person.identityMap, segmentMembership: person.memberships };
  const row = fields.length === 0 ? whole : pick(whole, fields);
  if (events === undefined) return row;
  const [from, to] = [events.from, events.to].map((time) => (time === undefined ? undefined : Date.parse(time)));
  const list = person.events
    .filter(({ receivedAt }) => (from === undefined || receivedAt >= from) && (to === undefined || receivedAt < to))
    .map(({ entity }) => (events.fields.length === 0 ? entity : pick(entity, events.fields)));
  return { ...row, timeSeriesEvents: list };
}
