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
import { type Programme, setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { pqlOf } from './audience-rules.ts';
import { bringIn, expectProfiles } from './bring-in.ts';
import { diskBytes } from './cost.ts';
import { metricAt, untilZero, workedOff } from './metrics.ts';
import { PROBED, probe } from './probes.ts';
import { cpuSecondsOf, watchMemory } from './process-use.ts';
import { RULES } from './rivals/rival.ts';
import { type StreamPlan, type StreamWindow, startStream, together } from './stream.ts';

/**
 * `npm run bench:sustained [-- --quick] [--minutes 60] [--people 1000000] [--flood] [--json]`: the platform with 50 audiences
 * for a long time, at half of the rate it can take, or with `--flood` at all of it. What it costs in each stretch of time,
 * whether memory and latency stay flat, whether the counts add up, and what an event costs by then and cost a small platform.
 * `--quick`, for CI, is five minutes with 20,000 people.
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
const MOST_WAITING = 20_000;
/** Milliseconds the sender may be late (p99) for latencies to say something. */
const MOST_LATE = 5;
const PROFILES_OF_HUNDRED = 20;
const SIZE = 100;

/** Times the first (or middle) third that the last may be, and other bounds. */
const BARS = {
  growth: 1.3,
  memory: 1.15,
  latency: 1.5,
  ownMiB: 1024,
  /** Bytes in the lake of a byte of JSON. */
  lake: 0.15,
  startMs: 3000,
};

function note(text: string): void {
  if (!values.json) console.log(text);
}

interface Standing {
  readonly platform: RunningPlatform;
  readonly api: Api;
  readonly programme: Programme;
  readonly probed: string;
  readonly people: number;
}

async function setUp(dataDir: string, people: number): Promise<Standing> {
  const platform = await startPlatform({ dataDir, core: SERVER_CORE });
  const api = await connect(platform);
  const programme = await setUpProgramme(api);
  await bringIn(api, programme, people, LOAD_CORE);
  for (const rule of RULES) await setUpAudience(api, rule.name, pqlOf(rule));
  const probed = await setUpAudience(api, 'Probed', PROBED);
  await untilZero(api, 'meniscus_audiences_waiting');
  return { platform, api, programme, probed, people };
}

function send({ programme, people }: Standing, pace: StreamPlan['pace'], first: number, windowSeconds: number) {
  return startStream(
    {
      profileInlet: programme.batch(programme.profileInlet),
      eventInlet: programme.batch(programme.eventInlet),
      size: SIZE,
      profilesOfHundred: PROFILES_OF_HUNDRED,
      pace,
      people,
      first,
      windowSeconds,
    },
    LOAD_CORE,
  );
}

function messagesOf({ profiles, transactions }: StreamWindow): number {
  return profiles + transactions;
}

/** What the platform can take, and what an event costs it then. */
interface Top {
  readonly sent: StreamWindow;
  /** Events a second until every profile and audience had them. */
  readonly rate: number;
  /** Microseconds of processor an event. */
  readonly cost: number;
}

async function flood(standing: Standing, seconds: number, first: number): Promise<Top> {
  const { api, platform } = standing;
  const [started, cpu] = [performance.now(), cpuSecondsOf(platform.pid)];
  const stream = send(standing, { mostWaiting: MOST_WAITING }, first, seconds);
  await sleep(seconds * 1000);
  const sent = together(await stream.stop());
  await workedOff(api);
  if (sent.refused > 0) throw new Error(`${sent.refused} messages were refused`);
  const messages = messagesOf(sent);
  return {
    sent,
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

async function sustain(standing: Standing, pace: StreamPlan['pace'], first: number) {
  const { api, platform } = standing;
  const stream = send(standing, pace, first, (MINUTES * 60) / WINDOWS);
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
    };
    memory.stop();
    stretches.push(stretch);
    note(lineOf(at, stretch, sent));
  }
  const sent = together(await stream.stop());
  const probed = await probes.stop();
  await workedOff(api);
  return { stretches, sent, probed };
}

function lineOf(at: number, stretch: Stretch, { late, refused }: StreamWindow): string {
  const { rate, acknowledgedP50, acknowledgedP99, membershipP50, membershipP99, ownMiB, waiting } = stretch;
  const minutes = (((at + 1) * MINUTES) / WINDOWS).toFixed(1);
  return `${minutes.padStart(5)} min: ${rate.toFixed(0)} events/s, acknowledged p50 ${acknowledgedP50.toFixed(1)} p99 ${acknowledgedP99.toFixed(1)} ms, member p50 ${membershipP50.toFixed(1)} p99 ${membershipP99.toFixed(1)} ms, ${ownMiB} MiB, ${waiting} waiting, ${refused} refused, sender ${late.toFixed(1)} ms late`;
}

/** Everything that was accepted, counted where it went. Throws when something is missing or there twice. */
async function expectAllThere({ api, programme, people }: Standing, sent: StreamWindow, probed: number): Promise<void> {
  const totals = await api.settled();
  const accepted = people + messagesOf(sent) + probed;
  const count = async (table: string) => Number((await api.sql(`select count(*) from ${table}`)).rows[0]![0]);
  const there = {
    accepted: totals.accepted,
    lost: totals.failed + totals.skipped,
    balanced: totals.balanced,
    profileRows: await count(programme.profileTable),
    eventRows: await count(programme.eventTable),
    profiles: await api.profiles(),
  };
  const wanted = {
    accepted,
    lost: 0,
    balanced: true,
    profileRows: people + sent.profiles + probed,
    eventRows: sent.transactions,
    profiles: people + probed,
  };
  if (JSON.stringify(there) !== JSON.stringify(wanted))
    throw new Error(`the counts do not add up: ${JSON.stringify(there)} instead of ${JSON.stringify(wanted)}`);
}

function medianOf(stretches: readonly Stretch[], of: (stretch: Stretch) => number): number {
  const all = stretches.map(of).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)]!;
}

