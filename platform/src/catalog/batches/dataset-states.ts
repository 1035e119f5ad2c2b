import type { Kysely } from 'kysely';
import type { Tables } from '../../stores/index.ts';
import type { BatchOutcome, BatchStatus, JoinedBatch } from '../batch.ts';
import type { DatasetState } from '../dataset.ts';
import type { CatalogRows } from '../migrations.ts';
import { batchRow, toState } from './rows.ts';

/** Totals and last batches of each dataset. Writing calls take the transaction of the caller. */
export class DatasetStates {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get #db(): Kysely<CatalogRows> {
    return this.#tables.of<CatalogRows>();
  }

  /** Totals and last batches by dataset id. */
  async list(scope: string): Promise<ReadonlyMap<string, DatasetState>> {
    const rows = await this.#db.selectFrom('catalog_dataset_state').selectAll().where('scope', '=', scope).execute();
    return new Map(rows.map((row) => [row.dataset, toState(row)]));
  }

  /** Adds what a batch brought to the totals of its dataset, of which it is the last one now. */
  async count(tx: unknown, scope: string, dataset: string, batchId: string, outcome: BatchOutcome): Promise<void> {
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
    await (tx as Kysely<CatalogRows>)
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

  /** Notes how the newest batch of a dataset ended, without counting rows. */
  async last(tx: unknown, scope: string, id: string, status: BatchStatus): Promise<void> {
    const { dataset } = await batchRow(tx, scope, id);
    const metrics = {
      inputRecordCount: 0,
      outputRecordCount: 0,
      failedRecordCount: 0,
      inputByteSize: 0,
      outputByteSize: 0,
    };
    await this.count(tx, scope, dataset, id, { status, started: 0, at: 0, metrics, errors: [], counted: true });
  }

  /** The totals of a dataset after batches were joined: other bytes, and no last batch that is inactive. */
  async restate(tx: unknown, scope: string, { id, dataset, predecessors }: JoinedBatch, bytes: number): Promise<void> {
    const ids = predecessors.map((one) => one.id);
    const state = () =>
      (tx as Kysely<CatalogRows>)
        .updateTable('catalog_dataset_state')
        .where('scope', '=', scope)
        .where('dataset', '=', dataset);
    await state()
      .set((eb) => ({ bytes: eb('bytes', '+', bytes) }))
      .execute();
    await state().set({ last_batch: id }).where('last_batch', 'in', ids).execute();
    await state().set({ last_success: id }).where('last_success', 'in', ids).execute();
  }
}
