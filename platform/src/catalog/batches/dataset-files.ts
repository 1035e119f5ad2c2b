import type { Kysely } from 'kysely';
import type { Tables } from '../../stores/index.ts';
import type { DatasetFile, FileKind, NewFile } from '../batch.ts';
import type { CatalogRows } from '../migrations.ts';
import { batchRow, toFile } from './rows.ts';

const LISTED_AT_ONCE = 1000;

/** Files of batches. Writing calls take the transaction of the caller. */
export class DatasetFiles {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get #db(): Kysely<CatalogRows> {
    return this.#tables.of<CatalogRows>();
  }

  /** Adds files to an open batch and returns them with their ids. */
  async add(tx: unknown, scope: string, batchId: string, files: readonly NewFile[]): Promise<readonly DatasetFile[]> {
    const db = tx as Kysely<CatalogRows>;
    const batch = await batchRow(tx, scope, batchId);
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

  /** Files of a batch that were of one kind are of another. */
  async turn(tx: unknown, scope: string, batch: string, from: FileKind, to: FileKind): Promise<void> {
    await (tx as Kysely<CatalogRows>)
      .updateTable('catalog_file')
      .set({ kind: to })
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .where('kind', '=', from)
      .execute();
  }

  /** Forgets all files of these batches and returns the paths nobody refers to any more. */
  forget(tx: unknown, scope: string, batches: readonly string[]): Promise<readonly string[]> {
    return this.#forget(tx, scope, 'batch', batches);
  }

  /** The same of all batches of a dataset. */
  forgetDataset(tx: unknown, scope: string, dataset: string): Promise<readonly string[]> {
    return this.#forget(tx, scope, 'dataset', [dataset]);
  }

  async #forget(
    tx: unknown,
    scope: string,
    of: 'batch' | 'dataset',
    ids: readonly string[],
  ): Promise<readonly string[]> {
    const files = await (tx as Kysely<CatalogRows>)
      .deleteFrom('catalog_file')
      .where('scope', '=', scope)
      .where(of, 'in', ids)
      .returning('path')
      .execute();
    return files.map(({ path }) => path);
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
  async list(
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
  async paths(): Promise<ReadonlySet<string>> {
    const rows = await this.#db.selectFrom('catalog_file').select('path').execute();
    return new Set(rows.map(({ path }) => path));
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
