import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../tools/harness/api.ts';
import { percentile } from '../tools/harness/process.ts';
import type { Programme } from '../tools/harness/programme.ts';
import { emailOf } from './messages.ts';
import { workedOff } from './metrics.ts';
import { expectMembers, probes } from './probes.ts';
import { startStream, together } from './stream.ts';
import { SIZE } from './throughput.ts';

/** Milliseconds for 99 of 100 at most. */
const BARS = { acknowledged: 20, membership: { 1500: 50, 15000: 250 } } as const;
/** Where the disk of the machine keeps the ceiling itself from answering in time, ours may take so many times what that takes. */
const OF_CEILING = 1.5;
/** A sender late by more (milliseconds, p99) measured what else had its core. */
const MOST_LATE = 1;
/** Single posts a second whose answers are timed. */
const SINGLE_POSTS = 2000;
/** Turns of ours and the ceiling whose answers are timed. */
const TURNS = 3;

/** Events a second there are beside probes: what the published limit is, and ten times as many. */
type Beside = keyof typeof BARS.membership;

export interface Latency {
  /** Events a second there were. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

/** From when a request was due; how late its sender itself was, p99. */
interface Acknowledgement extends Latency {
  readonly late: number;
}

/** From POST to membership, with so many events a second wanted beside. */
interface MembershipLatency extends Latency {
  readonly wanted: Beside;
}

export interface Latencies {
  readonly memberships: readonly MembershipLatency[];
  readonly acknowledged: Acknowledgement;
  readonly ceilingAcknowledged: Acknowledgement;
  readonly lookup: Latency;
}

interface Plan {
  readonly people: number;
  /** Core of what sends. */
  readonly core: number;
  readonly isQuick: boolean;
}

/** Measures each in turn; `probed` is the audience of the probes. */
export async function latencies(
  plan: Plan,
  api: Api,
  programme: Programme,
  probed: string,
  ceiling: string,
): Promise<Latencies> {
  const memberships: MembershipLatency[] = [];
  for (const rate of plan.isQuick ? ([1500] as const) : ([1500, 15_000] as const))
    memberships.push(await membership(plan, api, programme, probed, rate));
  const acknowledged = await acknowledgements(plan, api, programme, ceiling);
  return { memberships, ...acknowledged, lookup: await lookups(api, plan.people) };
}

/** One sentence for each latency past its bar, or that says nothing about one. */
export function tooSlow({ memberships, acknowledged, ceilingAcknowledged }: Latencies): readonly string[] {
  const past = memberships.flatMap(({ wanted, p99 }) => {
    const bar = BARS.membership[wanted];
    return p99 <= bar ? [] : [`membership with ${wanted} events/s beside: p99 ${shown(p99)}; at most ${bar} ms`];
  });
  const { p99, late } = acknowledged;
  const bar = Math.max(BARS.acknowledged, ceilingAcknowledged.p99 * OF_CEILING);
  if (p99 > bar) past.push(`acknowledgement: p99 ${p99.toFixed(1)} ms; at most ${bar.toFixed(1)}`);
  if (late > MOST_LATE) past.push(`acknowledgement says little: its sender was late by ${late.toFixed(1)} ms (p99)`);
  return past;
}

/** Milliseconds to read; what was given up is infinite. */
export function shown(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? `${milliseconds.toFixed(2)} ms` : 'more than a minute';
}

/** Where a stream of messages goes. */
interface Inlets {
  readonly profileInlet: string;
  readonly eventInlet: string;
}

/** Unless told otherwise one window longer than any of the measurements: a percentile of all of it. */
function beside(plan: Plan, inlets: Inlets, size: number, rate: number, first: number, windowSeconds = 600) {
  const { profileInlet, eventInlet } = inlets;
  const of = { size, profilesOfHundred: 0, pace: { rate }, people: plan.people, first, windowSeconds };
  return startStream({ profileInlet, eventInlet, ...of }, plan.core);
}

/** From POST to the membership in the answer of the entities API, with so many events a second going on beside. */
async function membership(
  plan: Plan,
  api: Api,
  programme: Programme,
  probed: string,
  wanted: Beside,
): Promise<MembershipLatency> {
  const inlets = {
    profileInlet: programme.batch(programme.profileInlet),
    eventInlet: programme.batch(programme.eventInlet),
  };
  const stream = beside(plan, inlets, wanted < 10_000 ? 10 : SIZE, wanted, 10_000_000 + wanted * 1000);
  await sleep(1000);
  const first = wanted * 1000;
  const times = await probes(api, programme, probed, plan.isQuick ? 100 : 500, first);
  const { transactions, seconds } = together(await stream.stop());
  await expectMembers(api, probed, times.length, first);
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  return { wanted, rate: transactions / seconds, p50, p99, samples: times.length };
}

/** From when a single post is due to its answer, which says that it is on disk. */
async function acknowledgement(plan: Plan, inlets: Inlets, turn: number): Promise<Acknowledgement> {
  const windowSeconds = plan.isQuick ? 2 : 8;
  const stream = beside(plan, inlets, 1, SINGLE_POSTS, 100_000_000 * (turn + 1), windowSeconds);
  await sleep((3 * windowSeconds + 1) * 1000);
  const windows = await stream.stop();
  const { refused } = together(windows);
  if (refused > 0) throw new Error(`${refused} single posts were refused`);
  // In the first two sender and server get up to speed: for 16,000 posts, a sender that compiles its code on its one core is late by milliseconds.
  const { transactions, seconds, p50, p99, late } = windows[2]!;
  return { rate: transactions / seconds, p50, p99, samples: transactions, late };
}

/** Ours and the ceiling in turn, so that what the disk does meets both; of each the turn in the middle. */
async function acknowledgements(plan: Plan, api: Api, programme: Programme, ceiling: string) {
  const ours: Acknowledgement[] = [];
  const least: Acknowledgement[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    ours.push(await acknowledgement(plan, programme, turn));
    await workedOff(api);
    least.push(await acknowledgement(plan, { profileInlet: ceiling, eventInlet: ceiling }, turn));
  }
  return { acknowledged: middle(ours), ceilingAcknowledged: middle(least) };
}

function middle(turns: readonly Acknowledgement[]): Acknowledgement {
  return [...turns].sort((a, b) => a.p99 - b.p99)[Math.floor(turns.length / 2)]!;
}

async function lookups(api: Api, people: number): Promise<Latency> {
  const times: number[] = [];
  const started = performance.now();
  for (let index = 0; index < 2000; index += 1) {
    const from = performance.now();
    const person = emailOf((index * 7919) % people);
    if ((await api.profile('Email', person)) === undefined) throw new Error(`there is no profile of ${person}`);
    times.push(performance.now() - from);
  }
  const rate = times.length / ((performance.now() - started) / 1000);
  times.sort((a, b) => a - b);
  return { rate, p50: percentile(times, 0.5), p99: percentile(times, 0.99), samples: times.length };
}
