import { addCounts, type Counts, noCounts } from './counts.ts';
import { addTo, countOf, type Histogram, percentile } from './histogram.ts';
import { LEVELS, type Level, type Series, type Stretch } from './series.ts';
import { nothingStored, type StoredCounts, type StoredSeries } from './stored-rows.ts';

/** A window of time, epoch milliseconds, with the stretches it is looked at by. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly level: Level;
}

/** Percentiles of milliseconds, each to the top of its step (at most an eighth too large); null when nothing was measured. */
export interface Latency {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly count: number;
}

/** What passed in a window or a stretch of it. */
export interface Summary {
  readonly received: number;
  readonly derived: number;
  readonly mapped: number;
  /** Records for the profile alone: mapped, and no rows. */
  readonly updated: number;
  readonly stored: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rejected: number;
  /** Records that profiles took over. */
  readonly inProfile: number;
  readonly refused: number;
  readonly bytes: number;
  /** Messages a second: over the window, and in its busiest stretch. */
  readonly receivedPerSecond: number;
  readonly mostReceivedPerSecond: number;
  /** Failed of those that were to be stored, percent. */
  readonly errorRate: number;
  /** From receipt until profile and audiences are up to date. */
  readonly profileLatency: Latency;
  /** From receipt until the row can be read in the dataset. */
  readonly lakeLatency: Latency;
  readonly reasons: Readonly<Record<string, number>>;
}

const HOUR = 3_600_000;
const FINEST: readonly (readonly [span: number, level: Level])[] = [
  [6 * HOUR, 'minute'],
  [7 * 24 * HOUR, 'quarter'],
];

/** A stretch of time and what passed in it. */
export type Point = Summary & { readonly from: number };

/** The window with the stretches that give a few hundred points, and that are still kept for its beginning. */
export function windowOf(from: number, to: number, now: number): Window {
  const level = FINEST.find(([span, one]) => to - from <= span && now - from <= LEVELS[one].keepMs)?.[1] ?? 'hour';
  return { from: from - (from % LEVELS[level].ms), to, level };
}

function latencyOf(histogram: Histogram): Latency {
  return {
    p50: percentile(histogram, 0.5),
    p95: percentile(histogram, 0.95),
    p99: percentile(histogram, 0.99),
    count: countOf(histogram),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function summaryOf(counts: Counts, stored: StoredCounts, seconds: number, most: number): Summary {
  const {
    received,
    derived,
    mapped,
    updated = 0,
    failed,
    skipped,
    rejected,
    profiled,
    refused,
    bytes,
    reasons,
  } = counts;
  const lost = failed + stored.unstorable;
  const all = mapped + failed;
  return {
    received,
    derived,
    mapped,
    updated,
    stored: stored.stored,
    failed: lost,
    skipped,
    rejected,
    inProfile: Math.max(0, profiled - rejected),
    refused,
    bytes: Math.round(bytes),
    receivedPerSecond: Math.round((received / seconds) * 10_000) / 10_000,
    mostReceivedPerSecond: Math.round(most * 10_000) / 10_000,
    errorRate: all === 0 ? 0 : rounded((lost / all) * 100),
    profileLatency: latencyOf(counts.latency),
    lakeLatency: latencyOf(stored.latency),
    reasons,
  };
}

interface Parts {
  readonly series: Series;
  readonly stored: StoredSeries;
}

/** What was counted of a subject, from both books: the process loop's and the lake's. */
export class Statistics {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sums over a window. Sees what the last checkpoint wrote. */
  async summary(subject: string, window: Window): Promise<Summary> {
    return sumOf(await this.#read(subject, window), window);
  }

  /** Stretch by stretch, oldest first, with those in which nothing passed. */
  async series(subject: string, window: Window): Promise<readonly Point[]> {
    return pointsOf(await this.#read(subject, window), window);
  }

  /** Sums and stretches of a window, of one reading. */
  async both(subject: string, window: Window): Promise<{ readonly sum: Summary; readonly points: readonly Point[] }> {
    const books = await this.#read(subject, window);
    return { sum: sumOf(books, window), points: pointsOf(books, window) };
  }

  async #read(subject: string, { from, to, level }: Window): Promise<Books> {
    const [stretches, stored] = await Promise.all([
      this.#parts.series.read(subject, level, from, to),
      this.#parts.stored.read(subject, level, from, to),
    ]);
    return { stretches, stored };
  }
}

/** What both books have of a subject in a window. */
interface Books {
  readonly stretches: readonly Stretch[];
  readonly stored: readonly { readonly from: number; readonly counts: StoredCounts }[];
}

function sumOf({ stretches, stored }: Books, { from, to, level }: Window): Summary {
  const counts = noCounts();
  const rows = nothingStored();
  let most = 0;
  for (const one of stretches) {
    addCounts(counts, one.counts);
    most = Math.max(most, one.counts.received / (LEVELS[level].ms / 1000));
  }
  for (const one of stored) addStored(rows, one.counts);
  return summaryOf(counts, rows, (to - from) / 1000, most);
}

function pointsOf({ stretches, stored }: Books, { from, to, level }: Window): readonly Point[] {
  const { ms } = LEVELS[level];
  const counts = new Map(stretches.map((one) => [one.from, one.counts]));
  const rows = new Map(stored.map((one) => [one.from, one.counts]));
  const points: Point[] = [];
  for (let at = from; at < to; at += ms) {
    const one = counts.get(at) ?? noCounts();
    const most = one.received / (ms / 1000);
    points.push({ from: at, ...summaryOf(one, rows.get(at) ?? nothingStored(), ms / 1000, most) });
  }
  return points;
}

function addStored(sum: StoredCounts, other: StoredCounts): void {
  sum.stored += other.stored;
  sum.unstorable += other.unstorable;
  sum.bytes += other.bytes;
  addTo(sum.latency, other.latency);
}
