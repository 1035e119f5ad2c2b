/** How often rows become a batch for no other reason than their age. */
export interface PaceLimits {
  /** Batches that may follow each other at once. */
  readonly quick: number;
  /** When those are used up, one in this time, milliseconds. */
  readonly everyMs: number;
}

/**
 * The pace of one lane: somebody who sends an event sees its batch at once, and steady traffic does not become a file every
 * few seconds. A bucket that holds `quick` batches and gets one back every `everyMs`.
 */
export class Pace {
  readonly #limits: PaceLimits;
  #left: number;
  #at: number;

  constructor(limits: PaceLimits, now: number) {
    this.#limits = limits;
    this.#left = limits.quick;
    this.#at = now;
  }

  /** When the next batch may be made, in the milliseconds it was given; it may have passed. */
  get next(): number {
    return this.#at + (1 - this.#left) * this.#limits.everyMs;
  }

  /** A batch is made, early or not. */
  take(now: number): void {
    const { quick, everyMs } = this.#limits;
    const back = Math.max(0, now - this.#at) / everyMs;
    this.#left = Math.max(0, Math.min(quick, this.#left + back) - 1);
    this.#at = now;
  }
}
