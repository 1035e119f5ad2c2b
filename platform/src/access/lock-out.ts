import type { Clock } from '../kernel/index.ts';

const FREE_ATTEMPTS = 10;
const WINDOW_MS = 60_000;
const MAX_SUBJECTS = 10_000;

/**
 * Counts wrong secrets per client or person: after ten within a minute further attempts wait until the minute is over.
 * In memory: a restart forgives, and an attacker who can restart the platform needs no secret.
 */
export class LockOut {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { since: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds to wait; 0 when an attempt may be made. */
  waitSeconds(subject: string): number {
    const found = this.#failures.get(subject);
    if (found === undefined || found.count < FREE_ATTEMPTS) return 0;
    const left = found.since + WINDOW_MS - this.#clock();
    return left <= 0 ? 0 : Math.ceil(left / 1000);
  }

  failed(subject: string): void {
    const now = this.#clock();
    const found = this.#failures.get(subject);
    if (found !== undefined && now - found.since < WINDOW_MS) found.count += 1;
    else {
      if (this.#failures.size >= MAX_SUBJECTS) this.#failures.delete(this.#failures.keys().next().value!);
      this.#failures.set(subject, { since: now, count: 1 });
    }
  }

  succeeded(subject: string): void {
    this.#failures.delete(subject);
  }
}
