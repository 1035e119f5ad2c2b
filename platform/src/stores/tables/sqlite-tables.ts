import { existsSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql, type Transaction } from 'kysely';
import { DurableDialect } from './durable-dialect.ts';
import { pageDamage } from './page-sums.ts';
import { type Migration, type Tables, TablesDamagedError } from './tables.ts';
import { TablesFile } from './tables-file.ts';
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

function openToWrite(path: string): DatabaseSync {
  if (path !== IN_MEMORY && existsSync(path)) verify(path);
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  return database;
}

const IN_MEMORY = ':memory:';

/**
 * The embedded tables: one SQLite file, write-ahead log, every commit on disk before it is answered; the thread does not wait for
 * the disk meanwhile. `:memory:` is for tests. One connection, so transactions run one after another. With `readOnly` the file
 * must be there, and every write fails. Rejects with `TablesDamagedError` for a file that is not as it was written.
 */
export async function openSqliteTables(options: {
  readonly path: string;
  readonly readOnly?: boolean;
  /** For tests: replaces fdatasync of what was committed. */
  readonly sync?: () => Promise<void>;
}): Promise<Tables> {
  const { path, readOnly = false } = options;
  const database = readOnly ? new DatabaseSync(path, { readOnly }) : openToWrite(path);
  database.exec('pragma busy_timeout = 5000');
  if (readOnly || path === IN_MEMORY) {
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: adapt(database) }) });
    return tablesOf(db, { brought: async () => {}, close: () => db.destroy() });
  }
  const file = await TablesFile.open(path, database);
  const sync = options.sync ?? (() => file.sync());
  const db = new Kysely<unknown>({ dialect: new DurableDialect({ database: adapt(database) }, { database, sync }) });
  // In turn with transactions, which share the connection.
  const bringIn = () => db.connection().execute(() => file.bringIn());
  await bringIn();
  const growing = whenLarge(() => file.writeAheadBytes, bringIn);
  return tablesOf(db, {
    brought: bringIn,
    async close() {
      await growing.end();
      await bringIn().catch(() => file.forgetSums());
      await file.close();
      await db.destroy();
    },
  });
}

interface Ends {
  /** Resolves when the write-ahead log is in the file. */
  brought(): Promise<void>;
  close(): Promise<void>;
}

function tablesOf(db: Kysely<unknown>, { brought, close }: Ends): Tables {
  return {
    of: <Rows>() => db as Kysely<Rows>,
    transaction: <Rows, T>(work: (tx: Transaction<Rows>) => Promise<T>) =>
      (db as Kysely<Rows>).transaction().execute(work),
    migrate: (migrations) => migrate(db as Kysely<MigrationRows>, migrations),
    async scrub() {
      await sql`vacuum`.execute(db);
      await brought();
    },
    close,
  };
}

/**
 * How large the write-ahead log may become before it is brought into the file, and how often that is looked at. The thread stands
 * still while SQLite copies its pages: some milliseconds a mebibyte.
 */
const WRITE_AHEAD_BYTES = 1 << 20;
const LOOK_MS = 1000;

/** Does something whenever there is much, until it is ended; on a full disk it is tried again until there is room. */
function whenLarge(bytes: () => number, work: () => Promise<void>): { end(): Promise<void> } {
  let under: Promise<void> | undefined;
  const looking = setInterval(() => {
    if (under !== undefined || bytes() < WRITE_AHEAD_BYTES) return;
    under = work()
      .catch(() => {})
      .finally(() => {
        under = undefined;
      });
  }, LOOK_MS);
  looking.unref();
  return {
    async end() {
      clearInterval(looking);
      await under;
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
