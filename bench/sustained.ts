import { readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Api, connect } from '../tools/harness/api.ts';
import {
  machine,
  percentile,
  type RunningPlatform,
  scratchDirectory,
  startPlatform,
} from '../tools/harness/process.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { diskBytes } from './cost.ts';
import { growthOf, isPast, type Judged, lineOf } from './judged.ts';
import { metricAt, workedOff } from './metrics.ts';
import { setUpPeople } from './peopled.ts';
import { expectMembers, probe } from './probes.ts';
import { cpuSecondsOf, watchMemory, watchOthers } from './process-use.ts';
import { canDropCaches, killAndStart, type Restart } from './restarts.ts';
import { RULES } from './rivals/rival.ts';
import { mayTake, slowness } from './slowness.ts';
import { type StreamPlan, type StreamWindow, startStream, together } from './stream.ts';
import { type Ratio, ratioOf } from './throughput.ts';

/**
 * `npm run bench:sustained [-- --quick] [--minutes 60] [--people 1000000] [--flood] [--json]`: the platform with 50 audiences
 * for a long time, at half of the rate it can take, or with `--flood` at all of it. What it costs in each stretch of time,
 * whether memory and latency stay flat, whether the counts add up, what an event costs by then and costs a small platform, and
 * how fast it starts after SIGKILL with messages on their way. `--quick`, for CI, is five minutes with 20,000 people, and what is
 * timed may take as many times longer as the machine is slower than that of bench/README.md. A ratio fails when it is past its bar by
 * more than the noise of the run itself.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    flood: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    people: { type: 'string' },
  },
});
const PEOPLE = Number(values.people ?? (values.quick ? 20_000 : 1_000_000));
const MINUTES = Number(values.minutes ?? (values.quick ? 5 : 60));
if (!(MINUTES > 0 && PEOPLE >= 100 && PEOPLE % 100 === 0))
  throw new Error('give --minutes above 0, and --people as a multiple of 100');
const SERVER_CORE = 0;
const LOAD_CORE = 1;
/** Stretches of time that are told apart; a third of them is compared with another. */
const WINDOWS = 15;
/** What a small platform has, to compare the cost of an event with. */
const SMALL = 10_000;
/** Seconds of a flood that finds the top rate. */
const TOP_SECONDS = values.quick ? 15 : 30;
/** How often the two platforms take turns at the end, and seconds of a turn. */
const TURNS = 3;
const TURN_SECONDS = values.quick ? 5 : 10;
const KILLS = 3;
const MOST_WAITING = 20_000;
/** Milliseconds the sender may be late (p99) for latencies to say something. */
const MOST_LATE = 5;
/** Part of the server's core that others may take. */
const MOST_OTHERS = 0.1;
/**
 * What the process loop takes for a run, milliseconds. A middle acknowledgement below it tells how busy the thread is (1.4 at half of its
 * time, 2.4 at two thirds), for which the cost of an event has its own bar, and not that anything waits: it counts as one of so long.
 */
const RUN_MS = 5;
/**
 * What the slowest of a hundred acknowledgements take in five minutes hangs on when the heap is collected and the lake writes (one run
 * twice what another had, on the same machine). Below this, milliseconds, which membership may take at the top rate, a quick run counts it as this.
 */
const TAIL_MS = 250;
const PROFILES_OF_HUNDRED = 20;
const SIZE = 100;

/** Times the middle third that the last may be, and other bounds. */
const BARS = {
  growth: 1.3,
  memory: 1.15,
  latency: 1.5,
  ownMiB: 1024,
  /** Bytes in the lake of a byte of JSON. */
  lake: 0.15,
  /** Of the topic the lake reads, once it has read all of it: the segment being written, and one that is being removed. */
  validatedMiB: 128,
  startMs: 3000,
};

function note(text: string): void {
  if (!values.json) console.log(text);
}

/** A platform with its people, and what it was sent so far. */
interface Standing {
  platform: RunningPlatform;
  api: Api;
  readonly programme: Programme;
  readonly probed: string;
  readonly people: number;
  /** What it accepted beyond the first record of everybody. */
  readonly sent: StreamWindow[];
  /** Number of the next message. */
  next: number;
  readonly memory: ReturnType<typeof watchMemory>;
}

