/**
 * Generated expressions, mapping sets and records against the mapping language: `npm run fuzz:mapping -- --count N --seed S --from I`.
 * Nothing may throw but what is declared, take more than 10 ms a record, reach a prototype, change a record or give what JSON
 * cannot hold. What fails is printed with its seed and as small as it could be made; the exit code is then 1.
 */
import { parseArgs } from 'node:util';
import { caseSeed, Random } from './random.ts';
import { randomRecord } from './records.ts';
import { randomRows } from './rows.ts';
import { shrunk } from './shrink.ts';
import { randomSource } from './sources.ts';
import { type Case, type Complaint, complaintOf } from './verdict.ts';

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
const from = Number(values.only ?? values.from);
const to = values.only === undefined ? from + count : from + 1;
for (let index = from; index < to && kinds.size < most; index += 1) {
  const complaint = complaintOf(caseOf(index));
  if (complaint !== undefined) {
    if (!kinds.has(complaint.kind)) report(index, complaint);
    kinds.set(complaint.kind, (kinds.get(complaint.kind) ?? 0) + 1);
  }
  if ((index + 1) % 100_000 === 0) console.log(`${index + 1} cases`);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `cases ${from} to ${to - 1} of seed ${seed} in ${seconds.toFixed(1)} s: ${kinds.size === 0 ? 'all well' : 'failed'}`,
);
for (const [kind, times] of kinds) console.log(`  ${times} × ${kind}`);
process.exitCode = kinds.size === 0 ? 0 : 1;
