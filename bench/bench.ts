import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Api, connect } from '../tools/harness/api.ts';
import { startPostgres, whyNoPostgres } from '../tools/harness/postgres.ts';
import { keepOn, machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { type Cost, costOf } from './cost.ts';
import { type Latencies, type Latency, latencies, shown, tooSlow } from './latency.ts';
import { runLoad } from './load.ts';
import { batches, emailOf } from './messages.ts';
import { setUpPeople, toldOf } from './peopled.ts';
import { buildBenthos, startBenthos } from './rivals/benthos.ts';
import * as npm from './rivals/npm.ts';
import * as postgres from './rivals/postgres.ts';
import { type RunningRival, startRival } from './rivals/rival.ts';
import {
  type Contender,
  otherAs,
  oursAs,
  type Ratio,
  type Rounds,
  ratioOf,
  SHAPES,
  type Shape,
  SIZE,
  throughput,
} from './throughput.ts';

/**
 * `npm run bench [-- --json] [--quick]`: ours, rivals and the raw ceiling on the same bodies, in turn, from one run. Load
 * on one core, whoever is measured on all of them; while latencies are timed, on another than the load. Everything printed was measured in this run. It fails when a ratio is below what is held by
 * more than the noise of the run itself; the full run also when a latency is past its bar.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
/** Where servers are while latencies are timed: a sender that waits for its core would measure itself. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;
const PEOPLE = values.quick ? 5_000 : 50_000;
const MESSAGES = values.quick ? { batches: 30_000, singles: 5_000 } : { batches: 200_000, singles: 30_000 };
const COMPARED = 300;
/** Ratios that are wanted, and those that are held: a run below the latter by more than its noise fails. */
const BARS: Readonly<Record<string, Readonly<Record<Shape, { readonly aim: number; readonly held: number }>>>> = {
  ceiling: { batches: { aim: 0.6, held: 0.1 }, singles: { aim: 0.7, held: 0.4 } },
  npm: { batches: { aim: 1, held: 1 }, singles: { aim: 1, held: 1 } },
  postgres: { batches: { aim: 1, held: 0.5 }, singles: { aim: 1, held: 1 } },
  'postgres, one by one': { batches: { aim: 1, held: 1 }, singles: { aim: 1, held: 1 } },
  benthos: { batches: { aim: 1, held: 1 }, singles: { aim: 1, held: 1 } },
};

function note(text: string): void {
  if (!values.json) console.log(text);
}

/** Ours and a rival must have done the same work before their speeds are compared. */
async function expectSame(api: Api, names: ReadonlyMap<string, string>, rival: RunningRival): Promise<void> {
  // All of ours have them already.
  const bodies = batches('profile', COMPARED / SIZE, SIZE, PEOPLE);
  const { refused } = await runLoad({ url: rival.url, bodies, connections: 1, amount: bodies.length }, LOAD_CORE);
  if (refused > 0) throw new Error(`a rival refused ${refused} requests`);
  let memberships = 0;
  for (let person = 0; person < COMPARED; person += 1) {
    const ours = await toldOf(api, names, emailOf(person));
    const theirs = await rival.find(emailOf(person));
    const same =
      ours.loyalty?.tier === theirs.loyalty?.tier &&
      ours.loyalty?.points === theirs.loyalty?.points &&
      JSON.stringify(ours.audiences) === JSON.stringify(theirs.audiences);
    if (!same)
      throw new Error(`${emailOf(person)} differs: ours ${JSON.stringify(ours)}, rival ${JSON.stringify(theirs)}`);
    memberships += ours.audiences.length;
  }
  if (memberships === 0) throw new Error('nobody compared is in any audience');
}

interface Report extends Latencies {
  readonly rates: Readonly<Record<string, Rounds>>;
  readonly costs: Readonly<Record<string, Rounds>>;
  readonly ratios: Readonly<Record<string, Readonly<Record<Shape, Ratio>>>>;
  readonly cost: Cost;
}

async function main(): Promise<Report> {
  const scratch = scratchDirectory('bench');
  const stops: (() => unknown)[] = [() => scratch.remove()];
  const rivals: (() => unknown)[] = [];
  try {
    const platform = await startPlatform({ dataDir: join(scratch.path, 'ours') });
    stops.push(() => platform.kill('SIGTERM'));
    const api = await connect(platform);
    const { programme, names, probed } = await setUpPeople(api, PEOPLE, LOAD_CORE);
    const ceiling = await startCeiling(ceilingFile(scratch.path));
    stops.push(() => ceiling.stop());
    const contenders: Contender[] = [oursAs(api, programme), otherAs('ceiling', ceiling.url, 1)];
    const enter = async (name: string, share: number, starting: Promise<RunningRival>) => {
      const rival = await starting;
      rivals.push(() => rival.stop());
      await expectSame(api, names, rival);
      contenders.push(otherAs(name, rival.url, share));
    };
    const database = async () => {
      const running = await startPostgres();
      rivals.push(() => running.stop());
      return running;
    };
    await enter('npm', 0.05, startRival(npm.FILE, join(scratch.path, 'rival.sqlite')));
    const noPostgres = whyNoPostgres();
    if (noPostgres === undefined) {
      const { version, connectionString } = await database();
      note(`rival on PostgreSQL ${version}`);
      await enter('postgres', 0.25, startRival(postgres.FILE, connectionString));
      const other = await database();
      await enter('postgres, one by one', 0.1, startRival(postgres.FILE, other.connectionString, postgres.ONE_BY_ONE));
    } else note(`unproven against PostgreSQL: ${noPostgres}`);
    const noBenthos = noPostgres ?? (values.quick ? 'a quick run does not build it' : buildBenthos(scratch.path));
    if (noBenthos === undefined)
      await enter('benthos', 0.1, startBenthos(scratch.path, (await database()).connectionString));
    else note(`unproven against Benthos, which writes to PostgreSQL: ${noBenthos}`);
    note(`the same balances and audiences as the rivals' for ${COMPARED} people\n`);
    const { rates, costs } = await throughput(contenders, PEOPLE, MESSAGES);
    const totals = await api.settled();
    if (!totals.balanced) throw new Error(`the books do not balance: ${JSON.stringify(totals)}`);
    if (totals.failed + totals.skipped > 0) throw new Error(`not everything sent counted: ${JSON.stringify(totals)}`);
    // A database writes and tidies up for minutes behind what it was sent, also on the core of the sender whose lateness counts.
    await stopAll(rivals);
    for (const { pid } of [platform, ceiling]) keepOn(SERVER_CORE, pid);
    const plan = { people: PEOPLE, core: LOAD_CORE, isQuick: values.quick };
    const measured = await latencies(plan, api, programme, probed, ceiling.url);
    await stopAll(stops);
    const cost = await costOf(values.quick ? 10_000 : 100_000);
    const ours = rates.get('ours')!;
    const ratios = Object.fromEntries(
      [...rates]
        .filter(([name]) => name !== 'ours')
        .map(([name, other]) => [
          name,
          { batches: ratioOf(ours.batches, other.batches), singles: ratioOf(ours.singles, other.singles) },
        ]),
    );
    return { rates: Object.fromEntries(rates), costs: Object.fromEntries(costs), ratios, ...measured, cost };
  } finally {
    await stopAll(rivals);
    await stopAll(stops);
  }
}

/** The last one that was begun first. */
async function stopAll(stops: (() => unknown)[]): Promise<void> {
  while (stops.length > 0) await stops.pop()!();
}

/** One sentence for each ratio below what is held. */
function failures(ratios: Report['ratios']): readonly string[] {
  return Object.entries(ratios).flatMap(([name, of]) =>
    SHAPES.flatMap((shape) => {
      const { median, noise } = of[shape];
      const { held } = BARS[name]![shape];
      if (median >= held * (1 - noise)) return [];
      return [
        `${shape}: ${median.toFixed(3)} of ${name}; ${held} is held, and the noise is ${(noise * 100).toFixed(0)} %`,
      ];
    }),
  );
}

function print({ rates, costs, ratios, memberships, acknowledged, ceilingAcknowledged, lookup, cost }: Report): void {
  const median = (rounds: readonly number[]) => [...rounds].sort((a, b) => a - b)[Math.floor(rounds.length / 2)]!;
  note(
    'events/s, POST to durable + profile + 50 audiences, with the lake written beside, and us of processor an event, sender and all cores; median of three rounds',
  );
  const figures = (name: string, shape: Shape) =>
    `${median(rates[name]![shape]).toFixed(0).padStart(8)}${median(costs[name]![shape]).toFixed(1).padStart(8)} us`;
  for (const shape of SHAPES) {
    note(
      `${(shape === 'batches' ? 'ours, batches of 100' : 'ours, single posts').padEnd(22)}${figures('ours', shape)}`,
    );
    for (const [name, of] of Object.entries(ratios)) {
      const { median: ratio, noise } = of[shape];
      const { aim } = BARS[name]![shape];
      const reached = ratio >= aim ? 'reached' : 'not reached';
      note(
        `  ${name.padEnd(20)}${figures(name, shape)}   ours ${ratio.toFixed(2)} times it, noise ${(noise * 100).toFixed(0)} % (aim ${aim}: ${reached})`,
      );
    }
  }
  const ms = ({ p50, p99, samples }: Latency) => `p50 ${shown(p50)}, p99 ${shown(p99)} (${samples})`;
  for (const of of memberships) note(`POST to membership readable, ${of.rate.toFixed(0)} events/s beside: ${ms(of)}`);
  const answers = (of: typeof acknowledged) =>
    `acknowledgement at ${of.rate.toFixed(0)} single posts/s: ${ms(of)}; sender late by ${of.late.toFixed(2)} ms (p99)`;
  note(answers(acknowledged));
  note(`  the ceiling's ${answers(ceilingAcknowledged)}`);
  note(`profile look-up: ${ms(lookup)}`);
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  note(`${cost.people} profiles: ${mib(cost.memoryBytes)} memory, ${mib(cost.diskBytes)} disk (log, store, Parquet)`);
  note(
    `start to ready: empty ${cost.emptyStartMs.toFixed(0)} ms, with profiles after SIGKILL ${cost.fullStartMs.toFixed(0)} ms`,
  );
}

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
note(`${head}\nload on core ${LOAD_CORE}; servers on all cores, for latencies on core ${SERVER_CORE}`);
const report = await main();
if (values.json) console.log(JSON.stringify({ machine: head, bars: BARS, ...report }));
else print(report);
const fallen = failures(report.ratios).map((failure) => `below what is held: ${failure}`);
const slow = tooSlow(report).map((failure) => `past its bar: ${failure}`);
// What a few seconds of --quick hold is one checkpoint more or less.
for (const failure of values.quick ? fallen : [...fallen, ...slow]) {
  console.error(failure);
  process.exitCode = 1;
}
