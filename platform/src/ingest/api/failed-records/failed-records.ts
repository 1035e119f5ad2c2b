import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { alreadyReplayed, noFailedRecord } from '../../errors.ts';
import type { FailedRecord, FailedRecords } from '../../failed-records.ts';

const PATH = '/meniscus/v1/failed-records';
const SERVICE = 'Meniscus Ingest';
const READ = needs('connections', 'read', 'view-sources', 'manage-sources');
const MAX_PAGE = 500;

const FAILURE = Type.Object({
  stage: Type.String(),
  code: Type.String(),
  pointer: Type.String(),
  message: Type.String(),
  phrase: Type.Optional(Type.Unknown({ description: 'The message by its code, for other languages.' })),
  retry: Type.Union([Type.Literal('never'), Type.Literal('after-fix'), Type.Literal('later')]),
});

export const FAILED_RECORD = Type.Object({
  id: Type.String(),
  xactionId: Type.String(),
  receivedAt: Type.Integer(),
  failedAt: Type.Integer(),
  inletId: Type.String(),
  flowId: Type.Optional(Type.String()),
  batchId: Type.Optional(Type.String()),
  datasetId: Type.Optional(Type.String()),
  stage: Type.String(),
  failures: Type.Array(FAILURE),
  retry: Type.String(),
  payload: Type.Unknown(),
  sent: Type.Object({ flow: Type.Optional(Type.String()), to: Type.Optional(Type.Unknown()) }),
  stored: Type.Boolean(),
  status: Type.Union([Type.Literal('open'), Type.Literal('replayed')]),
  replayedAs: Type.Optional(Type.String()),
});

interface Deps {
  readonly failed: FailedRecords;
  /** Writes what is in memory, so that a listing shows every failure known now. */
  readonly checkpoint: () => Promise<void>;
  /** Sends the record's message (or the corrected one) its way again; the new transaction id. */
  readonly replay: (scope: string, record: FailedRecord, payload: unknown) => Promise<string>;
}

interface ReplayBody {
  readonly payload?: unknown;
  readonly force?: unknown;
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

const CONDITIONS = ['status', 'stage', 'datasetId', 'flowId', 'batchId'] as const;

/** What each condition of the query names must be so; one that is not sent holds. */
function wants(query: Call['query']): (record: FailedRecord) => boolean {
  const conditions = CONDITIONS.flatMap((name) => {
    const wanted = one(query[name]);
    return wanted === undefined ? [] : [(record: FailedRecord) => record[name] === wanted];
  });
  const code = one(query.code);
  return (record) =>
    conditions.every((holds) => holds(record)) &&
    (code === undefined || record.failures.some((failure) => failure.code === code));
}

/** Failed records: what was accepted and could not go its whole way (promise 2). */
export function failedRecordRoutes(deps: Deps): readonly Route[] {
  return [
    route({
      id: 'listFailedRecords',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary:
        'Failed records of the sandbox, newest first; of one status, stage, failure code, dataset, dataflow or batch.',
      access: READ,
      query: Type.Object({
        limit: Type.Optional(Type.Integer()),
        start: Type.Optional(Type.String()),
        status: Type.Optional(Type.String()),
        stage: Type.Optional(Type.String()),
        code: Type.Optional(Type.String()),
        datasetId: Type.Optional(Type.String()),
        flowId: Type.Optional(Type.String()),
        batchId: Type.Optional(Type.String()),
      }),
      responses: {
        200: {
          description:
            'A page; `_page.next` is the `start` of the next one or null. A page may be short and still have a next one.',
          schema: Type.Object({
            items: Type.Array(FAILED_RECORD),
            _page: Type.Object({ count: Type.Integer(), next: Type.Union([Type.String(), Type.Null()]) }),
          }),
        },
      },
      handle: async ({ scope, query }) => {
        await deps.checkpoint();
        const limit = Math.min(Math.max(Number(one(query.limit) ?? 100) || 100, 1), MAX_PAGE);
        const { items, next } = await deps.failed.page(scope.key, {
          limit,
          before: one(query.start),
          accepts: wants(query),
        });
        return { body: { items, _page: { count: items.length, next } } };
      },
    }),
    route({
      id: 'getFailedRecord',
      method: 'GET',
      path: `${PATH}/:failedRecordId`,
      service: SERVICE,
      summary: 'One failed record with its payload and every failure.',
      access: READ,
      responses: { 200: { description: 'The record.', schema: FAILED_RECORD } },
      handle: async ({ scope, params }) => ({ body: await wanted(deps, scope.key, params.failedRecordId!) }),
    }),
    route<ReplayBody | undefined>({
      id: 'replayFailedRecord',
      method: 'POST',
      path: `${PATH}/:failedRecordId/replay`,
      service: SERVICE,
      summary: 'Sends a failed record its way again, as it was or corrected in `payload`.',
      access: needs('connections', 'write', 'manage-sources'),
      body: Type.Object({ payload: Type.Optional(Type.Unknown()), force: Type.Optional(Type.Boolean()) }),
      responses: {
        202: { description: 'Accepted again.', schema: Type.Object({ id: Type.String(), xactionId: Type.String() }) },
      },
      handle: async ({ scope, params, body }) => {
        const record = await wanted(deps, scope.key, params.failedRecordId!);
        if (record.status === 'replayed' && body?.force !== true) throw alreadyReplayed(record.id);
        const xactionId = await deps.replay(scope.key, record, body?.payload ?? record.payload);
        return { status: 202, body: { id: record.id, xactionId } };
      },
    }),
  ];
}

async function wanted(deps: Deps, scope: string, id: string): Promise<FailedRecord> {
  const record = await deps.failed.get(scope, id);
  if (record === undefined) throw noFailedRecord(id);
  return record;
}
