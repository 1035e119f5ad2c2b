import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** Half a record at the end of the newest segment of every topic, as a power cut in the middle of a write leaves it. */
function tear(dataDir: string, random: () => number): void {
  const root = join(dataDir, 'log');
  for (const topic of readdirSync(root, { withFileTypes: true })) {
    if (!topic.isDirectory()) continue;
    const newest = readdirSync(join(root, topic.name)).sort().at(-1);
    if (newest === undefined) continue;
    const garbage = Buffer.from(
      Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)),
    );
    appendFileSync(join(root, topic.name, newest), garbage);
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
    tear(dataDir, random);
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
