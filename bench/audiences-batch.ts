import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../tools/harness/api.ts';
import { scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { audienceRules, pqlOf } from './audience-rules.ts';
import { runLoad } from './load.ts';
import { batches } from './messages.ts';

const PROFILES = 1_000_000;
const SIZE = 100;
/** Bodies in one load, so that they fit in the memory of who sends them. */
const BODIES = 1000;

interface Job {
  readonly id: string;
  readonly status: string;
  readonly metrics: {
    readonly totalProfiles: number;
    readonly profileSegmentationTime: { readonly totalTimeInMs: number };
    readonly segmentedProfileCounter: Readonly<Record<string, number>>;
  };
}

async function metric(api: Api, name: string): Promise<number> {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  return Number(new RegExp(`^${name} ([0-9.e+]+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

async function untilZero(api: Api, name: string): Promise<void> {
  while ((await metric(api, name)) !== 0) await sleep(20);
}

/** 100 audiences over a million profiles on disk, on the real process: looked at first, and again by a segment job. */
export async function batchOfAMillion() {
  const scratch = scratchDirectory('bench-audiences-batch');
  const platform = await startPlatform({ dataDir: scratch.path, core: 0 });
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    for (let first = 0; first < PROFILES; first += BODIES * SIZE) {
      const bodies = batches('profile', BODIES, SIZE, PROFILES, first);
      const url = programme.batch(programme.profileInlet);
      const { refused } = await runLoad({ url, bodies, connections: 8, amount: BODIES }, 1);
      if (refused > 0) throw new Error(`${refused} requests were refused`);
      await untilZero(api, 'meniscus_backlog_messages');
    }
    const started = performance.now();
    for (const rule of audienceRules(100, false))
      await setUpAudience(api, rule.name, pqlOf(rule).replaceAll('homeAddress.city', 'loyalty.program'));
    await untilZero(api, 'meniscus_audiences_waiting');
    const seconds = (performance.now() - started) / 1000;
    const { id } = await api.call<Job>('POST', '/data/core/ups/segment/jobs', { segments: [{ segmentId: '*' }] });
    const job = async () => api.call<Job>('GET', `/data/core/ups/segment/jobs/${id}`);
    for (let at = await job(); at.status !== 'SUCCEEDED'; at = await job()) {
      if (at.status === 'FAILED') throw new Error(JSON.stringify(at));
      await sleep(100);
    }
    const { metrics } = await job();
    const memberships = Object.values(metrics.segmentedProfileCounter).reduce((sum, count) => sum + count, 0);
    if (metrics.totalProfiles !== PROFILES) throw new Error(`${metrics.totalProfiles} profiles instead of ${PROFILES}`);
    return {
      profiles: metrics.totalProfiles,
      memberships,
      seconds,
      againSeconds: metrics.profileSegmentationTime.totalTimeInMs / 1000,
      memoryMiB: Math.round((await metric(api, 'process_resident_memory_bytes')) / 2 ** 20),
    };
  } finally {
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}
