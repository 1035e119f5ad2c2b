import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql, type Transaction } from 'kysely';
import type { Migration, Tables } from './tables.ts';

interface MigrationRows {
  readonly migration: { readonly id: string };
}

/** `node:sqlite` in the shape Kysely's SQLite dialect drives. */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
      };
    },
  };
}

/**
 * The embedded tables: one SQLite file, write-ahead log, every commit on disk before it is answered. `:memory:` is for
 * tests. One connection, so transactions run one after another. With `readOnly` the file must be there, and every write fails.
 */
export async function openSqliteTables(options: {
  readonly path: string;
  readonly readOnly?: boolean;
}): Promise<Tables> {
  const { path, readOnly = false } = options;
  const database = new DatabaseSync(path, { readOnly });
  if (!readOnly) database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  database.exec('pragma busy_timeout = 5000');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  return {
    of: <Rows>() => db as Kysely<Rows>,
    transaction: <Rows, T>(work: (tx: Transaction<Rows>) => Promise<T>) =>
      (db as Kysely<Rows>).transaction().execute(work),
    migrate: (migrations) => migrate(db as Kysely<MigrationRows>, migrations),
    async scrub() {
      await sql`vacuum`.execute(db);
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
    },
    close: () => db.destroy(),
  };
}

async function migrate(db: Kysely<MigrationRows>, migrations: readonly Migration[]): Promise<void> {
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .execute();
  const applied = new Set((await db.selectFrom('migration').select('id').execute()).map(({ id }) => id));
  const known = new Set(migrations.map(({ id }) => id));
  const unknown = [...applied].filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new Error(`the data directory was made by a newer version (${unknown.join(', ')}); start that version`);
  for (const migration of migrations) {
    if (applied.has(migration.id)) continue;
    await db.transaction().execute(async (tx) => {
      await migration.up(tx as unknown as Kysely<never>);
      await tx.insertInto('migration').values({ id: migration.id }).execute();
    });
  }
}
