import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../stores/index.ts';
import type {
  Batch,
  BatchError,
  BatchGrowth,
  BatchOutcome,
  BatchStatus,
  BatchTags,
  DatasetFile,
  FileKind,
  FileLayout,
  JoinedBatch,
  NewBatch,
  NewFile,
  StagedInput,
} from './batch.ts';
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
      inputFileCount: Number(row.input_files),
      partitionCount: Number(row.files),
    },
    errors: JSON.parse(row.errors),
    availableDates:
      row.available_from === null
        ? undefined
        : { startDate: Number(row.available_from), endDate: Number(row.available_to) },
    inputFormat: JSON.parse(row.input_format),
    tags: JSON.parse(row.tags),
    replay: row.replay === null ? undefined : JSON.parse(row.replay),
    joinedInto: row.joined_into ?? undefined,
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
    kind: row.kind as FileKind,
    layout: row.layout as FileLayout,
    created: Number(row.created),
    createdBy: row.created_by,
    createdClient: row.created_client,
    ...(row.sums === null ? {} : { sums: row.sums }),
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

/** Errors kept with a batch. */
const MOST_ERRORS = 100;
const MOST_TAGGED = 1000;
const LISTED_AT_ONCE = 1000;
/** States of a batch that is being filled. */
export const AT_WORK: readonly BatchStatus[] = ['loading', 'loaded', 'staging', 'staged', 'processing'];
const FINAL: ReadonlySet<BatchStatus> = new Set(['success', 'failed', 'aborted', 'abandoned']);

/** What batches brought in a stretch of time. */
export interface BatchTotals {
  /** Its beginning, epoch milliseconds. */
  readonly at: number;
  readonly rows: number;
  readonly bytes: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Which batches, in which order. All bounds are exclusive, as the Catalog reference says. */
export interface BatchSelection {
  readonly dataset?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly createdAfter?: number | undefined;
  readonly createdBefore?: number | undefined;
  /** Of the work on the batch: when it began, when it ended. */
  readonly startAfter?: number | undefined;
  readonly startBefore?: number | undefined;
  readonly endAfter?: number | undefined;
  readonly endBefore?: number | undefined;
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

  /** What the batches of a dataset brought that were completed in `[from, to)`, by stretch of time, oldest first. */
  async totals(
    scope: string,
    dataset: string,
    from: number,
    to: number,
    stretchMs: number,
  ): Promise<readonly BatchTotals[]> {
    const rows = await this.#db
      .selectFrom('catalog_batch')
      .select(['completed', 'status', 'output_rows', 'output_bytes'])
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .where('completed', '>=', from)
      .where('completed', '<', to)
      // What was joined is counted when it came.
      .where('joins', '=', 0)
      .execute();
    const totals = new Map<number, { at: number; rows: number; bytes: number; succeeded: number; failed: number }>();
    for (const row of rows) {
      const at = Number(row.completed) - (Number(row.completed) % stretchMs);
      const total = totals.get(at) ?? { at, rows: 0, bytes: 0, succeeded: 0, failed: 0 };
      total.rows += Number(row.output_rows);
      total.bytes += Number(row.output_bytes);
      if (row.status === 'failed') total.failed += 1;
      else total.succeeded += 1;
      totals.set(at, total);
    }
    return [...totals.values()].sort((a, b) => a.at - b.at);
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
        input_files: 1,
        unreadable_rows: 0,
        replay: batch.replay === undefined ? null : JSON.stringify(batch.replay),
        joined_into: null,
        joins: 0,
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
      sums: file.sums ?? null,
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
    const elsewhere = outcome.counted === true;
    const { outputRecordCount, failedRecordCount, outputByteSize } = outcome.metrics;
    const [rows, failed, bytes] = elsewhere ? [0, 0, 0] : [outputRecordCount, failedRecordCount, outputByteSize];
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

  /**
   * Moves a batch on, if it is in one of the given states. False when it is not: somebody else was first, and the caller
   * looks again. `by`: who asked for it; none for the platform itself.
   */
  async move(
    tx: unknown,
    scope: string,
    id: string,
    change: {
      readonly from: readonly BatchStatus[];
      readonly to: BatchStatus;
      readonly at: number;
      readonly by?: string;
      readonly errors?: readonly BatchError[];
    },
  ): Promise<boolean> {
    const over = FINAL.has(change.to);
    const result = await (tx as Kysely<CatalogRows>)
      .updateTable('catalog_batch')
      .set((eb) => ({
        status: change.to,
        updated: change.at,
        version: eb('version', '+', 1),
        ...(change.by === undefined ? {} : { updated_by: change.by }),
        ...(change.errors === undefined ? {} : { errors: JSON.stringify(change.errors) }),
        ...(change.to === 'staging' ? { started: change.at } : {}),
        ...(over ? { completed: eb.fn.coalesce('completed', eb.val(change.at)) } : {}),
      }))
      .where('scope', '=', scope)
      .where('id', '=', id)
      .where('status', 'in', change.from)
      .executeTakeFirst();
    const moved = Number(result.numUpdatedRows) > 0;
    if (moved && (change.to === 'failed' || change.to === 'inactive'))
      await this.#last(tx as Kysely<CatalogRows>, scope, id, change.to);
    return moved;
  }

  /** Notes how the newest batch of a dataset ended, without counting rows. */
  async #last(db: Kysely<CatalogRows>, scope: string, id: string, status: BatchStatus): Promise<void> {
    const { dataset } = await db
      .selectFrom('catalog_batch')
      .select('dataset')
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const metrics = {
      inputRecordCount: 0,
      outputRecordCount: 0,
      failedRecordCount: 0,
      inputByteSize: 0,
      outputByteSize: 0,
    };
    await this.#count(db, scope, dataset, id, { status, started: 0, at: 0, metrics, errors: [], counted: true });
  }