interface Judged {
  readonly name: string;
  readonly value: number;
  readonly bar: number;
}

/** Of the last third against the middle one: caches fill in the first. */
function growth(stretches: readonly Stretch[], of: (stretch: Stretch) => number): number {
  const third = WINDOWS / 3;
  return medianOf(stretches.slice(2 * third), of) / medianOf(stretches.slice(third, 2 * third), of);
}

function flatLatency(stretches: readonly Stretch[]): readonly Judged[] {
  const bar = BARS.latency;
  return [
    { name: 'acknowledgement, last third to middle', value: growth(stretches, (of) => of.acknowledgedP50), bar },
    { name: 'POST to membership, last third to middle', value: growth(stretches, (of) => of.membershipP50), bar },
  ];
}

function flatMemory(stretches: readonly Stretch[]): readonly Judged[] {
  return [
    { name: 'memory, last third to middle', value: growth(stretches, ({ ownMiB }) => ownMiB), bar: BARS.memory },
    { name: 'own memory, MiB', value: Math.max(...stretches.map(({ ownMiB }) => ownMiB)), bar: BARS.ownMiB },
    {
      name: 'waiting behind the log',
      value: Math.max(...stretches.map(({ waiting }) => waiting)),
      bar: 2 * MOST_WAITING,
    },
  ];
}

/** Whether others had the sender's core; its times then say nothing about the platform, and only the full run fails for it. */
function isLate({ late }: StreamWindow): boolean {
  if (late <= MOST_LATE) return false;
  if (!values.quick)
    throw new Error(`messages were sent ${late.toFixed(1)} ms late (p99): the machine is too busy to tell`);
  note(
    `latency is not judged: messages were sent ${late.toFixed(1)} ms late (p99), so others are at work on the machine`,
  );
  return true;
}

/** What an event costs a small platform, and how many it takes. */
async function small(): Promise<Top> {
  const scratch = scratchDirectory('sustained-small');
  const standing = await setUp(scratch.path, SMALL);
  try {
    // The first events meet code that is not compiled yet.
    const warm = await flood(standing, 5, 0);
    return await flood(standing, TOP_SECONDS, messagesOf(warm.sent) + SMALL);
  } finally {
    await standing.platform.kill('SIGTERM');
    scratch.remove();
  }
}

async function main() {
  const before = await small();
  note(
    `a platform with ${SMALL} people: ${before.rate.toFixed(0)} events/s, ${before.cost.toFixed(1)} us of processor each`,
  );
  const scratch = scratchDirectory('sustained');
  const standing = await setUp(scratch.path, PEOPLE);
  const { platform } = standing;
  try {
    note(`${PEOPLE} people, ${RULES.length} audiences`);
    const top = await flood(standing, TOP_SECONDS, PEOPLE);
    note(`at most ${top.rate.toFixed(0)} events/s, ${top.cost.toFixed(1)} us each`);
    const pace = values.flood ? { mostWaiting: MOST_WAITING } : { rate: Math.floor(top.rate / 2) };
    let next = PEOPLE + messagesOf(top.sent);
    const { stretches, sent: long, probed } = await sustain(standing, pace, next);
    next += messagesOf(long);
    const end = await flood(standing, TOP_SECONDS, next);
    note(`at the end at most ${end.rate.toFixed(0)} events/s, ${end.cost.toFixed(1)} us each`);
    const sent = together([top.sent, long, end.sent]);
    await expectAllThere(standing, sent, probed);
    const events = sent.transactions;
    const lakeBytes = diskBytes(join(scratch.path, 'objects'));
    await platform.kill('SIGKILL');
    const again = await startPlatform({ dataDir: scratch.path, core: SERVER_CORE });
    try {
      await expectProfiles(await connect(again), PEOPLE + probed);
    } finally {
      await again.kill('SIGTERM');
    }
    const judged: readonly Judged[] = [
      ...flatMemory(stretches),
      ...(isLate(long) ? [] : flatLatency(stretches)),
      { name: 'cost of an event, at the end to a small platform', value: end.cost / before.cost, bar: BARS.growth },
      { name: 'lake, bytes of a byte of JSON', value: lakeBytes / sent.bytes, bar: BARS.lake },
      { name: 'start after SIGKILL, ms', value: again.startupMs, bar: BARS.startMs },
    ];
    return { before, top, stretches, end, events, sent, probed, lakeBytes, judged };
  } finally {
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}

const head = `${machine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
note(`${head}\nserver on core ${SERVER_CORE}, load on core ${LOAD_CORE}`);
const figures = await main();
if (values.json) console.log(JSON.stringify({ machine: head, people: PEOPLE, minutes: MINUTES, ...figures }));
note(
  `counts add up: ${figures.sent.profiles} profile records, ${figures.events} events, ${figures.probed} probes; nothing lost, nothing twice`,
);
for (const { name, value, bar } of figures.judged) {
  const isPast = !(value <= bar);
  note(`${name}: ${value.toFixed(2)} (bar ${bar})`);
  if (!isPast) continue;
  console.error(`past its bar: ${name} is ${value.toFixed(2)}; the bar is ${bar}`);
  process.exitCode = 1;
}
