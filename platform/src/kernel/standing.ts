import type { Clock } from './clock.ts';
import type { Meter } from './meter.ts';

/** A loop that gets no further: since when (epoch milliseconds), and how often it has tried. */
export interface StandingReport {
  readonly stage: string;
  readonly since: number;
  readonly attempts: number;
}

const FIRST_MS = 500;
const MOST_MS = 30_000;
/** What passes within so many attempts is not worth telling. */
const TOLD_FROM = 3;

/**
 * Attempts of a loop that may not pass over what it cannot do: what does not pass (a damaged value, a full disk) is tried ever more
 * seldom, up to twice a minute, and told of (`Standings`).
 */
export class Standing {
  readonly #stage: string;
  readonly #clock: Clock;
  readonly #show: (stands: boolean) => void;
  #since = 0;
  #attempts = 0;

  constructor(stage: string, clock: Clock, show: (stands: boolean) => void) {
    this.#stage = stage;
    this.#clock = clock;
    this.#show = show;
  }

  /** An attempt failed. Gives how long to wait before the next, milliseconds. */
  failed(): number {
    if (this.#attempts === 0) this.#since = this.#clock();
    this.#attempts += 1;
    if (this.#attempts === TOLD_FROM) this.#show(true);
    return Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(this.#attempts - 1, 10));
  }

  /** It got further. */
  worked(): void {
    if (this.#attempts >= TOLD_FROM) this.#show(false);
    this.#attempts = 0;
  }

  /** Undefined while it gets on. */
  get report(): StandingReport | undefined {
    if (this.#attempts < TOLD_FROM) return undefined;
    return { stage: this.#stage, since: this.#since, attempts: this.#attempts };
  }
}

/** Who of the loops of a platform stands still: in `meniscus_standing`, and by `reports`. */
export class Standings {
  readonly #clock: Clock;
  readonly #gauge;
  readonly #all: Standing[] = [];

  constructor(clock: Clock, meter: Meter) {
    this.#clock = clock;
    this.#gauge = meter.gauge('meniscus_standing', '1 while a stage gets no further and tries the same again', [
      'stage',
    ]);
  }

  of(stage: string): Standing {
    const standing = new Standing(stage, this.#clock, (stands) => this.#gauge.set({ stage }, stands ? 1 : 0));
    this.#all.push(standing);
    return standing;
  }

  /** Those that get no further; empty when all is well. */
  get reports(): readonly StandingReport[] {
    return this.#all.flatMap(({ report }) => report ?? []);
  }
}
