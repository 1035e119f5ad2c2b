import type { Meter } from '../../../kernel/index.ts';
import type { ErrorType, FailedRecord } from './failed-records.ts';
import type { Kind } from './target.ts';
import type { TroubleStatus } from './trouble.ts';

/** How a dataflow of the target is doing. */
export interface SenderStatus {
  readonly kind: Kind;
  readonly flowId: string;
  /** Records that are not done. */
  readonly waiting: number;
  /** Of these: customers whose next record waits for another attempt. */
  readonly delayedCustomers: number;
  /** Records the target took since the start. */
  readonly sent: number;
  /** Records given up since the start. */
  readonly failed: number;
  /** Present while requests fail. */
  readonly trouble?: TroubleStatus;
}

/** How the forwarder is doing. */
export interface ForwarderStatus {
  readonly target: string;
  /** Webhooks answered 2xx since the start. */
  readonly received: number;
  /** Events that came before, since the start. */
  readonly repeated: number;
  /** Webhooks that are not taken apart yet. */
  readonly untaken: number;
  readonly senders: readonly SenderStatus[];
}

/** What is counted, in one place, so that status and metrics tell the same. */
export interface Counters {
  received(): void;
  refused(status: number): void;
  takenApart(count: number): void;
  repeated(): void;
  sent(kind: Kind, count: number): void;
  failed(kind: FailedRecord['kind'], errorType: ErrorType): void;
  retried(kind: Kind, reason: 'request' | 'record' | 'network' | 'token', count: number): void;
  request(kind: Kind, status: string, seconds: number): void;
  tokenFetched(): void;
  /** Sets the gauges; called when metrics are read. */
  observe(status: ForwarderStatus, now: number): void;
  readonly totals: { readonly received: number; readonly repeated: number };
}

/** Counters over a meter. Labels are kinds, codes and statuses only. */
export function createCounters(meter: Meter): Counters {
  const webhooks = meter.counter('meniscus_forward_webhooks_total', 'Webhooks by the status they were answered', [
    'status',
  ]);
  const taken = meter.counter('meniscus_forward_taken_apart_total', 'Webhooks taken apart into records');
  const repeats = meter.counter('meniscus_forward_repeated_total', 'Events that came before and were left out');
  const sent = meter.counter('meniscus_forward_sent_total', 'Records the target took', ['kind']);
  const failed = meter.counter('meniscus_forward_failed_total', 'Records given up and kept as failed', [
    'kind',
    'error',
  ]);
  const retried = meter.counter('meniscus_forward_retried_total', 'Records to be sent again, by the reason', [
    'kind',
    'reason',
  ]);
  const requests = meter.counter('meniscus_forward_requests_total', 'Requests to the target by answer', [
    'kind',
    'status',
  ]);
  const seconds = meter.histogram('meniscus_forward_request_seconds', 'Time of a request to the target', ['kind']);
  const tokens = meter.counter('meniscus_forward_tokens_total', 'Access tokens fetched');
  const waiting = meter.gauge('meniscus_forward_waiting', 'Records that are not done', ['kind']);
  const down = meter.gauge('meniscus_forward_trouble_seconds', 'How long requests fail by now; 0: they do not', [
    'kind',
  ]);
  const totals = { received: 0, repeated: 0 };
  return {
    totals,
    received() {
      totals.received += 1;
      webhooks.inc({ status: '200' });
    },
    refused: (status) => webhooks.inc({ status: String(status) }),
    takenApart: (count) => taken.inc(count),
    repeated() {
      totals.repeated += 1;
      repeats.inc();
    },
    sent: (kind, count) => sent.inc({ kind }, count),
    failed: (kind, error) => failed.inc({ kind, error }),
    retried: (kind, reason, count) => retried.inc({ kind, reason }, count),
    request(kind, status, took) {
      requests.inc({ kind, status });
      seconds.observe({ kind }, took);
    },
    tokenFetched: () => tokens.inc(),
    observe({ senders }, now) {
      for (const one of senders) {
        waiting.set({ kind: one.kind }, one.waiting);
        const { trouble } = one;
        down.set({ kind: one.kind }, trouble === undefined ? 0 : (now - trouble.since) / 1000);
      }
    },
  };
}
