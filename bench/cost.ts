import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../tools/harness/api.ts';
import { scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpProgramme } from '../tools/harness/programme.ts';
import { bringIn, expectProfiles } from './bring-in.ts';
import { metricAt } from './metrics.ts';

export interface Cost {
  readonly people: number;
  /** Bytes more than before there were any. */
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly emptyStartMs: number;
  readonly fullStartMs: number;
}

/** Bytes the files below a directory take. Blocks, not length: LMDB's file is sparse. */
export function diskBytes(path: string): number {
  return readdirSync(path, { withFileTypes: true, recursive: true }).reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    const stat = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    return sum + (stat?.blocks ?? 0) * 512;
  }, 0);
}

/** People from nothing: what they cost in memory and on disk, and how fast a start after SIGKILL is with them. */
export async function costOf(people: number): Promise<Cost> {
  const scratch = scratchDirectory('cost');
  try {
    let platform = await startPlatform({ dataDir: scratch.path });
    const emptyStartMs = platform.startupMs;
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const residentBytes = () => metricAt(api.url, 'process_resident_memory_bytes');
    const before = { memory: await residentBytes(), disk: diskBytes(scratch.path) };
    await bringIn(api, programme, people);
    await api.settled();
    const memoryBytes = (await residentBytes()) - before.memory;
    const disk = diskBytes(scratch.path) - before.disk;
    await platform.kill('SIGKILL');
    platform = await startPlatform({ dataDir: scratch.path });
    const fullStartMs = platform.startupMs;
    await expectProfiles(await connect(platform), people);
    await platform.kill('SIGTERM');
    return { people, memoryBytes, diskBytes: disk, emptyStartMs, fullStartMs };
  } finally {
    scratch.remove();
  }
}
