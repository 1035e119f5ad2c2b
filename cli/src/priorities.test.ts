import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';

const scratch = scratchDirectory('priorities');
afterAll(() => scratch.remove());

/** Place of the nice value in a thread's line of numbers, behind its name. */
const NICE = 16;

function niceOf(pid: number): { readonly main: number; readonly v8: readonly number[] } {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const name = stat.slice(stat.indexOf('(') + 1, end);
    return { thread, name, nice: Number(stat.slice(end + 2).split(' ')[NICE]) };
  });
  return {
    main: threads.find(({ thread }) => Number(thread) === pid)!.nice,
    v8: threads.filter(({ name }) => name.startsWith('V8')).map(({ nice }) => nice),
  };
}

it.skipIf(process.platform !== 'linux')(
  'threads that collect the heap give way to the one that answers',
  { timeout: 30_000 },
  async () => {
    const platform = await startPlatform({ dataDir: scratch.path });
    try {
      const { main } = niceOf(platform.pid);
      await expect.poll(() => new Set(niceOf(platform.pid).v8)).toEqual(new Set([main + 10]));
    } finally {
      await platform.kill('SIGTERM');
    }
  },
);
