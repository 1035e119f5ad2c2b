import type { Phrase } from '@meniscus/languages/syntax';
import type { Kysely } from 'kysely';
import type { Actor, Clock, Scope } from '../kernel/index.ts';
import type { Migration, Tables } from '../stores/index.ts';
import { notFound, versionMismatch } from './errors.ts';
import { etagOf, isCurrent } from './etag.ts';
import type { SpecRef } from './objects.ts';
import type { Params } from './secrets.ts';

/** States of a run (page "Monitor dataflows"). The last three end it. */
export type RunStatus = 'scheduled' | 'inProgress' | 'success' | 'partialSuccess' | 'failed';

/** What went wrong in a run, for the person who looks at it. */
export interface RunError {
  readonly code: string;
  readonly message: string;
  /** The message, for other languages; absent where the source says it itself. */
  readonly phrase?: Phrase;
}

/** The summaries a run and each of its activities have. A count that is not known is -1, as in Adobe's answers. */
export interface RunMetrics {
  /** Epoch milliseconds. */
  readonly durationSummary: { readonly startedAtUTC: number; readonly completedAtUTC?: number };
  readonly latencySummary?: {
    readonly minMs: number;
    readonly maxMs: number;
    readonly avgMs: number;
    readonly extensions?: Params;
  };
  readonly sizeSummary?: { readonly inputBytes: number; readonly outputBytes: number };
  readonly recordSummary?: {
    readonly inputRecordCount: number;
    /** Rows for the target. */
    readonly outputRecordCount: number;
    readonly failedRecordCount?: number;
    readonly skippedRecordCount?: number;
    readonly createdRecordCount?: number;
    /** Records that changed what the target has and are no rows of it: of a stream, those for the profile alone. */
    readonly updatedRecordCount?: number;
    readonly deletedRecordCount?: number;
    readonly warningRecordCount?: number;
    readonly failedInfo?: readonly RunError[];
    readonly extensions?: Params;
  };
  readonly fileSummary?: {
    readonly inputFileCount: number;
    readonly outputFileCount: number;
    readonly skippedFileCount?: number;
    readonly failedFileCount?: number;
    readonly activityRefs?: readonly string[];
    readonly extensions?: Params;
  };
  readonly statusSummary: {
    readonly status: RunStatus;
    readonly errors?: readonly RunError[];
    readonly extensions?: Params;
  };
}

/** One step of a run, e.g. a copy out of the source and the promotion into the dataset. */
export interface RunActivity extends RunMetrics {
  readonly id: string;
  readonly name: string;
  readonly updatedAtUTC: number;
  readonly sourceInfo?: readonly Params[];
  readonly targetInfo?: readonly Params[];
}

/** A run as the stage that performs it reports it: whole, each time it reports. */
export interface RunReport {
  /** Chosen by the reporter. The same id again is the same run, so a report that is repeated does no harm. */
  readonly id: string;
  readonly flowId: string;
  readonly metrics: RunMetrics;
  readonly activities?: readonly RunActivity[];
  /** The reporter's own name for the run. */
  readonly providerRefId?: string;
  /** What the run was asked for with. */
  readonly params?: Params;
}

/** A run as it is kept and answered. */
export interface FlowRun extends RunReport {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdClient: string;
  readonly updatedClient: string;
  readonly sandboxId: string;
  readonly sandboxName: string;
  readonly imsOrgId: string;
  readonly flowSpec?: SpecRef;
  readonly etag: string;
}

/** For every stage whose work is a run of a dataflow: batch sources, uploaded files, windows of a stream. */
export interface FlowRuns {
  /** Makes the run or replaces what was reported of it before. Durable when it resolves. */
  report(scope: Scope, run: RunReport): Promise<FlowRun>;
  /** The newest run of a dataflow. Never waits. */
  last(scopeKey: string, flowId: string): LastRun | undefined;
  /** Runs still to end whose `providerRefId` begins so, of all scopes: for their reporter, after a restart. */
  unfinished(providerRef: string): Promise<readonly { readonly scope: string; readonly run: RunReport }[]>;
  /** Runs reported at that moment, epoch milliseconds, or after it, of all scopes. */
  reportedSince(at: number): Promise<readonly { readonly scope: string; readonly run: FlowRun }[]>;
  /** Runs of a dataflow that were reported and have not ended, oldest first: for the stage that performs them, after a start. */
  unended(scope: Scope, flowId: string): Promise<readonly FlowRun[]>;
  /** Throws the documented problem when it is not in the scope. */
  get(scope: Scope, id: string): Promise<FlowRun>;
  /** Removes runs that began before that moment, epoch milliseconds; those still to end stay. */
  prune(before: number): Promise<void>;
}