  /** What was counted of a batch before it is processed. */
  async staged(tx: unknown, scope: string, id: string, input: StagedInput): Promise<void> {
    await (tx as Kysely<CatalogRows>)
      .updateTable('catalog_batch')
      .set({
        input_rows: input.rows,
        failed_rows: input.failed,
        input_bytes: input.bytes,
        input_files: input.files,
        errors: JSON.stringify(input.errors),
      })
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute();
  }

  /** Counts rows whose files were added to a batch that is not whole yet. */
  async grow(tx: unknown, scope: string, id: string, growth: BatchGrowth): Promise<void> {
    const db = tx as Kysely<CatalogRows>;
    const row = await db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { startDate, endDate } = growth.availableDates ?? {};
    const least = [row.available_from, startDate].filter((one) => one !== null && one !== undefined).map(Number);
    const most = [row.available_to, endDate].filter((one) => one !== null && one !== undefined).map(Number);
    await db
      .updateTable('catalog_batch')
      .set({
        updated: growth.at,
        output_rows: Number(row.output_rows) + growth.rows,
        unreadable_rows: Number(row.unreadable_rows) + growth.failed,
        output_bytes: Number(row.output_bytes) + growth.bytes,
        errors: JSON.stringify([...JSON.parse(row.errors), ...growth.errors].slice(0, MOST_ERRORS)),
        available_from: least.length === 0 ? null : Math.min(...least),
        available_to: most.length === 0 ? null : Math.max(...most),
      })
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute();
  }

  /**
   * Ends a batch that grew: its files become files of the dataset, its rows are added to the dataset's totals, and the
   * batches it takes the place of stop counting. `failed`: rows kept as failed records, which are counted there.
   */
  async finish(
    tx: unknown,
    scope: string,
    id: string,
    end: { readonly failed: number; readonly at: number },
  ): Promise<void> {
    const db = tx as Kysely<CatalogRows>;
    const row = await db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const unreadable = Number(row.unreadable_rows);
    await db
      .updateTable('catalog_batch')
      .set((eb) => ({
        status: 'success',
        updated: end.at,
        completed: end.at,
        version: eb('version', '+', 1),
        failed_rows: end.failed + unreadable,
      }))
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute();
    await this.#turn(db, scope, id, 'staged', 'data');
    const metrics = {
      inputRecordCount: Number(row.input_rows),
      outputRecordCount: Number(row.output_rows),
      failedRecordCount: unreadable,
      inputByteSize: Number(row.input_bytes),
      outputByteSize: Number(row.output_bytes),
    };
    const started = Number(row.started ?? end.at);
    await this.#count(db, scope, row.dataset, id, { status: 'success', started, at: end.at, metrics, errors: [] });
    const replay = row.replay === null ? undefined : (JSON.parse(row.replay) as { predecessors: readonly string[] });
    for (const predecessor of replay?.predecessors ?? []) await this.deactivate(tx, scope, predecessor, end.at);
  }

