import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Api, connect } from '../tools/harness/api.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { type CpuProfile, NATIVE, type Part, partsOf } from './cpu-parts.ts';
import { CASES, type CaseCost, costOfCases, platformAs, type Server, sumOf } from './event-cost.ts';
import { LEAST_STAGES, type LeastCosts, leastCosts, type Told } from './least.ts';
import { runLoad } from './load.ts';
import { batches, emailOf } from './messages.ts';
import { workedOff } from './metrics.ts';
import { type Peopled, setUpPeople, toldOf } from './peopled.ts';
import { INSPECTED, profilerOf } from './profiled.ts';

/**
 * `npm run bench:stages [-- --json]`: where the processor time of an event goes, stage by stage, in the platform as it runs, with
 * 50,000 people and 50 audiences; and beside it the least each stage can take, done by code that does nothing else (`least.ts`). What
 * both made is compared first. The raw ceiling is the least of the first stage. Processor time of all threads: two cores that share the work
 * evenly would take half of it by the clock.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const LOAD_CORE = 1;
const PEOPLE = 50_000;
const COMPARED = 300;
/** Messages of each kind the least code is given; a multiple of what it has in a file. */
const LEAST_EVENTS = 100_000;

const PARTS: readonly Part[] = [
  {
    name: 'door: address, limits, answer',
    files:
      /platform\/src\/(server|access|kernel|flows)\/|platform\/src\/ingest\/(receive|rates|backlog|operations|parts)\.ts/,
  },
  { name: 'door: parsing', files: /languages\/syntax/ },
  { name: 'log', files: /platform\/src\/(stores\/log|ingest\/received)/ },
  {
    name: 'mapping and validation',
    files: /languages\/(dataprep|xdm)|platform\/src\/(mapping|schemas|sources|ingest\/convert)/,
  },
  { name: 'repeats', files: /platform\/src\/ingest\/(repeated|sight)/ },
  { name: 'lake', files: /platform\/src\/(ingest\/validated|lake|catalog|stores\/(tables|objects))/ },
  { name: 'process loop and books', files: /platform\/src\/(ingest|monitoring)/ },
  { name: 'identity', files: /platform\/src\/identity/ },
  { name: 'profile', files: /platform\/src\/profile/ },
  { name: 'audiences', files: /platform\/src\/segmentation|languages\/pql/ },
  { name: 'people, in all', files: /platform\/src\/pipeline/ },
  { name: 'keyed store', files: /platform\/src\/stores\/keyed|node_modules\/(lmdb|msgpackr)/ },
  { name: NATIVE, files: /^node:/, counts: 'otherwise' },
];

/** What an event takes in the platform, and what of that the JavaScript thread does where, microseconds. */
interface Own extends CaseCost {
  readonly parts: Readonly<Record<string, number>>;
}

