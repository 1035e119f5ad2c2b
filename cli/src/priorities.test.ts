import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, expect, it } from 'vitest';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';

const scratch = scratchDirectory('priorities');
afterAll(() => scratch.remove());

/** Priorities of V8's own threads of a process, each once. */
function prioritiesOfHeap(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`).filter((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').startsWith('V8'),
  );
  return [...new Set(threads.map((thread) => getPriority(Number(thread))))];
}

it.skipIf(process.platform !== 'linux')('threads that collect the heap give way to the one that answers', async () => {
  const platform = await startPlatform({ dataDir: scratch.path });
  try {
    await expect.poll(() => prioritiesOfHeap(platform.pid)).toEqual([getPriority(platform.pid) + 10]);
  } finally {
    await platform.kill('SIGTERM');
  }
});
