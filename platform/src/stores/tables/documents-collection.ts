import { parseJson } from '@meniscus/languages/syntax';
import type { Kysely } from 'kysely';
import { type Change, type Collection, type Document, DocumentConflict } from './documents.ts';
import type { Migration, Tables } from './tables.ts';

interface DocumentRow {
  readonly collection: string;
  readonly scope: string;
  readonly id: string;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly created_by: string;
  readonly updated_by: string;
  readonly body: string;
}

interface Rows {
  readonly document: DocumentRow;
}

/** The one table all collections share. */
export const documentsMigration: Migration = {
  id: 'documents-001',
  async up(db) {
    await (db as unknown as Kysely<Rows>).schema
      .createTable('document')
      .addColumn('collection', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('document_key', ['collection', 'scope', 'id'])
      .execute();
  },
};

/** Revisions by `Tables` and collection name: every `Collection` object of one name counts together. */
const revisions = new WeakMap<Tables, Map<string, number>>();

/**
 * A collection of JSON documents in the shared table. The revision counts up before a transaction commits, and stays up
 * when it rolls back: a cache then looks once more than needed, which is harmless.
 */
export function createCollection<T>(tables: Tables, name: string): Collection<T> {
  const counts = revisions.get(tables) ?? new Map<string, number>();
  revisions.set(tables, counts);
  return collectionOn<T>(tables.of<Rows>(), name, {
    get: () => counts.get(name) ?? 0,
    bump: () => counts.set(name, (counts.get(name) ?? 0) + 1),
  });
}

/** Every collection of the tables counts as changed. */
export function touchCollections(tables: Tables): void {
  const counts = revisions.get(tables);
  for (const [name, count] of counts ?? []) counts!.set(name, count + 1);
}

function collectionOn<T>(db: Kysely<Rows>, name: string, revision: { get(): number; bump(): void }): Collection<T> {
  const one = (scope: string, id: string) =>
    db
      .selectFrom('document')
      .selectAll()
      .where('collection', '=', name)
      .where('scope', '=', scope)
      .where('id', '=', id);
  const get = async (scope: string, id: string) => {
    const row = await one(scope, id).executeTakeFirst();
    return row === undefined ? undefined : documentOf<T>(row);
  };
  return {
    get,
    async list(scope) {
      const rows = await db
        .selectFrom('document')
        .selectAll()
        .where('collection', '=', name)
        .where('scope', '=', scope)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => documentOf<T>(row));
    },
    async everywhere() {
      const rows = await db
        .selectFrom('document')
        .selectAll()
        .where('collection', '=', name)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...documentOf<T>(row), scope: row.scope }));
    },
    async insert(scope, id, body, { by, at }) {
      const row = {
        collection: name,
        scope,
        id,
        version: 1,
        created_at: at,
        updated_at: at,
        created_by: by,
        updated_by: by,
        body: JSON.stringify(body),
      };
      const result = await db
        .insertInto('document')
        .values(row)
        .onConflict((conflict) => conflict.columns(['collection', 'scope', 'id']).doNothing())
        .executeTakeFirst();
      if (result.numInsertedOrUpdatedRows === 0n) throw new DocumentConflict(`${name} ${id} exists already`);
      revision.bump();
      return documentOf<T>(row);
    },
    async update(scope, id, expected, body, { by, at }: Change) {
      let statement = db
        .updateTable('document')
        .set((row) => ({ version: row('version', '+', 1), updated_at: at, updated_by: by, body: JSON.stringify(body) }))
        .where('collection', '=', name)
        .where('scope', '=', scope)
        .where('id', '=', id);
      if (expected !== undefined) statement = statement.where('version', '=', expected);
      const { numUpdatedRows } = await statement.executeTakeFirst();
      if (numUpdatedRows === 0n)
        throw new DocumentConflict(`${name} ${id} is not there, or not in version ${expected}`);
      revision.bump();
      return (await get(scope, id))!;
    },
    async remove(scope, id) {
      const { numDeletedRows } = await db
        .deleteFrom('document')
        .where('collection', '=', name)
        .where('scope', '=', scope)
        .where('id', '=', id)
        .executeTakeFirst();
      if (numDeletedRows > 0n) revision.bump();
      return numDeletedRows > 0n;
    },
    revision: revision.get,
    in: (tx) => collectionOn<T>(tx as Kysely<Rows>, name, revision),
  };
}

function documentOf<T>(row: DocumentRow): Document<T> {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    createdBy: row.created_by,
    updatedBy: row.updated_by,
    body: parseJson(row.body) as T,
  };
}
