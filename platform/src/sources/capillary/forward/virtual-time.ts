import { setImmediate as turn } from 'node:timers/promises';
import type { Clock, Timers } from '../../../kernel/index.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** For tests: a clock that moves when everybody sleeps, to the moment the first of them wants to wake. */
export class VirtualTime implements Timers {
  #now: number;
  #moved = 0;
  #sleepers: Sleeper[] = [];

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  readonly clock: Clock = () => this.#now + this.#moved;

  /** A look at the steady clock takes this long, milliseconds, and sleepers wake twice as much too early, as Node's do a little. */
  slack = 0;

  /** Only goes forth. */
  readonly steady: Clock = () => {
    const now = this.#now;
    this.#now += this.slack;
    return now;
  };

  /** Somebody sets the clock forth, or back. */
  setClock(by: number): void {
    this.#moved += by;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + Math.max(0, ms - 2 * this.slack), wake };
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
    for (let turns = 0; turns < 12; turns += 1) {
      await turn();
      if (busy()) turns = 0;
    }
  }
}

/** For tests: counts calls that take real time (disk, network), so that virtual time can stand still meanwhile. */
export class UnderWay {
  #count = 0;

  get any(): boolean {
    return this.#count > 0;
  }

  /** The same function, counted. */
  call<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      this.#count += 1;
      try {
        return await work(...args);
      } finally {
        this.#count -= 1;
      }
    };
  }

  /** The same object with the named methods counted: those that work, not those that wait for somebody. */
  of<T extends object>(target: T, ...methods: readonly (keyof T)[]): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const bound = value.bind(target) as (...args: readonly unknown[]) => Promise<unknown>;
        return methods.includes(name as keyof T) ? this.call(bound) : bound;
      },
    });
  }
}
