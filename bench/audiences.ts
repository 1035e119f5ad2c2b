import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { machine } from '../tools/harness/process.ts';
import { type BatchFigures, batchOf } from './audiences-batch.ts';
import { engineFigures } from './audiences-engine.ts';
import { postToMembership } from './audiences-latency.ts';
import { mayTake, slowness } from './slowness.ts';

/**
 * `npm run bench:audiences [-- --quick] [--json] [--part engine|latency|batch] [--profiles 1000000]`: what audiences cost.
 * Everything printed was measured in this run; it fails when a figure is past its bar. `--quick`, for CI, takes fewer of
 * everything; it judges evaluations by processor time, allows look-ups ten times as long, and does not judge them when their
 * sender was late, since others share the machine; and all that is timed may take as many times longer as the machine is slower than
 * that of bench/README.md.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: ['engine', 'latency', 'batch'] },
    profiles: { type: 'string' },
  },
});
const MILLION = 1_000_000;
/** Milliseconds the sender of look-ups may be late (p99) for its figures to say something. */
const MOST_LATE = 1;
const profiles = Number(values.profiles ?? (values.quick ? 50_000 : MILLION));

/** What one part prints, and where it is past its bars. */
interface Part {
  readonly figures: unknown;
  readonly lines: readonly string[];
  readonly failures: readonly string[];
}

/** The sentence when a figure is past its bar. */
function past(isPast: boolean, sentence: string): readonly string[] {
  return isPast ? [sentence] : [];
}

async function engine(): Promise<Part> {
  const figures = await engineFigures(values.quick ? 60_000 : 120_000);
  const { wayTen, wayFiveHundred, wayGrowth, ten, fiveHundred, growth, overNaive, overEngine } = figures;
  return {
    figures,
    lines: [
      `a record through graph, profile and audiences, microseconds of processor: 10 audiences ${wayTen.toFixed(1)}, 500 audiences ${wayFiveHundred.toFixed(1)}, ${wayGrowth.toFixed(2)} times (bar 3)`,
      `the segmentation stage alone: 10 audiences ${ten.toFixed(2)}, 500 audiences ${fiveHundred.toFixed(2)}, ${growth.toFixed(2)} times`,
      `500 audiences, the same memberships for ${figures.checked} records: ours ${figures.ours.toFixed(2)} us, every rule each time ${figures.everyRule.toFixed(1)} us, naive loop ${figures.naive.toFixed(1)} us (${overNaive.toFixed(1)} times, bar 10), json-rules-engine ${figures.rulesEngine.toFixed(0)} us (${overEngine.toFixed(0)} times, bar 10)`,
    ],
    failures: [
      ...past(wayGrowth > 3, `500 audiences cost ${wayGrowth.toFixed(2)} times what 10 cost; the bar is 3`),
      ...past(overNaive < 10, `ours is ${overNaive.toFixed(1)} times the naive loop; the bar is 10`),
      ...past(overEngine < 10, `ours is ${overEngine.toFixed(1)} times json-rules-engine; the bar is 10`),
    ],
  };
}

async function latency(): Promise<Part> {
  const figures = await postToMembership(values.quick ? 150 : 500);
  const { rate, p50, p99, samples, memberships } = figures;
  const bar = Math.round(100 * slower);
  return {
    figures,
    lines: [
      `POST to membership with 500 audiences (${memberships.toLocaleString('en')} memberships at the end), ${rate.toFixed(0)} events/s beside: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${samples} probes, bar ${bar})`,
    ],
    failures: past(p99 > bar, `POST to membership p99 is ${p99.toFixed(1)} ms; the bar is ${bar}`),
  };
}

