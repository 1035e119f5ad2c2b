import { type Call, type FieldView, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badExport, noJob } from '../../errors.ts';
import type { ExportJobs, ExportRequest, StoredExport } from '../../export-jobs.ts';
import type { MergePolicies } from '../../merge-policies.ts';
import { PROFILE_CLASS } from '../../merge-policy.ts';
import { say } from '../../phrases.ts';
import { visibleIdentities } from '../../visible-entity.ts';
import { fieldsOf } from '../entities/asked-entity.ts';
import { sandboxOf } from '../merge-policies/merge-policies.ts';

const PATH = '/data/core/ups/export/jobs';
const SERVICE = 'Real-Time Customer Profile';
const READ = needs('segments', 'read', 'view-segments', 'manage-segments', 'export-audience-for-segments');
const WRITE = needs('segment-jobs', 'write', 'manage-segments', 'export-audience-for-segments');
const STATUSES = ['realized', 'existing', 'exited'];
const DEFAULT_LIMIT = 100;
/** Each is a batch of the catalogue; more than this in one job is a mistake sooner than a wish. */
const MOST_BATCHES = 100;
const UNION = 'https://ns.adobe.com/xdm/context/profile__union';

type Draft = Readonly<Record<string, unknown>>;

interface Deps {
  readonly jobs: ExportJobs;
  readonly policies: MergePolicies;
  /** Schema of a dataset; undefined when there is none of this id. */
  readonly schemaOf: (scope: Scope, datasetId: string) => Promise<string | undefined>;
}

/** A job that names audiences of which the caller sees none is none of theirs. */
function isSeen({ body }: StoredExport, { whole, seesAudience }: FieldView): boolean {
  const { segments } = body.request;
  return whole || segments.length === 0 || segments.some(({ id }) => seesAudience(id));
}

/** A request as it was sent, without hidden fields and audiences it names. */
function seenRequest(sent: Draft, { whole, anywhere, seesAudience }: FieldView): Draft {
  if (whole) return sent;
  const { fields, filter, additionalFields } = sent as Readonly<Record<string, Draft | undefined>>;
  const seen = (named: unknown) => fieldsOf(named).filter((path) => anywhere.at(path.split('.')) !== 'all');
  const list = additionalFields?.eventList as Draft | undefined;
  const segments = filter?.segments as readonly { readonly segmentId: string }[] | undefined;
  return {
    ...sent,
    ...(fields === undefined ? {} : { fields: seen(fields).join(',') }),
    ...(segments === undefined
      ? {}
      : { filter: { ...filter, segments: segments.filter(({ segmentId }) => seesAudience(segmentId)) } }),
    ...(list?.fields === undefined
      ? {}
      : { additionalFields: { ...additionalFields, eventList: { ...list, fields: seen(list.fields).join(',') } } }),
  };
}

function errorsOf({ error, phrase, failed = 0 }: StoredExport['body']): readonly Draft[] {
  if (error === undefined) return [];
  const code = failed > 0 ? 'EXPORT-ROWS-FAILED' : 'EXPORT-FAILED';
  return [{ code, msg: error, callStack: '', ...(phrase && { phrase }) }];
}

/** Where a job writes to: one batch, or those of the audiences the caller sees. */
function batchesOf({ request, batchId, batches }: StoredExport['body'], { whole, seesAudience }: FieldView): Draft {
  if (batches === undefined) return { batchId };
  const each = request.segments.map(({ id, namespace, status }, index) => ({
    segmentId: id,
    segmentNs: namespace,
    status,
    batchId: batches[index],
  }));
  return { batches: each.filter(({ segmentId }) => whole || seesAudience(segmentId)) };
}

function shown({ scope, fields }: Pick<Call, 'scope' | 'fields'>, document: StoredExport): Record<string, unknown> {
  const { id, body, createdAt, updatedAt, version } = document;
  const { request, number, status, started = 0, ended = 0, exported = 0, failed = 0, byNamespace = {} } = body;
  const sent = seenRequest(body.sent, fields);
  const time = { startTimeInMs: started, endTimeInMs: ended, totalTimeInMs: Math.max(0, ended - started) };
  return {
    ...sent,
    id: number,
    jobType: 'BATCH',
    destination: { ...(sent.destination as Draft), ...batchesOf(body, fields) },
    mergePolicy: { id: request.mergePolicyId, version: 1 },
    profileInstanceId: 'ups',
    errors: errorsOf(body),
    metrics: {
      totalTime: time,
      profileExportTime: time,
      totalExportedProfileCounter: exported,
      totalFailedProfileCounter: failed,
      // Which profiles the rows that failed were of is not counted.
      ...(status === 'SUCCEEDED' && { exportedProfileByNamespaceCounter: visibleIdentities(byNamespace, fields) }),
    },
    computeGatewayJobId: { exportJob: '' },
    creationTime: createdAt,
    updateTime: updatedAt,
    imsOrgId: scope.org,
    sandbox: sandboxOf(scope),
    requestId: id,
    version,
    status,
  };
}

function time(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value)))
    throw badExport(say('profile-time', { name: `\`${name}\`` }));
  return new Date(value).toISOString();
}

