import { writeSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** No case takes seconds; one that does never ends. */
const HANGS_AFTER_S = 30;

const IDLE = -1;

/**
 * Watches from another thread that every case comes to an end: for one that does not, it says which, and ends the process.
 * `at` tells it which case begins, `rest` that none is at work.
 */
export function watched(seed: number): { at(index: number): void; rest(): void } {
  const state = new Int32Array(new SharedArrayBuffer(4)).fill(IDLE);
  new Worker(new URL(import.meta.url), { workerData: { state, seed } }).unref();
  return { at: (index) => void Atomics.store(state, 0, index), rest: () => void Atomics.store(state, 0, IDLE) };
}

if (!isMainThread) {
  const { state, seed } = workerData as { state: Int32Array; seed: number };
  let [last, seconds] = [IDLE, 0];
  setInterval(() => {
    const index = Atomics.load(state, 0);
    seconds = index === last && index !== IDLE ? seconds + 1 : 0;
    last = index;
    if (seconds < HANGS_AFTER_S) return;
    writeSync(1, `\nFAILED hang (--seed ${seed} --only ${index})\n  a case is at work for ${seconds} s\n`);
    // The thread that hangs cannot end by itself.
    process.kill(process.pid, 'SIGKILL');
  }, 1000);
}
