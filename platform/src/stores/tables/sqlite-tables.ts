import { stat } from 'node:fs/promises';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql, type Transaction } from 'kysely';
import { type Migration, type Tables, TablesDamagedError } from './tables.ts';
import { writeAheadDamage } from './write-ahead.ts';

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

/** A file up to this size is checked page by page when it is opened: about half a second of it. */
const CHECK_BYTES = 256 << 20;

/** Opens a file for writing, after its write-ahead log and its pages were found to be whole. */
async function openWhole(path: string): Promise<DatabaseSync> {
  if (path === ':memory:') return new DatabaseSync(path);
  const damage = await writeAheadDamage(path);
  if (damage !== undefined) throw new TablesDamagedError(`${damage.file} at byte ${damage.byte}`, damage.what);
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
    const found = bytes > CHECK_BYTES ? [] : database.prepare('pragma quick_check(1)').all();
    const what = found.map(({ quick_check }) => String(quick_check)).find((one) => one !== 'ok');
    if (what !== undefined) throw new TablesDamagedError(path, what);
    return database;
  } catch (error) {
    database.close();
    if (!isDamage(error)) throw error;
    throw new TablesDamagedError(path, error.message);
  }
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function isDamage(error: unknown): error is Error {
  const code = (error as { readonly errcode?: number }).errcode;
  return code !== undefined && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(code & 0xff);
}

/**
 * The embedded tables: one SQLite file, write-ahead log, every commit on disk before it is answered. `:memory:` is for
 * tests. One connection, so transactions run one after another. With `readOnly` the file must be there, and every write
 * fails. Rejects with `TablesDamagedError` for a file that is not as it was written, as far as SQLite can tell.
 */
export async function openSqliteTables(options: {
  readonly path: string;
  readonly readOnly?: boolean;
}): Promise<Tables> {
  const { path, readOnly = false } = options;
  const database = readOnly ? new DatabaseSync(path, { readOnly }) : await openWhole(path);
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
