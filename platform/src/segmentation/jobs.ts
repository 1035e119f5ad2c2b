import type { Clock, FieldView, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import type { Asking, Audiences, Changing } from './audiences.ts';
import { badBody, badJob, noJob, unusable } from './errors.ts';
import type { Everybody } from './everybody.ts';
import { eachSince, isMember, type PersonState } from './memberships/person-state.ts';
import { say } from './phrases.ts';
import { sandboxOf } from './render-audience.ts';

export type JobStatus = 'NEW' | 'QUEUED' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLING' | 'CANCELLED';

/** What a job found, by audience id. */
export interface JobCounts {
  readonly profiles: number;
  readonly members: Readonly<Record<string, number>>;
  /** Code of the namespace of a member's first identity, lower case, to members. */
  readonly byNamespace: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Entered, stayed and left since the job before, or the last day. */
  readonly byStatus: Readonly<Record<string, { realized: number; existing: number; exited: number }>>;
}

export interface JobBody {
  readonly source: 'api' | 'scheduler';
  readonly status: JobStatus;
  /** Audience ids; `*` is all. */
  readonly segments: readonly string[];
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly counts?: JobCounts;
  readonly error?: string;
  readonly requestId: string;
  readonly computeJobId: number;
  readonly batchId: string;
  readonly gatewayId: string;
  readonly properties?: { readonly scheduleId: string; readonly runId: string };
}

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audiences: Audiences;
  readonly everybody: Everybody;
  scopeByKey(key: string): Scope | undefined;
  audienceOf(scope: string, number: number): string;
  codeOf(scope: Scope, namespaceId: number): string;
}

const ENDED: ReadonlySet<JobStatus> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);
const DAY = 86_400_000;
/** Audiences named one by one in one job. */
const MOST_SEGMENTS = 500;

/**
 * Segment jobs: audiences evaluated for everybody at one moment. They run one after another; one that a stop cut short is
 * done again from the start at the next start, which changes nothing that was right already.
 */
