import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Api, connect } from '../tools/harness/api.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { pqlOf } from './audience-rules.ts';
import { bringIn } from './bring-in.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { type CpuProfile, NATIVE, type Part, partsOf } from './cpu-parts.ts';
import { CASES, type Case, type CaseCost, costOfCases, type Server, sumOf } from './event-cost.ts';
import { LEAST_STAGES, type LeastCosts, leastCosts, type Told } from './least.ts';
import { runLoad } from './load.ts';
import { batches, emailOf } from './messages.ts';
import { untilZero, workedOff } from './metrics.ts';
import { INSPECTED, profilerOf } from './profiled.ts';
import { RULES } from './rivals/rival.ts';

/**
 * `npm run bench:stages [-- --json]`: where the processor time of an event goes, stage by stage, in the platform as it runs, with
 * 50,000 people and 50 audiences; and beside it the least each stage can take, done by code that does nothing else (`least.ts`). What
 * both made is compared first. All of the least together is the ceiling of any platform on these libraries, and the raw ceiling only
 * the first of its lines.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const LOAD_CORE = 1;
const PEOPLE = 50_000;
const COMPARED = 300;
/** Messages of each kind the least code is given; a multiple of what it has in a file. */
const LEAST_EVENTS = 100_000;
/** Part of the raw ceiling that is wanted, by shape. */
const WANTED = { batches: 0.6, singles: 0.7 };

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

async function setUp(api: Api): Promise<{ programme: Programme; names: ReadonlyMap<string, string> }> {
  const programme = await setUpProgramme(api);
  await bringIn(api, programme, PEOPLE, LOAD_CORE);
  const names = new Map<string, string>();
  for (const rule of RULES) names.set(await setUpAudience(api, rule.name, pqlOf(rule)), rule.name);
  await untilZero(api, 'meniscus_audiences_waiting');
  return { programme, names };
}

/** Everything the platform made of what was compared, as the least code tells it. */
async function toldBy(api: Api, programme: Programme, names: ReadonlyMap<string, string>): Promise<readonly Told[]> {
  const bodies = batches('profile', COMPARED / 100, 100, PEOPLE);
  await runLoad(
    { url: programme.batch(programme.profileInlet), bodies, connections: 1, amount: bodies.length },
    LOAD_CORE,
  );
  await workedOff(api);
  const told: Told[] = [];
  for (let person = 0; person < COMPARED; person += 1) {
    const { loyalty, segmentMembership } = (await api.profile('Email', emailOf(person))) ?? {};
    const audiences = Object.entries(segmentMembership?.ups ?? {})
      .filter(([, { status }]) => status === 'realized')
      .flatMap(([id]) => names.get(id) ?? [])
      .sort();
    told.push({ loyalty, audiences });
  }
  return told;
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The least code must have done the same work, or its time says nothing. */
async function expectSame(
  {
    api,
    programme,
    names,
  }: { readonly api: Api; readonly programme: Programme; readonly names: ReadonlyMap<string, string> },
  least: LeastCosts,
  firstEvent: number,
): Promise<void> {
  const told = await toldBy(api, programme, names);
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
    `select count(*)::double, sum(commerce."order".priceTotal)::double, sum(len(productListItems))::double from ${programme.eventTable}
     where ${number} >= ${firstEvent} and ${number} < ${firstEvent + LEAST_EVENTS}`,
  );
  const [count, amount, items] = rows[0]!.map(Number);
  const { stored } = least;
  if (count !== stored.rows || items !== stored.items || Math.abs(amount! - stored.amount) > 0.01)
    throw new Error(`the lake differs: ${JSON.stringify({ count, amount, items, stored })}`);
}

/** The first number of a case, as `costOfCases` counts. */
function firstOf(wanted: Case): number {
  let next = PEOPLE;
  for (const one of CASES) {
    if (one === wanted) return next;
    next += one.requests * one.size;
  }
  return next;
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
    const { programme, names } = await setUp(api);
    const inlets = { profile: programme.profileInlet, transaction: programme.eventInlet };
    const server: Server = {
      pid: platform.pid,
      url: ({ kind, size }) => (size === 1 ? inlets[kind] : programme.batch(inlets[kind])),
      async done() {
        await workedOff(api);
        const { balanced, failed, skipped } = await api.settled();
        if (!balanced || failed + skipped > 0) throw new Error('not everything sent became a row');
      },
    };
    const profiler = await profilerOf(platform);
    stops.push(() => profiler.close());
    const profiles: CpuProfile[] = [];
    const costs = await costOfCases(server, sent, () => async (work) => {
      profiles.push(await profiler.over(work));
    });
    const own: Own[] = costs.map((cost, at) => ({ ...cost, parts: partsOf(profiles[at]!, cost.each.main, PARTS) }));
    const firstEvent = firstOf(CASES[1]!);
    const plan = { people: PEOPLE, first: firstEvent, events: LEAST_EVENTS, compared: COMPARED };
    const least = await leastCosts({ ...plan, directory: join(scratch.path, 'least') });
    await expectSame({ api, programme, names }, least, firstEvent);
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
  line('  wanted of the platform', (at) => (CASES[at]!.size === 1 ? WANTED.singles : WANTED.batches));
  line('the platform, times the least', (at) => sumOf(own[at]!.each) / leastOf(figures, at));
}

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
if (!values.json) console.log(`${head}\nload on core ${LOAD_CORE}, servers on all cores`);
const figures = await main();
if (values.json) console.log(JSON.stringify({ machine: head, cases: CASES.map(({ name }) => name), ...figures }));
else print(figures);
