import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/index.ts';
import { backoffMs } from './backoff.ts';
import type { Kind, Way } from './target.ts';

interface Parts {
  readonly kind: Kind;
  readonly way: Way;
  readonly clock: Clock;
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

/** Keeps a dataflow's requests apart while they fail: longer each time, and at least as long as the target asked for. */
export class Trouble {
  readonly #parts: Parts;
  #status: TroubleStatus | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Undefined while all is well. */
  get status(): TroubleStatus | undefined {
    return this.#status;
  }

  /** No request before this moment, epoch milliseconds. */
  get pausedUntil(): number {
    return this.#status?.nextAttemptAt ?? 0;
  }

  /** A request of `records` records brought nothing. `asked`: what the target asked to wait, milliseconds. */
  met(reason: string, message: string, records: number, asked: number | undefined): void {
    const { kind, way, clock, random, logger } = this.#parts;
    const now = clock();
    // Requests that were under way together fail together: that is one failure.
    const isNew = this.#status === undefined || now >= this.#status.nextAttemptAt;
    const attempts = (this.#status?.attempts ?? 0) + (isNew ? 1 : 0);
    const at = now + Math.max(asked ?? 0, isNew ? backoffMs(attempts, random) : 0);
    const nextAttemptAt = Math.max(at, this.#status?.nextAttemptAt ?? 0);
    this.#status = { since: this.#status?.since ?? now, attempts, nextAttemptAt, message };
    logger.warn(
      { kind, flowId: way.flowId, reason, message, records, attempts, waitMs: nextAttemptAt - now },
      'the target did not take a request; it is sent again',
    );
  }

  over(): void {
    if (this.#status === undefined) return;
    const { kind, way, clock, logger } = this.#parts;
    const { since, attempts } = this.#status;
    this.#status = undefined;
    logger.info({ kind, flowId: way.flowId, attempts, downMs: clock() - since }, 'the target takes records again');
  }
}