async function setUp(dataDir: string, people: number): Promise<Standing> {
  const platform = await startPlatform({ dataDir, core: SERVER_CORE });
  const memory = watchMemory(platform.pid);
  const api = await connect(platform);
  const { programme, probed } = await setUpPeople(api, people, LOAD_CORE);
  return { platform, api, programme, probed, people, sent: [], next: people, memory };
}

function send({ programme, people, next }: Standing, pace: StreamPlan['pace'], windowSeconds: number) {
  return startStream(
    {
      profileInlet: programme.batch(programme.profileInlet),
      eventInlet: programme.batch(programme.eventInlet),
      size: SIZE,
      profilesOfHundred: PROFILES_OF_HUNDRED,
      pace,
      people,
      first: next,
      windowSeconds,
    },
    LOAD_CORE,
  );
}

function messagesOf({ profiles, transactions }: StreamWindow): number {
  return profiles + transactions;
}

/** Notes what was sent, so that no number is sent again and everything is counted. */
function noted(standing: Standing, sent: StreamWindow): StreamWindow {
  standing.sent.push(sent);
  standing.next += messagesOf(sent) + sent.refused;
  return sent;
}

/** What the platform can take, and what an event costs it then. */
interface Top {
  /** Events a second until every profile and audience had them. */
  readonly rate: number;
  /** Microseconds of processor an event. */
  readonly cost: number;
}

async function flood(standing: Standing, seconds: number): Promise<Top> {
  const { api, platform } = standing;
  const [started, cpu] = [performance.now(), cpuSecondsOf(platform.pid)];
  const stream = send(standing, { mostWaiting: MOST_WAITING }, seconds);
  await sleep(seconds * 1000);
  const sent = noted(standing, together(await stream.stop()));
  await workedOff(api);
  if (sent.refused > 0) throw new Error(`${sent.refused} messages were refused`);
  const messages = messagesOf(sent);
  return {
    rate: messages / ((performance.now() - started) / 1000),
    cost: ((cpuSecondsOf(platform.pid) - cpu) * 1e6) / messages,
  };
}

/** One stretch of time. */
interface Stretch {
  readonly rate: number;
  readonly acknowledgedP50: number;
  readonly acknowledgedP99: number;
  /** From POST to membership, a probe about each half a second. */
  readonly membershipP50: number;
  readonly membershipP99: number;
  readonly ownMiB: number;
  readonly waiting: number;
  /** How late the sender was, p99, milliseconds. */
  readonly late: number;
  /** Part of the server's core that others took. */
  readonly others: number;
}

/** Probes until told to stop, and gives the times of each stretch when asked. */
function probing({ api, programme, probed }: Standing) {
  let times: number[] = [];
  let isWanted = true;
  let sent = 0;
  const done = (async () => {
    while (isWanted) {
      times.push(await probe(api, programme, probed, sent++));
      await sleep(500);
    }
  })();
  return {
    take(): readonly number[] {
      const taken = times.sort((a, b) => a - b);
      times = [];
      return taken;
    },
    async stop(): Promise<number> {
      isWanted = false;
      await done;
      return sent;
    },
  };
}

async function sustain(standing: Standing, pace: StreamPlan['pace']) {
  const { api, platform } = standing;
  const othersSince = watchOthers(SERVER_CORE, platform.pid);
  const stream = send(standing, pace, (MINUTES * 60) / WINDOWS);
  const probes = probing(standing);
  const stretches: Stretch[] = [];
  for (let at = 0; at < WINDOWS; at += 1) {
    const memory = watchMemory(platform.pid);
    while (stream.windows.length === at) await sleep(20);
    const sent = stream.windows[at]!;
    const times = probes.take();
    const stretch = {
      rate: messagesOf(sent) / sent.seconds,
      acknowledgedP50: sent.p50,
      acknowledgedP99: sent.p99,
      membershipP50: percentile(times, 0.5),
      membershipP99: percentile(times, 0.99),
      ownMiB: memory.used().own,
      waiting: await metricAt(api.url, 'meniscus_backlog_messages'),
      late: sent.late,
      others: othersSince(platform.pid),
    };
    memory.stop();
    stretches.push(stretch);
    note(lineOfStretch(at, stretch, sent));
  }
  noted(standing, together(await stream.stop()));
  const probed = await probes.stop();
  await expectMembers(api, standing.probed, probed);
  return { stretches, probed };
}