export class Jobs {
  readonly #deps: Deps;
  readonly #documents: Collection<JobBody>;
  #last: Promise<void> = Promise.resolve();
  #running: { readonly id: string; readonly stop: AbortController } | undefined;
  #stopped = false;
  #count = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#documents = createCollection<JobBody>(deps.tables, 'segment-job');
  }

  /** Goes on with what an earlier process left undone. */
  async resume(): Promise<void> {
    for (const { scope, id, body } of await this.#documents.everywhere()) {
      this.#count = Math.max(this.#count, body.computeJobId);
      const owner = this.#deps.scopeByKey(scope);
      if (owner === undefined || ENDED.has(body.status)) continue;
      if (body.status === 'CANCELLING') await this.#update(owner, id, { status: 'CANCELLED' });
      else this.#queue(owner, id);
    }
  }

  /** Stops the job under way; it begins anew at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#running?.stop.abort();
    await this.#last;
  }

  /** `[{segmentId}]`, or `{schema, segments: [{segmentId: "*"}]}` for all. Begins at once, or after the job under way. */
  async create(changing: Changing, input: unknown, requestId: string): Promise<Record<string, unknown>> {
    const segments = readSegments(input);
    await this.#check(changing, segments);
    const { scope, actor } = changing;
    const document = await this.start(scope, actor.userId, segments, { source: 'api', requestId });
    return this.#render(changing, document);
  }

  /** Makes a job and lets it wait for its turn. */
  async start(
    scope: Scope,
    by: string,
    segments: readonly string[],
    from: Pick<JobBody, 'source' | 'requestId' | 'properties'>,
  ): Promise<Document<JobBody>> {
    const { ids, clock } = this.#deps;
    this.#count += 1;
    const body: JobBody = {
      ...from,
      status: 'NEW',
      segments,
      computeJobId: this.#count,
      batchId: ids.uuid(),
      gatewayId: ids.uuid(),
    };
    const document = await this.#documents.insert(scope.key, ids.uuid(), body, { by, at: clock() });
    this.#queue(scope, document.id);
    return document;
  }

  async #check(asking: Asking, segments: readonly string[]): Promise<void> {
    for (const id of segments) {
      if (id === '*') continue;
      const found = await this.#deps.audiences.find(asking, id);
      if (found === undefined) throw badJob(say('audience-unknown-segment', { id }));
      if (found.type !== 'SegmentDefinition') throw badJob(say('audience-is-external', { id }));
      if (found.lifecycleState !== 'published')
        throw badJob(say('audience-unpublished', { id, state: String(found.lifecycleState) }));
    }
  }

  async list(asking: Asking): Promise<readonly Record<string, unknown>[]> {
    const documents = (await this.#documents.list(asking.scope.key)).filter(({ body }) => isSeen(body, asking.fields));
    return Promise.all(documents.map((document) => this.#render(asking, document)));
  }

  async find(asking: Asking, id: string): Promise<Record<string, unknown> | undefined> {
    const document = await this.#document(asking, id);
    return document && (await this.#render(asking, document));
  }

  async get(asking: Asking, id: string): Promise<Record<string, unknown>> {
    const found = await this.find(asking, id);
    if (found === undefined) throw noJob(id);
    return found;
  }

  async #document({ scope, fields }: Asking, id: string): Promise<Document<JobBody> | undefined> {
    const document = await this.#documents.get(scope.key, id);
    return document !== undefined && isSeen(document.body, fields) ? document : undefined;
  }

  /** Stops a job that has not ended; one that has is removed. */
  async remove(asking: Asking, id: string): Promise<void> {
    const { scope } = asking;
    const document = await this.#document(asking, id);
    if (document === undefined) throw noJob(id);
    if (ENDED.has(document.body.status)) {
      await this.#documents.remove(scope.key, id);
      return;
    }
    if (this.#running?.id !== id) {
      await this.#update(scope, id, { status: 'CANCELLED' });
      return;
    }
    await this.#update(scope, id, { status: 'CANCELLING' });
    this.#running.stop.abort();
  }

  #queue(scope: Scope, id: string): void {
    this.#last = this.#last.then(() => this.#run(scope, id)).catch(() => undefined);
  }

  async #run(scope: Scope, id: string): Promise<void> {
    const document = await this.#documents.get(scope.key, id);
    if (this.#stopped || document === undefined || ENDED.has(document.body.status)) return;
    const stop = new AbortController();
    this.#running = { id, stop };
    const startedAt = this.#deps.clock();
    await this.#update(scope, id, { status: 'PROCESSING', startedAt });
    try {
      const counts = await this.#evaluate(scope, document.body.segments, startedAt, stop.signal);
      if (this.#stopped) return;
      const status = stop.signal.aborted ? 'CANCELLED' : 'SUCCEEDED';
      await this.#update(scope, id, {
        status,
        endedAt: this.#deps.clock(),
        ...(status === 'SUCCEEDED' ? { counts } : {}),
      });
    } catch (error) {
      await this.#update(scope, id, { status: 'FAILED', endedAt: this.#deps.clock(), error: String(error) });
    } finally {
      this.#running = undefined;
    }
  }

  async #evaluate(scope: Scope, segments: readonly string[], at: number, signal: AbortSignal): Promise<JobCounts> {
    const index = this.#deps.audiences.of(scope.key);
    const wanted = segments.includes('*')
      ? index.all
      : index.ordered(index.all.filter(({ id }) => segments.includes(id)));
    const tally = new Tally(at - DAY);
    await this.#deps.everybody.evaluate(scope, wanted, at, (namespace, state) => tally.see(namespace, state), signal);
    await this.#deps.everybody.written(scope);
    const counted = new Set(wanted.map(({ id }) => id));
    return tally.counts(
      (number) => this.#deps.audienceOf(scope.key, number),
      (namespace) => this.#deps.codeOf(scope, namespace).toLowerCase(),
      counted,
    );
  }

  async #update(scope: Scope, id: string, change: Partial<JobBody>): Promise<void> {
    const document = await this.#documents.get(scope.key, id);
    if (document === undefined) return;
    const body = { ...document.body, ...change };
    await this.#documents.update(scope.key, id, undefined, body, { by: 'system', at: this.#deps.clock() });
  }

  async #render(asking: Asking, document: Document<JobBody>): Promise<Record<string, unknown>> {
    const { scope, fields } = asking;
    const { id, body, createdAt, updatedAt } = document;
    const { counts, startedAt, endedAt, error } = body;
    const named = body.segments.filter((one) => one !== '*' && fields.seesAudience(one));
    const found = await Promise.all(named.map((one) => this.#deps.audiences.find(asking, one)));
    const segments = named.map((segmentId, at) => ({ segmentId, segment: segmentOf(segmentId, found[at]) }));
    return {
      id,
      imsOrgId: scope.org,
      sandbox: sandboxOf(scope),
      profileInstanceId: 'ups',
      source: body.source,
      status: body.status,
      batchId: body.batchId,
      computeJobId: body.computeJobId,
      computeGatewayJobId: body.gatewayId,
      segments: body.segments.includes('*') ? [{ segmentId: '*' }] : segments,
      metrics: metricsOf(createdAt, startedAt, endedAt, counts && seenCounts(counts, fields)),
      requestId: body.requestId,
      schema: { name: '_xdm.context.profile' },
      ...(body.properties === undefined ? {} : { properties: body.properties }),
      ...(error === undefined ? {} : { errors: [{ code: 'INTERNAL', msg: error, callStack: '' }] }),
      _links: {
        cancel: { href: `/segment/jobs/${id}`, method: 'DELETE' },
        checkStatus: { href: `/segment/jobs/${id}`, method: 'GET' },
      },
      creationTime: createdAt,
      updateTime: updatedAt,
      updateEpoch: Math.floor(updatedAt / 1000),
    };
  }
}