  /** The rows of a batch stop counting for everybody who reads the dataset; false when they did not count. */
  async deactivate(tx: unknown, scope: string, id: string, at: number, by?: string): Promise<boolean> {
    const change = {
      from: ['success', 'active'] as const,
      to: 'inactive' as const,
      at,
      ...(by === undefined ? {} : { by }),
    };
    if (!(await this.move(tx, scope, id, change))) return false;
    await this.#turn(tx as Kysely<CatalogRows>, scope, id, 'data', 'inactive');
    return true;
  }

  async #turn(db: Kysely<CatalogRows>, scope: string, batch: string, from: FileKind, to: FileKind): Promise<void> {
    await db
      .updateTable('catalog_file')
      .set({ kind: to })
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .where('kind', '=', from)
      .execute();
  }

  /** Forgets all files of a batch and returns the paths nobody refers to any more. */
  async forgetFiles(tx: unknown, scope: string, batch: string): Promise<readonly string[]> {
    const db = tx as Kysely<CatalogRows>;
    const files = await db
      .selectFrom('catalog_file')
      .select('path')
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .execute();
    await db.deleteFrom('catalog_file').where('scope', '=', scope).where('batch', '=', batch).execute();
    return files.map(({ path }) => path);
  }

  /** Batches of an external id, newest first. */
  async byExternalId(scope: string, externalId: string): Promise<readonly Batch[]> {
    const rows = await this.#db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('external_id', '=', externalId)
      .orderBy('created', 'desc')
      .execute();
    return rows.map(toBatch);
  }

  /** Batches of all scopes that are in a state since before a time: what a clean-up looks at. */
  async idle(
    status: BatchStatus,
    before: number,
    limit: number,
  ): Promise<readonly { readonly scope: string; readonly id: string }[]> {
    return (
      this.#db
        .selectFrom('catalog_batch')
        .select(['scope', 'id'])
        .where('status', '=', status)
        .where('updated', '<', before)
        // Those that were joined have no files left, and stay as they are.
        .where('joined_into', 'is', null)
        .limit(limit)
        .execute()
    );
  }

  /** Sets tags or external id of a batch. */
  async label(
    tx: unknown,
    scope: string,
    id: string,
    change: { readonly tags?: BatchTags; readonly externalId?: string; readonly at: number; readonly by: string },
  ): Promise<void> {
    await (tx as Kysely<CatalogRows>)
      .updateTable('catalog_batch')
      .set((eb) => ({
        updated: change.at,
        updated_by: change.by,
        version: eb('version', '+', 1),
        ...(change.tags === undefined ? {} : { tags: JSON.stringify(change.tags) }),
        ...(change.externalId === undefined ? {} : { external_id: change.externalId }),
      }))
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute();
  }

  /** Batches with a tag of this name, newest first; at most a thousand. */
  async tagged(scope: string, name: string): Promise<readonly Batch[]> {
    const rows = await this.#db
      .selectFrom('catalog_batch')
      .selectAll()
      .where('scope', '=', scope)
      .where('tags', 'like', `%${JSON.stringify(name).replaceAll(/[%_]/g, '_')}:%`)
      .orderBy('created', 'desc')
      .limit(MOST_TAGGED)
      .execute();
    return rows.map(toBatch).filter(({ tags }) => Object.hasOwn(tags, name));
  }

