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
  /** Times it was asked to stop, and what it said where it did not stop as it should. */
  readonly stops: number;
  readonly unclean: readonly string[];
}

/** Longer than any stop takes on a busy machine. */
const LONGEST_STOP_MS = 60_000;

/** How a round ends. */
type Ending = 'kill' | 'stop' | 'stop twice';

/** After every fifth kill it is asked to stop instead, once and twice in turn. */
function endingsOf(kills: number): readonly Ending[] {
  return Array.from({ length: kills }, (_, kill): Ending[] => {
    if (kill % 5 !== 4) return ['kill'];
    return ['kill', kill % 10 === 4 ? 'stop' : 'stop twice'];
  }).flat();
}

/**
 * What it said when it stopped otherwise than it should: with an error, or with a code that says that it did not finish. A second
 * signal ends it at once, and finds nobody who hears it where all was done.
 */
function uncleanness(output: string, ending: Ending): readonly string[] {
  const ends = ending === 'stop' ? 'code 0' : '(code 0|code 143|SIGTERM)';
  const isClean =
    new RegExp(`\\[the process ended with ${ends}\\]`).test(output) && !/"level":(50|60)|^\s+at /m.test(output);
  return isClean ? [] : [`${ending}: ${output}`];
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

/** Ends it in the middle of what pours in; gives what was not as it should be. */
async function end(platform: RunningPlatform, ending: Ending, random: () => number): Promise<readonly string[]> {
  if (ending === 'kill') {
    await platform.kill('SIGKILL');
    return [];
  }
  if (ending === 'stop twice') {
    process.kill(platform.pid, 'SIGTERM');
    await sleep(random() * 100);
  }
  const isEnded = await Promise.race([
    platform.kill('SIGTERM').then(() => true),
    sleep(LONGEST_STOP_MS, false, { ref: false }),
  ]);
  if (isEnded) return uncleanness(platform.output(), ending);
  await platform.kill('SIGKILL');
  return [`${ending}: not ended within a minute: ${platform.output()}`];
}

/**
 * Starts, pours, kills with SIGKILL at a random moment, tears the tails, starts again, stops with SIGTERM now and then; counts at
 * the end.
 */
export async function crashRounds(options: {
  rounds: number;
  dataDir: string;
  random: () => number;
  progress?: (round: number) => void;
}): Promise<CrashReport> {
  const { rounds, dataDir, random } = options;
  const sent = nothingSent();
  let repairs = 0;
  const unclean: string[] = [];
  let programme: Programme | undefined;
  const endings = endingsOf(rounds);
  for (const [round, ending] of endings.entries()) {
    const platform = await startPlatform({ dataDir });
    const api = await connect(platform);
    programme = programme === undefined ? await setUpProgramme(api) : programme.at(platform.url);
    let stopped = false;
    const pouring = pour(programme, round, sent, () => stopped);
    await sleep(100 + random() * 700);
    unclean.push(...(await end(platform, ending, random)));
    stopped = true;
    await pouring;
    repairs += countRepairs(platform);
    if (ending === 'kill') await tear(dataDir, random);
    options.progress?.(round);
  }
  const platform = await startPlatform({ dataDir });
  repairs += countRepairs(platform);
  try {
    const books = await count(await connect(platform), programme!, sent, endings.length);
    return { rounds, repairs, stops: endings.length - rounds, unclean, ...books };
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
