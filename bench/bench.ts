import { readdirSync, statSync } from 'node:fs';
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
import { sendBeside } from './background.ts';
import { bringIn, expectProfiles, metric, workedOff } from './bring-in.ts';
import { ceilingFile, startCeiling } from './ceiling.ts';
import { type LoadResult, runLoad } from './load.ts';
import { batches, emailOf, singles } from './messages.ts';
import { type RivalProfile, startRival } from './rival.ts';

/**
 * `npm run bench [-- --json] [--quick]`: ours, a rival and the raw ceiling on the same bodies, from one run. Server on one
 * core, load on the other. Everything printed was measured in this run.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const SERVER_CORE = 0;
const LOAD_CORE = 1;
const SIZE = 100;
const PEOPLE = values.quick ? 5_000 : 50_000;
const BATCHES = values.quick ? 300 : 2_000;
const SINGLES = values.quick ? 10_000 : 60_000;
/** Requests before each measurement of batches, not counted. */
const WARM_UP = 100;

interface Rates {
  /** Events a second until durably accepted, batches of 100. */
  readonly batches: number;
  /** Events a second until every profile and audience had them, batches of 100. */
  readonly batchesThrough: number;
  readonly singles: number;
  readonly singlesThrough: number;
}

function note(text: string): void {
  if (!values.json) console.log(text);
}

/** Bodies nobody has sent before: profiles that change and transactions with ids of their own. */
class Fresh {
  #profile = PEOPLE;
  #transaction = 0;

  profiles(count: number, size: number): string[] {
    const first = this.#profile;
    this.#profile += count * size;
    return size === 1 ? singles('profile', count, PEOPLE, first) : batches('profile', count, size, PEOPLE, first);
  }

  transactions(count: number, size: number): string[] {
    const first = this.#transaction;
    this.#transaction += count * size;
    return size === 1
      ? singles('transaction', count, PEOPLE, first)
      : batches('transaction', count, size, PEOPLE, first);
  }
}

/** Sends all bodies once, with none refused. */
async function sendAll(url: string, bodies: readonly string[], connections: number): Promise<LoadResult> {
  const result = await runLoad({ url, bodies, connections, amount: bodies.length }, LOAD_CORE);
  if (result.refused > 0) throw new Error(`${result.refused} requests were refused`);
  return result;
}

/** Profiles, then transactions, half of the requests each, so that both kinds of work are in the figure. */
async function throughput(api: Api, programme: Programme): Promise<Rates> {
  const fresh = new Fresh();
  const half = async (inlet: string, bodies: readonly string[], connections: number) => {
    const { seconds, startedAt } = await sendAll(inlet, bodies, connections);
    await workedOff(api);
    return { seconds, through: (Date.now() - startedAt) / 1000 };
  };
  const run = async (inletOf: (inlet: string) => string, requests: number, connections: number, size: number) => {
    const one = await half(inletOf(programme.profileInlet), fresh.profiles(requests / 2, size), connections);
    const two = await half(inletOf(programme.eventInlet), fresh.transactions(requests / 2, size), connections);
    return {
      accepted: (requests * size) / (one.seconds + two.seconds),
      through: (requests * size) / (one.through + two.through),
    };
  };
  await run(programme.batch, WARM_UP, 16, SIZE);
  const many = await run(programme.batch, BATCHES, 16, SIZE);
  const single = await run((inlet) => inlet, SINGLES, 64, 1);
  return {
    batches: many.accepted,
    batchesThrough: many.through,
    singles: single.accepted,
    singlesThrough: single.through,
  };
}

/** The same kinds of bodies to a server that does all its work before it answers; half as many of them. */
async function simpleThroughput(url: string): Promise<{ batches: number; singles: number }> {
  const fresh = new Fresh();
  const run = (requests: number, connections: number, size: number) =>
    sendAll(url, [...fresh.profiles(requests / 2, size), ...fresh.transactions(requests / 2, size)], connections);
  await run(WARM_UP, 16, SIZE);
  const many = await run(BATCHES / 2, 16, SIZE);
  const one = await run(SINGLES / 2, 64, 1);
  return { batches: many.perSecond * SIZE, singles: one.perSecond };
}