  /** The different values of a column, in order. */
  async uniques(
    scope: string,
    column: 'dataset' | (typeof BATCH_COLUMNS)[keyof typeof BATCH_COLUMNS],
    selection: BatchSelection,
  ): Promise<readonly unknown[]> {
    let query = this.#db.selectFrom('catalog_batch').select(column).distinct().where('scope', '=', scope);
    if (selection.dataset !== undefined) query = query.where('dataset', '=', selection.dataset);
    if (selection.statuses !== undefined) query = query.where('status', 'in', selection.statuses);
    if (selection.createdAfter !== undefined) query = query.where('created', '>', selection.createdAfter);
    if (selection.createdBefore !== undefined) query = query.where('created', '<', selection.createdBefore);
    const rows = await query.orderBy(column).limit(selection.limit).offset(selection.start).execute();
    return rows.map((row) => row[column]).filter((value) => value !== null);
  }

  /** State of a batch as a transaction sees it. */
  async status(tx: unknown, scope: string, id: string): Promise<BatchStatus | undefined> {
    const row = await (tx as Kysely<CatalogRows>)
      .selectFrom('catalog_batch')
      .select('status')
      .where('scope', '=', scope)
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.status as BatchStatus | undefined;
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
    if (selection.startAfter !== undefined) query = query.where('started', '>', selection.startAfter);
    if (selection.startBefore !== undefined) query = query.where('started', '<', selection.startBefore);
    if (selection.endAfter !== undefined) query = query.where('completed', '>', selection.endAfter);
    if (selection.endBefore !== undefined) query = query.where('completed', '<', selection.endBefore);
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
    return row === undefined ? undefined : this.#holding(scope, toBatch(row));
  }

