import { parseArgs } from 'node:util';
import { machine, scratchDirectory } from '../tools/harness/process.ts';
import { crashRounds } from './faults/crash.ts';

/** `npm run faults [-- --rounds N --json]`: kills the real process at random moments and counts what is left. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const scratch = scratchDirectory('faults');
try {
  const report = await crashRounds({
    rounds: Number(values.rounds),
    dataDir: scratch.path,
    random: Math.random,
    progress: (round) => {
      if (!values.json) console.log(`round ${round + 1}: killed`);
    },
  });
  if (values.json) console.log(JSON.stringify({ machine: machine(), ...report }));
  else {
    console.log(`\n${machine()}`);
    console.log(
      `${report.rounds} kills, ${report.acknowledged} of ${report.sent} events acknowledged, ${report.repairs} torn tails repaired`,
    );
    console.log(
      `lost ${report.lost.length}, twice ${report.twice.length}, stale profiles ${report.stale.length}, books ${report.balanced ? 'balanced' : 'NOT balanced'}`,
    );
  }
  if (report.lost.length + report.twice.length + report.stale.length > 0 || !report.balanced) process.exitCode = 1;
} finally {
  scratch.remove();
}
