/** Latency percentiles in milliseconds; zero when nothing was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What became of the messages. `sent = accepted + sum of refused + undelivered`. */
export interface DeliverySummary {
  readonly sent: number;
  readonly accepted: number;
  /** Accepted messages by destination. */
  readonly acceptedBy: { readonly profile: number; readonly event: number };
  /** Reason the endpoint gave to how many messages it refused for it. */
  readonly refused: Readonly<Record<string, number>>;
  /** Messages given up after the last attempt, by reason. */
  readonly undelivered: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly retries: number;
  readonly seconds: number;
  /** Accepted messages per second. */
  readonly rate: number;
  /** Of the requests that were answered for good, without the waiting before a retry. */
  readonly latencyMs: Percentiles;
}

/** The value below which the given share of sorted values lies (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

/** Percentiles of unsorted values, rounded to a tenth of a millisecond. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(percentile(sorted, share) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Counts while a delivery runs. */
export class Tally {
  sent = 0;
  accepted = { profile: 0, event: 0 };
  requests = 0;
  retries = 0;
  readonly refused = new Map<string, number>();
  readonly undelivered = new Map<string, number>();
  readonly latencies: number[] = [];

  refuse(reason: string, count: number): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + count);
  }

  giveUp(reason: string, count: number): void {
    this.undelivered.set(reason, (this.undelivered.get(reason) ?? 0) + count);
  }

  summary(seconds: number): DeliverySummary {
    const accepted = this.accepted.profile + this.accepted.event;
    return {
      sent: this.sent,
      accepted,
      acceptedBy: { ...this.accepted },
      refused: Object.fromEntries(this.refused),
      undelivered: Object.fromEntries(this.undelivered),
      requests: this.requests,
      retries: this.retries,
      seconds: Math.round(seconds * 1000) / 1000,
      rate: seconds === 0 ? 0 : Math.round(accepted / seconds),
      latencyMs: percentiles(this.latencies),
    };
  }
}
