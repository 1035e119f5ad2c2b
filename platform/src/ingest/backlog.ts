import { unavailable } from './errors.ts';
import { sayOfIngest } from './phrases.ts';

/**
 * How much was accepted and not processed yet, by scope. The door refuses new work above the limit, so that a stage that
 * falls behind never makes memory or the time to recover grow without end.
 */
export class Backlog {
  readonly #waiting = new Map<string, number>();
  readonly #limit: number;
  #total = 0;
  #waiters: { limit: number; resolve: () => void }[] = [];

  constructor(limit = 1_000_000) {
    this.#limit = limit;
  }

  /** Throws the documented 503 with Retry-After when the backlog is full. */
  admit(inlet: string): void {
    if (this.#total > this.#limit) throw unavailable(inlet, sayOfIngest('door-backlog', { count: this.#total }), 5);
  }

  accepted(scope: string, count: number): void {
    this.#waiting.set(scope, (this.#waiting.get(scope) ?? 0) + count);
    this.#total += count;
  }

  processed(scope: string, count: number): void {
    this.accepted(scope, -count);
    if (this.#waiters.length === 0) return;
    const free = this.#waiters.filter(({ limit }) => this.#total < limit);
    this.#waiters = this.#waiters.filter((waiter) => !free.includes(waiter));
    for (const { resolve } of free) resolve();
  }

  /** Nothing of a scope waits any more. */
  forget(scope: string): void {
    this.processed(scope, this.waiting(scope));
    this.#waiting.delete(scope);
  }

  /** Resolves as soon as fewer messages than this wait. For writers that can wait, as files can. */
  below(limit: number): Promise<void> {
    if (this.#total < limit) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ limit, resolve }));
  }

  waiting(scope: string): number {
    return this.#waiting.get(scope) ?? 0;
  }

  get total(): number {
    return this.#total;
  }
}
