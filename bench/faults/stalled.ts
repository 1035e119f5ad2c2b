import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Api, connect } from '../../tools/harness/api.ts';
import { percentile, startPlatform } from '../../tools/harness/process.ts';
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
}

interface Scene {
  readonly dataDir: string;
  readonly api: Api;
  readonly programme: Programme;
}

/** Begins to stall something; the function it gives ends that. */
type Stall = (scene: Scene) => Promise<() => Promise<void>>;

const POSTS = 150;
const PROBES = 40;
const UNANSWERED = 8;
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
const query: Stall = async ({ api }) => {
  let over = false;
  const ask = async () => {
    while (!over) await api.sql('select count(*) from range(100000000) a, range(1000) b').catch(() => {});
  };
  const asking = [ask(), ask()];
  return async () => {
    over = true;
    await Promise.all(asking);
  };
};

const STALLS: Readonly<Record<string, Stall>> = { lake, webhook, query };

/** Measures a platform calm, with one thing stalled, and calm again, for each thing in turn. */
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
    const found: Stalled[] = [];
    for (const [what, stall] of Object.entries(STALLS)) {
      const before = await measure();
      const end = await stall({ dataDir, api, programme });
      const stalled = await measure();
      await end();
      const after = await measure();
      found.push({ what, stalled, calm: joined(before, after) });
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

/** The median of the one over that of the other. */
export function ratio(stalled: readonly number[], calm: readonly number[]): number {
  return percentile(stalled, 0.5) / percentile(calm, 0.5);
}