/** A job that names audiences of which the caller sees none is none of theirs. */
function isSeen({ segments }: JobBody, fields: FieldView): boolean {
  return segments.some((id) => id === '*' || fields.seesAudience(id));
}

function seenCounts({ profiles, members, byNamespace, byStatus }: JobCounts, { seesAudience }: FieldView): JobCounts {
  const seen = <T>(byId: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(byId).filter(([id]) => seesAudience(id)));
  return { profiles, members: seen(members), byNamespace: seen(byNamespace), byStatus: seen(byStatus) };
}

function segmentOf(id: string, audience: Record<string, unknown> | undefined): Record<string, unknown> {
  const mergePolicyId = audience?.mergePolicyId;
  return {
    id,
    ...(audience === undefined ? {} : { expression: audience.expression }),
    ...(mergePolicyId === undefined ? {} : { mergePolicyId, mergePolicy: { id: mergePolicyId, version: 1 } }),
  };
}

function span(from: number, to: number): Record<string, number> {
  return { startTimeInMs: from, endTimeInMs: to, totalTimeInMs: to - from };
}

function metricsOf(
  createdAt: number,
  startedAt: number | undefined,
  endedAt: number | undefined,
  counts: JobCounts | undefined,
): Record<string, unknown> {
  if (startedAt === undefined) return {};
  const times =
    endedAt === undefined
      ? { totalTime: { startTimeInMs: createdAt } }
      : { totalTime: span(createdAt, endedAt), profileSegmentationTime: span(startedAt, endedAt) };
  if (counts === undefined) return times;
  return {
    ...times,
    totalProfiles: counts.profiles,
    segmentedProfileCounter: counts.members,
    segmentedProfileByNamespaceCounter: counts.byNamespace,
    segmentedProfileByStatusCounter: counts.byStatus,
  };
}

function readSegments(input: unknown): readonly string[] {
  const list = Array.isArray(input) ? (input as unknown[]) : (input as { segments?: unknown } | null)?.segments;
  if (!Array.isArray(list) || list.length === 0)
    throw badBody(say('audience-job-body', { one: '{"segmentId": "…"}', all: '{"segments": [{"segmentId": "*"}]}' }));
  const ids = list.map((one: { segmentId?: unknown } | null) => one?.segmentId);
  if (!ids.every((id) => typeof id === 'string' && id !== '')) throw unusable('segmentId', say('audience-text'));
  const unique = [...new Set(ids as string[])];
  if (unique.length > MOST_SEGMENTS) throw badBody(say('audience-many-segments', { most: MOST_SEGMENTS }));
  return unique;
}

/** Counts over everybody, by number of the audience, so that a person costs what they are a member of. */
class Tally {
  readonly #recent: number;
  #profiles = 0;
  readonly #realized: number[] = [];
  readonly #existing: number[] = [];
  readonly #exited: number[] = [];
  readonly #byNamespace = new Map<number, number[]>();

  constructor(recent: number) {
    this.#recent = recent;
  }

  see(namespaceId: number, state: PersonState | undefined): void {
    this.#profiles += 1;
    if (state === undefined) return;
    let own = this.#byNamespace.get(namespaceId);
    if (own === undefined) {
      own = [];
      this.#byNamespace.set(namespaceId, own);
    }
    eachSince(state, (number, since) => {
      if (isMember(since)) {
        const counts = since >= this.#recent ? this.#realized : this.#existing;
        counts[number] = (counts[number] ?? 0) + 1;
        own[number] = (own[number] ?? 0) + 1;
      } else if (-since >= this.#recent) this.#exited[number] = (this.#exited[number] ?? 0) + 1;
    });
  }

  counts(
    idOf: (number: number) => string,
    codeOf: (namespaceId: number) => string,
    wanted: ReadonlySet<string>,
  ): JobCounts {
    const members: Record<string, number> = {};
    const byNamespace: Record<string, Record<string, number>> = {};
    const byStatus: Record<string, { realized: number; existing: number; exited: number }> = {};
    for (const id of wanted) {
      members[id] = 0;
      byNamespace[id] = {};
      byStatus[id] = { realized: 0, existing: 0, exited: 0 };
    }
    const most = Math.max(this.#realized.length, this.#existing.length, this.#exited.length);
    for (let number = 0; number < most; number += 1) {
      const [realized, existing, exited] = [this.#realized, this.#existing, this.#exited].map(
        (list) => list[number] ?? 0,
      );
      if (realized! + existing! + exited! === 0) continue;
      const id = idOf(number);
      if (!wanted.has(id)) continue;
      members[id] = realized! + existing!;
      byStatus[id] = { realized: realized!, existing: existing!, exited: exited! };
      for (const [namespace, counts] of this.#byNamespace)
        if ((counts[number] ?? 0) > 0) byNamespace[id]![codeOf(namespace)] = counts[number]!;
    }
    return { profiles: this.#profiles, members, byNamespace, byStatus };
  }
}