/** From POST to the membership in the answer of the entities API, with 2,000 events a second going on beside. */
async function latency(
  api: Api,
  programme: Programme,
  gold: string,
): Promise<{ p50: number; p99: number; samples: number; background: number }> {
  const beside = sendBeside(programme, 2000, PEOPLE, 10_000_000);
  const times: number[] = [];
  for (let probe = 0; probe < (values.quick ? 100 : 500); probe += 1) {
    const email = `probe${probe}@example.com`;
    const started = performance.now();
    const body = JSON.stringify({
      identityMap: { email: [{ id: email, primary: true }] },
      loyalty: { tier: 'gold', points: probe },
    });
    await (
      await fetch(programme.profileInlet, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    ).arrayBuffer();
    while ((await api.profile('Email', email))?.segmentMembership?.ups?.[gold]?.status !== 'realized') await sleep(1);
    times.push(performance.now() - started);
  }
  const rate = await beside.stop();
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), samples: times.length, background: rate };
}

async function lookups(api: Api): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let index = 0; index < 2000; index += 1) {
    const started = performance.now();
    const person = emailOf((index * 7919) % PEOPLE);
    if ((await api.profile('Email', person)) === undefined) throw new Error(`there is no profile of ${person}`);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function diskBytes(path: string): number {
  return readdirSync(path, { withFileTypes: true, recursive: true }).reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    const stat = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    // Blocks, not length: LMDB's file is sparse.
    return sum + (stat?.blocks ?? 0) * 512;
  }, 0);
}

/** 100,000 people from nothing: what they cost in memory and on disk, and how fast a start is with them. */
async function cost(): Promise<{ memoryBytes: number; diskBytes: number; emptyStartMs: number; fullStartMs: number }> {
  const scratch = scratchDirectory('cost');
  const people = values.quick ? 10_000 : 100_000;
  try {
    let platform = await startPlatform({ dataDir: scratch.path });
    const emptyStartMs = platform.startupMs;
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const residentBytes = () => metric(api, 'process_resident_memory_bytes');
    const before = { memory: await residentBytes(), disk: diskBytes(scratch.path) };
    await bringIn(api, programme, people);
    await api.settled();
    const memoryBytes = (await residentBytes()) - before.memory;
    const disk = diskBytes(scratch.path) - before.disk;
    await platform.kill('SIGKILL');
    platform = await startPlatform({ dataDir: scratch.path });
    const fullStartMs = platform.startupMs;
    await expectProfiles(await connect(platform), people);
    await platform.kill('SIGTERM');
    const scale = 100_000 / people;
    return { memoryBytes: memoryBytes * scale, diskBytes: disk * scale, emptyStartMs, fullStartMs };
  } finally {
    scratch.remove();
  }
}

/** Ours and the rival must have done the same work before their speeds are compared. */
async function checkEqual(api: Api, gold: string, rivalUrl: string): Promise<number> {
  let compared = 0;
  for (let person = 0; person < Math.min(PEOPLE, 200); person += 1) {
    const ours = await api.profile('Email', emailOf(person));
    const theirs = (await (
      await fetch(`${rivalUrl}/profile/${encodeURIComponent(emailOf(person))}`)
    ).json()) as RivalProfile;
    const inGold = ours?.segmentMembership?.ups?.[gold]?.status === 'realized';
    const same =
      ours?.loyalty?.tier === theirs.loyalty?.tier &&
      ours?.loyalty?.points === theirs.loyalty?.points &&
      inGold === theirs.gold;
    if (!same)
      throw new Error(
        `${emailOf(person)} differs: ours ${JSON.stringify(ours?.loyalty)} gold ${inGold}, rival ${JSON.stringify(theirs)}`,
      );
    compared += 1;
  }
  return compared;
}

async function stopQuietly(platform: RunningPlatform | undefined): Promise<void> {
  await platform?.kill('SIGTERM');
}