/** Reads and checks a request. */
function readRequest(body: Draft | undefined, policyId: (id: string | undefined) => string): ExportRequest {
  const { fields, mergePolicy, filter, additionalFields, destination, schema } = (body ?? {}) as Record<string, Draft>;
  if (schema?.name !== PROFILE_CLASS)
    throw badExport(say('profile-must-be', { name: '`schema.name`', value: PROFILE_CLASS }));
  if (typeof destination?.datasetId !== 'string') throw badExport(say('export-dataset'));
  const segments = filter?.segments ?? [];
  if (!Array.isArray(segments)) throw badExport(say('export-segments', { shape: '{segmentId, segmentNs, status}' }));
  const wanted = (segments as readonly Draft[]).map(
    ({ segmentId, segmentNs = 'ups', status = ['realized', 'existing'] }) => {
      if (typeof segmentId !== 'string')
        throw badExport(say('profile-missing', { name: '`filter.segments[].segmentId`' }));
      if (!Array.isArray(status) || !status.every((one) => STATUSES.includes(String(one))))
        throw badExport(say('export-statuses', { known: STATUSES.join(', ') }));
      return { id: segmentId, namespace: String(segmentNs), status: status.map(String) };
    },
  );
  const qualified = (filter?.segmentQualificationTime ?? {}) as Draft;
  const [from, to] = [time(qualified.startTime, 'startTime'), time(qualified.endTime, 'endTime')];
  const ingested = time(filter?.fromIngestTimestamp, 'filter.fromIngestTimestamp');
  const list = additionalFields?.eventList as Draft | undefined;
  const eventFilter = (list?.filter ?? {}) as Draft;
  const eventFrom = time(eventFilter.fromIngestTimestamp, 'eventList.filter.fromIngestTimestamp');
  const eventTo = time(eventFilter.toIngestTimestamp, 'eventList.filter.toIngestTimestamp');
  const events = list && {
    fields: fieldsOf(list.fields),
    ...(eventFrom === undefined ? {} : { from: eventFrom }),
    ...(eventTo === undefined ? {} : { to: eventTo }),
  };
  return {
    datasetId: destination.datasetId,
    fields: fieldsOf(fields),
    mergePolicyId: policyId(typeof mergePolicy?.id === 'string' ? mergePolicy.id : undefined),
    segments: wanted,
    ...(from === undefined ? {} : { qualifiedFrom: from }),
    ...(to === undefined ? {} : { qualifiedTo: to }),
    ...(ingested === undefined ? {} : { ingestedFrom: ingested }),
    emptyProfiles: filter?.emptyProfiles === true,
    ...(events === undefined ? {} : { events }),
  };
}

/** Is each audience to get a batch of its own? */
function readPerSegment({ destination }: Draft, { segments }: ExportRequest): boolean {
  const { segmentPerBatch = false } = destination as Draft;
  if (typeof segmentPerBatch !== 'boolean') throw badExport(say('export-per-batch'));
  if (segmentPerBatch && (segments.length === 0 || segments.length > MOST_BATCHES))
    throw badExport(say('export-per-batch-segments', { most: MOST_BATCHES }));
  return segmentPerBatch;
}

/** Export jobs: merged profiles as rows of a dataset on the union schema. */
export function exportJobRoutes({ jobs, policies, schemaOf }: Deps): readonly Route[] {
  const seenJob = async ({ scope, params, fields }: Call<unknown>): Promise<StoredExport> => {
    const found = await jobs.get(scope, params.exportJobId!);
    if (!isSeen(found, fields)) throw noJob('Export job', params.exportJobId!);
    return found;
  };
  return [
    route({
      id: 'listExportJobs',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Export jobs of the sandbox, the newest first.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'A page of them.' } },
      handle: async (call) => ({
        body: listed(
          (await jobs.list(call.scope)).filter((job) => isSeen(job, call.fields)).map((job) => shown(call, job)),
          call.query,
        ),
      }),
    }),
    route<Draft>({
      id: 'createExportJob',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Exports profiles into a dataset on the union schema, as who asks for it sees them.',
      access: WRITE,
      fields: 'filtered',
      responses: { 200: { description: 'The job.' }, 400: { description: 'What is wrong with it.' } },
      handle: async (call) => {
        const { scope, body, actor } = call;
        const request = readRequest(body, (id) => policies.choose(scope.key, id).id);
        if ((await schemaOf(scope, request.datasetId)) !== UNION)
          throw badExport(say('export-not-union', { id: request.datasetId, union: UNION }));
        const perSegment = readPerSegment(body, request);
        return { body: shown(call, await jobs.create(scope, request, body, actor, perSegment)) };
      },
    }),
    route({
      id: 'getExportJob',
      method: 'GET',
      path: `${PATH}/:exportJobId`,
      service: SERVICE,
      summary: 'One export job.',
      access: READ,
      fields: 'filtered',
      responses: { 200: { description: 'The job.' }, 404: { description: 'Not found.' } },
      handle: async (call) => ({ body: shown(call, await seenJob(call)) }),
    }),
    route({
      id: 'cancelExportJob',
      method: 'DELETE',
      path: `${PATH}/:exportJobId`,
      service: SERVICE,
      summary: 'Cancels an export job that has not ended.',
      access: WRITE,
      fields: 'filtered',
      responses: { 204: { description: 'Cancelled, or ended already.' }, 404: { description: 'Not found.' } },
      handle: async (call) => {
        await jobs.cancel(call.scope, (await seenJob(call)).id);
        return { status: 204 };
      },
    }),
  ];
}

function listed(all: readonly Record<string, unknown>[], query: Call['query']): Record<string, unknown> {
  const asked = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined);
  const limit = Number(asked('limit') ?? DEFAULT_LIMIT);
  const offset = Number(asked('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0)
    throw badExport(say('profile-both-whole', { one: '`limit`', other: '`offset`' }));
  const status = asked('status');
  const found = all.filter((job) => status === undefined || job.status === status).reverse();
  const records = found.slice(offset, offset + limit);
  const next =
    offset + records.length < found.length ? `/export/jobs?limit=${limit}&offset=${offset + records.length}` : '';
  return {
    records,
    page: {
      sortField: 'createdTime',
      sort: 'desc',
      pageOffset: String(offset),
      pageSize: records.length,
      totalCount: found.length,
    },
    link: next === '' ? {} : { next },
  };
}
