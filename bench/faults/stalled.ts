import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../../tools/harness/api.ts';
import { childrenOf, percentile, startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../../tools/harness/programme.ts';
import { PROBED, probes } from '../probes.ts';

/** Milliseconds, sorted. */
interface Latencies {
  readonly acknowledged: readonly number[];
  readonly membership: readonly number[];
}

/** Latencies while something is stalled, and just before and after it. */
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

const POSTS = 400;
const PROBES = 60;
/** The median may be so much longer while something is stalled. */
export const MOST_LONGER = 3;
/** How often a stall is measured whose median is longer than that: what others do to the machine passes, what a stall does stays. */
const MOST_TURNS = 4;
const UNANSWERED = 8;
/** Processes of queries have taken their priority by then. */
const STARTED_MS = 20_000;
const { PRIORITY_LOW } = constants.priority;
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
    while (!over) await api.sql('select count(*) from range(100000000) a, range(1000) b').catch(() => {});
  };
  const asking = [ask(), ask()];
  // On a machine that others use too the latencies below would not show it.
  for (;;) {
    const workers = childrenOf(pid, '/sql/worker.ts');
    if (workers.length >= asking.length && workers.every(isLow)) break;
    over = performance.now() > until;
    if (over) throw new Error('the processes of queries have not the lowest priority');
    await sleep(50);
  }
  return async () => {
    over = true;
    await Promise.all(asking);
  };
};

function isLow(pid: number): boolean {
  try {
    return getPriority(pid) === PRIORITY_LOW;
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

const SPIN = 'require("node:os").setPriority(19); for (;;);';

/**
 * As many threads as those queries have, which spin at the lowest priority. On a machine that others use even these cost
 * latency, by the share of it that all processes of ours have together; queries may not cost more.
 */
const spinning: Stall = async () => {
  const spinners = Array.from({ length: 4 }, () => spawn(process.execPath, ['-e', SPIN], { stdio: 'ignore' }));
  return async () => {
    for (const spinner of spinners) spinner.kill('SIGKILL');
  };
};

const nothing: Stall = async () => async () => {};

/** Each with what it is compared with. */
const STALLS: Readonly<Record<string, readonly [stall: Stall, calm: Stall]>> = {
  lake: [lake, nothing],
  webhook: [webhook, nothing],
  query: [query, spinning],
};

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
    let first = 0;
    const measure = async (): Promise<Latencies> => {
      first += PROBES;
      return {
        acknowledged: await posts(programme, first),
        membership: await probes(api, programme, audience, PROBES, first),
      };
    };
    await measure();
    const during = async (stall: Stall) => {
      const end = await stall({ dataDir, pid: platform.pid, api, programme });
      return measure().finally(end);
    };
    const turn = async ([stall, calm]: readonly [Stall, Stall]) => {
      const before = await during(calm);
      const stalled = await during(stall);
      return { stalled, calm: joined(before, await during(calm)) };
    };
    const found: Stalled[] = [];
    for (const [what, stall] of Object.entries(STALLS)) {
      let best: Stalled = { what, turns: 1, ...(await turn(stall)) };
      for (let turns = 2; worst(best) > MOST_LONGER && turns <= MOST_TURNS; turns += 1) {
        const again = { what, turns, ...(await turn(stall)) };
        best = worst(again) < worst(best) ? again : { ...best, turns };
      }
      found.push(best);
    }
    await api.settled();
    return found;
  } finally {
    await platform.kill('SIGTERM');
  }
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b);

function joined(one: Latencies, other: Latencies): Latencies {
  return {
    acknowledged: sorted([...one.acknowledged, ...other.acknowledged]),
    membership: sorted([...one.membership, ...other.membership]),
  };
}

async function posts(programme: Programme, turn: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = 0; number < POSTS; number += 1) {
    const body = JSON.stringify({
      _id: `stalled-${turn}-${number}`,
      timestamp: '2026-02-01T10:00:00.000Z',
      identityMap: { email: [{ id: `stalled${number}@example.com`, primary: true }] },
      commerce: { order: { priceTotal: number } },
    });
    const started = performance.now();
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(programme.eventInlet, { method: 'POST', headers, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`a post was answered ${response.status}`);
    times.push(performance.now() - started);
  }
  return sorted(times);
}

/** What is measured. */
export const MEASURED = ['acknowledged', 'membership'] as const;

/** The longest median beside that of calm. */
export function worst({ stalled, calm }: Pick<Stalled, 'stalled' | 'calm'>): number {
  return Math.max(...MEASURED.map((name) => ratio(stalled[name], calm[name])));
}

/** The median of the one over that of the other. */
export function ratio(stalled: readonly number[], calm: readonly number[]): number {
  return percentile(stalled, 0.5) / percentile(calm, 0.5);
}
