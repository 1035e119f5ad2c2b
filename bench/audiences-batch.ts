import { join } from 'node:path';
import { type Api, connect } from '../tools/harness/api.ts';
import { type RunningPlatform, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { audienceRules, pqlOf } from './audience-rules.ts';
import { bringIn, expectProfiles } from './bring-in.ts';
import { type LookupResult, runLookups } from './lookups.ts';
import { memberMessage } from './messages.ts';
import { untilZero } from './metrics.ts';
import { cpuSecondsOf, type MemoryUse, watchMemory } from './process-use.ts';
import { type Evaluated, evaluateAll } from './segment-job.ts';

const AUDIENCES = 100;
const SERVER_CORE = 0;
const LOAD_CORE = 1;
/** Look-ups a second. */
const RATE = 2000;

/** Time and memory of some work of the platform. */
interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly memory: MemoryUse;
}

export interface BatchFigures {
  readonly profiles: number;
  readonly memberships: number;
  /** Members of the smallest audience. */
  readonly fewest: number;
  readonly bringingIn: Measured;
  /** From the first audience asked for until all are evaluated for everybody. */
  readonly first: Measured;
  /** A segment job over the same audiences. */
  readonly again: Measured;
  readonly restartSeconds: number;
  readonly lookups: LookupResult & { readonly memory: MemoryUse };
}

/** What some work costs the platform. */
async function measured<T>({ pid }: RunningPlatform, work: () => Promise<T>): Promise<Measured & { result: T }> {
  const memory = watchMemory(pid);
  const [started, cpu] = [performance.now(), cpuSecondsOf(pid)];
  try {
    const result = await work();
    const seconds = (performance.now() - started) / 1000;
    return { result, seconds, cpuSeconds: cpuSecondsOf(pid) - cpu, memory: memory.used() };
  } finally {
    memory.stop();
  }
}

async function makeAudiences(api: Api): Promise<void> {
  for (const rule of audienceRules(AUDIENCES, false)) await setUpAudience(api, rule.name, pqlOf(rule));
  await untilZero(api, 'meniscus_audiences_waiting');
}

/** 100 audiences over many profiles on disk, on the real process; then, after SIGKILL, look-ups of them at a fixed rate. */
export async function batchOf(profiles: number, lookupSeconds: number): Promise<BatchFigures> {
  const scratch = scratchDirectory('bench-audiences-batch');
  const start = () => startPlatform({ dataDir: join(scratch.path, 'data'), core: SERVER_CORE });
  let platform = await start();
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    const bringingIn = await measured(platform, () => bringIn(api, programme, profiles, LOAD_CORE, memberMessage));
    const first = await measured(platform, () => makeAudiences(api));
    const again = await measured(platform, () => evaluateAll(api));
    const evaluated: Evaluated = again.result;
    if (evaluated.profiles !== profiles) throw new Error(`${evaluated.profiles} profiles instead of ${profiles}`);
    await platform.kill('SIGKILL');
    platform = await start();
    const restarted = await connect(platform);
    await expectProfiles(restarted, profiles);
    const { url, headers } = restarted;
    const plan = { url, headers, people: profiles, seed: 11, rate: RATE, warmUpSeconds: 6, seconds: lookupSeconds };
    const looking = await measured(platform, () => runLookups(plan, LOAD_CORE));
    const { memberships, fewest } = evaluated;
    return {
      profiles,
      memberships,
      fewest,
      bringingIn,
      first,
      again: { ...again, seconds: evaluated.seconds },
      restartSeconds: platform.startupMs / 1000,
      lookups: { ...looking.result, memory: looking.memory },
    };
  } finally {
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}
