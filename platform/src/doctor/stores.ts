import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS } from '../pipeline-migrations.ts';
import { inspectLmdb, inspectSqlite, type KeyedInspection, type TablesInspection } from '../stores/index.ts';
import { note, type Observation, ok, placeOf, size, wrong } from './finding.ts';

/** SQLite: pages, indices, foreign keys, write-ahead log, and the version of what is in it. */
export async function tablesFile(
  dataDir: string,
  running: boolean,
): Promise<{ readonly inspection: TablesInspection | undefined; readonly seen: readonly Observation[] }> {
  const file = join(dataDir, 'tables.sqlite');
  const found = await stat(file).catch(() => undefined);
  if (found === undefined)
    return {
      inspection: undefined,
      seen: [wrong(file, 'it is not there: everything declared is in it', 'bring it back from a copy')],
    };
  const back = 'bring tables.sqlite and the files beside it back from a copy; nothing was changed';
  try {
    const inspection = await inspectSqlite(file, running);
    const seen = inspection.damage.map((one) => wrong(placeOf(one), one.what, back));
    const whole = seen.length === 0 ? [ok(file, `${size(found.size)}, whole`)] : seen;
    return { inspection, seen: [...whole, formatVersion(file, inspection.migrations)] };
  } catch (error) {
    return { inspection: undefined, seen: [wrong(file, (error as Error).message, back)] };
  }
}

function formatVersion(file: string, applied: readonly string[]): Observation {
  const known = new Set(MIGRATIONS.map(({ id }) => id));
  const newer = applied.filter((id) => !known.has(id));
  if (newer.length > 0)
    return wrong(file, `made by a newer version (${newer.join(', ')})`, 'start that version, or a newer one');
  const missing = known.size - applied.length;
  if (missing > 0) return note(file, `of an older version: a start makes ${missing} changes to its tables`);
  return ok(file, `of this version (${applied.length} changes)`);
}

/** LMDB: every page and entry. Not while a platform writes to it. */
export function keyedFile(
  dataDir: string,
  running: boolean,
): { readonly inspection: KeyedInspection | undefined; readonly seen: readonly Observation[] } {
  const folder = join(dataDir, 'keyed');
  if (running)
    return {
      inspection: undefined,
      seen: [
        note(folder, 'not read: its pages change while the platform runs', 'stop the platform to have them checked'),
      ],
    };
  const inspection = inspectLmdb(folder);
  if (inspection === undefined) return { inspection, seen: [note(folder, 'no profile was made yet')] };
  const { file, damage, entries, bytes } = inspection;
  if (damage.length === 0)
    return { inspection, seen: [ok(file, `${entries} entries in ${size(bytes)}, every page in its place`)] };
  const back =
    'make it anew from the log with meniscus rebuild --adopt (docs/guide/rebuild.md says what is not in the log), or bring the data directory back from a copy';
  return { inspection, seen: damage.map((one) => wrong(placeOf(one), one.what, back)) };
}
