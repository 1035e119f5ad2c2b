import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const SHAPES = '/lake/shape-worker.ts';

/**
 * Loaded into a platform before anything else (`--import`), and so into each of its worker threads: as long as the file
 * `DYING_THREADS_FILE` says a number above 0, it counts it down and the thread dies a moment later, because it exits, of
 * an error nobody catches, or because its memory ends. The thread that finds the shape of rows has a file of its own,
 * `DYING_SHAPES_FILE`, and lives long: it dies before its first question, or later when nobody asks it.
 */
const isOfShapes = process.argv[1]?.endsWith(SHAPES) === true;
const file = isOfShapes ? process.env.DYING_SHAPES_FILE! : process.env.DYING_THREADS_FILE!;
const LOOK_EVERY_MS = 50;
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

/** How this thread is to die, counted down; undefined when it is to live. */
function wayToDie(): (() => void) | undefined {
  const left = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (left === 0) return undefined;
  writeFileSync(file, String(left - 1));
  return WAYS[Math.floor(Math.random() * WAYS.length)]!;
}

if (!isMainThread && isOfShapes) {
  wayToDie()?.();
  setInterval(() => wayToDie()?.(), LOOK_EVERY_MS).unref();
} else if (!isMainThread) {
  const way = wayToDie();
  if (way !== undefined) setTimeout(way, Math.random() * MOST_MS);
}
