import { Type } from 'typebox';
import {
  type Call,
  type Clock,
  type FieldView,
  type Ids,
  parseFilters,
  type Route,
  route,
  type Scope,
  sayOfRequest,
} from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import {
  badBody,
  badRunTransition,
  deltaColumnIsFixed,
  emptyFlowId,
  noRunsOnDemand,
  unknownRunFlow,
  unsupportedAction,
  writtenByServices,
} from '../../errors.ts';
import type { FlowBody } from '../../flow.ts';
import { listAnswer } from '../../list-query.ts';
import { COMMON_FIELDS, type Objects } from '../../objects.ts';
import { sayOfFlows } from '../../phrases.ts';
import { isObject, readObject, readOptionalObject } from '../../read-body.ts';
import { BASE, LIST_QUERY, READ, SERVICE, WRITE } from '../../resource-routes.ts';
import type { FlowRun, Runs } from '../../runs.ts';
import type { Params } from '../../secrets.ts';
import type { Specs } from '../../spec.ts';

/**
 * Begins a run that was asked for. The stage that reads the source declares what it does of it by `FlowRuns.report`; what
 * it throws is answered to the caller.
 */
export type PerformRun = (scope: Scope, run: FlowRun) => Promise<void>;

interface Parts {
  readonly specs: Specs;
  readonly flows: Objects<FlowBody>;
  readonly runs: Runs;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly performRun?: PerformRun;
}

const FIELDS = new Set([
  ...COMMON_FIELDS,
  'flowId',
  'flowSpec',
  'providerId',
  'providerRefId',
  'metrics',
  'activities',
  'params',
]);
const BODY = Type.Object({
  flowId: Type.String(),
  params: Type.Optional(
    Type.Object({
      startTime: Type.Integer(),
      windowStartTime: Type.Optional(Type.Integer()),
      windowEndTime: Type.Optional(Type.Integer()),
      deltaColumn: Type.Optional(Type.Object({ name: Type.String() })),
      dryRun: Type.Optional(Type.Boolean({ description: 'Of files: read, map and validate, and keep nothing.' })),
    }),
  ),
});
const COUNT = Type.Integer();
const RUN = Type.Object(
  {
    id: Type.String(),
    flowId: Type.String(),
    createdAt: Type.Integer(),
    updatedAt: Type.Integer(),
    etag: Type.String(),
    metrics: Type.Object(
      {
        durationSummary: Type.Object({ startedAtUTC: COUNT, completedAtUTC: Type.Optional(COUNT) }),
        recordSummary: Type.Optional(
          Type.Object(
            {
              inputRecordCount: COUNT,
              outputRecordCount: COUNT,
              updatedRecordCount: Type.Optional(COUNT),
              failedRecordCount: Type.Optional(COUNT),
              skippedRecordCount: Type.Optional(COUNT),
            },
            { additionalProperties: true },
          ),
        ),
        statusSummary: Type.Object({ status: Type.String() }, { additionalProperties: true }),
      },
      { additionalProperties: true },
    ),
  },
  { additionalProperties: true },
);
const RUNS = Type.Object({
  items: Type.Array(RUN),
  _links: Type.Optional(Type.Object({ next: Type.Optional(Type.Object({ href: Type.String() })) })),
});
const REFERENCE = Type.Object({ id: Type.String(), etag: Type.String() });
const RUN_SPEC = ['startTime', 'windowStartTime', 'windowEndTime'] as const;

/** Dataflows a list is about, when it names them: those runs are read and no others. */
function flowsAsked(query: Call['query']): readonly string[] | undefined {
  const values = query.property === undefined ? [] : [query.property].flat();
  try {
    const filter = parseFilters(values).find(
      ({ path, operator }) => path.length === 1 && path[0] === 'flowId' && operator === '==',
    );
    return filter?.values;
  } catch {
    // The list itself says what is wrong with a filter.
    return undefined;
  }
}

/** Times of a run (page "Flow Service: on-demand ingestion"): all three are epoch seconds, the window may be left out. */
function readParams(members: Readonly<Record<string, unknown>>): Params {
  const params = readOptionalObject(members, 'params');
  if (params === undefined) throw badBody(sayOfFlows('flows-run-start'));
  for (const name of RUN_SPEC) {
    const value = params[name];
    if (value === undefined && name !== 'startTime') continue;
    if (!(typeof value === 'number' && Number.isInteger(value) && value >= 0))
      throw badBody(sayOfRequest('request-seconds', { name: `params.${name}` }));
  }
  const { windowStartTime, windowEndTime, deltaColumn } = params;
  if ((windowStartTime as number) > (windowEndTime as number)) throw badBody(sayOfFlows('flows-run-window'));
  if (deltaColumn !== undefined && !(isObject(deltaColumn) && typeof deltaColumn.name === 'string'))
    throw badBody(sayOfFlows('flows-delta-column', { example: '{"name": …}' }));
  return params;
}

/** What stands in the place of a sentence that may name a hidden field, or hold a value of it. */
const UNTOLD = 'Labels hide fields of this sandbox from you: which ones went wrong is not told.';

/** A run for somebody; from whom something is hidden is told what went wrong by code alone. */
function shown(run: FlowRun, { whole }: FieldView): FlowRun {
  return whole ? run : untold(run);
}

function untold<T>(value: T): T {
  if (Array.isArray(value)) return value.map(untold) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, name === 'message' ? UNTOLD : untold(member)]);
  return Object.fromEntries(members) as T;
}

function columnOf(run: FlowRun): string | undefined {
  return (run.params?.deltaColumn as { name: string } | undefined)?.name;
}

