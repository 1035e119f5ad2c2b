import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, scratchDirectory } from '../tools/harness/process.ts';
import { crashRounds } from './faults/crash.ts';
import { type Damaged, damageRounds, HARMLESS } from './faults/damage.ts';
import { damagedValue } from './faults/damaged-value.ts';
import { bodies, clock, crowd, disturb, handles, workers } from './faults/disturb.ts';
import { readers } from './faults/dying-readers.ts';
import type { Books } from './faults/pouring.ts';
import { type Latency, MEASURED, type Stalled, share, stalledLatencies, tells } from './faults/stalled.ts';

/**
 * `npm run faults [-- --rounds N --json]`: puts the real process through what machines do to it (killed at random moments,
 * files and values damaged, clock set, file handles taken, large bodies half sent, crowds of idle callers, query processes and readers of files killed, lake, webhook and queries stalled), counts what is left,
 * and fails when a promise broke.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const scratch = scratchDirectory('faults');
const directory = (name: string) => {
  const path = join(scratch.path, name);
  mkdirSync(path, { mode: 0o700 });
  return path;
};
const say = (line: string) => {
  if (!values.json) console.log(line);
};

/** Of the rounds asked for; reading files takes longer than the others. */
const DISTURBANCES = [
  [clock, 0.5],
  [handles, 0.5],
  [bodies, 0.25],
  [crowd, 0.25],
  [workers, 0.5],
  [readers, 0.25],
] as const;

const broken = ({ lost, twice, stale, balanced }: Books) => lost.length + twice.length + stale.length > 0 || !balanced;

function bookLine(name: string, felt: string, books: Books): string {
  const { sent, acknowledged, lost, twice, stale, balanced } = books;
  const verdict = `lost ${lost.length}, twice ${twice.length}, stale profiles ${stale.length}, books ${balanced ? 'balanced' : 'NOT balanced'}`;
  return `${name.padEnd(26)} ${felt.padEnd(34)} ${acknowledged} of ${sent} acknowledged: ${verdict}`;
}

function stalledLine(stall: Stalled): string {
  const { what, stalled, calm, turns } = stall;
  const times = ({ p50, p99 }: Latency) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
  const parts = MEASURED.map((name) => `${name} ${times(stalled[name])} ms, calm ${times(calm[name])}`);
  const best = turns === 1 ? '' : `, best of ${turns} turns`;
  return `${`${what} stalled`.padEnd(26)} ${parts.join('; ')}; ${share(stall).toFixed(2)} of what it may be${best}${tells(stall) ? '' : '; the machine is too busy to tell'}`;
}

function fates(damaged: readonly Damaged[]): string {
  const counts = new Map<string, number>();
  for (const { fate } of damaged) counts.set(fate, (counts.get(fate) ?? 0) + 1);
  return [...counts].map(([fate, count]) => `${fate} ${count}`).join(', ');
}

try {
  const crash = await crashRounds({
    rounds,
    dataDir: directory('crash'),
    random: Math.random,
    progress: (round) => say(`killed ${round + 1}`),
  });
  const damaged = await damageRounds({
    rounds,
    dir: directory('damage'),
    random: Math.random,
    progress: ({ file, kind, fate }) => say(`${file}: ${kind}: ${fate}`),
  });
  const disturbed = [];
  for (const [fault, share] of DISTURBANCES)
    disturbed.push(
      await disturb(fault, { rounds: Math.ceil(rounds * share), dataDir: directory(fault.name.replaceAll(' ', '-')) }),
    );
  const value = await damagedValue(directory('value'));
  const stalls = await stalledLatencies(directory('stalled'));
  const unfelt = disturbed.filter(({ felt }) => felt === 0);
  const wrong = damaged.filter(({ fate }) => !HARMLESS.has(fate));
  if (values.json) console.log(JSON.stringify({ machine: machine(), crash, damaged, disturbed, value, stalls }));
  else {
    console.log(`\n${machine()}\n`);
    console.log(
      bookLine(
        'killed, tails torn',
        `${crash.rounds} times, ${crash.repairs} tails repaired, stopped ${crash.stops}`,
        crash,
      ),
    );
    for (const one of disturbed) console.log(bookLine(one.fault, `${one.rounds} times, felt ${one.felt}`, one));
    console.log(`${'files damaged'.padEnd(26)} ${`${rounds} times`.padEnd(34)} ${fates(damaged)}`);
    console.log(bookLine('value damaged, made anew', `${value.broken.length} promises broken`, value));
    for (const said of crash.unclean) console.log(`  not stopped as it should: ${said}`);
    for (const promise of value.broken) console.log(`  not so: ${promise}`);
    for (const stall of stalls) console.log(stalledLine(stall));
    for (const { file, kind, fate, detail } of wrong) console.log(`  ${fate}: ${file}, ${kind}: ${detail}`);
  }
  const slowed = stalls.some((stall) => tells(stall) && share(stall) > 1);
  if (
    [crash, value, ...disturbed].some(broken) ||
    value.broken.length > 0 ||
    crash.unclean.length > 0 ||
    unfelt.length > 0 ||
    wrong.length > 0 ||
    slowed
  )
    process.exitCode = 1;
} finally {
  scratch.remove();
}
