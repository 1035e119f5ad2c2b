import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Segment, segmentBase } from '../../platform/src/stores/log/segment.ts';
import { connect } from '../../tools/harness/api.ts';
import { type RunningPlatform, startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../tools/harness/programme.ts';
import { type Books, count, nothingSent, pour } from './pouring.ts';

/** What a crash run found. */
export interface CrashReport extends Books {
  readonly rounds: number;
  /** Torn tails that a start found and cut off. */
  readonly repairs: number;
}

/** Where the last whole record of a segment ends; room that was made ahead stands behind it. */
async function endOf(directory: string, file: string): Promise<number> {
  const segment = await Segment.open(directory, segmentBase(file), 'r');
  await segment.scan();
  await segment.close();
  return segment.size;
}

/** Half a record behind the last of every topic, as a power cut in the middle of a write leaves it. */
async function tear(dataDir: string, random: () => number): Promise<void> {
  const root = join(dataDir, 'log');
  for (const topic of readdirSync(root, { withFileTypes: true })) {
    if (!topic.isDirectory()) continue;
    const newest = readdirSync(join(root, topic.name)).sort().at(-1);
    if (newest === undefined) continue;
    const garbage = Buffer.from(
      Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)),
    );
    const directory = join(root, topic.name);
    const file = openSync(join(directory, newest), 'r+');
    writeSync(file, garbage, 0, garbage.length, await endOf(directory, newest));
    closeSync(file);
  }
}

/** Starts, pours, kills with SIGKILL at a random moment, tears the tails, starts again; counts at the end. */
export async function crashRounds(options: {
  rounds: number;
  dataDir: string;
  random: () => number;
  progress?: (round: number) => void;
}): Promise<CrashReport> {
  const { rounds, dataDir, random } = options;
  const sent = nothingSent();
  let repairs = 0;
  let programme: Programme | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const platform = await startPlatform({ dataDir });
    const api = await connect(platform);
    programme = programme === undefined ? await setUpProgramme(api) : programme.at(platform.url);
    let stopped = false;
    const pouring = pour(programme, round, sent, () => stopped);
    await sleep(100 + random() * 700);
    await platform.kill('SIGKILL');
    stopped = true;
    await pouring;
    repairs += countRepairs(platform);
    await tear(dataDir, random);
    options.progress?.(round);
  }
  const platform = await startPlatform({ dataDir });
  repairs += countRepairs(platform);
  try {
    return { rounds, repairs, ...(await count(await connect(platform), programme!, sent, rounds)) };
  } finally {
    await platform.kill('SIGTERM');
  }
}

function countRepairs(platform: RunningPlatform): number {
  return platform
    .output()
    .split('\n')
    .filter((line) => line.includes('torn')).length;
}
