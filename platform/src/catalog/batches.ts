import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../stores/index.ts';
import type { Batch, BatchOutcome, BatchStatus, DatasetFile, FileLayout, NewBatch, NewFile } from './batch.ts';
import type { DatasetState } from './dataset.ts';
import type { CatalogRows } from './migrations.ts';

type BatchRow = Selectable<CatalogRows['catalog_batch']>;
type FileRow = Selectable<CatalogRows['catalog_file']>;
type StateRow = Selectable<CatalogRows['catalog_dataset_state']>;

function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    dataset: row.dataset,
    status: row.status as BatchStatus,
    created: Number(row.created),
    updated: Number(row.updated),
    started: row.started === null ? undefined : Number(row.started),
    completed: row.completed === null ? undefined : Number(row.completed),
    createdBy: row.created_by,
    createdClient: row.created_client,
    updatedBy: row.updated_by,
    version: Number(row.version),
    externalId: row.external_id ?? undefined,
    metrics: {
      inputRecordCount: Number(row.input_rows),
      outputRecordCount: Number(row.output_rows),
      failedRecordCount: Number(row.failed_rows),
      inputByteSize: Number(row.input_bytes),
      outputByteSize: Number(row.output_bytes),
      inputFileCount: 1,
      partitionCount: Number(row.files),
    },
    errors: JSON.parse(row.errors),
    availableDates:
      row.available_from === null
        ? undefined
        : { startDate: Number(row.available_from), endDate: Number(row.available_to) },
    inputFormat: JSON.parse(row.input_format),
    tags: JSON.parse(row.tags),
  };
}

function toFile(row: FileRow): DatasetFile {
  return {
    id: row.id,
    batch: row.batch,
    dataset: row.dataset,
    name: row.name,
    path: row.path,
    bytes: Number(row.bytes),
    rows: Number(row.row_count),
    kind: row.kind as 'data' | 'failed',
    layout: row.layout as FileLayout,
    created: Number(row.created),
    createdBy: row.created_by,
    createdClient: row.created_client,
  };
}

function toState(row: StateRow): DatasetState {
  return {
    rows: Number(row.row_count),
    failedRows: Number(row.failed_rows),
    bytes: Number(row.bytes),
    ...(row.last_batch === null ? {} : { lastBatch: row.last_batch }),
    ...(row.last_status === null ? {} : { lastStatus: row.last_status }),
    ...(row.last_success === null ? {} : { lastSuccess: row.last_success }),
    ...(row.last_failed === null ? {} : { lastFailed: row.last_failed }),
  };
}

/** Columns a list of batches can be narrowed and ordered by, by the names callers use. */
export const BATCH_COLUMNS = {
  id: 'id',
  status: 'status',
  created: 'created',
  updated: 'updated',
  started: 'started',
  completed: 'completed',
  createdUser: 'created_by',
  createdClient: 'created_client',
  updatedUser: 'updated_by',
  externalId: 'external_id',
  recordCount: 'output_rows',
  failedRecordCount: 'failed_rows',
  size: 'output_bytes',
} as const satisfies Record<string, keyof CatalogRows['catalog_batch']>;

/** Which batches, in which order. All bounds are exclusive, as the Catalog reference says. */
export interface BatchSelection {
  readonly dataset?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly createdAfter?: number | undefined;
  readonly createdBefore?: number | undefined;
  readonly orderBy: readonly { readonly property: keyof typeof BATCH_COLUMNS; readonly descending: boolean }[];
  readonly start: number;
  readonly limit: number;
}

/**
 * Batches, their files and the totals per dataset, in tables of their own because they grow with the data.
 *
 * Writing calls take the transaction of the caller (`Tables.transaction`), so that a batch, its files and a reader's
 * position become visible together or not at all.
 */