function lineOfStretch(at: number, stretch: Stretch, { refused }: StreamWindow): string {
  const { rate, acknowledgedP50, acknowledgedP99, membershipP50, membershipP99, ownMiB, waiting } = stretch;
  const minutes = (((at + 1) * MINUTES) / WINDOWS).toFixed(1);
  const disturbed = `sender ${stretch.late.toFixed(1)} ms late, others ${(stretch.others * 100).toFixed(0)} % of the core`;
  return `${minutes.padStart(5)} min: ${rate.toFixed(0)} events/s, acknowledged p50 ${acknowledgedP50.toFixed(1)} p99 ${acknowledgedP99.toFixed(1)} ms, member p50 ${membershipP50.toFixed(1)} p99 ${membershipP99.toFixed(1)} ms, ${ownMiB} MiB, ${waiting} waiting, ${refused} refused, ${disturbed}`;
}

/** What there is of what was sent, counted where it went. */
async function countedIn({ api, programme }: Standing) {
  const totals = await api.settled();
  const count = async (table: string) => Number((await api.sql(`select count(*) from ${table}`)).rows[0]![0]);
  return {
    lost: totals.failed + totals.skipped,
    balanced: totals.balanced,
    accepted: totals.accepted,
    profileRows: await count(programme.profileTable),
    eventRows: await count(programme.eventTable),
    profiles: await api.profiles(),
  };
}

/** Everything that was accepted, counted where it went. Throws when something is missing or there twice. */
async function expectAllThere(standing: Standing, probed: number): Promise<void> {
  const { people } = standing;
  const sent = together(standing.sent);
  const there = await countedIn(standing);
  const wanted = {
    lost: 0,
    balanced: true,
    accepted: people + messagesOf(sent) + probed,
    profileRows: people + sent.profiles + probed,
    eventRows: sent.transactions,
    profiles: people + probed,
  };
  if (JSON.stringify(there) !== JSON.stringify(wanted))
    throw new Error(`the counts do not add up: ${JSON.stringify(there)} instead of ${JSON.stringify(wanted)}`);
}

/** After kills: what was acknowledged is there, and of what was not no more than was sent. */
async function expectNoneLost(standing: Standing, probed: number): Promise<void> {
  const { people } = standing;
  const sent = together(standing.sent);
  const there = await countedIn(standing);
  const beyond = there.accepted - (people + messagesOf(sent) + probed);
  const rows = there.profileRows + there.eventRows;
  const isRight =
    there.balanced &&
    there.lost === 0 &&
    rows === there.accepted &&
    there.profiles === people + probed &&
    there.eventRows >= sent.transactions &&
    there.profileRows >= people + sent.profiles + probed &&
    beyond <= sent.refused;
  if (!isRight) throw new Error(`after kills the counts do not add up: ${JSON.stringify({ there, sent, beyond })}`);
}

/** What an event costs a platform as it stands by now, of what it costs a small one; they take turns. */
async function costOf(standing: Standing, small: Standing): Promise<Ratio> {
  const [costs, before]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const base = await flood(small, TURN_SECONDS);
    const now = await flood(standing, TURN_SECONDS);
    note(
      `${base.cost.toFixed(1)} us of processor an event with ${small.people} people (${base.rate.toFixed(0)} events/s), ${now.cost.toFixed(1)} by now (${now.rate.toFixed(0)} events/s)`,
    );
    before.push(base.cost);
    costs.push(now.cost);
  }
  return ratioOf(costs, before);
}

