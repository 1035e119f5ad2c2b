/**
 * Generated expressions, mapping sets and records against the mapping language: `npm run fuzz:mapping -- --count N --seed S --from I`.
 * Nothing may throw but what is declared, take more than 10 ms a record (more on a machine that is slower: `stopwatch.ts`), reach a
 * prototype, change a record or give what JSON cannot hold. What fails is printed with its seed and as small as it could be
 * made; the exit code is then 1. A case that never ends is named, and ends the process. The last lines say how many cases there
 * were and the most a record and a check took: what is over its limit is tried again, in turn with how fast the machine is, and
 * the fastest counts, since engines and machines have hiccups.
 */
import { parseArgs } from 'node:util';
import { caseSeed, Random } from './random.ts';
import { randomRecord } from './records.ts';
import { randomRows } from './rows.ts';
import { shrunk } from './shrink.ts';
import { randomSource } from './sources.ts';
import { type Slowest, Timings } from './timings.ts';
import { type Case, type Complaint, complaintOf } from './verdict.ts';
import { watched } from './watchdog.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    /** The first case: a long run can be had in pieces. */
    from: { type: 'string', default: '0' },
    /** Only the case with this number, to look at it again. */
    only: { type: 'string' },
    /** How many failures of different kinds are looked for before giving up. */
    failures: { type: 'string', default: '5' },
  },
});
const [count, seed, most] = [Number(values.count), Number(values.seed), Number(values.failures)];

/** One case in so many is checked as at save, where hundreds of records are tried. */
const SAVES = 20;
const SHOWN = 2000;

function caseOf(index: number): Case {
  const random = new Random(caseSeed(seed, index));
  const { text, tree } = randomSource(random);
  return { text, tree, rows: randomRows(random, text), record: randomRecord(random), save: index % SAVES === 0 };
}

function printed(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'nested too deeply to be printed';
  }
}

function report(index: number, complaint: Complaint): void {
  console.log(`\nFAILED ${complaint.kind} (--seed ${seed} --only ${index})`);
  console.log(`  ${complaint.message.slice(0, SHOWN)}`);
  const small = shrunk(caseOf(index), complaint);
  console.log(`  expression ${printed(small.text)?.slice(0, SHOWN)}`);
  console.log(`  rows       ${printed(small.rows)?.slice(0, SHOWN)}`);
  console.log(`  record     ${printed(small.record)?.slice(0, SHOWN)}`);
}

const started = performance.now();
const kinds = new Map<string, number>();
const timings = new Timings();
const watch = watched(seed);
const from = Number(values.only ?? values.from);
const to = values.only === undefined ? from + count : from + 1;
let index = from;
for (; index < to && kinds.size < most; index += 1) {
  watch.at(index);
  timings.index = index;
  const complaint = complaintOf(caseOf(index), timings);
  if (complaint !== undefined) {
    watch.rest();
    if (!kinds.has(complaint.kind)) report(index, complaint);
    kinds.set(complaint.kind, (kinds.get(complaint.kind) ?? 0) + 1);
  }
  if ((index + 1) % 100_000 === 0) console.log(`${index + 1} cases`);
}
watch.rest();

const shown = ({ ms, index: at }: Slowest) => `${ms.toFixed(1)} ms (case ${at})`;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `most CPU, in the fastest of its tries: of a record ${shown(timings.record)}, of a check at save ${shown(timings.save)}`,
);
for (const [kind, times] of kinds) console.log(`${times} × ${kind}`);
console.log(
  `${index - from} cases from ${from} of seed ${seed} in ${seconds} s: ${kinds.size === 0 ? 'all well' : 'failed'}`,
);
process.exitCode = kinds.size === 0 ? 0 : 1;
