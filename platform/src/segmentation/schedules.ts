import { Cron } from 'croner';
import {
  type Actor,
  applyPatch,
  type Clock,
  type Ids,
  PatchError,
  type PatchOperation,
  type Scope,
} from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import { badBody, badSchedule, noSchedule, unusable } from './errors.ts';
import type { Jobs } from './jobs.ts';
import { say } from './phrases.ts';

/** When audiences are evaluated for everybody. `since`: when it became active, or ran last; epoch milliseconds. */
export interface ScheduleBody {
  readonly name: string;
  readonly type: 'batch_segmentation';
  /** Quartz cron of 6 or 7 fields, in UTC. */
  readonly schedule: string;
  readonly state: 'active' | 'inactive';
  readonly properties: { readonly segments: readonly string[] };
  readonly since: number;
}

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly jobs: Jobs;
  scopeByKey(key: string): Scope | undefined;
}

/** What is taken when no cron is given: once a day, when others sleep. */
const OUR_CHOICE = '0 0 3 * * ?';
const LEAST_GAP = 24 * 3_600_000;
const LOOK_MS = 15_000;

/**
 * Schedules (page "Schedules endpoint"). Looked at every quarter of a minute; a run that fell into a time the platform was
 * down is made up for once.
 */
export class Schedules {
  readonly #deps: Deps;
  readonly #documents: Collection<ScheduleBody>;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#documents = createCollection<ScheduleBody>(deps.tables, 'segment-schedule');
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.run()).catch(() => undefined);
    }, LOOK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Starts a job for each schedule that is due, and notes it before, so that a crash never runs one twice. */
  async run(): Promise<void> {
    const now = this.#deps.clock();
    for (const { scope, id, body, version } of await this.#documents.everywhere()) {
      const owner = this.#deps.scopeByKey(scope);
      if (owner === undefined || body.state !== 'active' || nextRun(body.schedule, body.since) > now) continue;
      await this.#documents.update(scope, id, version, { ...body, since: now }, { by: 'system', at: now });
      const runId = this.#deps.ids.uuid();
      await this.#deps.jobs.start(owner, 'system', body.properties.segments, {
        source: 'scheduler',
        requestId: `${id}-${now}`,
        properties: { scheduleId: id, runId },
      });
    }
  }

  async list(scope: Scope): Promise<readonly Record<string, unknown>[]> {
    return (await this.#documents.list(scope.key)).map((document) => render(scope, document));
  }

  async get(scope: Scope, id: string): Promise<Record<string, unknown>> {
    return render(scope, await this.#stored(scope, id));
  }

  async create(scope: Scope, actor: Actor, input: unknown): Promise<Record<string, unknown>> {
    const at = this.#deps.clock();
    const body = readSchedule(input, at);
    const change = { by: actor.userId, at };
    return render(scope, await this.#documents.insert(scope.key, this.#deps.ids.uuid(), body, change));
  }

  /** JSON Patch on `/state` and `/schedule`. */
  async patch(scope: Scope, actor: Actor, id: string, operations: unknown): Promise<void> {
    const { body, version } = await this.#stored(scope, id);
    if (!Array.isArray(operations)) throw badBody(say('audience-operations'));
    for (const { path } of operations as readonly PatchOperation[])
      if (path !== '/state' && path !== '/schedule')
        throw badSchedule(say('audience-only-changes', { given: String(path), known: '/state', last: '/schedule' }));
    const at = this.#deps.clock();
    const { since, ...settable } = body;
    const read = readSchedule(patched(settable, operations as readonly PatchOperation[]), at);
    const kept = read.state === body.state && read.schedule === body.schedule ? { ...read, since } : read;
    await this.#documents.update(scope.key, id, version, kept, { by: actor.userId, at });
  }

  async remove(scope: Scope, id: string): Promise<void> {
    if (!(await this.#documents.remove(scope.key, id))) throw noSchedule(id);
  }

  async #stored(scope: Scope, id: string): Promise<Document<ScheduleBody>> {
    const document = await this.#documents.get(scope.key, id);
    if (document === undefined) throw noSchedule(id);
    return document;
  }
}

function patched(body: object, operations: readonly PatchOperation[]): unknown {
  try {
    return applyPatch(body, operations);
  } catch (error) {
    if (error instanceof PatchError) throw badBody(error.said);
    throw error;
  }
}

function render(scope: Scope, { id, body, createdAt, updatedAt }: Document<ScheduleBody>): Record<string, unknown> {
  const { since: _, ...shown } = body;
  return {
    id,
    imsOrgId: scope.org,
    sandbox: {
      sandboxId: scope.sandboxId,
      sandboxName: scope.sandbox,
      type: scope.sandboxType,
      default: scope.sandbox === 'prod',
    },
    ...shown,
    createEpoch: Math.floor(createdAt / 1000),
    updateEpoch: Math.floor(updatedAt / 1000),
    _links: { self: { href: `/config/schedules/${id}`, method: 'GET' } },
  };
}

/** A Quartz expression: days of the week count from Sunday, 1; all times are UTC. */
function cronOf(text: string): Cron {
  return new Cron(text, { timezone: 'UTC', alternativeWeekdays: true, paused: true, mode: '6-or-7-parts' });
}

/** First moment after another at which a schedule runs; infinite when there is none. */
export function nextRun(schedule: string, after: number): number {
  return cronOf(schedule).nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}

function readSchedule(input: unknown, at: number): ScheduleBody {
  const {
    name,
    type,
    schedule = OUR_CHOICE,
    state = 'inactive',
    properties,
  } = (input ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '') throw unusable('name', say('audience-text'));
  if (type !== 'batch_segmentation') throw unusable('type', say('audience-it-is', { value: 'batch_segmentation' }));
  if (state !== 'active' && state !== 'inactive')
    throw unusable('state', say('audience-it-is-either', { one: 'active', other: 'inactive' }));
  const segments = (properties as { segments?: unknown } | undefined)?.segments;
  if (!Array.isArray(segments) || segments.length === 0 || !segments.every((one) => typeof one === 'string'))
    throw unusable('properties.segments', say('audience-segment-ids', { all: '["*"]' }));
  checkCron(schedule, at);
  return { name, type, schedule, state, properties: { segments: segments as string[] }, since: at };
}

/** A cron that can be read, runs at all, and at most once in 24 hours (page "Schedules endpoint"). */
function checkCron(schedule: unknown, at: number): asserts schedule is string {
  if (typeof schedule !== 'string' || schedule.length > 200) throw unusable('schedule', say('audience-a-cron'));
  let runs: readonly number[];
  try {
    runs = cronOf(schedule)
      .nextRuns(8, new Date(at))
      .map((run) => run.getTime());
  } catch (error) {
    throw badSchedule(say('audience-cron-unreadable', { why: (error as Error).message }));
  }
  if (runs.length === 0) throw badSchedule(say('audience-cron-never'));
  for (const [index, run] of runs.entries())
    if (index > 0 && run - runs[index - 1]! < LEAST_GAP) throw badSchedule(say('audience-cron-often'));
}