/** Starts after kills while messages come in at their top rate; the last one, where it can be, with nothing of the files in memory. */
async function restarts(standing: Standing, rate: number): Promise<readonly (Restart & { readonly cold: boolean })[]> {
  const all: (Restart & { readonly cold: boolean })[] = [];
  const colds = Array.from({ length: KILLS }, () => false);
  if (canDropCaches() && !values.quick) colds.push(true);
  for (const cold of colds) {
    const sendAll = () => send(standing, { rate: Math.floor(rate) }, 60);
    const { platform, api, restart } = await killAndStart(standing.platform, sendAll, { core: SERVER_CORE, cold });
    Object.assign(standing, { platform, api });
    noted(standing, restart.sent);
    const files = cold ? ', files not in memory' : '';
    const { startMs, cpuMs, others, waiting } = restart;
    note(
      `start after SIGKILL: ${startMs.toFixed(0)} ms, ${cpuMs.toFixed(0)} of processor, ${waiting} messages to work off, others ${(others * 100).toFixed(0)} % of the core${files}`,
    );
    all.push({ ...restart, cold });
  }
  return all;
}

/**
 * The fastest: what else the machine does only makes a start slower. By the clock only where nobody else had the core, which the
 * full run must have had; by processor time in any case.
 */
function started(starts: readonly Restart[], how: string, bar: number): readonly Judged[] {
  const judged = (name: string, value: number): Judged => ({ name, value, bar, noise: 0 });
  const cpu = judged(`${how}, ms of processor`, Math.min(...starts.map(({ cpuMs }) => cpuMs)));
  const times = starts.filter(({ others }) => others <= MOST_OTHERS).map(({ startMs }) => startMs);
  if (times.length > 0) return [judged(`${how}, ms`, Math.min(...times)), cpu];
  note(`${how} is not judged by the clock: others are at work on the machine`);
  return values.quick ? [cpu] : [judged(`${how}, ms`, Number.NaN), cpu];
}

/** Empty where files cannot be taken out of the system's memory. */
function colds(starts: readonly (Restart & { readonly cold: boolean })[]): readonly Judged[] {
  const cold = starts.filter((start) => start.cold);
  return cold.length === 0 ? [] : started(cold, 'start with no file in memory', BARS.startMs);
}

function medianOf(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
}

/** The last third of the stretches against the middle one. Where too few tell something, that is past the bar of the full run. */
function grown(name: string, bar: number, of: readonly (number | undefined)[]): readonly Judged[] {
  const { median: value, noise } = growthOf(of) ?? { median: Number.NaN, noise: 0 };
  if (Number.isNaN(value))
    note(`${name} is not judged: others are at work on the machine in too many of the stretches`);
  if (Number.isNaN(value) && values.quick) return [];
  return [{ name: `${name}, last third to middle`, value, bar, noise }];
}

/** Whether somebody else had the cores: times of the stretch then say nothing about the platform. */
function isDisturbed({ late, others }: Stretch): boolean {
  return late > MOST_LATE || others > MOST_OTHERS;
}

function flat(stretches: readonly Stretch[], slower: number): readonly Judged[] {
  const tail = values.quick ? TAIL_MS * slower : 0;
  const times = (of: (stretch: Stretch) => number) =>
    stretches.map((stretch) => (isDisturbed(stretch) ? undefined : of(stretch)));
  return [
    ...grown(
      'memory',
      BARS.memory,
      stretches.map(({ ownMiB }) => ownMiB),
    ),
    ...grown(
      'acknowledgement',
      BARS.latency,
      times((of) => Math.max(RUN_MS * slower, of.acknowledgedP50)),
    ),
    ...grown(
      'acknowledgement, p99',
      BARS.latency,
      times((of) => Math.max(tail, of.acknowledgedP99)),
    ),
    ...grown(
      'POST to membership',
      BARS.latency,
      times((of) => of.membershipP50),
    ),
  ];
}