  /** The batch that has the rows of this one now. */
  async #holding(scope: string, batch: Batch): Promise<Batch> {
    const next = batch.joinedInto === undefined ? undefined : await this.batch(scope, batch.joinedInto);
    return next === undefined ? batch : this.#holding(scope, next);
  }

  /**
   * Datasets with many small streamed batches from before a time. None of a dataset for which a replay is under way, since
   * that is about batches as they are.
   */
  async crowded(
    before: number,
    small: number,
    least: number,
  ): Promise<readonly { readonly scope: string; readonly dataset: string }[]> {
    return this.#small(this.#db, before, small)
      .select(['scope', 'dataset'])
      .groupBy(['scope', 'dataset'])
      .having((eb) => eb.fn.countAll(), '>=', least)
      .execute();
  }

  #small(db: Kysely<CatalogRows>, before: number, small: number) {
    return db
      .selectFrom('catalog_batch as b')
      .where('status', '=', 'success')
      .where('source_to', 'is not', null)
      .where('completed', '<', before)
      .where('output_bytes', '<', small)
      .where('failed_rows', '=', 0)
      .where('errors', '=', '[]')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('catalog_batch as r')
              .select('r.id')
              .whereRef('r.scope', '=', 'b.scope')
              .whereRef('r.dataset', '=', 'b.dataset')
              .where('r.replay', 'is not', null)
              .where('r.status', 'in', AT_WORK),
          ),
        ),
      );
  }

  /** Small streamed batches of a dataset from before a time, oldest first. */
  async small(scope: string, dataset: string, before: number, small: number, limit: number): Promise<readonly Batch[]> {
    const rows = await this.#small(this.#db, before, small)
      .selectAll()
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .orderBy('source_to')
      .limit(limit)
      .execute();
    return rows.map(toBatch);
  }

  /**
   * Puts a batch in the place of small ones, in the caller's transaction: their rows are in its file, they are inactive and
   * say so. Its times are those of the newest of them, so that whoever asks for what came after a time gets nothing twice.
   * Undefined when one of them changed meanwhile; else the paths of files that nobody refers to any more.
   */
  async join(tx: unknown, scope: string, joined: JoinedBatch): Promise<readonly string[] | undefined> {
    const db = tx as Kysely<CatalogRows>;
    const { id, dataset, predecessors, file, by, client, at } = joined;
    const ids = predecessors.map((one) => one.id);
    const rows = await this.#small(db, at, Number.MAX_SAFE_INTEGER)
      .selectAll()
      .where('scope', '=', scope)
      .where('id', 'in', ids)
      .orderBy('source_to')
      .execute();
    const newest = rows.at(-1);
    if (rows.length < ids.length || newest === undefined) return undefined;
    const numbers = (of: (row: BatchRow) => unknown) =>
      rows
        .map(of)
        .filter((one) => one !== null)
        .map(Number);
    const sum = (of: (row: BatchRow) => unknown) => numbers(of).reduce((total, one) => total + one, 0);
    const available = numbers((row) => row.available_from);
    await this.createBatch(tx, scope, {
      id,
      dataset,
      status: 'success',
      by,
      client,
      at: Number(newest.created),
      source: { from: Math.min(...numbers((row) => row.source_from)), to: Number(newest.source_to) },
      replay: { predecessors: ids, reason: 'replace' },
    });
    await this.addFiles(tx, scope, id, [file]);
    await db
      .updateTable('catalog_batch')
      .set({
        joins: ids.length,
        updated: at,
        started: newest.started,
        completed: newest.completed,
        input_rows: sum((row) => row.input_rows),
        output_rows: sum((row) => row.output_rows),
        input_bytes: sum((row) => row.input_bytes),
        output_bytes: file.bytes,
        available_from: available.length === 0 ? null : Math.min(...available),
        available_to: available.length === 0 ? null : Math.max(...numbers((row) => row.available_to)),
      })
      .where('scope', '=', scope)
      .where('id', '=', id)
      .execute();
    await db
      .updateTable('catalog_batch')
      .set((eb) => ({ status: 'inactive', updated: at, version: eb('version', '+', 1), joined_into: id }))
      .where('scope', '=', scope)
      .where('id', 'in', ids)
      .execute();
    await this.#restate(db, scope, joined, file.bytes - sum((row) => row.output_bytes));
    const files = await db
      .selectFrom('catalog_file')
      .select('path')
      .where('scope', '=', scope)
      .where('batch', 'in', ids)
      .execute();
    await db.deleteFrom('catalog_file').where('scope', '=', scope).where('batch', 'in', ids).execute();
    return files.map(({ path }) => path);
  }

  /** The totals of a dataset after batches were joined: other bytes, and no last batch that is inactive. */
  async #restate(
    db: Kysely<CatalogRows>,
    scope: string,
    { id, dataset, predecessors }: JoinedBatch,
    bytes: number,
  ): Promise<void> {
    const ids = predecessors.map((one) => one.id);
    const state = () =>
      db.updateTable('catalog_dataset_state').where('scope', '=', scope).where('dataset', '=', dataset);
    await state()
      .set((eb) => ({ bytes: eb('bytes', '+', bytes) }))
      .execute();
    await state().set({ last_batch: id }).where('last_batch', 'in', ids).execute();
    await state().set({ last_success: id }).where('last_success', 'in', ids).execute();
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
      readonly kind?: FileKind;
      readonly name?: string;
    },
    page?: { readonly start: number; readonly limit: number },
  ): Promise<readonly DatasetFile[]> {
    let query = this.#db.selectFrom('catalog_file').selectAll().where('scope', '=', scope);
    if (of.dataset !== undefined) query = query.where('dataset', '=', of.dataset);
    if (of.batch !== undefined) query = query.where('batch', '=', of.batch);
    if (of.kind !== undefined) query = query.where('kind', '=', of.kind);
    if (of.name !== undefined) query = query.where('name', '=', of.name);
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

/** The files of all scopes as they are listed, one after the other: for who compares them with what is on the disk. */
export async function* listedFiles(tables: Tables): AsyncGenerator<DatasetFile> {
  const db = tables.of<CatalogRows>();
  let [scope, id] = ['', ''];
  for (;;) {
    const rows = await db
      .selectFrom('catalog_file')
      .selectAll()
      .where(({ or, and, eb }) => or([eb('scope', '>', scope), and([eb('scope', '=', scope), eb('id', '>', id)])]))
      .orderBy('scope')
      .orderBy('id')
      .limit(LISTED_AT_ONCE)
      .execute();
    for (const row of rows) yield toFile(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    ({ scope, id } = last);
  }
}
