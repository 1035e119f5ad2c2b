import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BatchPlace, Catalog } from '../catalog/index.ts';
import { type Bytes, VALIDATED_TOPIC } from '../ingest/index.ts';
import type { Clock, HelperLost, Ids, Meter, Route, Scope, Standings } from '../kernel/index.ts';
import type { Log, ObjectStore, Tables } from '../stores/index.ts';
import { exportBatchRoutes } from './api/export-batches/export-batches.ts';
import { exportDatasetRoutes } from './api/export-datasets/export-datasets.ts';
import { exportFileRoutes } from './api/export-files/export-files.ts';
import { sqlRoutes } from './api/sql/sql.ts';
import { Joiner, type JoinLimits } from './joiner.ts';
import { type FlushFilter, LakeReader } from './lake.ts';
import { ParquetWriter } from './parquet.ts';
import { parquetRows } from './parquet-rows/parquet-rows.ts';
import { Positions } from './positions.ts';
import { type Asking, type FreshResult, Queries } from './query.ts';
import type { SchemaRoots } from './schema-roots.ts';
import { SqlWorkers } from './sql/workers.ts';
import type { StoredRows } from './stored-batch.ts';
import { WholeFiles } from './whole-files.ts';

export { openRowCounts, type RowCounts } from './inspect-files.ts';
export { LAKE_PREFIX } from './lake.ts';
export { positionMigrations, storedLakePosition } from './positions.ts';
export type { FreshResult } from './query.ts';
export type { Json } from './sql/values.ts';
export type { StoredBatch, StoredRows } from './stored-batch.ts';

export interface LakeOptions {
  /** Directory for files being written; on the disk of the object store, used by nothing else, emptied at start. */
  readonly workDir: string;
  /** Origin for links of Data Access, e.g. `http://127.0.0.1:8080`. */
  readonly publicUrl: string;
  /** Rows that make a batch. */
  readonly flushRows?: number;
  /** Bytes of NDJSON that make a batch. */
  readonly flushBytes?: number;
  /** Age of the oldest row that makes a batch. */
  readonly flushAgeMs?: number;
  /** Batches of a dataset that age may make right after each other; then it makes one in `paceMs`. */
  readonly quickBatches?: number;
  readonly paceMs?: number;
  /** When small batches are joined into larger ones. */
  readonly join?: JoinLimits;
  /** Memory of the engine that writes, and of the engine of each query. */
  readonly memory?: string;
  /** Threads of each of these engines. */
  readonly threads?: number;
  /** Time limit of a query. */
  readonly queryTimeMs?: number;
  /** Most rows of a result. */
  readonly queryRows?: number;
  /** Most bytes of a result. */
  readonly queryBytes?: number;
  /** Queries at the same time, each in a process of its own. */
  readonly queryProcesses?: number;
  /** How long a query waits for rows on their way before it runs without them. */
  readonly freshMs?: number;
}

export interface LakeDeps {
  readonly log: Log;
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  readonly schemas: SchemaRoots;
  readonly scopeByKey: (key: string) => Scope | undefined;
  /** Resolves when what was accepted before the call is in topic `validated`; a query waits for it, within `freshMs`. */
  readonly processed?: () => Promise<unknown>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly helperLost: HelperLost;
  readonly standings: Standings;
  readonly meter: Meter;
  readonly stored?: StoredRows;
  readonly options: LakeOptions;
}

/** The lake stage: topic `validated` into Parquet batches, SQL over them, and their files for download. */
export interface Lake {
  readonly routes: readonly Route[];
  /** Removes what a crash left over. */
  start(): Promise<void>;
  /** Reads what is in topic `validated` and what comes, in the background. */
  goOn(): void;
  /** Joins small batches that are old enough into larger ones; happens by itself every few minutes. Never rejects. */
  join(): Promise<void>;
  /** Ends after the write under way; what is buffered is read again from the log. */
  stop(): Promise<void>;
  /** Reads the topic from its beginning again, but for the rows of some batches; inside the caller's transaction, before `start`. */
  beginAnew(tx: unknown, passedBy: readonly BatchPlace[]): Promise<void>;
  /** Resolves true when everything in `validated` at the time of the call is in batches; false when the time is over. */
  flush(filter?: FlushFilter, timeoutMs?: number): Promise<boolean>;
  /** First position of topic `validated` not stored yet: what is before it may be trimmed. */
  position(): number;
  /** Log records of `validated` not stored yet. */
  waiting(): number;
  /** The batch that holds the rows of a position of topic `received`. `at`: when it was complete, epoch milliseconds. */
  batchAt(
    scope: Scope,
    datasetId: string,
    position: number,
  ): Promise<{ readonly id: string; readonly at: number } | undefined>;
  /** Rows of a caller's Parquet file as lines of JSON. Throws `UnreadableFile` for what cannot be read. */
  parquetRows(localFile: string): Bytes;
  /** Takes the rows of a dead scope out of topic `validated` and lets go of what was read of them. */
  erase(scope: string): Promise<void>;
  /** Runs one read-only statement over the sandbox's datasets. Throws the `Problem` to answer. */
  query(asking: Asking, sql: string, limit?: number): Promise<FreshResult>;
}

