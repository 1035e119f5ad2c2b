import { createHash } from 'node:crypto';
import type { FlowRuns, RunReport, RunStatus } from '../flows/index.ts';
import { reasonsOf, type Scope } from '../kernel/index.ts';
import type { Counts } from './counts.ts';
import { percentile } from './histogram.ts';
import { LEVELS, type Series } from './series.ts';
import { flowOf, subjectKey } from './tally.ts';

const PROVIDER_REF = 'stream:';
const { ms: WINDOW_MS } = LEVELS.quarter;
/** Records of a window may still be in the loop for a moment after it has ended. */
const GRACE_MS = 2000;
const LOOK_BACK_MS = 86_400_000;

interface Parts {
  readonly series: Series;
  readonly runs: FlowRuns;
  readonly scopes: () => readonly Scope[];
  /** Is it a streaming dataflow? Those of batch sources report their own runs. */
  readonly streams: (scope: string, flowId: string) => boolean;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly clock: () => number;
}

interface OpenWindow {
  readonly scope: string;
  readonly flowId: string;
  readonly from: number;
  /** What was reported last: a window in which nothing passed since is not written again. */
  reported?: string;
}

/** The same window of the same dataflow has the same id, so its reports are one run. */
function runId({ scope, flowId, from }: OpenWindow): string {
  const hex = createHash('sha256').update(`${scope}/${flowId}/${from}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Status of a window that is over. */
function outcomeOf({ mapped, failed }: Counts): RunStatus {
  if (failed === 0) return 'success';
  return mapped === 0 ? 'failed' : 'partialSuccess';
}

function latencySummary({ latency, latencySum, latencyMin, latencyMax, mapped }: Counts) {
  if (mapped === 0) return { minMs: -1, maxMs: -1, avgMs: -1 };
  const extensions = {
    p50Ms: percentile(latency, 0.5),
    p95Ms: percentile(latency, 0.95),
    p99Ms: percentile(latency, 0.99),
  };
  return { minMs: latencyMin, maxMs: latencyMax, avgMs: Math.round(latencySum / mapped), extensions };
}

/**
 * The run of a window of a streaming dataflow, as Flow Service shows runs:
 * `inputRecordCount = outputRecordCount + updatedRecordCount + failedRecordCount + skippedRecordCount`. Output are the rows for the
 * dataset, which Monitoring counts as stored; updated the records that go to profiles alone.
 */
export function windowRun(window: OpenWindow, counts: Counts, over: boolean): RunReport {
  const end = window.from + WINDOW_MS;
  const status = over ? outcomeOf(counts) : 'inProgress';
  // What was written before a count was thought of has none of it.
  const { updated = 0 } = counts;
  return {
    id: runId(window),
    flowId: window.flowId,
    providerRefId: `${PROVIDER_REF}${window.from}`,
    metrics: {
      durationSummary: { startedAtUTC: window.from, ...(over ? { completedAtUTC: end } : {}) },
      latencySummary: latencySummary(counts),
      sizeSummary: { inputBytes: Math.round(counts.bytes), outputBytes: -1 },
      recordSummary: {
        inputRecordCount: counts.received + counts.derived,
        outputRecordCount: counts.mapped - updated,
        updatedRecordCount: updated,
        failedRecordCount: counts.failed,
        skippedRecordCount: counts.skipped,
        extensions: { rejectedByProfile: counts.rejected },
      },
      fileSummary: { inputFileCount: -1, outputFileCount: -1 },
      statusSummary: { status, errors: reasonsOf(counts.reasons) },
    },
    activities: [],
  };
}

/**
 * Runs of streaming dataflows: windows of 15 minutes in which something passed. A report that a crash swallowed is made
 * again from the counts, which are exact.
 */
export class StreamRuns {
  readonly #parts: Parts;
  readonly #open = new Map<string, OpenWindow>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Windows that an earlier process left open, and those it counted in and had no time to report. */
  async load(): Promise<void> {
    const { runs, series, scopes, streams, clock } = this.#parts;
    for (const { scope, run } of await runs.unfinished(PROVIDER_REF))
      this.#note({ scope, flowId: run.flowId, from: run.metrics.durationSummary.startedAtUTC });
    const now = clock();
    for (const { key: scope } of scopes()) {
      for (const subject of await series.subjects(scope)) {
        const flowId = flowOf(subject);
        if (flowId === undefined || !streams(scope, flowId)) continue;
        const from = Math.max(now - LOOK_BACK_MS, runs.last(scope, flowId)?.startedAtUTC ?? 0);
        for (const stretch of await series.read(subject, 'quarter', from, now + WINDOW_MS))
          this.#note({ scope, flowId, from: stretch.from });
      }
    }
  }

  /** Something passed: of what is counted here, streaming dataflows have runs. */
  passed(subjects: Iterable<string>, at: number): void {
    for (const subject of subjects) {
      const scope = subject.slice(0, subject.indexOf('/'));
      const flowId = flowOf(subject);
      if (flowId !== undefined && this.#parts.streams(scope, flowId))
        this.#note({ scope, flowId, from: at - (at % WINDOW_MS) });
    }
  }

  forget(scope: string): void {
    for (const [key, window] of this.#open) if (window.scope === scope) this.#open.delete(key);
  }

  #note(window: OpenWindow): void {
    const key = `${window.scope}/${window.flowId}/${window.from}`;
    if (!this.#open.has(key)) this.#open.set(key, window);
  }

  /** Reports every open window, from what the last checkpoint wrote. Those that are over are closed. */
  async report(): Promise<void> {
    const now = this.#parts.clock();
    for (const [key, window] of this.#open) {
      const scope = this.#parts.scopeByKey(window.scope);
      const subject = subjectKey.flow(window.scope, window.flowId);
      const [stretch] = await this.#parts.series.read(subject, 'quarter', window.from, window.from + WINDOW_MS);
      const over = now >= window.from + WINDOW_MS + GRACE_MS;
      const report = stretch && windowRun(window, stretch.counts, over);
      const text = JSON.stringify(report);
      if (scope !== undefined && report !== undefined && text !== window.reported)
        await this.#parts.runs.report(scope, report);
      window.reported = text;
      if (over) this.#open.delete(key);
    }
  }
}
