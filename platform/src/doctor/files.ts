import { join } from 'node:path';
import { REJECTS_PREFIX, sentObjects } from '../ingest/index.ts';
import { EXTERNAL_FILES_PREFIX } from '../segmentation/index.ts';
import {
  damagedSeal,
  differingByte,
  fileSums,
  inspectDiskObjects,
  type StoredFile,
  type Tables,
} from '../stores/index.ts';
import { type Observation, ok, placeOf, wrong } from './finding.ts';

const SEND_AGAIN =
  'judged rows are made again by themselves; a batch whose file is damaged fails when it is completed, and says so: send the file again, in another batch';
/** Files that carry their sums themselves, by the prefix of their path, and what to do when one is damaged. */
const SEALED: readonly (readonly [prefix: string, now: string])[] = [
  [REJECTS_PREFIX, 'ask for the dry run again'],
  [EXTERNAL_FILES_PREFIX, 'upload the file again, under its name'],
];

/** Files people sent and reports about them, each against the sums it was written with. */
export async function sentFiles(dataDir: string, tables: Tables): Promise<readonly Observation[]> {
  const dir = join(dataDir, 'objects');
  const onDisk = (await inspectDiskObjects(dir)).filter(({ partial }) => !partial);
  const sums = new Map((await sentObjects(tables)).map((sent) => [sent.path, sent.sums]));
  const seen: Observation[] = [];
  let looked = 0;
  for (const { path, file } of onDisk) {
    const [, sealed] = SEALED.find(([prefix]) => path.startsWith(prefix)) ?? [];
    const known = sums.get(path);
    if (sealed === undefined && known === undefined) continue;
    looked += 1;
    const byte = await unlessGone(() => (known === undefined ? damagedSeal(file) : damagedSince(known, file)));
    if (byte !== undefined)
      seen.push(wrong(placeOf({ file, byte }), 'what stands there is not what was written', sealed ?? SEND_AGAIN));
  }
  return seen.length > 0
    ? seen
    : [ok(dir, `${looked} files that were sent and reports about them, as they were written`)];
}

async function damagedSince(sums: string, file: StoredFile['file']): Promise<number | undefined> {
  return differingByte(sums, await fileSums(file));
}

/** A running platform removes files it needs no more. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