const DEFAULTS = {
  flushRows: 50_000,
  flushBytes: 33_554_432,
  flushAgeMs: 2000,
  quickBatches: 20,
  paceMs: 60_000,
  join: { afterMs: 86_400_000, small: 16_777_216, least: 16, most: 200, everyMs: 600_000 },
  memory: '512MB',
  threads: 2,
  queryTimeMs: 10_000,
  queryRows: 10_000,
  queryBytes: 16_777_216,
  queryProcesses: 2,
  freshMs: 5000,
};
const QUERY_QUEUE = 16;
const QUERY_RESIDENT = 1_610_612_736;
const QUERY_IDLE_MS = 30_000;

/** True when the work ended in time; its failure counts as not in time. */
function within(work: Promise<unknown>, timeMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeMs);
    const end = (done: boolean) => {
      clearTimeout(timer);
      resolve(done);
    };
    work.then(
      () => end(true),
      () => end(false),
    );
  });
}

export function createLake(deps: LakeDeps): Lake {
  const options = { ...DEFAULTS, ...deps.options };
  const { catalog, objects, log } = deps;
  const positions = new Positions(deps.tables);
  const shapeThreadLost = (why: string) => deps.helperLost('shape-finder', why);
  const reader = new LakeReader({
    ...deps,
    writer: new ParquetWriter({
      workDir: options.workDir,
      memoryLimit: options.memory,
      threads: options.threads,
      shapeThreadLost,
    }),
    positions,
    limits: {
      rows: options.flushRows,
      bytes: options.flushBytes,
      ageMs: options.flushAgeMs,
      pace: { quick: options.quickBatches, everyMs: options.paceMs },
    },
  });
  const whole = new WholeFiles(deps);
  const joiner = new Joiner({
    ...deps,
    whole,
    writer: new ParquetWriter({
      workDir: join(options.workDir, 'joins'),
      memoryLimit: '256MB',
      threads: 1,
      shapeThreadLost,
    }),
    limits: options.join,
  });
  const workers = new SqlWorkers({
    processes: options.queryProcesses,
    queue: QUERY_QUEUE,
    maxResident: QUERY_RESIDENT,
    idleMs: QUERY_IDLE_MS,
    lost: (why) => deps.helperLost('query', why),
    starved: () =>
      deps.logger.warn(
        'other work takes all of the processors: queries, which take what is left, have a tenth of them for a minute',
      ),
  });
  const refresh = async (scope: Scope, datasets: ReadonlySet<string>): Promise<boolean> => {
    const until = performance.now() + options.freshMs;
    const processed = deps.processed === undefined || (await within(deps.processed(), options.freshMs));
    return (await reader.flush({ scope: scope.key, datasets }, Math.max(1, until - performance.now()))) && processed;
  };
  const limits = {
    rows: options.queryRows,
    bytes: options.queryBytes,
    timeMs: options.queryTimeMs,
    memory: options.memory,
    threads: options.threads,
  };
  const queries = new Queries({ ...deps, workers, whole, limits, refresh });
  const links = { publicUrl: options.publicUrl.replace(/\/+$/, ''), catalog, objects, whole };
  return {
    routes: [
      ...sqlRoutes(queries),
      ...exportBatchRoutes({ ...links, clock: deps.clock }),
      ...exportFileRoutes(links),
      ...exportDatasetRoutes(catalog, queries),
    ],
    async start() {
      await reader.start();
      await joiner.start();
    },
    goOn: () => reader.goOn(),
    beginAnew: (tx, passedBy) => positions.beginAnew(tx, passedBy),
    join: () => joiner.run(),
    async stop() {
      workers.close();
      await joiner.stop();
      await reader.stop();
    },
    erase: (scope) => reader.erase(scope),
    flush: (filter, timeoutMs) => reader.flush(filter, timeoutMs),
    position: () => reader.position(),
    waiting: () => log.end(VALIDATED_TOPIC) - reader.position(),
    async batchAt(scope, datasetId, position) {
      const batch = await catalog.batchAt(scope.key, datasetId, position);
      return batch && { id: batch.id, at: batch.completed ?? batch.updated };
    },
    parquetRows,
    query: (asking, sql, limit) => queries.query(asking, sql, limit),
  };
}
