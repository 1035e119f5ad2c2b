import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into a platform before anything else (`--import`), and so into each of its worker threads: as long as the file
 * `DYING_THREADS_FILE` says a number above 0, it counts it down and the thread dies a moment later, by turns because it exits, of
 * an error nobody catches, and because its memory ends.
 */
const file = process.env.DYING_THREADS_FILE!;
const MOST_MS = 60;

const WAYS: readonly (() => void)[] = [
  () => process.exit(1),
  () => {
    throw new Error('a thread was made to die');
  },
  () => {
    const held: number[][] = [];
    for (;;) held.push(Array.from({ length: 1000 }, Math.random));
  },
];

if (!isMainThread && existsSync(file)) {
  const left = Number(readFileSync(file, 'utf8'));
  writeFileSync(file, String(left - 1));
  if (left > 0) setTimeout(WAYS[left % WAYS.length]!, Math.random() * MOST_MS);
}
