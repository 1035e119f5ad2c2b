import type { Actor, Call, Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { ObjectStore, Tables } from '../stores/index.ts';
import { beginAnew, type Decided } from './anew.ts';
import { batchWriteRoutes } from './api/batch-writes/batch-writes.ts';
import { batchRoutes } from './api/batches/batches.ts';
import { dataSetFileRoutes } from './api/data-set-files/data-set-files.ts';
import { dataSetViewRoutes } from './api/data-set-views/data-set-views.ts';
import { dataSetRoutes } from './api/data-sets/data-sets.ts';
import { labelRoutes } from './api/labels/labels.ts';
import { lastBatchRoutes } from './api/last-batches/last-batches.ts';
import { rootRoutes } from './api/root/root.ts';
import { tagRoutes } from './api/tags/tags.ts';
import type { Batch, BatchOutcome, DatasetFile, NewBatch, NewFile } from './batch.ts';
import { BatchWrites } from './batch-writes.ts';
import type { BatchTotals } from './batches/batch-list.ts';
import { Batches } from './batches/batches.ts';
import { SmallBatches } from './batches/small-batches.ts';
import type { Dataset, DatasetSchema } from './dataset.ts';
import { Datasets, type SchemaQuestion } from './datasets.ts';
import { Labels } from './labels.ts';
import { runRequests, type SubAnswer } from './multi-request.ts';

export { type BatchPlace, type Decided, rowsByDataset } from './anew.ts';
export type {
  Batch,
  BatchError,
  BatchGrowth,
  BatchMetrics,
  BatchOutcome,
  BatchStatus,
  BatchTags,
  DatasetFile,
  FileKind,
  FileLayout,
  JoinedBatch,
  NewBatch,
  NewFile,
  Replay,
  StagedInput,
} from './batch.ts';
export { AT_WORK, batchAnswer, batchError } from './batch.ts';
export type { Batches } from './batches/batches.ts';
export { listedFiles } from './batches/dataset-files.ts';
export type { Dataset, DatasetSchema, SchemaRef } from './dataset.ts';
export type { SchemaQuestion } from './datasets.ts';
export { integerParameter, limitOf } from './list-query.ts';
export { catalogMigrations } from './migrations.ts';
export type { Tags } from './tags.ts';

export interface CatalogDeps {
  readonly tables: Tables;
  /** Told when a dataset was removed. */
  readonly removed?: (scope: Scope, id: string) => void;
  /** Where the files of a deleted dataset are removed from. */
  readonly objects: Pick<ObjectStore, 'delete'>;
  readonly schema: SchemaQuestion;
  /** May the caller do what a sub-request of a multi-request asks for? */
  readonly allows: (actor: Actor, scope: Scope, permissions: readonly string[]) => boolean;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Rows a sandbox holds, in Parquet or kept in failed files: everything that left topic `validated`. */
export interface StoredRows {
  readonly total: number;
  /** Of the total, rows kept in failed files. */
  readonly failed: number;
  readonly byDataset: Readonly<Record<string, number>>;
}

/** The catalog stage: what datasets there are, and which batches and files hold their rows. */
export interface Catalog {
  readonly routes: readonly Route[];
  dataset(scope: Scope, id: string): Promise<Dataset | undefined>;
  /** Oldest first. */
  datasets(scope: Scope): Promise<readonly Dataset[]>;
  /** Counts up with every change of a dataset made through this process. */
  revision(): number;
  /** Opens a batch inside the caller's `Tables` transaction. */
  createBatch(tx: unknown, scope: string, batch: NewBatch): Promise<void>;
  /** Adds files to an open batch inside the caller's transaction; returns them with their ids. */
  addFiles(tx: unknown, scope: string, batchId: string, files: readonly NewFile[]): Promise<readonly DatasetFile[]>;
  /** Ends a batch inside the caller's transaction and adds its rows to the dataset's totals. Once per batch. */
  completeBatch(tx: unknown, scope: string, batchId: string, outcome: BatchOutcome): Promise<void>;
  /** Batches that others fill: their states, what they hold, how they end. */
  readonly batches: Batches;
  /** Small batches of streamed rows, and the one that takes their place. */
  readonly smallBatches: SmallBatches;
  batch(scope: string, id: string): Promise<Batch | undefined>;
  /** The streamed batch of a dataset that holds the rows of a position of topic `received`. */
  batchAt(scope: string, dataset: string, position: number): Promise<Batch | undefined>;
  file(scope: string, id: string): Promise<DatasetFile | undefined>;
  files: Batches['files']['list'];
  /** Paths of all files of all scopes: what a clean-up of the object store must keep. */
  filePaths(): Promise<ReadonlySet<string>>;
  stored(scope: Scope): Promise<StoredRows>;
  /** Forgets what the lake makes again from the log, inside the caller's transaction; says what of it somebody had decided. */
  beginAnew(tx: unknown): Promise<Decided>;
  /** What the batches of a dataset brought that were completed in `[from, to)`, by stretch of time, oldest first. */
  batchTotals(
    scope: string,
    dataset: string,
    from: number,
    to: number,
    stretchMs: number,
  ): Promise<readonly BatchTotals[]>;
}

/** Builds the stage; nothing is read before the first call. Documents need `documentsMigration` of the stores. */
export function createCatalog(deps: CatalogDeps): Catalog {
  const batches = new Batches(deps.tables);
  const datasets = new Datasets({ ...deps, batches });
  return {
    routes: [...routesOf(deps, datasets, batches), ...rootRoutes((call) => runAll(deps, datasets, call))],
    dataset: (scope, id) => datasets.dataset(scope, id),
    datasets: (scope) => datasets.datasets(scope),
    revision: () => datasets.revision(),
    createBatch: (tx, scope, batch) => batches.create(tx, scope, batch),
    addFiles: (tx, scope, batchId, files) => batches.files.add(tx, scope, batchId, files),
    completeBatch: (tx, scope, batchId, outcome) => batches.complete(tx, scope, batchId, outcome),
    batches,
    smallBatches: new SmallBatches(deps.tables, batches),
    batch: (scope, id) => batches.list.batch(scope, id),
    batchAt: (scope, dataset, position) => batches.list.at(scope, dataset, position),
    file: (scope, id) => batches.files.file(scope, id),
    files: (scope, of, page) => batches.files.list(scope, of, page),
    filePaths: () => batches.files.paths(),
    beginAnew,
    batchTotals: (scope, dataset, from, to, stretchMs) => batches.list.totals(scope, dataset, from, to, stretchMs),
    async stored(scope) {
      const states = [...(await batches.states.list(scope.key))];
      const byDataset = Object.fromEntries(states.map(([id, { rows, failedRows }]) => [id, rows + failedRows]));
      const failed = states.reduce((sum, [, state]) => sum + state.failedRows, 0);
      return { total: Object.values(byDataset).reduce((sum, rows) => sum + rows, 0), failed, byDataset };
    },
  };
}

/** Routes over datasets and batches: those of the stage, or of one transaction. */
function routesOf(deps: CatalogDeps, datasets: Datasets, batches: Batches): readonly Route[] {
  const dataset = (scope: Scope, id: string) => datasets.document(scope, id);
  const writes = new BatchWrites({ ...deps, batches, dataset });
  return [
    ...dataSetRoutes(datasets, batches),
    ...batchRoutes(batches),
    ...dataSetFileRoutes(datasets, batches),
    ...dataSetViewRoutes(datasets),
    ...lastBatchRoutes(batches),
    ...tagRoutes(datasets, batches),
    ...batchWriteRoutes(writes, batches),
    ...labelRoutes(new Labels({ ...deps, dataset })),
  ];
}

/**
 * A multi-request: the same routes over tables whose every transaction is the one all sub-requests share. Files of what was
 * removed go when that is committed, and not before.
 */
async function runAll(deps: CatalogDeps, datasets: Datasets, call: Call): Promise<readonly SubAnswer[]> {
  const gone: string[] = [];
  const removed: [Scope, string][] = [];
  const schemas = await schemasFor(deps, datasets, call);
  const answers = await runRequests(
    {
      allows: deps.allows,
      transaction: (work) => deps.tables.transaction((tx) => work(tx)),
      routes(tx) {
        const tables: Tables = { ...deps.tables, of: () => tx as never, transaction: (work) => work(tx as never) };
        const objects = { delete: (path: string) => Promise.resolve(void gone.push(path)) };
        const told = (scope: Scope, id: string) => void removed.push([scope, id]);
        const schema = (_: Scope, id: string) => Promise.resolve(schemas.get(id));
        const joined = { ...deps, tables, objects, schema, removed: told };
        const batches = new Batches(tables);
        return routesOf(joined, new Datasets({ ...joined, batches }), batches);
      },
    },
    call,
  );
  datasets.touched();
  if (answers.some(({ code }) => code === 424)) return answers;
  for (const [scope, id] of removed) deps.removed?.(scope, id);
  for (const path of gone) await deps.objects.delete(path);
  return answers;
}

/**
 * The schemas a multi-request can ask about, looked up before its transaction: another stage would wait for the connection
 * the transaction holds.
 */
async function schemasFor(
  deps: CatalogDeps,
  datasets: Datasets,
  { scope, body }: Call,
): Promise<ReadonlyMap<string, DatasetSchema | undefined>> {
  const ids = new Set((await datasets.documents(scope)).map(({ body: { schemaRef } }) => schemaRef.id));
  for (const request of Array.isArray(body) ? (body as unknown[]) : []) {
    const id = (request as { body?: { schemaRef?: { id?: unknown } } } | null)?.body?.schemaRef?.id;
    if (typeof id === 'string') ids.add(id);
  }
  return new Map(await Promise.all([...ids].map(async (id) => [id, await deps.schema(scope, id)] as const)));
}