export class Batches {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get #db(): Kysely<CatalogRows> {
    return this.#tables.of<CatalogRows>();
  }

  /** Opens a batch. */
  async createBatch(tx: unknown, scope: string, batch: NewBatch): Promise<void> {
    await (tx as Kysely<CatalogRows>)
      .insertInto('catalog_batch')
      .values({
        scope,
        id: batch.id,
        dataset: batch.dataset,
        status: batch.status,
        created: batch.at,
        updated: batch.at,
        started: null,
        completed: null,
        created_by: batch.by,
        created_client: batch.client,
        updated_by: batch.by,
        version: 0,
        external_id: batch.externalId ?? null,
        input_rows: 0,
        output_rows: 0,
        failed_rows: 0,
        input_bytes: 0,
        output_bytes: 0,
        files: 0,
        source_from: batch.source?.from ?? null,
        source_to: batch.source?.to ?? null,
        errors: '[]',
        available_from: null,
        available_to: null,
        input_format: JSON.stringify(batch.inputFormat ?? { format: 'parquet' }),
        tags: JSON.stringify(batch.tags ?? {}),
      })
      .execute();
  }

  /** Adds files to an open batch and returns them with their ids. */
  async addFiles(
    tx: unknown,
    scope: string,
    batchId: string,
    files: readonly NewFile[],
  ): Promise<readonly DatasetFile[]> {
    const db = tx as Kysely<CatalogRows>;
    const batch = await db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    const before = Number(batch.files);
    const rows = files.map((file, index) => ({
      scope,
      id: `${batchId}-${before + index + 1}`,
      batch: batchId,
      dataset: batch.dataset,
      name: file.name,
      path: file.path,
      bytes: file.bytes,
      row_count: file.rows,
      kind: file.kind,
      layout: file.layout,
      created: Number(batch.updated),
      created_by: batch.created_by,
      created_client: batch.created_client,
    }));
    if (rows.length > 0) await db.insertInto('catalog_file').values(rows).execute();
    await db
      .updateTable('catalog_batch')
      .set({ files: before + rows.length })
      .where('scope', '=', scope)
      .where('id', '=', batchId)
      .execute();
    return rows.map(toFile);
  }

  /** Ends a batch: status, counts, errors; adds its rows to the totals of the dataset. Once per batch. */
  async completeBatch(tx: unknown, scope: string, batchId: string, outcome: BatchOutcome): Promise<void> {
    const db = tx as Kysely<CatalogRows>;
    const { metrics } = outcome;
    await db
      .updateTable('catalog_batch')
      .set((eb) => ({
        status: outcome.status,
        updated: outcome.at,
        started: outcome.started,
        completed: outcome.at,
        version: eb('version', '+', 1),
        input_rows: metrics.inputRecordCount,
        output_rows: metrics.outputRecordCount,
        failed_rows: metrics.failedRecordCount,
        input_bytes: metrics.inputByteSize,
        output_bytes: metrics.outputByteSize,
        errors: JSON.stringify(outcome.errors),
        available_from: outcome.availableDates?.startDate ?? null,
        available_to: outcome.availableDates?.endDate ?? null,
      }))
      .where('scope', '=', scope)
      .where('id', '=', batchId)
      .execute();
    const { dataset } = await db
      .selectFrom('catalog_batch')
      .select('dataset')
      .where('scope', '=', scope)
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    await this.#count(db, scope, dataset, batchId, outcome);
  }

  async #count(
    db: Kysely<CatalogRows>,
    scope: string,
    dataset: string,
    batchId: string,
    outcome: BatchOutcome,
  ): Promise<void> {
    const good = outcome.status === 'success';
    const last = {
      last_batch: batchId,
      last_status: outcome.status,
      ...(good ? { last_success: batchId } : {}),
      ...(outcome.status === 'failed' ? { last_failed: batchId } : {}),
    };
    const { outputRecordCount: rows, failedRecordCount: failed, outputByteSize: bytes } = outcome.metrics;
    await db
      .insertInto('catalog_dataset_state')
      .values({
        scope,
        dataset,
        row_count: rows,
        failed_rows: failed,
        bytes,
        last_success: null,
        last_failed: null,
        ...last,
      })
      .onConflict((conflict) =>
        conflict.columns(['scope', 'dataset']).doUpdateSet((eb) => ({
          row_count: eb('catalog_dataset_state.row_count', '+', rows),
          failed_rows: eb('catalog_dataset_state.failed_rows', '+', failed),
          bytes: eb('catalog_dataset_state.bytes', '+', bytes),
          ...last,
        })),
      )
      .execute();
  }

  async batch(scope: string, id: string): Promise<Batch | undefined> {
    const row = await this.#db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : toBatch(row);
  }

  /** A page of batches. */
  async list(scope: string, selection: BatchSelection): Promise<readonly Batch[]> {
    let query = this.#db.selectFrom('catalog_batch').selectAll().where('scope', '=', scope);
    if (selection.dataset !== undefined) query = query.where('dataset', '=', selection.dataset);
    if (selection.statuses !== undefined) query = query.where('status', 'in', selection.statuses);
    if (selection.createdAfter !== undefined) query = query.where('created', '>', selection.createdAfter);
    if (selection.createdBefore !== undefined) query = query.where('created', '<', selection.createdBefore);
    for (const { property, descending } of selection.orderBy)
      query = query.orderBy(BATCH_COLUMNS[property], descending ? 'desc' : 'asc');
    const rows = await query.orderBy('created').orderBy('id').limit(selection.limit).offset(selection.start).execute();
    return rows.map(toBatch);
  }

  /** The streamed batch of a dataset that holds the rows of a position of topic `received`. */
  async batchAt(scope: string, dataset: string, position: number): Promise<Batch | undefined> {
    const row = await this.#db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .where('source_to', '>=', position)
      .where('source_from', '<=', position)
      .orderBy('source_to')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : toBatch(row);
  }

  async file(scope: string, id: string): Promise<DatasetFile | undefined> {
    const row = await this.#db
      .selectFrom('catalog_file')
      .selectAll()
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : toFile(row);
  }

  /** Files of a dataset or a batch, oldest first. */
  async files(
    scope: string,
    of: {
      readonly dataset?: string | undefined;
      readonly batch?: string | undefined;
      readonly kind?: 'data' | 'failed';
    },
    page?: { readonly start: number; readonly limit: number },
  ): Promise<readonly DatasetFile[]> {
    let query = this.#db.selectFrom('catalog_file').selectAll().where('scope', '=', scope);
    if (of.dataset !== undefined) query = query.where('dataset', '=', of.dataset);
    if (of.batch !== undefined) query = query.where('batch', '=', of.batch);
    if (of.kind !== undefined) query = query.where('kind', '=', of.kind);
    query = query.orderBy('created').orderBy('id');
    const rows = await (page === undefined ? query : query.limit(page.limit).offset(page.start)).execute();
    return rows.map(toFile);
  }

  /** Paths of all files of all scopes: what a clean-up of the object store must keep. */
  async allPaths(): Promise<ReadonlySet<string>> {
    const rows = await this.#db.selectFrom('catalog_file').select('path').execute();
    return new Set(rows.map(({ path }) => path));
  }

  /** Totals and last batches by dataset id. */
  async states(scope: string): Promise<ReadonlyMap<string, DatasetState>> {
    const rows = await this.#db.selectFrom('catalog_dataset_state').selectAll().where('scope', '=', scope).execute();
    return new Map(rows.map((row) => [row.dataset, toState(row)]));
  }

  /** Forgets the files of a deleted dataset, marks its batches deleted, and returns the paths nobody refers to any more. */
  async release(tx: unknown, scope: string, dataset: string, at: number): Promise<readonly string[]> {
    const db = tx as Kysely<CatalogRows>;
    const files = await db
      .selectFrom('catalog_file')
      .select('path')
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .execute();
    await db.deleteFrom('catalog_file').where('scope', '=', scope).where('dataset', '=', dataset).execute();
    await db
      .updateTable('catalog_batch')
      .set({ status: 'deleted', updated: at })
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .execute();
    return files.map(({ path }) => path);
  }
}
