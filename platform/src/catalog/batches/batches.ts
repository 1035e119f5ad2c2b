import type { Kysely } from 'kysely';
import type { Tables } from '../../stores/index.ts';
import type { BatchError, BatchGrowth, BatchOutcome, BatchStatus, BatchTags, NewBatch, StagedInput } from '../batch.ts';
import type { CatalogRows } from '../migrations.ts';
import { BatchList } from './batch-list.ts';
import { DatasetFiles } from './dataset-files.ts';
import { DatasetStates } from './dataset-states.ts';
import { batchRow } from './rows.ts';

/** Errors kept with a batch. */
const MOST_ERRORS = 100;
/** States in which a batch is over. */
const FINAL: ReadonlySet<BatchStatus> = new Set(['success', 'failed', 'aborted', 'abandoned']);

/**
 * The life of batches, with their files and the totals of their datasets, in tables of their own because they grow with the data.
 *
 * Writing calls take the transaction of the caller (`Tables.transaction`), so that a batch, its files and a reader's
 * position become visible together or not at all.
 */
export class Batches {
  readonly list: BatchList;
  readonly files: DatasetFiles;
  readonly states: DatasetStates;

  constructor(tables: Tables) {
    this.list = new BatchList(tables);
    this.files = new DatasetFiles(tables);
    this.states = new DatasetStates(tables);
  }

  /** Opens a batch. */
  async create(tx: unknown, scope: string, batch: NewBatch): Promise<void> {
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

  /** Ends a batch: status, counts, errors; adds its rows to the totals of the dataset. Once per batch. */
  async complete(tx: unknown, scope: string, batchId: string, outcome: BatchOutcome): Promise<void> {
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
    const { dataset } = await batchRow(tx, scope, batchId);
    await this.states.count(tx, scope, dataset, batchId, outcome);
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
    if (moved && (change.to === 'failed' || change.to === 'inactive')) await this.states.last(tx, scope, id, change.to);
    return moved;
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
    const row = await batchRow(tx, scope, id);
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
    const row = await batchRow(tx, scope, id);
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
    await this.files.turn(tx, scope, id, 'staged', 'data');
    const metrics = {
      inputRecordCount: Number(row.input_rows),
      outputRecordCount: Number(row.output_rows),
      failedRecordCount: unreadable,
      inputByteSize: Number(row.input_bytes),
      outputByteSize: Number(row.output_bytes),
    };
    const started = Number(row.started ?? end.at);
    await this.states.count(tx, scope, row.dataset, id, {
      status: 'success',
      started,
      at: end.at,
      metrics,
      errors: [],
    });
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
    await this.files.turn(tx, scope, id, 'data', 'inactive');
    return true;
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

  /** Forgets the files of a deleted dataset, marks its batches deleted, and returns the paths nobody refers to any more. */
  async release(tx: unknown, scope: string, dataset: string, at: number): Promise<readonly string[]> {
    const db = tx as Kysely<CatalogRows>;
    const gone = await this.files.forgetDataset(tx, scope, dataset);
    await db
      .updateTable('catalog_batch')
      .set({ status: 'deleted', updated: at })
      .where('scope', '=', scope)
      .where('dataset', '=', dataset)
      .execute();
    return gone;
  }
}