/** Everything the platform made of what was compared, as the least code tells it. */
async function toldBy(api: Api, { programme, names }: Peopled): Promise<readonly Told[]> {
  const bodies = batches('profile', COMPARED / 100, 100, PEOPLE);
  await runLoad(
    { url: programme.batch(programme.profileInlet), bodies, connections: 1, amount: bodies.length },
    LOAD_CORE,
  );
  await workedOff(api);
  const told: Told[] = [];
  for (let person = 0; person < COMPARED; person += 1) told.push(await toldOf(api, names, emailOf(person)));
  return told;
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The least code must have done the same work, or its time says nothing. */
async function expectSame(api: Api, peopled: Peopled, least: LeastCosts, firstEvent: number): Promise<void> {
  const told = await toldBy(api, peopled);
  told.forEach(({ loyalty, audiences }, person) => {
    const theirs = least.told[person]!;
    const [own, other] = [
      { loyalty: inOrder(loyalty), audiences },
      { ...theirs, loyalty: inOrder(theirs.loyalty) },
    ];
    if (JSON.stringify(own) !== JSON.stringify(other))
      throw new Error(`${emailOf(person)} differs: ours ${JSON.stringify(own)}, least ${JSON.stringify(other)}`);
  });
  if (told.every(({ audiences }) => audiences.length === 0)) throw new Error('nobody compared is in any audience');
  const number = 'cast(substr(_id, 2) as bigint)';
  const { rows } = await api.sql(
    `select count(*)::double, sum(commerce."order".priceTotal)::double, sum(len(productListItems))::double from ${peopled.programme.eventTable}
     where ${number} >= ${firstEvent} and ${number} < ${firstEvent + LEAST_EVENTS}`,
  );
  const [count, amount, items] = rows[0]!.map(Number);
  const { stored } = least;
  if (count !== stored.rows || items !== stored.items || Math.abs(amount! - stored.amount) > 0.01)
    throw new Error(`the lake differs: ${JSON.stringify({ count, amount, items, stored })}`);
}

async function main() {
  const scratch = scratchDirectory('stages');
  const stops: (() => unknown)[] = [() => scratch.remove()];
  try {
    const ceiling = await startCeiling(ceilingFile(scratch.path));
    const sent = { people: PEOPLE, first: PEOPLE };
    const bare: Server = { pid: ceiling.pid, url: () => ceiling.url, done: async () => {} };
    const ceilings = await costOfCases(bare, sent).finally(ceiling.stop);
    const platform = await startPlatform({ dataDir: join(scratch.path, 'ours'), env: INSPECTED });
    stops.push(() => platform.kill('SIGTERM'));
    const api = await connect(platform);
    const peopled = await setUpPeople(api, PEOPLE, LOAD_CORE);
    const server = platformAs(api, platform.pid, peopled.programme);
    const profiler = await profilerOf(platform);
    stops.push(() => profiler.close());
    const profiles: CpuProfile[] = [];
    const costs = await costOfCases(server, sent, async (work) => {
      profiles.push(await profiler.over(work));
    });
    const own: Own[] = costs.map((cost, at) => ({ ...cost, parts: partsOf(profiles[at]!, cost.each.main, PARTS) }));
    const firstEvent = costs[CASES.findIndex(({ kind }) => kind === 'transaction')]!.first;
    const plan = { people: PEOPLE, first: firstEvent, events: LEAST_EVENTS, compared: COMPARED };
    const least = await leastCosts({ ...plan, directory: join(scratch.path, 'least') });
    await expectSame(api, peopled, least, firstEvent);
    return { own, ceilings, least };
  } finally {
    while (stops.length > 0) await stops.pop()!();
  }
}

type Figures = Awaited<ReturnType<typeof main>>;

/** All of the least of a case: the raw ceiling is its door, and the other stages are as for batches. */
function leastOf({ ceilings, least }: Figures, at: number): number {
  const { kind } = CASES[at]!;
  return LEAST_STAGES.reduce((sum, stage) => sum + least.costs[stage][kind], sumOf(ceilings[at]!.each));
}

function print(figures: Figures): void {
  const { own, ceilings, least } = figures;
  const line = (name: string, of: (at: number) => number) =>
    console.log(`${name.padEnd(44)}${CASES.map((_, at) => of(at).toFixed(2).padStart(9)).join('')}`);
  console.log('\nmicroseconds of processor an event             profiles, trans-, profiles, trans-');
  console.log('                                               batches  actions  singles  actions');
  line('the platform, all threads', (at) => sumOf(own[at]!.each));
  line("V8's own threads (heap, compiler)", (at) => own[at]!.each.v8);
  line('other threads (files, LMDB, DuckDB)', (at) => own[at]!.each.others);
  line('the JavaScript thread', (at) => own[at]!.each.main);
  for (const part of Object.keys(own[0]!.parts)) line(`  ${part}`, (at) => own[at]!.parts[part]!);
  console.log('\nthe least of each stage');
  line('door, log: the raw ceiling', (at) => sumOf(ceilings[at]!.each));
  for (const stage of LEAST_STAGES) line(stage, (at) => least.costs[stage][CASES[at]!.kind]);
  line('all of it', (at) => leastOf(figures, at));
  line('of that the raw ceiling', (at) => sumOf(ceilings[at]!.each) / leastOf(figures, at));
  line('the platform, times the least', (at) => sumOf(own[at]!.each) / leastOf(figures, at));
}

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
if (!values.json) console.log(`${head}\nload on core ${LOAD_CORE}, servers on all cores`);
const figures = await main();
if (values.json) console.log(JSON.stringify({ machine: head, cases: CASES.map(({ name }) => name), ...figures }));
else print(figures);
