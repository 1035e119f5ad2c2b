import type { Kysely } from 'kysely';
import type { Tables } from '../../stores/index.ts';
import { AT_WORK, type Batch, type JoinedBatch } from '../batch.ts';
import type { CatalogRows } from '../migrations.ts';
import type { Batches } from './batches.ts';
import { type BatchRow, toBatch } from './rows.ts';

/** Small batches of streamed rows, and the one that takes their place. */
export class SmallBatches {
  readonly #tables: Tables;
  readonly #batches: Batches;

  constructor(tables: Tables, batches: Batches) {
    this.#tables = tables;
    this.#batches = batches;
  }

  get #db(): Kysely<CatalogRows> {
    return this.#tables.of<CatalogRows>();
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
  async list(scope: string, dataset: string, before: number, small: number, limit: number): Promise<readonly Batch[]> {
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
    await this.#batches.create(tx, scope, {
      id,
      dataset,
      status: 'success',
      by,
      client,
      at: Number(newest.created),
      source: { from: Math.min(...numbers((row) => row.source_from)), to: Number(newest.source_to) },
      replay: { predecessors: ids, reason: 'replace' },
    });
    await this.#batches.files.add(tx, scope, id, [file]);
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
    await this.#batches.states.restate(tx, scope, joined, file.bytes - sum((row) => row.output_bytes));
    return this.#batches.files.forget(tx, scope, ids);
  }
}