/** The newest run, as a dataflow shows it. */
export interface LastRun {
  readonly id: string;
  readonly state: RunStatus;
  readonly startedAtUTC: number;
  readonly completedAtUTC?: number;
}

interface RunRow {
  readonly scope: string;
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly by: string;
  readonly client: string;
  readonly started: number;
  readonly completed: number | null;
  readonly status: string;
  readonly body: string;
}

interface Rows {
  readonly flow_run: RunRow;
}

export const runMigration: Migration = {
  id: 'flows-001',
  async up(db) {
    const { schema } = db as unknown as Kysely<Rows>;
    await schema
      .createTable('flow_run')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('flow', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('client', 'text', (column) => column.notNull())
      .addColumn('started', 'bigint', (column) => column.notNull())
      .addColumn('completed', 'bigint')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('flow_run_key', ['scope', 'id'])
      .execute();
    await schema.createIndex('flow_run_by_flow').on('flow_run').columns(['scope', 'flow', 'started']).execute();
  },
};

/** Who runs are by that nobody asked for. */
const REPORTER = { userId: 'meniscus_flows@AdobeID', clientId: 'meniscus_flows' };

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly flowSpec: (scope: Scope, flowId: string) => SpecRef | undefined;
  readonly scopeByKey: (key: string) => Scope | undefined;
  /** Told of each report once it is durable; `before` is the status reported before it. */
  readonly reported: (scope: Scope, run: FlowRun, before: RunStatus | undefined) => void;
}

