import type { Cipher, Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { connectionSpecRoutes } from './api/connection-specs/connection-specs.ts';
import { connectionRoutes } from './api/connections/connections.ts';
import { flowSpecRoutes } from './api/flow-specs/flow-specs.ts';
import { flowRoutes } from './api/flows/flows.ts';
import { type PerformRun, runRoutes } from './api/runs/runs.ts';
import { sourceConnectionRoutes } from './api/source-connections/source-connections.ts';
import { targetConnectionRoutes } from './api/target-connections/target-connections.ts';
import type { FlowQuestions } from './check-flow.ts';
import type { ConnectionBody } from './connection.ts';
import type { FlowBody } from './flow.ts';
import { type BatchPlan, FlowIndex, type FlowPlan, type Inlet } from './flow-index.ts';
import { Objects } from './objects.ts';
import { type FlowRun, type FlowRuns, type RunStatus, Runs } from './runs.ts';
import { openAuth } from './secrets.ts';
import type { SourceConnectionBody } from './source-connection.ts';
import { type ConnectionSpec, indexSpecs } from './spec.ts';
import type { TargetConnectionBody } from './target-connection.ts';
import { webhookHeaders } from './webhook.ts';

export type { PerformRun } from './api/runs/runs.ts';
export type { FlowQuestions } from './check-flow.ts';
export type { BatchPlan, FlowPlan, Inlet } from './flow-index.ts';
export type { FlowRun, FlowRuns, LastRun, RunActivity, RunError, RunMetrics, RunReport, RunStatus } from './runs.ts';
export { runMigration } from './runs.ts';
export {
  type AuthSpec,
  type ConnectionSpec,
  type ExploreContents,
  type ExploreEntry,
  type ExploreRequest,
  type Explorer,
  type FlowSpec,
  type InletSettings,
  SourceError,
} from './spec.ts';

export interface FlowsDeps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Seals the secrets of connections. */
  readonly cipher: Cipher;
  /** Origin under which callers reach the platform, without a trailing slash; asked for each answer. */
  readonly publicUrl: () => string;
  /** What the connectors declare: the stage of the sources stands to the right of this one. */
  readonly connectionSpecs: readonly ConnectionSpec[];
  readonly questions: FlowQuestions;
  readonly scopeByKey: (key: string) => Scope | undefined;
  /** Begins runs that callers ask for; absent where nothing reads batch sources. */
  readonly performRun?: PerformRun;
  /** Told of every report of a run once it is durable; `before` is the status reported before, undefined for a new run. */
  readonly runReported?: (scope: Scope, run: FlowRun, before: RunStatus | undefined) => void;
  /** Ends what is about a dataflow alone, before it is deleted; a repeat is harmless. */
  readonly ending?: (scope: Scope, flowId: string) => Promise<void>;
}

/** A dataflow as other stages list it. */
export interface ListedFlow {
  readonly id: string;
  readonly name: string;
  readonly state: 'draft' | 'enabled' | 'disabled';
  /** When it was made or enabled last, epoch milliseconds. */
  readonly since: number;
  /** Its records come as they happen; a batch dataflow's come with its runs. */
  readonly streaming: boolean;
}

