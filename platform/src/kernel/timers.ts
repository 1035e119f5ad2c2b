/** Waiting as an argument, so that hours pass in a moment in tests. */
export interface Timers {
  /** Resolves after `ms` milliseconds, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** `setTimeout` fires at once beyond this. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemTimers: Timers = {
  sleep(ms, signal) {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(0, ms), LONGEST_MS));
      signal?.addEventListener('abort', done, { once: true });
    });
  },
};
