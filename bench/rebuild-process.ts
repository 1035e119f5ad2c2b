import { Session } from 'node:inspector/promises';
import { rebuildHere } from '../cli/src/platform.ts';
import { answerPlan } from './child.ts';
import { type CpuProfile, type Part, partsOf } from './cpu-parts.ts';
import { cpuByThreads, type MemoryUse, type ThreadTimes, watchMemory } from './process-use.ts';

/** What a rebuild took. */
export interface RebuildCost {
  readonly messages: number;
  /** By the clock: working the log off, and all of it. */
  readonly seconds: number;
  readonly allSeconds: number;
  /** Reasons why what was made is not equal. */
  readonly reasons: readonly string[];
  readonly memory: MemoryUse;
  /** Processor time, seconds, of the start of the process left out. */
  readonly threads: ThreadTimes;
  /** Of the thread that runs JavaScript: processor time by part, seconds. */
  readonly parts: Readonly<Record<string, number>>;
}

const PARTS: readonly Part[] = [
  { name: 'comparing', files: /platform\/src\/rebuild\/(compare|differing|leaves)/, counts: 'anywhere' },
  {
    name: 'reading and parsing',
    files: /platform\/src\/(stores\/log|rebuild\/course|ingest\/received)|languages\/syntax/,
  },
  {
    name: 'mapping and validation',
    files: /languages\/(dataprep|xdm)|platform\/src\/(mapping|schemas|ingest\/convert|sources)/,
  },
  { name: 'repeats', files: /platform\/src\/ingest\/(repeated|sight)/ },
  { name: 'rows for the lake', files: /platform\/src\/ingest\/validated/ },
  { name: 'books', files: /platform\/src\/(ingest|monitoring|flows)/ },
  { name: 'lake', files: /platform\/src\/(lake|catalog|stores\/(tables|objects))/ },
  { name: 'identity', files: /platform\/src\/identity/ },
  { name: 'profile', files: /platform\/src\/profile/ },
  { name: 'audiences', files: /platform\/src\/segmentation|languages\/pql/ },
  { name: 'people, in all', files: /platform\/src\/pipeline-/ },
  { name: 'checkpoints', files: /platform\/src\/stores\/keyed/ },
];

/** How often the profiler looks: at its own pace it would cost some of what it measures. */
const SAMPLE_US = 5000;

/** `npm run bench:rebuild`, the process that rebuilds: what is there is compared with and stays. */
await answerPlan<{ readonly env: Record<string, string> }, RebuildCost>(async ({ env }) => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await session.post('Profiler.start');
  const memory = watchMemory(process.pid);
  const [before, own, started] = [cpuByThreads(process.pid), process.cpuUsage(), performance.now()];
  const report = await rebuildHere({ env: { ...process.env, ...env }, adopt: false, dryRun: true, examples: 5 });
  const allSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const after = cpuByThreads(process.pid);
  const { profile } = await session.post('Profiler.stop');
  const [main, v8] = [after.main - before.main, after.v8 - before.v8];
  memory.stop();
  const { messages, seconds, reasons } = report;
  return {
    ...{ messages, seconds, allSeconds, reasons: reasons.map(({ message }) => message) },
    memory: memory.used(),
    // Threads that have ended are in the sum of the process alone.
    threads: { main, v8, others: (user + system) / 1e6 - main - v8 },
    parts: partsOf(profile as CpuProfile, main, PARTS),
  };
});
