import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/index.ts';
import { backoffMs } from './backoff.ts';
import type { Kind, Way } from './target.ts';

interface Parts {
  readonly kind: Kind;
  readonly way: Way;
  readonly clock: Clock;
  /** For how long requests wait. */
  readonly steady: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** Requests to a dataflow that bring nothing: since when, why, and when the next one goes. */
export interface TroubleStatus {
  /** Epoch milliseconds. */
  readonly since: number;
  readonly nextAttemptAt: number;
  /** Requests that failed one after the other. */
  readonly attempts: number;
  readonly message: string;
}

/** When requests began to fail, and when the next one goes; both by the steady clock, beside the dates somebody reads. */
interface Failing {
  readonly since: number;
  readonly sinceDate: number;
  readonly until: number;
  readonly attempts: number;
  readonly message: string;
}

/** Keeps a dataflow's requests apart while they fail: longer each time, and at least as long as the target asked for. */
export class Trouble {
  readonly #parts: Parts;
  #failing: Failing | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Undefined while all is well. */
  get status(): TroubleStatus | undefined {
    if (this.#failing === undefined) return undefined;
    const { clock, steady } = this.#parts;
    const { sinceDate, until, attempts, message } = this.#failing;
    return { since: sinceDate, nextAttemptAt: Math.round(clock() + until - steady()), attempts, message };
  }

  /** No request before this moment of the steady clock. */
  get pausedUntil(): number {
    return this.#failing?.until ?? 0;
  }

  /** A request of `records` records brought nothing. `asked`: what the target asked to wait, milliseconds. */
  met(reason: string, message: string, records: number, asked: number | undefined): void {
    const { kind, way, clock, steady, random, logger } = this.#parts;
    const before = this.#failing;
    const now = steady();
    // Requests that were under way together fail together: that is one failure.
    const isNew = before === undefined || now >= before.until;
    const attempts = (before?.attempts ?? 0) + (isNew ? 1 : 0);
    const at = now + Math.max(asked ?? 0, isNew ? backoffMs(attempts, random) : 0);
    const until = Math.max(at, before?.until ?? 0);
    const { since, sinceDate } = before ?? { since: now, sinceDate: clock() };
    this.#failing = { since, sinceDate, until, attempts, message };
    logger.warn(
      { kind, flowId: way.flowId, reason, message, records, attempts, waitMs: Math.round(until - now) },
      'the target did not take a request; it is sent again',
    );
  }

  over(): void {
    if (this.#failing === undefined) return;
    const { kind, way, steady, logger } = this.#parts;
    const { since, attempts } = this.#failing;
    this.#failing = undefined;
    const downMs = Math.round(steady() - since);
    logger.info({ kind, flowId: way.flowId, attempts, downMs }, 'the target takes records again');
  }
}
