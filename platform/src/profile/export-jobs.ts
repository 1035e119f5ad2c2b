import type { Phrase, Said } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import type { Actor, Clock, FieldView, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import { noJob } from './errors.ts';
import type { StoredEvent } from './events.ts';
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
  readonly batchId: string;
  readonly number: number;
  readonly status: 'NEW' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly started?: number;
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
  /** Everybody of a sandbox, a page at a time. */
  everybody(
    scope: Scope,
    policy: CompiledPolicy,
    withEvents: boolean,
    page: (people: readonly ExportedPerson[]) => Promise<void>,
  ): Promise<void>;
  /** Opens a batch of a dataset. */
  openBatch(scope: Scope, datasetId: string, by: string): Promise<string>;
  /** Rows into the batch; `end` completes it. */
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

/**
 * Exports merged profiles into a dataset on the union schema, one job after the other. A job has succeeded when each of its rows
 * is in the dataset; one that lost rows has failed, says how many, and what fits stays. A job that a stop cut short before its last row
 * has failed; its batch ends with what it had.
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

  /** Ends what an earlier process left; what was written to its last row is judged in the background. */
  async resume(scopes: readonly Scope[]): Promise<void> {
    for (const scope of scopes)
      for (const { id, body } of await this.#jobs.list(scope.key)) {
        if (body.status !== 'NEW' && body.status !== 'PROCESSING') continue;
        await this.#parts.doors.write(scope, targetOf(body), [], true);
        if (body.byNamespace === undefined)
          await this.#note(scope, id, { status: 'FAILED', error: 'the platform stopped while it ran; send it again' });
        else this.#then(id, () => this.#conclude(scope, id, targetOf(body)));
      }
  }

  /** One job after the other. */
  #then(id: string, work: () => Promise<void>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#parts.logger.error({ err: error, job: id }, 'an export job could not be noted');
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#last;
  }

  async create(scope: Scope, request: ExportRequest, sent: ExportJob['sent'], actor: Actor): Promise<StoredExport> {
    const by = actor.userId;
    const batchId = await this.#parts.doors.openBatch(scope, request.datasetId, by);
    const number = (await this.#jobs.list(scope.key)).length + 1;
    const change = { by, at: this.#parts.clock() };
    const made = await this.#jobs.insert(
      scope.key,
      String(number),
      { sent, request, actor, batchId, number, status: 'NEW' },
      change,
    );
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
    const { doors, clock, logger } = this.#parts;
    const job = (await this.get(scope, id)).body;
    const target = targetOf(job);
    try {
      if (job.status === 'NEW') {
        await this.#note(scope, id, { status: 'PROCESSING', started: clock() });
        await this.#export(scope, id, job, target);
      } else await doors.write(scope, target, [], true);
    } catch (error) {
      await doors.write(scope, target, [], true);
      if (error instanceof Cancelled) return;
      logger.error({ err: error, job: id }, 'an export job failed');
      await this.#note(scope, id, { status: 'FAILED', ended: clock(), error: (error as Error).message });
    }
  }

  async #export(scope: Scope, id: string, { request, actor }: ExportJob, target: ExportTarget): Promise<void> {
    const { doors, policy, fields } = this.#parts;
    const view = await fields(actor, scope);
    const byNamespace: Record<string, number> = {};
    const merge = policy(scope.key, request.mergePolicyId);
    await doors.everybody(scope, merge, request.events !== undefined, async (people) => {
      await this.#refuseCancelled(scope, id);
      const chosen = people.map((person) => seenPerson(person, view)).filter((person) => isWanted(person, request));
      countNamespaces(chosen, byNamespace);
      const rows = chosen.map((person) => Buffer.from(JSON.stringify(rowOf(person, request))));
      await doors.write(scope, target, rows, false);
    });
    await this.#note(scope, id, { byNamespace });
    await doors.write(scope, target, [], true);
    await this.#conclude(scope, id, target);
  }

  /** Says what became of the rows of an ended batch; the next start does when this one stops before. */
  async #conclude(scope: Scope, id: string, target: ExportTarget): Promise<void> {
    const outcome = await this.#parts.doors.outcome(scope, target, this.#stopping.signal);
    if (outcome === undefined) return;
    if ((await this.get(scope, id)).body.status === 'CANCELLED') return;
    await this.#note(scope, id, { ended: this.#parts.clock(), ...concluded(outcome) });
  }

  async #refuseCancelled(scope: Scope, id: string): Promise<void> {
    if ((await this.get(scope, id)).body.status === 'CANCELLED') throw new Cancelled();
  }

  async #note(scope: Scope, id: string, change: Partial<ExportJob>): Promise<void> {
    const known = await this.#jobs.get(scope.key, id);
    if (known === undefined) return;
    await this.#jobs.update(
      scope.key,
      id,
      undefined,
      { ...known.body, ...change },
      { by: 'system', at: this.#parts.clock() },
    );
  }
}

class Cancelled extends Error {}

function targetOf({ request, batchId }: ExportJob): ExportTarget {
  return { datasetId: request.datasetId, batchId };
}

/** How a job ends whose rows have all been judged. */
function concluded({ complete, stored, failed }: ExportOutcome): Partial<ExportJob> {
  const ending = (said: Said): Partial<ExportJob> => ({
    status: 'FAILED',
    exported: stored,
    failed,
    error: said.message,
    phrase: said.phrase,
  });
  if (!complete) return ending(say('export-batch-gone'));
  if (failed > 0) return ending(say('export-rows-failed', { failed, count: stored + failed }));
  return { status: 'SUCCEEDED', exported: stored, failed };
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
