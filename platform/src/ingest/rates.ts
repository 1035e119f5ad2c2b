import type { Logger } from 'pino';
import type { Inlet } from '../flows/index.ts';
import type { Clock, Meter } from '../kernel/index.ts';
import { tooMany } from './errors.ts';
import type { Observer } from './observer.ts';
import { sayOfIngest } from './phrases.ts';

/** How much may come in, per inlet and per organisation (page "Guardrails for data ingestion"). */
export interface RateLimits {
  /** 1000 as published. */
  readonly requestsPerSecond: number;
  /** 10,000 as published. */
  readonly messagesPerSecond: number;
  /** True: what is beyond is answered 429. False: it is taken, counted and warned about. */
  readonly enforce: boolean;
}

interface Parts {
  readonly limits: RateLimits;
  readonly observer: Pick<Observer, 'exceeded'>;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: Logger;
}

interface Use {
  second: number;
  requests: number;
  messages: number;
  warnedAt: number;
}

const GUARDRAILS = { requests: 'collection-requests', messages: 'collection-messages' } as const;
const WARN_EVERY_MS = 60_000;

/**
 * The published rates of collection, counted by calendar second. By default nothing is refused: the limits are those of
 * another service, and a counter and a warning a minute show what it would have refused.
 */
export class Rates {
  readonly #parts: Parts;
  /** By inlet id and organisation; both exist, so there are no more of them than were declared. */
  readonly #uses = new Map<string, Use>();
  /** By what is limited and in which unit. */
  readonly #exceeded;

  constructor(parts: Parts) {
    this.#parts = parts;
    const exceeded = parts.meter.counter('meniscus_rate_exceeded_total', 'What came beyond the published rates', [
      'of',
      'unit',
    ]);
    const units = (of: string) => ({
      requests: exceeded.labels(of, 'requests'),
      messages: exceeded.labels(of, 'messages'),
    });
    this.#exceeded = { inlet: units('inlet'), organisation: units('organisation') };
  }

  /** Counts a request that is about to be read. Throws the 429 when limits are enforced. */
  request({ id, scope }: Inlet): void {
    this.#count('inlet', id, scope.key, id, 'requests', 1);
    this.#count('organisation', scope.org, scope.key, id, 'requests', 1);
  }

  /** Counts the messages of a request. Throws the 429 when limits are enforced. */
  messages({ id, scope }: Inlet, count: number): void {
    this.#count('inlet', id, scope.key, id, 'messages', count);
    this.#count('organisation', scope.org, scope.key, id, 'messages', count);
  }

  #count(
    of: 'inlet' | 'organisation',
    key: string,
    scope: string,
    inlet: string,
    unit: 'requests' | 'messages',
    count: number,
  ): void {
    const { limits, clock, logger, observer } = this.#parts;
    const now = clock();
    const use = this.#use(key, Math.floor(now / 1000));
    use[unit] += count;
    const limit = unit === 'requests' ? limits.requestsPerSecond : limits.messagesPerSecond;
    if (use[unit] <= limit) return;
    const beyond = Math.min(count, use[unit] - limit);
    this.#exceeded[of][unit].inc(beyond);
    observer.exceeded({ guardrail: GUARDRAILS[unit], scope, subject: key, value: use[unit], count: beyond });
    if (now - use.warnedAt >= WARN_EVERY_MS) {
      use.warnedAt = now;
      logger.warn(
        { [of]: key, unit, limit, enforced: limits.enforce },
        'more came in a second than the published rate',
      );
    }
    if (limits.enforce) throw tooMany(inlet, sayOfIngest(`door-${unit}-of-${of}`, { limit }));
  }

  #use(key: string, second: number): Use {
    let use = this.#uses.get(key);
    if (use === undefined) {
      use = { second, requests: 0, messages: 0, warnedAt: Number.NEGATIVE_INFINITY };
      this.#uses.set(key, use);
    }
    if (use.second !== second) {
      use.second = second;
      use.requests = 0;
      use.messages = 0;
    }
    return use;
  }
}