async function batch(): Promise<Part> {
  const figures = await batchOf(profiles, values.quick ? 5 : 30);
  // The bar is for a million; fewer have their share of it.
  const bar = Number(((60 * profiles * slower) / MILLION).toFixed(1));
  const p99Bar = values.quick ? Math.round(50 * slower) : 5;
  const { first, again, lookups, bringingIn } = figures;
  const isLate = lookups.late > MOST_LATE;
  const time = ({ seconds, cpuSeconds }: BatchFigures['first']) => (values.quick ? cpuSeconds : seconds);
  const own = Math.max(bringingIn.memory.own, first.memory.own, again.memory.own, lookups.memory.own);
  return {
    figures,
    lines: linesOf(figures, bar, p99Bar),
    failures: [
      ...past(time(first) > bar, `100 audiences took ${time(first).toFixed(1)} s; the bar is ${bar}`),
      ...past(time(again) > bar, `100 audiences again took ${time(again).toFixed(1)} s; the bar is ${bar}`),
      ...past(own > 1024, `the platform took ${own} MiB of its own; the bar is 1,024`),
      ...(values.quick && isLate ? [] : lookupsPast(lookups, p99Bar)),
      ...past(lookups.failures > 0, `${lookups.failures} look-ups did not find who they asked for`),
    ],
  };
}

function lookupsPast({ p99, perSecond, late }: BatchFigures['lookups'], bar: number): readonly string[] {
  return [
    ...past(p99 > bar, `look-up p99 is ${p99.toFixed(2)} ms; the bar is ${bar}`),
    ...past(perSecond < 1900, `only ${perSecond.toFixed(0)} look-ups a second instead of 2,000`),
    ...past(
      late > MOST_LATE,
      `look-ups were sent up to ${late.toFixed(1)} ms late (p99): the machine is too busy to tell`,
    ),
  ];
}

function linesOf(figures: BatchFigures, bar: number, p99Bar: number): readonly string[] {
  const { bringingIn, first, again, lookups, restartSeconds } = figures;
  const n = (number: number) => number.toLocaleString('en');
  const memory = ({ memory: { own, mapped, both } }: Pick<BatchFigures['first'], 'memory'>) =>
    `own memory ${n(own)} MiB, mapped files ${n(mapped)} MiB, both ${n(both)} MiB at most`;
  const time = ({ seconds, cpuSeconds }: BatchFigures['first']) =>
    `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor)`;
  return [
    `${n(figures.profiles)} profiles brought in: ${time(bringingIn)}, ${memory(bringingIn)}`,
    `100 audiences for all of them: ${time(first)} (bar ${bar}), ${n(figures.memberships)} memberships, ${n(figures.fewest)} in the smallest; ${memory(first)}`,
    `again by a segment job: ${time(again)} (bar ${bar}), ${memory(again)}`,
    `start after SIGKILL: ${restartSeconds.toFixed(1)} s, all profiles there`,
    `look-ups, ${lookups.perSecond.toFixed(0)} a second, ${n(lookups.count)} random people: p50 ${lookups.p50.toFixed(2)} ms, p99 ${lookups.p99.toFixed(2)} ms (bar ${p99Bar}), ${lookups.most.toFixed(1)} ms at most, sent ${lookups.late.toFixed(2)} ms late (p99); ${memory(lookups)} (bar 1,024 of its own)`,
  ];
}

const PARTS: Readonly<Record<string, () => Promise<Part>>> = { engine, latency, batch };
const unknown = values.part.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0 || !(profiles >= 100 && profiles % 100 === 0))
  throw new Error('give --part engine, latency or batch, and --profiles as a multiple of 100');

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
const slower = values.quick ? await slowness() : 1;
if (!values.json) console.log(`${head}\n${mayTake(slower)}\n`);
const done: Record<string, unknown> = {};
for (const name of values.part) {
  const { figures, lines, failures } = await PARTS[name]!();
  done[name] = figures;
  if (!values.json) console.log(lines.join('\n'));
  for (const failure of failures) console.error(`past its bar: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
if (values.json) console.log(JSON.stringify({ machine: head, slower, ...done }));
