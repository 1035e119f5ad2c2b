import { addTo, type Histogram } from './histogram.ts';

/**
 * What was counted of one dataflow, dataset or inlet in a stretch of time. Of a dataflow
 * `received + derived = mapped + failed + skipped` at every moment.
 */
export interface Counts {
  /** Messages. */
  received: number;
  /** Records beyond the first of a message. */
  derived: number;
  /** Records that were mapped and fit their schema. */
  mapped: number;
  /** Of the mapped ones, those for the profile alone: they are no rows. */
  updated: number;
  failed: number;
  skipped: number;
  /** Mapped records that identity or profile refused; their rows are stored. */
  rejected: number;
  /** Records for the profile. */
  profiled: number;
  /** Records whose identities were looked at. */
  identified: number;
  /** Messages the door refused, and of requests it refused whole, the request. */
  refused: number;
  /** Bytes as they were received. */
  bytes: number;
  /** Failures and refusals by their code; what there is no room for under `other`. */
  readonly reasons: Record<string, number>;
  /** Milliseconds from receipt to the end of the process loop: profile and audiences up to date. */
  readonly latency: Histogram;
  /** Sum, least and most of those milliseconds. */
  latencySum: number;
  latencyMin: number;
  latencyMax: number;
}

const MOST_REASONS = 40;
const SUMS = [
  'received',
  'derived',
  'mapped',
  'updated',
  'failed',
  'skipped',
  'rejected',
  'profiled',
  'identified',
  'refused',
  'bytes',
  'latencySum',
] as const;

export function noCounts(): Counts {
  return {
    received: 0,
    derived: 0,
    mapped: 0,
    updated: 0,
    failed: 0,
    skipped: 0,
    rejected: 0,
    profiled: 0,
    identified: 0,
    refused: 0,
    bytes: 0,
    reasons: {},
    latency: [],
    latencySum: 0,
    latencyMin: 0,
    latencyMax: 0,
  };
}

export function addReason({ reasons }: Counts, code: string, count = 1): void {
  const known = Object.hasOwn(reasons, code) || Object.keys(reasons).length < MOST_REASONS;
  const name = known ? code : 'other';
  reasons[name] = (reasons[name] ?? 0) + count;
}

/** Adds the second to the first. */
export function addCounts(counts: Counts, other: Counts): void {
  if (other.latency.length > 0) {
    const first = counts.latency.length === 0;
    counts.latencyMin = first ? other.latencyMin : Math.min(counts.latencyMin, other.latencyMin);
    counts.latencyMax = Math.max(counts.latencyMax, other.latencyMax);
    addTo(counts.latency, other.latency);
  }
  // What was written before a count was thought of has none of it.
  for (const name of SUMS) counts[name] = (counts[name] ?? 0) + (other[name] ?? 0);
  for (const [code, count] of Object.entries(other.reasons)) addReason(counts, code, count);
}
