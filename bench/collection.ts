import { parseArgs } from 'node:util';
import { connect } from '../tools/harness/api.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpProgramme } from '../tools/harness/programme.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { CASES, type CaseCost, costOfCases, platformAs, sumOf } from './event-cost.ts';

/**
 * `npm run bench:collection [-- --json]`: processor time of an event from the socket to the row in the lake, without identity,
 * profile and audiences: the datasets take no part in them. Beside it the raw ceiling, which does the first half of that.
 * Processor time is hardly changed by what else runs on the machine; it is rather too high than too low.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const SERVER_CORE = 0;
const SENT = { people: 10_000, first: 0 };

const shown = (number: number) => number.toFixed(1).padStart(7);

function print(costs: readonly CaseCost[], ceilings: readonly CaseCost[]): void {
  console.log('\nmicroseconds of processor an event           JS    V8   others     all  ceiling   of it');
  CASES.forEach(({ name }, index) => {
    const [own, ceiling] = [costs[index]!.each, sumOf(ceilings[index]!.each)];
    const parts = [own.main, own.v8, own.others, sumOf(own), ceiling].map(shown);
    console.log(`${name.padEnd(38)}${parts.join(' ')}${(ceiling / sumOf(own)).toFixed(2).padStart(9)}`);
  });
}

async function main(): Promise<void> {
  const scratch = scratchDirectory('collection');
  try {
    if (!values.json) console.log(machine());
    const ceiling = await startCeiling(ceilingFile(scratch.path), SERVER_CORE);
    const ceilings = await costOfCases(
      { pid: ceiling.pid, url: () => ceiling.url, done: async () => {} },
      SENT,
    ).finally(ceiling.stop);
    const platform = await startPlatform({ dataDir: scratch.path, core: SERVER_CORE });
    try {
      const api = await connect(platform);
      // Datasets without these tags are in no profile.
      const programme = await setUpProgramme(api, {});
      const costs = await costOfCases(platformAs(api, platform.pid, programme), SENT);
      if (values.json) console.log(JSON.stringify({ cases: CASES.map(({ name }) => name), costs, ceilings }));
      else print(costs, ceilings);
    } finally {
      await platform.kill('SIGTERM');
    }
  } finally {
    scratch.remove();
  }
}

await main();