async function main(): Promise<void> {
  const scratch = scratchDirectory('bench');
  let platform: RunningPlatform | undefined;
  try {
    note(`${machine()}\nserver on core ${SERVER_CORE}, load on core ${LOAD_CORE}\n`);
    const ceiling = await startCeiling(ceilingFile(scratch.path), SERVER_CORE);
    const raw = await simpleThroughput(ceiling.url);
    ceiling.stop();
    platform = await startPlatform({ dataDir: join(scratch.path, 'ours'), core: SERVER_CORE });
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const gold = await setUpAudience(api, 'Gold members', 'loyalty.tier = "gold"');
    await bringIn(api, programme, PEOPLE, LOAD_CORE);
    const rival = await startRival(join(scratch.path, 'rival.sqlite'), SERVER_CORE);
    // Those that are compared.
    await sendAll(rival.url, batches('profile', 2, SIZE, PEOPLE), 1);
    const compared = await checkEqual(api, gold, rival.url);
    const other = await simpleThroughput(rival.url);
    rival.stop();
    const ours = await throughput(api, programme);
    const totals = await api.settled();
    if (!totals.balanced) throw new Error(`the books do not balance: ${JSON.stringify(totals)}`);
    if (totals.failed + totals.skipped > 0) throw new Error(`not everything sent counted: ${JSON.stringify(totals)}`);
    const membership = await latency(api, programme, gold);
    const lookup = await lookups(api);
    await stopQuietly(platform);
    platform = undefined;
    const costs = await cost();
    report({ raw, other, ours, compared, membership, lookup, costs });
  } finally {
    await stopQuietly(platform);
    scratch.remove();
  }
}

interface Report {
  readonly raw: { batches: number; singles: number };
  readonly other: { batches: number; singles: number };
  readonly ours: Rates;
  readonly compared: number;
  readonly membership: Awaited<ReturnType<typeof latency>>;
  readonly lookup: Awaited<ReturnType<typeof lookups>>;
  readonly costs: Awaited<ReturnType<typeof cost>>;
}

function report(all: Report): void {
  const { raw, other, ours, compared, membership, lookup, costs } = all;
  if (values.json) {
    console.log(JSON.stringify({ machine: machine(), ratioToCeiling: ours.batchesThrough / raw.batches, ...all }));
    return;
  }
  const k = (rate: number) => `${(rate / 1000).toFixed(1)}k`.padStart(9);
  const ratio = (a: number, b: number) => `${(a / b).toFixed(2)}×`;
  const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  note(`same result as the rival for ${compared} people\n`);
  note('events/s, POST to durable + profile + audience     ours    rival  ceiling   of ceiling  of rival');
  note(
    `batches of 100                               ${k(ours.batchesThrough)}${k(other.batches)}${k(raw.batches)}   ${ratio(ours.batchesThrough, raw.batches).padStart(9)} ${ratio(ours.batchesThrough, other.batches).padStart(9)}`,
  );
  note(
    `single posts                                 ${k(ours.singlesThrough)}${k(other.singles)}${k(raw.singles)}   ${ratio(ours.singlesThrough, raw.singles).padStart(9)} ${ratio(ours.singlesThrough, other.singles).padStart(9)}`,
  );
  note(`accepted durably (ours): batches ${k(ours.batches).trim()}, singles ${k(ours.singles).trim()} events/s\n`);
  note(
    `POST to membership readable, ${membership.background.toFixed(0)} events/s beside: p50 ${membership.p50.toFixed(1)} ms, p99 ${membership.p99.toFixed(1)} ms (${membership.samples} probes)`,
  );
  note(`profile look-up: p50 ${lookup.p50.toFixed(2)} ms, p99 ${lookup.p99.toFixed(2)} ms`);
  note(`100,000 profiles: ${mb(costs.memoryBytes)} memory, ${mb(costs.diskBytes)} disk (log, store, Parquet)`);
  note(
    `start to ready: empty ${costs.emptyStartMs.toFixed(0)} ms, with 100,000 profiles after SIGKILL ${costs.fullStartMs.toFixed(0)} ms`,
  );
}

await main();
