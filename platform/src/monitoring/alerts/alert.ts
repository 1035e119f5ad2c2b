import type { Phrase } from '@meniscus/languages/syntax';
import type { AlertSaid } from './phrases.ts';
import type { RuleId } from './rules.ts';

/** Something that happened or holds, for one subscription. */
export interface AlertBody extends AlertSaid {
  readonly subscriptionId: string;
  /** Its name, where it has one. */
  readonly subscription?: string;
  readonly rule: RuleId;
  readonly flowId?: string;
  readonly runId?: string;
  /** What happened once is resolved from the beginning. */
  readonly state: 'firing' | 'resolved';
  readonly value?: number;
  readonly threshold?: number;
  /** Epoch milliseconds. */
  readonly since: number;
  /** When it was last seen to hold. */
  readonly last: number;
  readonly resolvedAt?: number;
  /** User id, when somebody resolved it by hand. */
  readonly resolvedBy?: string;
  /** No notification until then, epoch milliseconds. */
  readonly mutedUntil?: number;
  readonly notifiedAt?: number;
  /** How often it was seen to happen while it fired. */
  readonly times: number;
}

/** A notification on its way. */
export interface DeliveryBody {
  readonly alertId: string;
  readonly subscriptionId: string;
  readonly type: 'firing' | 'resolved' | 'event' | 'test';
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly attempts: number;
  /** Not before, epoch milliseconds. */
  readonly nextAt: number;
  readonly lastError?: string;
  /** What is sent, so that it says what was so when it happened. */
  readonly notification: Readonly<Record<string, unknown>>;
  /** What its message says, for readers of other languages. */
  readonly phrase?: Phrase;
}