/** Whether a backlog grows shows at the end, in the stretches in which the platform had its core. */
function behind(stretches: readonly Stretch[]): readonly Judged[] {
  const last = stretches.slice(-WINDOWS / 3).filter((stretch) => !isDisturbed(stretch));
  if (last.length === 0) return [];
  const value = medianOf(last.map(({ waiting }) => waiting));
  return [{ name: 'waiting behind the log', value, bar: 2 * MOST_WAITING, noise: 0 }];
}

/** A small platform, whose code is compiled by now. */
async function small(dataDir: string): Promise<Standing> {
  const standing = await setUp(dataDir, SMALL);
  await flood(standing, TURN_SECONDS);
  return standing;
}

/** Files of the lake, and bytes of them. */
function lakeOf(dataDir: string): { readonly files: number; readonly bytes: number } {
  const dir = join(dataDir, 'objects');
  const files = readdirSync(dir, { recursive: true }).filter((name) => String(name).endsWith('.parquet')).length;
  return { files, bytes: diskBytes(dir) };
}

async function measured(base: Standing, standing: Standing, dataDir: string, slower: number) {
  const top = await flood(standing, TOP_SECONDS);
  note(`at most ${top.rate.toFixed(0)} events/s, ${top.cost.toFixed(1)} us of processor each`);
  const pace = values.flood ? { mostWaiting: MOST_WAITING } : { rate: Math.floor(top.rate / 2) };
  const { stretches, probed } = await sustain(standing, pace);
  const cost = await costOf(standing, base);
  await expectAllThere(standing, probed);
  const lake = lakeOf(dataDir);
  const { own, mapped } = standing.memory.used();
  standing.memory.stop();
  const sent = together(standing.sent);
  const starts = await restarts(standing, top.rate);
  await expectNoneLost(standing, probed);
  const exact = (name: string, value: number, bar: number): Judged => ({ name, value, bar, noise: 0 });
  const judged: readonly Judged[] = [
    ...flat(stretches, slower),
    ...behind(stretches),
    exact('own memory at most, MiB', own, BARS.ownMiB),
    { name: 'cost of an event, to a small platform', value: cost.median, bar: BARS.growth, noise: cost.noise },
    exact('lake, bytes of a byte of JSON', lake.bytes / sent.bytes, BARS.lake),
    exact('log of the lake, MiB', diskBytes(join(dataDir, 'log', 'validated')) / 2 ** 20, BARS.validatedMiB),
    ...started(
      starts.filter(({ cold }) => !cold),
      'start after SIGKILL',
      BARS.startMs * slower,
    ),
    ...colds(starts),
  ];
  return { top, stretches, sent, probed, lake, mapped, starts, judged };
}

async function main() {
  const slower = values.quick ? await slowness() : 1;
  note(mayTake(slower));
  const scratches = [scratchDirectory('sustained-small'), scratchDirectory('sustained')] as const;
  const standing: Standing[] = [];
  try {
    const base = await small(scratches[0].path);
    standing.push(base);
    const large = await setUp(scratches[1].path, PEOPLE);
    standing.push(large);
    note(`${PEOPLE} people, ${RULES.length} audiences`);
    return await measured(base, large, scratches[1].path, slower);
  } finally {
    for (const { platform, memory } of standing) {
      memory.stop();
      await platform.kill('SIGKILL');
    }
    for (const scratch of scratches) scratch.remove();
  }
}

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
note(`${head}\nserver on core ${SERVER_CORE}, load on core ${LOAD_CORE}`);
const figures = await main();
if (values.json) console.log(JSON.stringify({ machine: head, people: PEOPLE, minutes: MINUTES, ...figures }));
note(
  `counts add up: ${figures.sent.profiles} profile records, ${figures.sent.transactions} events, ${figures.probed} probes; nothing lost, nothing twice`,
);
note(
  `${figures.lake.files} Parquet files of ${(figures.lake.bytes / 2 ** 20).toFixed(0)} MiB, ${figures.mapped} MiB of mapped files; load average ${loadavg()[0]!.toFixed(1)} after`,
);
for (const figure of figures.judged) {
  note(lineOf(figure));
  if (!isPast(figure)) continue;
  console.error(`past its bar: ${lineOf(figure)}`);
  process.exitCode = 1;
}
