import { join } from 'node:path';
import { type DatasetFile, listedFiles } from '../catalog/index.ts';
import { LAKE_PREFIX, openRowCounts, type RowCounts } from '../lake/index.ts';
import { differingByte, fileSums, inspectDiskObjects, type StoredFile, type Tables } from '../stores/index.ts';
import { note, type Observation, ok, size, wrong } from './finding.ts';

const BACK =
  'bring this file back from a copy, or make the lake anew from the log with meniscus rebuild --adopt; queries over its dataset fail until then';
const MOST_SHOWN = 20;

/** Every file the catalogue lists, against what is on the disk; and files below the lake that nobody lists. */
export async function lakeFiles(dataDir: string, tables: Tables, running: boolean): Promise<readonly Observation[]> {
  const dir = join(dataDir, 'objects');
  const onDisk = new Map((await inspectDiskObjects(dir)).map((file) => [file.path, file]));
  const listed: DatasetFile[] = [];
  for await (const file of listedFiles(tables)) listed.push(file);
  const faults = await faultsOf(dir, listed, onDisk);
  const wrongs = running ? await stillListed(tables, faults) : faults;
  const seen = [...wrongs.values()].map(({ where, what }) => wrong(where, what, BACK));
  const bytes = listed.reduce((sum, file) => sum + file.bytes, 0);
  if (seen.length === 0)
    seen.push(
      ok(dir, `${listed.length} files of datasets, ${size(bytes)}, all there with the rows they are listed with`),
    );
  return [...shortened(dir, seen), ...(running ? [] : orphans(dir, listed, [...onDisk.values()]))];
}

interface Fault {
  readonly where: string;
  readonly what: string;
}

/** By id of the file. */
async function faultsOf(
  dir: string,
  listed: readonly DatasetFile[],
  onDisk: ReadonlyMap<string, StoredFile>,
): Promise<ReadonlyMap<string, Fault>> {
  const counts = await openRowCounts();
  try {
    const faults = new Map<string, Fault>();
    for (const file of listed) {
      const what = await faultOf(file, onDisk.get(file.path), counts.rows);
      if (what !== undefined)
        faults.set(file.id, {
          where: join(dir, file.path),
          what: `${what} (dataset ${file.dataset}, batch ${file.batch})`,
        });
    }
    return faults;
  } finally {
    counts.close();
  }
}

async function faultOf(
  { bytes, rows, layout, sums }: DatasetFile,
  found: StoredFile | undefined,
  count: RowCounts,
): Promise<string | undefined> {
  if (found === undefined) return `it is not there, and ${rows} rows with it`;
  if (found.size !== bytes) return `it has ${found.size} bytes, and was written with ${bytes}`;
  const byte = sums === undefined ? undefined : differingByte(sums, await fileSums(found.file));
  if (byte !== undefined) return `its bytes from ${byte} on are not those that were written`;
  if (layout === 'raw') return undefined;
  try {
    const has = await count(found.file);
    return has === rows ? undefined : `it has ${has} rows, and was written with ${rows}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** While a platform runs, files are joined and removed: what is not listed any more is no fault. */
async function stillListed(tables: Tables, faults: ReadonlyMap<string, Fault>): Promise<ReadonlyMap<string, Fault>> {
  if (faults.size === 0) return faults;
  const left = new Map<string, Fault>();
  for await (const { id } of listedFiles(tables)) {
    const fault = faults.get(id);
    if (fault !== undefined) left.set(id, fault);
  }
  return left;
}

function shortened(dir: string, seen: readonly Observation[]): readonly Observation[] {
  if (seen.length <= MOST_SHOWN) return seen;
  return [...seen.slice(0, MOST_SHOWN), wrong(dir, `${seen.length - MOST_SHOWN} more files`, BACK)];
}

function orphans(dir: string, listed: readonly DatasetFile[], onDisk: readonly StoredFile[]): readonly Observation[] {
  const known = new Set(listed.map(({ path }) => path));
  const left = onDisk.filter(({ path, partial }) => partial || (path.startsWith(LAKE_PREFIX) && !known.has(path)));
  if (left.length === 0) return [];
  const bytes = left.reduce((sum, file) => sum + file.size, 0);
  return [
    note(
      join(dir, left[0]!.path),
      `${left.length} files, ${size(bytes)}, that no batch lists: writes a crash interrupted`,
      'the next start removes those of the lake; their rows are read from the log again',
    ),
  ];
}
