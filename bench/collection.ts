import { parseArgs } from 'node:util';
import { type Api, connect } from '../tools/harness/api.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpProgramme } from '../tools/harness/programme.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { runLoad } from './load.ts';
import { batches, singles } from './messages.ts';
import { workedOff } from './metrics.ts';
import { cpuByThreads, type ThreadTimes } from './process-use.ts';

/**
 * `npm run bench:collection [-- --json]`: processor time of an event from the socket to the row in the lake, without identity,
 * profile and audiences: the datasets take no part in them. Beside it the raw ceiling, which does the first half of that.
 * Processor time is hardly changed by what else runs on the machine; it is rather too high than too low.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const SERVER_CORE = 0;
const LOAD_CORE = 1;
const PEOPLE = 10_000;
const SIZE = 100;

type Kind = 'profile' | 'transaction';

/** One row of the table: a kind of bodies and how many of them are sent, the first half of them to warm up. */
interface Case {
  readonly name: string;
  readonly kind: Kind;
  readonly size: number;
  readonly requests: number;
  readonly connections: number;
}

const CASES: readonly Case[] = [
  { name: 'profiles, batches of 100', kind: 'profile', size: SIZE, requests: 1000, connections: 16 },
  { name: 'transactions, batches of 100', kind: 'transaction', size: SIZE, requests: 1000, connections: 16 },
  { name: 'profiles, single posts', kind: 'profile', size: 1, requests: 40_000, connections: 64 },
  { name: 'transactions, single posts', kind: 'transaction', size: 1, requests: 40_000, connections: 64 },
];

/** Who is sent the bodies. */
interface Server {
  readonly pid: number;
  url(one: Case): string;
  /** Resolves when all of it is done. */
  done(): Promise<unknown>;
}

/** Microseconds of processor time an event. */
async function measure(server: Server, one: Case, first: number): Promise<ThreadTimes> {
  const half = one.requests / 2;
  const bodies = (from: number) =>
    one.size === 1 ? singles(one.kind, half, PEOPLE, from) : batches(one.kind, half, one.size, PEOPLE, from);
  const send = async (from: number) => {
    const plan = { url: server.url(one), bodies: bodies(from), connections: one.connections, amount: half };
    const { refused } = await runLoad(plan, LOAD_CORE);
    if (refused > 0) throw new Error(`${refused} requests were refused`);
    await server.done();
  };
  await send(first);
  const before = cpuByThreads(server.pid);
  await send(first + half * one.size);
  const after = cpuByThreads(server.pid);
  const each = (of: keyof ThreadTimes) => ((after[of] - before[of]) * 1e6) / (half * one.size);
  return { main: each('main'), v8: each('v8'), others: each('others') };
}

async function measureAll(server: Server): Promise<readonly ThreadTimes[]> {
  const costs: ThreadTimes[] = [];
  let first = 0;
  for (const one of CASES) {
    costs.push(await measure(server, one, first));
    first += one.requests * one.size;
  }
  return costs;
}

/** The platform with datasets outside of profiles; done is what is in the lake. */
async function ours(api: Api, pid: number): Promise<Server> {
  const programme = await setUpProgramme(api, {});
  const inlets = { profile: programme.profileInlet, transaction: programme.eventInlet };
  return {
    pid,
    url: ({ kind, size }) => (size === 1 ? inlets[kind] : programme.batch(inlets[kind])),
    async done() {
      await workedOff(api);
      const { balanced, failed, skipped } = await api.settled();
      if (!balanced || failed + skipped > 0) throw new Error('not everything sent became a row');
    },
  };
}

const shown = (number: number) => number.toFixed(1).padStart(7);
const sum = ({ main, v8, others }: ThreadTimes) => main + v8 + others;

function print(costs: readonly ThreadTimes[], ceilings: readonly ThreadTimes[]): void {
  console.log('\nmicroseconds of processor an event           JS    V8   others     all  ceiling   of it');
  CASES.forEach(({ name }, index) => {
    const [own, ceiling] = [costs[index]!, ceilings[index]!];
    const parts = [own.main, own.v8, own.others, sum(own), sum(ceiling)].map(shown);
    console.log(`${name.padEnd(38)}${parts.join(' ')}${(sum(ceiling) / sum(own)).toFixed(2).padStart(9)}`);
  });
}

async function main(): Promise<void> {
  const scratch = scratchDirectory('collection');
  try {
    if (!values.json) console.log(machine());
    const ceiling = await startCeiling(ceilingFile(scratch.path), SERVER_CORE);
    const ceilings = await measureAll({ pid: ceiling.pid, url: () => ceiling.url, done: async () => {} }).finally(
      ceiling.stop,
    );
    const platform = await startPlatform({ dataDir: scratch.path, core: SERVER_CORE });
    try {
      const costs = await measureAll(await ours(await connect(platform), platform.pid));
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
