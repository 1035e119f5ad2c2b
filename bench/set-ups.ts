import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../tools/harness/api.ts';
import { manySchemas } from '../tools/harness/many-schemas.ts';
import { scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { makeSandbox } from '../tools/harness/sandbox.ts';
import { cpuSecondsOf, watchMemory } from './process-use.ts';

/**
 * What a set-up of many schemas costs: brought in from a file, taken out as one, published as a package and imported from it; on
 * this machine, through HTTP. Prints a line a step: seconds on the clock, seconds of the platform's processor, the longest a
 * request waited meanwhile, and the most memory the platform had. `--json` prints the numbers alone.
 */

const SIZES = [240, 1000, 3000];
const EXIM = '/data/foundation/exim';
const SET_UP = '/meniscus/v1/sandbox-package';
/** A small request is sent again this long after it was answered. */
const ASKED_EVERY_MS = 20;

interface Step {
  readonly schemas: number;
  readonly step: string;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** The longest answer of a small request while it went on, milliseconds. */
  readonly longestMs: number;
  /** MiB of the platform, its own. */
  readonly memory: number;
}

async function measured(
  schemas: number,
  step: string,
  { url, pid }: { url: string; pid: number },
  work: () => Promise<unknown>,
) {
  const memory = watchMemory(pid);
  const [started, processor] = [performance.now(), cpuSecondsOf(pid)];
  let [longestMs, isDone] = [0, false];
  const asking = (async () => {
    while (!isDone) {
      const asked = performance.now();
      await (await fetch(`${url}/health`)).arrayBuffer();
      longestMs = Math.max(longestMs, performance.now() - asked);
      await sleep(ASKED_EVERY_MS);
    }
  })();
  try {
    await work();
  } finally {
    isDone = true;
  }
  const seconds = (performance.now() - started) / 1000;
  await asking;
  const found: Step = {
    schemas,
    step,
    seconds,
    processorSeconds: cpuSecondsOf(pid) - processor,
    longestMs,
    memory: memory.used().own,
  };
  memory.stop();
  return found;
}

async function ended(api: Api, jobId: string): Promise<void> {
  for (;;) {
    const { object } = await api.call<{ object: { jobStatus: string; message?: string } }>(
      'GET',
      `${EXIM}/tools/job/${jobId}`,
    );
    if (object.jobStatus === 'SUCCESS') return;
    if (object.jobStatus === 'FAILED') throw new Error(object.message);
    await sleep(100);
  }
}

/** All steps with one size, on a platform of its own. */
async function stepsOf(schemas: number): Promise<readonly Step[]> {
  const scratch = scratchDirectory('set-ups');
  const platform = await startPlatform({ dataDir: scratch.path });
  try {
    const api = await connect(platform);
    const [from, into] = [await makeSandbox(api, 'from'), await makeSandbox(api, 'into')];
    const file = manySchemas(schemas);
    const steps: Step[] = [];
    const step = async (name: string, work: () => Promise<unknown>) =>
      steps.push(await measured(schemas, name, platform, work));
    await step('import a file', () => from.call('POST', SET_UP, file));
    await step('export a file', () => from.call('GET', SET_UP));
    const { id } = await from.call<{ id: string }>('POST', `${EXIM}/packages`, { name: 'All', packageType: 'FULL' });
    await step('publish a package', () => from.call('GET', `${EXIM}/packages/${id}/export`));
    await step('import a package', async () => {
      const body = { id, destinationSandbox: { name: 'into' } };
      await ended(into, (await into.call<{ jobId: string }>('PUT', `${EXIM}/packages/import`, body)).jobId);
    });
    return steps;
  } finally {
    await platform.kill('SIGTERM');
    scratch.remove();
  }
}

const asJson = process.argv.includes('--json');
const all: Step[] = [];
for (const schemas of SIZES)
  for (const one of await stepsOf(schemas)) {
    all.push(one);
    const { step, seconds, processorSeconds, longestMs, memory } = one;
    if (!asJson)
      console.log(
        `${String(schemas).padStart(5)} schemas, ${step.padEnd(17)} ${seconds.toFixed(1).padStart(6)} s, ` +
          `processor ${processorSeconds.toFixed(1).padStart(5)} s, longest wait ${longestMs.toFixed(0).padStart(5)} ms, memory ${memory} MiB`,
      );
  }
if (asJson) console.log(JSON.stringify(all));
