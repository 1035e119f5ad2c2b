import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../../tools/harness/api.ts';
import { childrenOf, percentile, startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../../tools/harness/programme.ts';
import { expectMembers, PROBED, probes } from '../probes.ts';
import { startStream, together } from '../stream.ts';

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** From when a single post is due to its answer, and from the POST of somebody new to the membership, both at the same time. */
interface Latencies {
  readonly acknowledged: Latency;
  readonly membership: Latency;
}

/** Latencies while something is stalled, and the longer ones of just before and just after it. */
export interface Stalled {
  readonly what: string;
  readonly calm: Latencies;
  readonly stalled: Latencies;
  /** How often it was measured. */
  readonly turns: number;
}

interface Scene {
  readonly dataDir: string;
  readonly pid: number;
  readonly api: Api;
  readonly programme: Programme;
}

/** Begins to stall something; the function it gives ends that. */
type Stall = (scene: Scene) => Promise<() => Promise<void>>;

/** Single posts a second, for how long at least, and probes meanwhile. */
const SINGLE_POSTS = 2000;
const SECONDS = 4;
const PROBES = 200;
const PEOPLE = 10_000;
/** At most so many milliseconds for 99 of 100, whatever is stalled. */
const BARS = { acknowledged: 20, membership: 50 } as const;
/** So many times what is calm they may take where that is more, and the median. */
const MOST_LONGER = 3;
/**
 * Milliseconds the median may take at most. A kernel moves a thread that waits behind another to a processor with only idle work at
 * its next tick, which may be 4 ms apart, instead of at once: with queries at work two ticks are its own. Queries whose threads did not
 * all take idle time alone made it 14 to 160.
 */
const MEDIAN_MS = 10;
/** Calm medians above it are those of a machine that others use. */
const BUSY_MS = 5;
/** How often a stall is measured that is past that: what others do to the machine passes, what a stall does stays. */
const MOST_TURNS = 4;
const UNANSWERED = 8;
/** Processes of queries have taken their priority by then. */
const STARTED_MS = 20_000;
const HELD = 'slow-lake';

/** No file gets its place in the lake. */
const lake: Stall = async ({ dataDir }) => {
  writeFileSync(join(dataDir, HELD), '');
  return async () => rmSync(join(dataDir, HELD));
};

/** A webhook takes what it is sent and never answers. */
const webhook: Stall = async ({ api }) => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/never`;
  const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/alert-subscriptions', {
    name: 'stalled',
    rule: 'lag',
    channel: { type: 'webhook', url },
  });
  const path = `/meniscus/v1/alert-subscriptions/${id}`;
  const tests = Array.from({ length: UNANSWERED }, () => api.call('POST', `${path}/test`).catch(() => {}));
  return async () => {
    server.closeAllConnections();
    await Promise.all(tests);
    server.close();
    await api.call('DELETE', path);
  };
};

/** Every process for queries is busy with one that does not end before its time. */
const query: Stall = async ({ api, pid }) => {
  let over = false;
  const until = performance.now() + STARTED_MS;
  const ask = async () => {
    const sql = 'select count(*) from range(100000000) a, range(1000) b';
    while (!over) await api.call('POST', '/meniscus/v1/sql', { sql }).catch(() => {});
  };
  const asking = [ask(), ask()];
  // On a machine that others use too the latencies below would not show it.
  for (;;) {
    const workers = childrenOf(pid, '/sql/worker.ts');
    if (workers.length >= asking.length && workers.every(isLow)) break;
    over = performance.now() > until;
    if (over) throw new Error('the processes of queries take more than idle time');
    await sleep(50);
  }
  return async () => {
    over = true;
    await Promise.all(asking);
  };
};

/** Place of the scheduling policy in a thread's line of numbers, behind its name; and the policy of what takes only idle time. */
const [POLICY, SCHED_IDLE] = [38, '5'];

/** Whether every thread of a process takes only idle time. */
function isLow(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  const policyOf = (task: string) =>
    readFileSync(join(tasks, task, 'stat'), 'utf8')
      .split(') ')
      .at(-1)!
      .split(' ')[POLICY];
  try {
    return readdirSync(tasks).every((task) => policyOf(task) === SCHED_IDLE);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

const STALLS: Readonly<Record<string, Stall>> = { lake, webhook, query };

/** Measures a platform calm, with one thing stalled, and calm again, for each thing in turn; the best of some turns where one does not do. */
export async function stalledLatencies(dataDir: string): Promise<readonly Stalled[]> {
  const preload = new URL('slow-lake.ts', import.meta.url).href;
  const platform = await startPlatform({
    dataDir,
    env: {
      NODE_OPTIONS: `--import ${preload}`,
      SLOW_LAKE_FILE: join(dataDir, HELD),
      MENISCUS_OUTGOING_ALLOW: '127.0.0.0/8',
    },
  });
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const audience = await setUpAudience(api, 'Probed', PROBED);
    let turns = 0;
    const measure = () => {
      turns += 1;
      return latencies(api, programme, audience, turns);
    };
    await measure();
    const during = async (stall: Stall) => {
      const end = await stall({ dataDir, pid: platform.pid, api, programme });
      return measure().finally(end);
    };
    const turn = async (stall: Stall) => {
      const before = await measure();
      const stalled = await during(stall);
      return { stalled, calm: longer(before, await measure()) };
    };
    const found: Stalled[] = [];
    for (const [what, stall] of Object.entries(STALLS)) {
      let best: Stalled = { what, turns: 1, ...(await turn(stall)) };
      for (let turns = 2; share(best) > 1 && turns <= MOST_TURNS; turns += 1) {
        const again = { what, turns, ...(await turn(stall)) };
        best = share(again) < share(best) ? again : { ...best, turns };
      }
      found.push(best);
    }
    await api.settled();
    return found;
  } finally {
    await platform.kill('SIGTERM');
  }
}

async function latencies(api: Api, programme: Programme, audience: string, turn: number): Promise<Latencies> {
  const stream = startStream({
    profileInlet: programme.profileInlet,
    eventInlet: programme.eventInlet,
    size: 1,
    profilesOfHundred: 0,
    pace: { rate: SINGLE_POSTS },
    people: PEOPLE,
    first: turn * 1_000_000,
    windowSeconds: 600,
  });
  const first = turn * PROBES;
  const [times] = await Promise.all([probes(api, programme, audience, PROBES, first), sleep(SECONDS * 1000)]);
  const { p50, p99, refused } = together(await stream.stop());
  await expectMembers(api, audience, times.length, first);
  if (refused > 0) throw new Error(`${refused} posts were refused`);
  return { acknowledged: { p50, p99 }, membership: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) } };
}

function longer(one: Latencies, other: Latencies): Latencies {
  const most = (name: keyof Latencies): Latency => ({
    p50: Math.max(one[name].p50, other[name].p50),
    p99: Math.max(one[name].p99, other[name].p99),
  });
  return { acknowledged: most('acknowledged'), membership: most('membership') };
}

/** What is measured. */
export const MEASURED = ['acknowledged', 'membership'] as const;

/** False where calm medians, of about 1 ms on a machine of its own, say that others have its time: nothing can be told then. */
export function tells({ calm }: Pick<Stalled, 'calm'>): boolean {
  return MEASURED.every((name) => calm[name].p50 <= BUSY_MS);
}

/** The longest latency as a part of what it may be: above 1 what was stalled changed it. */
export function share({ stalled, calm }: Pick<Stalled, 'stalled' | 'calm'>): number {
  const shares = MEASURED.flatMap((name) => [
    stalled[name].p50 / Math.max(MEDIAN_MS, calm[name].p50 * MOST_LONGER),
    stalled[name].p99 / Math.max(BARS[name], calm[name].p99 * MOST_LONGER),
  ]);
  return Math.max(...shares);
}
