import type { Kysely } from 'kysely';
import type { Tables } from '../../stores/index.ts';
import type { Batch, BatchStatus } from '../batch.ts';
import type { CatalogRows } from '../migrations.ts';
import { toBatch } from './rows.ts';

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

const MOST_TAGGED = 1000;

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

/** Batches as others look for them. */
export class BatchList {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get #db(): Kysely<CatalogRows> {
    return this.#tables.of<CatalogRows>();
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
  async page(scope: string, selection: BatchSelection): Promise<readonly Batch[]> {
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
  async at(scope: string, dataset: string, position: number): Promise<Batch | undefined> {
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
}
