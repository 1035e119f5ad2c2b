import { setImmediate as turn } from 'node:timers/promises';
import type { Clock, Timers } from '../../../kernel/index.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** For tests: a clock that moves when everybody sleeps, to the moment the first of them wants to wake. */
export class VirtualTime implements Timers {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  readonly clock: Clock = () => this.#now;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + Math.max(0, ms), wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /**
   * Lets time pass until the condition holds, at most `limitMs` of it. `busy` tells that something outside is under way which
   * takes real time, so that the clock stands still meanwhile.
   */
  async until(
    holds: () => boolean | Promise<boolean>,
    { limitMs = 86_400_000, busy = () => false }: { limitMs?: number; busy?: () => boolean } = {},
  ): Promise<void> {
    const end = this.#now + limitMs;
    for (;;) {
      await this.#quiet(busy);
      if (await holds()) return;
      const next = this.#sleepers.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
      if (next > end) throw new Error(`after ${limitMs / 1000} s of virtual time the condition does not hold`);
      this.#now = Math.max(this.#now, next);
      for (const { at, wake } of [...this.#sleepers]) if (at <= this.#now) wake();
    }
  }

  /** Lets what is under way go on until it waits for time. */
  async #quiet(busy: () => boolean): Promise<void> {
    for (let turns = 0; turns < 12 || busy(); turns += 1) await turn();
  }
}
