import { type Kysely, sql } from 'kysely';
import type { Tables } from '../stores/index.ts';
import type { CatalogRows } from './migrations.ts';

/** A batch by the key of its sandbox. */
export interface BatchPlace {
  readonly scope: string;
  readonly dataset: string;
  readonly batch: string;
}

/** What somebody decided about batches, which is not in the log. */
export interface Decided {
  /** Streamed batches that were deleted or made inactive: their rows come again. */
  readonly comeAgain: readonly BatchPlace[];
  /** Deleted batches of batch ingestion: their rows must not become others. */
  readonly deleted: readonly BatchPlace[];
}

/**
 * Forgets what the lake makes again from the log: batches of streamed rows, and the rows so far of batches that are not whole
 * yet. Batches of batch ingestion that ended stay with their files, since how they stand (inactive, deleted, replaced) is
 * somebody's decision. Totals are those of what stays.
 */
export async function beginAnew(tx: unknown): Promise<Decided> {
  const db = tx as Kysely<CatalogRows>;
  const streamed = () => db.selectFrom('catalog_batch').where('source_from', 'is not', null);
  const place = ['scope', 'dataset', 'id as batch'] as const;
  const comeAgain = await streamed()
    .select(place)
    .where('status', 'in', ['deleted', 'inactive'])
    .where('joined_into', 'is', null)
    .where('output_rows', '>', 0)
    .execute();
  const deleted = await db
    .selectFrom('catalog_batch')
    .select(place)
    .where('source_from', 'is', null)
    .where('status', '=', 'deleted')
    .execute();
  await forgetFiles(db);
  await db.deleteFrom('catalog_batch').where('source_from', 'is not', null).execute();
  await db
    .updateTable('catalog_batch')
    .set({ output_rows: 0, unreadable_rows: 0, output_bytes: 0, available_from: null, available_to: null })
    .where('status', '=', 'processing')
    .execute();
  await restate(db);
  return { comeAgain, deleted };
}

/** Files of the batches that are made again, and what is written so far of those under way. */
async function forgetFiles(db: Kysely<CatalogRows>): Promise<void> {
  await sql`
    delete from catalog_file where exists (
      select 1 from catalog_batch b where b.scope = catalog_file.scope and b.id = catalog_file.batch
      and (b.source_from is not null or (b.status = 'processing' and catalog_file.kind = 'staged')))`.execute(db);
}

/** Totals of datasets from the batches there are; rows that came to count stay counted, whatever became of their batch since. */
async function restate(db: Kysely<CatalogRows>): Promise<void> {
  const sum = (column: string) => sql`(
    select coalesce(sum(${sql.ref(column)}), 0) from catalog_batch b
    where b.scope = catalog_dataset_state.scope and b.dataset = catalog_dataset_state.dataset)`;
  await sql`
    update catalog_dataset_state set row_count = ${sum('output_rows')}, failed_rows = ${sum('unreadable_rows')},
      bytes = ${sum('output_bytes')}`.execute(db);
  const gone = (column: string) => sql`not exists (
    select 1 from catalog_batch b where b.scope = catalog_dataset_state.scope and b.id = ${sql.ref(column)})`;
  await sql`update catalog_dataset_state set last_batch = null, last_status = null where ${gone('last_batch')}`.execute(
    db,
  );
  for (const last of ['last_success', 'last_failed'])
    await sql`update catalog_dataset_state set ${sql.ref(last)} = null where ${gone(last)}`.execute(db);
}

/** Rows by dataset, named `<scope>/<dataset>`, in files of any kind. For who compares two catalogues. */
export async function rowsByDataset(tables: Tables): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly name: string; readonly count: number }>`
    select scope || '/' || dataset as name, row_count + failed_rows as count from catalog_dataset_state`.execute(
    tables.of(),
  );
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}
