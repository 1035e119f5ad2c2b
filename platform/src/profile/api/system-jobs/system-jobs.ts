import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badJob } from '../../errors.ts';
import { say } from '../../phrases.ts';
import type { StoredJob, SystemJobs } from '../../system-jobs.ts';

const PATH = '/data/core/ups/system/jobs';
const SERVICE = 'Real-Time Customer Profile';
const READ = needs('profiles', 'read', 'view-profiles', 'manage-profiles');
const DEFAULT_LIMIT = 100;

const JOB = Type.Object({
  id: Type.String(),
  imsOrgId: Type.String(),
  dataSetId: Type.Optional(Type.String()),
  batchId: Type.Optional(Type.String()),
  jobType: Type.String(),
  status: Type.String(),
  metrics: Type.Optional(Type.String()),
  createEpoch: Type.Integer(),
  updateEpoch: Type.Integer(),
});

interface Body {
  readonly dataSetId?: unknown;
  readonly batchId?: unknown;
}

interface Deps {
  readonly jobs: SystemJobs;
  /** What a dataset or batch holds; undefined when there is none of this id. */
  readonly behaviorOf: (
    scope: Scope,
    of: { readonly dataSetId?: string; readonly batchId?: string },
  ) => Promise<'record' | 'time-series' | 'adhoc' | undefined>;
}

function shown(scope: Scope, { id, body, createdAt, updatedAt }: StoredJob): Record<string, unknown> {
  const { recordsProcessed = 0, timeTakenInSec = 0, dataSetId, batchId, jobType, status } = body;
  return {
    id,
    imsOrgId: scope.org,
    ...(dataSetId === undefined ? {} : { dataSetId }),
    ...(batchId === undefined ? {} : { batchId }),
    jobType,
    status,
    // A text that holds JSON, as published.
    ...(status === 'NEW' ? {} : { metrics: JSON.stringify({ recordsProcessed, timeTakenInSec }) }),
    createEpoch: Math.floor(createdAt / 1000),
    updateEpoch: Math.floor(updatedAt / 1000),
  };
}

/** Profile system jobs: delete requests for a dataset, or for a batch of events. */
export function systemJobRoutes({ jobs, behaviorOf }: Deps): readonly Route[] {
  return [
    route({
      id: 'listSystemJobs',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Delete requests of the sandbox.',
      access: READ,
      responses: { 200: { description: 'A page of them.' } },
      handle: async ({ scope, query, requestId }) => {
        const all = (await jobs.list(scope)).map((job) => shown(scope, job));
        return { body: listed(all, query, requestId) };
      },
    }),
    route<Body>({
      id: 'createSystemJob',
      fields: 'none',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Deletes from profiles what a dataset, or a batch of events, brought. The lake keeps its rows.',
      access: needs('profiles', 'delete', 'manage-profiles'),
      body: Type.Object({ dataSetId: Type.Optional(Type.String()), batchId: Type.Optional(Type.String()) }),
      responses: { 200: { description: 'The request.', schema: JOB }, 400: { description: 'What is wrong with it.' } },
      handle: async ({ scope, body, actor, requestId }: Call<Body>) => {
        const { dataSetId, batchId } = body ?? {};
        const given = [dataSetId, batchId].filter((id) => typeof id === 'string' && id !== '');
        if (given.length !== 1) throw badJob(say('jobs-one-of-two'), requestId);
        const of = typeof dataSetId === 'string' ? { dataSetId } : { batchId: String(batchId) };
        const behavior = await behaviorOf(scope, of);
        if (behavior === undefined) throw badJob(say('jobs-nothing', { id: String(given[0]) }), requestId);
        if ('batchId' in of && behavior !== 'time-series') throw badJob(say('jobs-time-series-only'), requestId);
        return { body: shown(scope, await jobs.create(scope, of, actor.userId)) };
      },
    }),
    route({
      id: 'getSystemJob',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/:jobId`,
      service: SERVICE,
      summary: 'One delete request.',
      access: READ,
      responses: { 200: { description: 'The request.', schema: JOB }, 404: { description: 'Not found.' } },
      handle: async ({ scope, params }) => ({ body: shown(scope, await jobs.get(scope, params.jobId!)) }),
    }),
    route({
      id: 'deleteSystemJob',
      fields: 'none',
      method: 'DELETE',
      path: `${PATH}/:jobId`,
      service: SERVICE,
      summary: 'Removes a delete request from the list.',
      access: needs('profiles', 'delete', 'manage-profiles'),
      responses: { 200: { description: 'Removed.' }, 404: { description: 'Not found.' } },
      handle: async ({ scope, params }) => {
        await jobs.remove(scope, params.jobId!);
        return { status: 200 };
      },
    }),
  ];
}

function listed(all: readonly Record<string, unknown>[], query: Call['query'], requestId: string) {
  const asked = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined);
  const limit = Number(asked('limit') ?? DEFAULT_LIMIT);
  const page = Number(asked('page') ?? 0);
  const start = Number(asked('start') ?? page * limit);
  if (![limit, page, start].every((number) => Number.isInteger(number) && number >= 0) || limit < 1)
    throw badJob(say('profile-three-whole', { one: '`limit`', two: '`start`', three: '`page`' }), requestId);
  const [field = 'createEpoch', direction = 'desc'] = (asked('sort') ?? '').split(':').filter((part) => part !== '');
  const sign = direction === 'asc' ? 1 : -1;
  const value = (job: Record<string, unknown>) => job[field] ?? '';
  const sorted = [...all].sort((a, b) => sign * (value(a)! < value(b)! ? -1 : value(a)! > value(b)! ? 1 : 0));
  const children = sorted.slice(start, start + limit);
  const next = start + children.length < sorted.length ? String(start + children.length) : '';
  return { _page: { count: children.length, next }, children };
}
