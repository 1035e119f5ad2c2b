import { setImmediate } from 'node:timers/promises';

/**
 * For long work on the thread that serves requests: awaited after each piece, it lets what waits go first after every
 * `pieces` of them. Choose as many as take some milliseconds together.
 */
export function pace(pieces: number): () => Promise<void> {
  let done = 0;
  return async () => {
    done += 1;
    if (done % pieces === 0) await setImmediate();
  };
}
