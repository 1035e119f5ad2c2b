import type { Clock } from '../kernel/index.ts';

/** Of wrong secrets. */
const SECRETS: Limit = { free: 10, windowMs: 60_000 };
const MAX_SUBJECTS = 10_000;
/** More than any address or client id has. */
const LONGEST_SUBJECT = 300;

/** How often something may be done in how long. */
export interface Limit {
  readonly free: number;
  readonly windowMs: number;
}

/** An address in any spelling, in all of its organisations together. */
export function personSubject(email: string): string {
  return `person ${email.toLowerCase()}`;
}

/** How an attempt ended: with what was found, or with a time to wait (0: none). */
export interface Attempt<T> {
  readonly waitSeconds: number;
  readonly found: T | undefined;
}

/**
 * Counts wrong secrets per client or person: after ten within a minute further attempts wait until the minute is over. Or
 * anything else that may be done so often in so long.
 * In memory: a restart forgives, and an attacker who can restart the platform needs no secret.
 */
export class LockOut {
  readonly #clock: Clock;
  readonly #limit: Limit;
  readonly #failures = new Map<string, { since: number; count: number }>();

  constructor(clock: Clock, limit = SECRETS) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Counts one more of what is limited in itself: 0, or the seconds to wait until it may be done. */
  take(subject: string): number {
    const waitSeconds = this.#waitSeconds(subject);
    if (waitSeconds === 0) this.#failed(subject);
    return waitSeconds;
  }

  /**
   * Makes an attempt: what `compare` found, undefined for a wrong secret, or how long to wait. Of attempts made at the same
   * time, those that end after ten have failed say nothing either. A name nobody can have is neither compared nor remembered:
   * whoever asks chooses how long it is.
   */
  async attempt<T>(subject: string, compare: () => Promise<T | undefined>): Promise<Attempt<T>> {
    if (subject.length > LONGEST_SUBJECT) return { waitSeconds: 0, found: undefined };
    const found = this.#waitSeconds(subject) > 0 ? undefined : await compare();
    const waitSeconds = this.#waitSeconds(subject);
    if (waitSeconds > 0) return { waitSeconds, found: undefined };
    if (found === undefined) this.#failed(subject);
    return { waitSeconds, found };
  }

  #waitSeconds(subject: string): number {
    const found = this.#failures.get(subject);
    if (found === undefined || found.count < this.#limit.free) return 0;
    const left = found.since + this.#limit.windowMs - this.#clock();
    return left <= 0 ? 0 : Math.ceil(left / 1000);
  }

  #failed(subject: string): void {
    const now = this.#clock();
    const found = this.#failures.get(subject);
    if (found !== undefined && now - found.since < this.#limit.windowMs) found.count += 1;
    else {
      if (this.#failures.size >= MAX_SUBJECTS) this.#failures.delete(this.#failures.keys().next().value!);
      this.#failures.set(subject, { since: now, count: 1 });
    }
  }

  /**
   * Forgets the wrong secrets. Only for a subject with one secret: whoever knows one of the passwords of an address would
   * forgive themself the attempts at the others.
   */
  succeeded(subject: string): void {
    this.#failures.delete(subject);
  }
}
