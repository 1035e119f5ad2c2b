import { existsSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql, type Transaction } from 'kysely';
import { PageSums, pageDamage } from './page-sums.ts';
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

/** A file up to this size is checked by SQLite too when it is opened: about half a second of it. */
const CHECK_BYTES = 256 << 20;

/**
 * Throws `TablesDamagedError` for a file that is not as it was written. Asks SQLite on a connection that cannot write: the last
 * one that could would bring the write-ahead log into a damaged file as it closes.
 */
function verify(path: string): void {
  const damage = writeAheadDamage(path) ?? pageDamage(path);
  if (damage !== undefined) throw new TablesDamagedError(`${damage.file} at byte ${damage.byte}`, damage.what);
  if (statSync(path).size > CHECK_BYTES) return;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const [found] = database.prepare('pragma quick_check(1)').all();
    if (found?.quick_check !== 'ok') throw new TablesDamagedError(path, String(found?.quick_check));
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new TablesDamagedError(path, error.message);
  } finally {
    database.close();
  }
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function isDamage(error: unknown): error is Error {
  const code = (error as { readonly errcode?: number }).errcode;
  return code !== undefined && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(code & 0xff);
}

/** How large the write-ahead log may become before it is brought into the file, and how often that is looked at. */
const WRITE_AHEAD_BYTES = 4 << 20;
const LOOK_MS = 1000;

/** What is done to a file beside reading and writing rows: bringing the write-ahead log into it, with the sums of its pages. */
interface Keeping {
  checkpoint(): Promise<void>;
  /** At the end, when nobody writes any more. */
  end(): Promise<void>;
}

function keepSums(path: string, database: DatabaseSync, db: Kysely<unknown>): Keeping {
  database.exec('pragma wal_autocheckpoint = 0');
  const sums = new PageSums(path, Number(database.prepare('pragma page_size').get()?.page_size));
  const bringIn = () => sums.checkpoint(() => database.prepare('pragma wal_checkpoint(truncate)').all());
  // In turn with transactions, which share the connection.
  const checkpoint = () => db.connection().execute(async () => bringIn());
  const size = () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  let under: Promise<void> | undefined;
  const looking = setInterval(() => {
    if (under !== undefined || size() < WRITE_AHEAD_BYTES) return;
    // On a full disk it is tried again until there is room.
    under = checkpoint()
      .catch(() => {})
      .finally(() => {
        under = undefined;
      });
  }, LOOK_MS);
  looking.unref();
  bringIn();
  return {
    checkpoint,
    async end() {
      clearInterval(looking);
      await under;
      // SQLite brings in what is left as it closes, whether the sums could be kept up or not.
      await checkpoint().catch(() => sums.forget());
    },
  };
}

const NOTHING_KEPT: Keeping = { checkpoint: async () => {}, end: async () => {} };

function openToWrite(path: string): DatabaseSync {
  if (path !== IN_MEMORY && existsSync(path)) verify(path);
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  return database;
}

const IN_MEMORY = ':memory:';

/**
 * The embedded tables: one SQLite file, write-ahead log, every commit on disk before it is answered. `:memory:` is for
 * tests. One connection, so transactions run one after another. With `readOnly` the file must be there, and every write
 * fails. Rejects with `TablesDamagedError` for a file that is not as it was written.
 */
export async function openSqliteTables(options: {
  readonly path: string;
  readonly readOnly?: boolean;
}): Promise<Tables> {
  const { path, readOnly = false } = options;
  const database = readOnly ? new DatabaseSync(path, { readOnly }) : openToWrite(path);
  database.exec('pragma busy_timeout = 5000');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  const keeping = readOnly || path === IN_MEMORY ? NOTHING_KEPT : keepSums(path, database, db);
  return {
    of: <Rows>() => db as Kysely<Rows>,
    transaction: <Rows, T>(work: (tx: Transaction<Rows>) => Promise<T>) =>
      (db as Kysely<Rows>).transaction().execute(work),
    migrate: (migrations) => migrate(db as Kysely<MigrationRows>, migrations),
    async scrub() {
      await sql`vacuum`.execute(db);
      await keeping.checkpoint();
    },
    async close() {
      await keeping.end();
      await db.destroy();
    },
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
