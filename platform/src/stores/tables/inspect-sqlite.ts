import { constants } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Damage } from '../damage.ts';
import { pageDamage } from './page-sums.ts';
import { openSqliteTables } from './sqlite-tables.ts';
import type { Tables } from './tables.ts';
import { writeAheadDamage } from './write-ahead.ts';

/** What is wrong with a SQLite file, and its tables to be read. */
export interface TablesInspection {
  readonly damage: readonly Damage[];
  /** Ids of the migrations it went through, in the order of their names; empty when that cannot be read. */
  readonly migrations: readonly string[];
  readonly tables: Tables;
  close(): Promise<void>;
}

const MOST_DAMAGE = 20;

/**
 * Looks a SQLite file over: its write-ahead log frame by frame, its pages and indices, its foreign keys. Nothing is changed:
 * a file nobody has open is read in a private copy, since even reading one leaves an index of its write-ahead log beside it.
 * Rejects when the file cannot be opened at all.
 */
export async function inspectSqlite(file: string, inUse: boolean): Promise<TablesInspection> {
  // What a running process is about to write looks damaged.
  const changed = inUse ? undefined : (writeAheadDamage(file) ?? pageDamage(file));
  const borrowed = inUse ? { path: file, remove: async () => {} } : await copyOf(file);
  try {
    const { damage, migrations } = lookOver(borrowed.path, file);
    const tables = await openSqliteTables({ path: borrowed.path, readOnly: true });
    return {
      damage: changed === undefined ? damage : [changed, ...damage],
      migrations,
      tables,
      async close() {
        await tables.close();
        await borrowed.remove();
      },
    };
  } catch (error) {
    await borrowed.remove();
    throw error;
  }
}

async function copyOf(file: string): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'meniscus-doctor-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, basename(file));
  try {
    await copyFile(file, path, constants.COPYFILE_FICLONE);
    await copyFile(`${file}-wal`, `${path}-wal`, constants.COPYFILE_FICLONE).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function lookOver(path: string, file: string): { damage: Damage[]; migrations: readonly string[] } {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const damage: Damage[] = [];
    const note = (what: string) => damage.push({ file, ...pageOf(database, what), what });
    try {
      for (const row of database.prepare(`pragma integrity_check(${MOST_DAMAGE})`).all())
        if (row.integrity_check !== 'ok') note(String(row.integrity_check));
      for (const row of database.prepare('pragma foreign_key_check').all().slice(0, MOST_DAMAGE))
        note(`row ${row.rowid} of table ${row.table} refers to a row of ${row.parent} that is not there`);
    } catch (error) {
      note((error as Error).message);
    }
    return { damage, migrations: appliedMigrations(database) };
  } finally {
    database.close();
  }
}

/** Where a message of the integrity check says the damage is: `Tree 5 page 12: …`. */
function pageOf(database: DatabaseSync, what: string): { readonly byte?: number } {
  const page = Number(/[Pp]age (\d+)/.exec(what)?.[1]);
  if (!(page > 0)) return {};
  const size = Number(database.prepare('pragma page_size').get()?.page_size);
  return { byte: (page - 1) * size };
}

function appliedMigrations(database: DatabaseSync): readonly string[] {
  try {
    return database
      .prepare('select id from migration order by id')
      .all()
      .map(({ id }) => String(id));
  } catch {
    return [];
  }
}
