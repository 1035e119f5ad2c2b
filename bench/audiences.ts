import { parseArgs } from 'node:util';
import { machine } from '../tools/harness/process.ts';
import { batchOfAMillion } from './audiences-batch.ts';
import { engineFigures } from './audiences-engine.ts';
import { postToMembership } from './audiences-latency.ts';

/**
 * `npm run bench:audiences [-- --quick] [--json]`: what audiences cost. Everything printed was measured in this run; it
 * fails when a figure is past its bar. `--quick` leaves the million profiles out.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const engine = await engineFigures(values.quick ? 60_000 : 120_000);
const latency = await postToMembership(values.quick ? 150 : 500);
const batch = values.quick ? undefined : await batchOfAMillion();

const failures = [
  ...(engine.wayGrowth > 3
    ? [`500 audiences cost ${engine.wayGrowth.toFixed(2)} times what 10 cost; the bar is 3`]
    : []),
  ...(engine.overNaive < 10 ? [`ours is ${engine.overNaive.toFixed(1)} times the naive loop; the bar is 10`] : []),
  ...(engine.overEngine < 10 ? [`ours is ${engine.overEngine.toFixed(1)} times json-rules-engine; the bar is 10`] : []),
  ...(latency.p99 > 100 ? [`POST to membership p99 is ${latency.p99.toFixed(1)} ms; the bar is 100`] : []),
  ...(batch !== undefined && batch.seconds > 60 ? [`the batch took ${batch.seconds.toFixed(1)} s; the bar is 60`] : []),
  ...(batch !== undefined && batch.memoryMiB > 1024 ? [`the batch took ${batch.memoryMiB} MiB; the bar is 1,024`] : []),
];

const text = [
  machine(),
  '',
  `a record through graph, profile and audiences, microseconds of processor: 10 audiences ${engine.wayTen.toFixed(1)}, 500 audiences ${engine.wayFiveHundred.toFixed(1)}, ${engine.wayGrowth.toFixed(2)} times (bar 3)`,
  `the segmentation stage alone: 10 audiences ${engine.ten.toFixed(2)}, 500 audiences ${engine.fiveHundred.toFixed(2)}, ${engine.growth.toFixed(2)} times`,
  `500 audiences, the same memberships for ${engine.checked} records: ours ${engine.ours.toFixed(2)} us, every rule each time ${engine.everyRule.toFixed(1)} us, naive loop ${engine.naive.toFixed(1)} us (${engine.overNaive.toFixed(1)} times, bar 10), json-rules-engine ${engine.rulesEngine.toFixed(0)} us (${engine.overEngine.toFixed(0)} times, bar 10)`,
  `POST to membership with 500 audiences, ${latency.rate.toFixed(0)} events/s beside: p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms (${latency.samples} probes, bar 100)`,
  ...(batch === undefined
    ? []
    : [
        `100 audiences for ${batch.profiles.toLocaleString('en')} profiles on disk: first evaluation ${batch.seconds.toFixed(1)} s with ${batch.memberships.toLocaleString('en')} memberships written, again ${batch.againSeconds.toFixed(1)} s (bar 60); ${batch.memoryMiB} MiB (bar 1,024)`,
      ]),
];
console.log(values.json ? JSON.stringify({ engine, latency, batch, failures }) : text.join('\n'));
for (const failure of failures) console.error(`past its bar: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