/** Runs, in a table of their own because they grow with time; the newest of each dataflow also in memory. */
export class Runs implements FlowRuns {
  readonly #parts: Parts;
  readonly #last = new Map<string, LastRun>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get #db(): Kysely<Rows> {
    return this.#parts.tables.of<Rows>();
  }

  /** Reads the newest run of each dataflow; once, at start. */
  async load(): Promise<void> {
    const rows = await this.#db
      .selectFrom('flow_run as run')
      .select(['scope', 'flow', 'id', 'status', 'started', 'completed'])
      .where('started', '=', ({ selectFrom }) =>
        selectFrom('flow_run as other')
          .select(({ fn }) => fn.max('other.started').as('newest'))
          .whereRef('other.scope', '=', 'run.scope')
          .whereRef('other.flow', '=', 'run.flow'),
      )
      .execute();
    for (const row of rows) this.#remember(row.scope, row.flow, { ...row, started: Number(row.started) });
  }

  last(scopeKey: string, flowId: string): LastRun | undefined {
    return this.#last.get(`${scopeKey}/${flowId}`);
  }

  async report(scope: Scope, run: RunReport, actor: Pick<Actor, 'userId' | 'clientId'> = REPORTER): Promise<FlowRun> {
    const at = this.#parts.clock();
    const { startedAtUTC, completedAtUTC } = run.metrics.durationSummary;
    const { status } = run.metrics.statusSummary;
    const { row, before } = await this.#parts.tables.transaction<Rows, { row: RunRow; before?: RunRow }>(async (tx) => {
      const known = await tx
        .selectFrom('flow_run')
        .selectAll()
        .where('scope', '=', scope.key)
        .where('id', '=', run.id)
        .executeTakeFirst();
      const next: RunRow = {
        scope: scope.key,
        id: run.id,
        flow: run.flowId,
        version: (known?.version ?? 0) + 1,
        created_at: known?.created_at ?? at,
        updated_at: at,
        by: known?.by ?? actor.userId,
        client: known?.client ?? actor.clientId,
        started: startedAtUTC,
        completed: completedAtUTC ?? null,
        status,
        body: JSON.stringify(run),
      };
      await tx
        .insertInto('flow_run')
        .values(next)
        .onConflict((conflict) => conflict.columns(['scope', 'id']).doUpdateSet(next))
        .execute();
      return known === undefined ? { row: next } : { row: next, before: known };
    });
    this.#remember(scope.key, run.flowId, row);
    const answer = this.#answer(scope, row);
    this.#parts.reported(scope, answer, before?.status as RunStatus | undefined);
    return answer;
  }

  /** Throws the documented problem when it is not in the scope. */
  async get(scope: Scope, id: string): Promise<FlowRun> {
    const row = await this.#db
      .selectFrom('flow_run')
      .selectAll()
      .where('scope', '=', scope.key)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('runs', id);
    return this.#answer(scope, row);
  }

  /** Reads a run a change is about and checks `If-Match` against it, where one was sent. */
  async forChange(scope: Scope, id: string, ifMatch: string | undefined): Promise<FlowRun> {
    const run = await this.get(scope, id);
    if (ifMatch !== undefined && ifMatch.trim() !== '' && !isCurrent(ifMatch, run.etag))
      throw versionMismatch(ifMatch, run.etag);
    return run;
  }

  /** Oldest first; of one dataflow where one is named. */
  async list(scope: Scope, flowIds?: readonly string[]): Promise<readonly FlowRun[]> {
    let query = this.#db.selectFrom('flow_run').selectAll().where('scope', '=', scope.key);
    if (flowIds !== undefined) query = query.where('flow', 'in', [...flowIds]);
    const rows = await query.orderBy('started').orderBy('id').execute();
    return rows.map((row) => this.#answer(scope, row));
  }

  async unfinished(providerRef: string): Promise<readonly { readonly scope: string; readonly run: RunReport }[]> {
    const rows = await this.#db
      .selectFrom('flow_run')
      .select(['scope', 'body'])
      .where('status', 'in', ['scheduled', 'inProgress'])
      .execute();
    return rows
      .map(({ scope, body }) => ({ scope, run: JSON.parse(body) as RunReport }))
      .filter(({ run }) => run.providerRefId?.startsWith(providerRef) === true);
  }

  async reportedSince(at: number): Promise<readonly { readonly scope: string; readonly run: FlowRun }[]> {
    const rows = await this.#db
      .selectFrom('flow_run')
      .selectAll()
      .where('updated_at', '>=', at)
      .orderBy('updated_at')
      .execute();
    return rows.flatMap((row) => {
      const scope = this.#parts.scopeByKey(row.scope);
      return scope === undefined ? [] : [{ scope: row.scope, run: this.#answer(scope, row) }];
    });
  }

  async unended(scope: Scope, flowId: string): Promise<readonly FlowRun[]> {
    const runs = await this.list(scope, [flowId]);
    return runs.filter(({ metrics }) => ['scheduled', 'inProgress'].includes(metrics.statusSummary.status));
  }

  async prune(before: number): Promise<void> {
    await this.#db
      .deleteFrom('flow_run')
      .where('started', '<', before)
      .where('status', 'not in', ['scheduled', 'inProgress'])
      .execute();
  }

  #remember(scopeKey: string, flow: string, row: Pick<RunRow, 'id' | 'status' | 'started' | 'completed'>): void {
    const key = `${scopeKey}/${flow}`;
    const known = this.#last.get(key);
    if (known !== undefined && known.id !== row.id && known.startedAtUTC > row.started) return;
    this.#last.set(key, {
      id: row.id,
      state: row.status as RunStatus,
      startedAtUTC: row.started,
      ...(row.completed === null ? {} : { completedAtUTC: Number(row.completed) }),
    });
  }

  #answer(scope: Scope, row: RunRow): FlowRun {
    const [createdAt, updatedAt] = [Number(row.created_at), Number(row.updated_at)];
    const flowSpec = this.#parts.flowSpec(scope, row.flow);
    return {
      createdAt,
      updatedAt,
      createdBy: row.by,
      updatedBy: row.by,
      createdClient: row.client,
      updatedClient: row.client,
      sandboxId: scope.sandboxId,
      sandboxName: scope.sandbox,
      imsOrgId: scope.org,
      ...(flowSpec === undefined ? {} : { flowSpec }),
      ...(JSON.parse(row.body) as RunReport),
      etag: etagOf({ version: row.version, updatedAt }),
    };
  }
}