/** Runs of dataflows (pages "Monitor dataflows" and "Create a flow run for on-demand ingestion"). */
export function runRoutes(parts: Parts): readonly Route[] {
  const { specs, flows, runs, ids, clock, performRun } = parts;

  /** The dataflow a run can be asked for: of a batch source, scheduled once, and read by somebody. */
  const runnable = async (scope: Scope, id: string): Promise<{ flow: Document<FlowBody>; perform: PerformRun }> => {
    if (id.trim() === '') throw emptyFlowId();
    const flow = await flows.find(scope, id);
    if (flow === undefined) throw unknownRunFlow(id);
    const { flowSpec, scheduleParams, state } = flow.body;
    if (specs.flow(flowSpec.id)?.frequency !== 'batch') throw noRunsOnDemand(id, sayOfFlows('flows-run-streams'));
    if (scheduleParams?.frequency !== 'once') throw noRunsOnDemand(id, sayOfFlows('flows-run-schedule'));
    if (state !== 'enabled') throw noRunsOnDemand(id, sayOfFlows('flows-run-state', { state }));
    if (performRun === undefined) throw noRunsOnDemand(id, sayOfFlows('flows-run-unread'));
    return { flow, perform: performRun };
  };

  const begin = async (
    call: Call,
    run: FlowRun | { id: string; flowId: string; params: Params },
    perform: PerformRun,
  ) => {
    // Asked for with a moment that is over, it begins now.
    const startedAtUTC = Math.max(Number(run.params?.startTime) * 1000, clock());
    const report = { id: run.id, flowId: run.flowId, params: run.params ?? {} };
    const metrics = { durationSummary: { startedAtUTC }, statusSummary: { status: 'scheduled' as const, errors: [] } };
    const made = await runs.report(call.scope, { ...report, metrics }, call.actor);
    await perform(call.scope, made);
    return made;
  };

  const create = async (call: Call): Promise<FlowRun> => {
    const members = readObject(call.body);
    if (typeof members.flowId !== 'string') throw badBody(sayOfRequest('request-required-text', { name: 'flowId' }));
    const { flow, perform } = await runnable(call.scope, members.flowId);
    const params = readParams(members);
    const before = (await runs.list(call.scope, [flow.id])).filter((run) => run.params !== undefined);
    const asked = (params.deltaColumn as { name: string } | undefined)?.name;
    const fixed = before[0] === undefined ? asked : columnOf(before[0]);
    if (asked !== undefined && asked !== fixed) throw deltaColumnIsFixed(fixed);
    return begin(call, { id: ids.uuid(), flowId: flow.id, params }, perform);
  };

  /** A run that failed, or did in part, is done once more over its own window; a file that came later is not in it. */
  const retry = async (call: Call): Promise<FlowRun> => {
    const run = await runs.forChange(call.scope, call.params.id!, call.headers['if-match']);
    const { status } = run.metrics.statusSummary;
    const { perform } = await runnable(call.scope, run.flowId);
    if (status !== 'failed' && status !== 'partialSuccess') throw badRunTransition(run.id, status);
    return begin(call, run, perform);
  };

  return [
    route({
      id: 'listFlowRuns',
      fields: 'filtered',
      method: 'GET',
      path: `${BASE}/runs`,
      service: SERVICE,
      summary: 'Lists runs of dataflows, oldest first; filter with property=flowId==….',
      access: READ,
      query: LIST_QUERY,
      responses: { 200: { description: 'The runs, or their number', schema: RUNS } },
      async handle({ scope, query, fields }) {
        const found = (await runs.list(scope, flowsAsked(query))).map((run) => shown(run, fields));
        return { body: listAnswer('/runs', found, query, FIELDS) };
      },
    }),
    route({
      id: 'createFlowRun',
      fields: 'none',
      method: 'POST',
      path: `${BASE}/runs`,
      service: SERVICE,
      summary: 'Begins a run of a dataflow of a batch source that is scheduled once.',
      access: WRITE,
      body: BODY,
      responses: { 201: { description: 'Id and etag of the run', schema: REFERENCE } },
      async handle(call) {
        const { id, etag } = await create(call);
        return { status: 201, headers: { location: `${BASE}/runs/${id}`, etag }, body: { id, etag } };
      },
    }),
    route({
      id: 'getFlowRun',
      fields: 'filtered',
      method: 'GET',
      path: `${BASE}/runs/:id`,
      service: SERVICE,
      summary: 'Looks up a run; the answer is a list of one.',
      access: READ,
      responses: { 200: { description: 'The run', schema: RUNS } },
      async handle({ scope, params, fields }) {
        const run = await runs.get(scope, params.id!);
        return { headers: { etag: run.etag }, body: { items: [shown(run, fields)] } };
      },
    }),
    route({
      id: 'updateFlowRun',
      fields: 'none',
      method: 'PUT',
      path: `${BASE}/runs/:id`,
      service: SERVICE,
      summary: 'For services only: a run says what happened, so callers cannot write it.',
      access: WRITE,
      body: Type.Unknown(),
      responses: { 400: { description: 'Always: 1427-400' } },
      handle: () => Promise.reject(writtenByServices('runs')),
    }),
    route({
      id: 'performFlowRunAction',
      fields: 'filtered',
      method: 'POST',
      path: `${BASE}/runs/:id/action`,
      service: SERVICE,
      summary: 'Does a run that failed, or did in part, once more over its own window; `op` is RE_TRIGGER.',
      access: WRITE,
      query: Type.Object({ op: Type.String() }),
      responses: { 200: { description: 'The run', schema: Type.Unknown() } },
      async handle(call) {
        const op = String([call.query.op ?? ''].flat()[0]).toUpperCase();
        if (op !== 'RE_TRIGGER') throw unsupportedAction(op, ['RE_TRIGGER']);
        return { body: shown(await retry(call), call.fields) };
      },
    }),
  ];
}