/** A base connection with its secrets. */
export interface OpenedConnection {
  readonly inletId?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The flows stage: connections and dataflows (Adobe's Flow Service), and the inlets records come in by. */
export interface Flows {
  readonly routes: readonly Route[];
  /** Where the stages that perform runs report them. */
  readonly runs: FlowRuns;
  /** Reads all declared objects into memory; before the first `inlet` or `plan`. */
  load(): Promise<void>;
  /** A streaming endpoint by its id; undefined when there is none. Never waits. */
  inlet(inletId: string): Inlet | undefined;
  /** What a record of this dataflow needs; undefined for drafts and for what does not exist. Never waits. */
  plan(scope: Scope, flowId: string): FlowPlan | undefined;
  /** The dataflows of a sandbox, drafts included, oldest first. Never waits. */
  list(scope: Scope): readonly ListedFlow[];
  /** What a dataflow is called that names this mapping set, the oldest of them; undefined when none does. Never waits. */
  mappedBy(scope: Scope, mappingId: string): string | undefined;
  /** Ids of the streaming endpoints of a sandbox. Never waits. */
  inlets(scope: Scope): readonly string[];
  /** A published dataflow of a batch source, and all of them in every sandbox. Never wait. */
  batch(scope: Scope, flowId: string): BatchPlan | undefined;
  batches(): readonly BatchPlan[];
  /** Dataflows on a base connection, oldest first: those `x-adobe-flow-id` may name on its inlet. */
  flowsOf(scope: Scope, connectionId: string): readonly string[];
  /**
   * The endpoint and the parameters of a base connection, secrets in the clear: for the stage that made it, never for an
   * answer of Flow Service. Undefined when the connection does not exist. Never waits.
   */
  opened(scope: Scope, connectionId: string): OpenedConnection | undefined;
  /** Headers a webhook must be called with, by lower-case name: what its inlet asks for, to be handed out once more. */
  webhookHeaders(inletId: string): Readonly<Record<string, string>>;
  /** Counts up with every change made through this process. */
  revision(): number;
}

export function createFlows(deps: FlowsDeps): Flows {
  const { tables, clock, ids, cipher, questions } = deps;
  const specs = indexSpecs(deps.connectionSpecs);
  const index = new FlowIndex(specs, deps.scopeByKey, cipher);
  const stored = { tables, index, clock };
  const connections = new Objects<ConnectionBody>('connections', stored);
  const sources = new Objects<SourceConnectionBody>('sourceConnections', stored);
  const targets = new Objects<TargetConnectionBody>('targetConnections', stored);
  const flows = new Objects<FlowBody>('flows', stored);
  const runs = new Runs({
    tables,
    clock,
    flowSpec: (scope, id) => index.find('flows', scope.key, id)?.body.flowSpec,
    scopeByKey: deps.scopeByKey,
    reported: (scope, run, before) => deps.runReported?.(scope, run, before),
  });
  const inletUrl = (inletId: string) => `${deps.publicUrl()}/collection/${inletId}`;
  const lastRun = (scopeKey: string, flowId: string) => runs.last(scopeKey, flowId);
  const declared = { specs, index, connections, sources, targets, flows, questions };
  const ending = async (scope: Scope, flowId: string) => deps.ending?.(scope, flowId);
  const parts = { ...declared, cipher, clock, ids, inletUrl, lastRun, ending };
  return {
    routes: [
      ...connectionSpecRoutes(specs),
      ...flowSpecRoutes(specs),
      ...connectionRoutes(parts),
      ...sourceConnectionRoutes(parts),
      ...targetConnectionRoutes(parts),
      ...flowRoutes(parts),
      ...runRoutes({ ...parts, runs, ...(deps.performRun === undefined ? {} : { performRun: deps.performRun }) }),
    ],
    runs,
    async load() {
      for (const objects of [connections, sources, targets, flows]) await objects.load();
      await runs.load();
    },
    inlet: (inletId) => index.inlet(inletId),
    plan: (scope, flowId) => index.plan(scope.key, flowId),
    list: (scope) =>
      index.all('flows', scope.key).map(({ id, createdAt, body: { name, state, flowSpec, lastOperation } }) => ({
        id,
        name: name ?? id,
        state,
        since: lastOperation.operation === 'create' ? createdAt : lastOperation.at,
        streaming: specs.flow(flowSpec.id)?.frequency !== 'batch',
      })),
    mappedBy: (scope, mappingId) =>
      index.all('flows', scope.key).find(({ body }) => body.mapping?.id === mappingId)?.body.name,
    inlets: (scope) => index.inletsOf(scope.key),
    batch: (scope, flowId) => index.batch(scope.key, flowId),
    batches: () => index.batches(),
    flowsOf: (scope, connectionId) => index.flowsOf(scope.key, connectionId),
    opened(scope, connectionId) {
      const body = index.find('connections', scope.key, connectionId)?.body;
      if (body === undefined) return undefined;
      const { auth, inletId } = body;
      const params = auth === undefined ? {} : openAuth(cipher, { scopeKey: scope.key, connectionId }, auth);
      return { ...(inletId === undefined ? {} : { inletId }), params };
    },
    webhookHeaders: (inletId) => webhookHeaders(cipher, inletId),
    revision: () => index.revision,
  };
}
