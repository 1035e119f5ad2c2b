import type { RunError, RunMetrics, RunStatus } from '../../flows/index.ts';
import { reasonsOf } from '../../kernel/index.ts';
import { reasonsTogether } from '../loads.ts';

/** What a run has done by now. Plain data: it is part of every report of the run, and is read back after a crash. */
export interface Tally {
  /** Files that were read to their end, and what became of their rows. */
  readonly files: number;
  readonly rows: RowCounts;
  /** Positions of topic `received` the rows of the run lie between; without an end while it is under way. */
  readonly from: number;
  readonly to?: number;
  /** Files that have nothing new. */
  readonly skippedFiles: number;
  readonly failedFiles: number;
  readonly errors: readonly RunError[];
}

/** Rows of a run. */
export interface RowCounts {
  readonly rows: number;
  readonly validated: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed ones by the code of their first failure; absent where there are none, or where they were counted before there were codes. */
  readonly reasons?: Readonly<Record<string, number>>;
}

/** What a run is at. */
export interface At {
  readonly file: string;
  /** Bytes read of the file, or of what it unpacks to. */
  readonly done: number;
  readonly total: number;
  readonly filesDone: number;
  readonly filesTotal: number;
}

const MOST_ERRORS = 100;

export const NO_ROWS: RowCounts = { rows: 0, validated: 0, failed: 0, skipped: 0 };

export function added(a: RowCounts, b: RowCounts): RowCounts {
  return {
    rows: a.rows + b.rows,
    validated: a.validated + b.validated,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    ...reasonsTogether(a.reasons, b.reasons),
  };
}

/** The tally with another file that could not be read. */
export function withError(tally: Tally, error: RunError): Tally {
  const errors = [...tally.errors, error].slice(0, MOST_ERRORS);
  return { ...tally, failedFiles: tally.failedFiles + 1, errors };
}

/** How a run ended: all of it, a part of it, or nothing. */
export function statusOf({ files, failedFiles, skippedFiles, rows: { rows, failed } }: Tally): RunStatus {
  if (failedFiles > 0 && files + skippedFiles === 0) return 'failed';
  if (rows > 0 && failed === rows) return 'failed';
  return failedFiles > 0 || failed > 0 ? 'partialSuccess' : 'success';
}

/** A run as Flow Service shows it; `counts` are its rows with those of the file under way. `at` while it is under way, `completedAt` (epoch milliseconds) when it is over. */
export function metricsOf(
  tally: Tally,
  counts: RowCounts,
  times: { readonly startedAt: number; readonly completedAt?: number },
  status: RunStatus,
  at?: At,
): RunMetrics {
  const { rows, validated, failed, skipped } = counts;
  return {
    durationSummary: {
      startedAtUTC: times.startedAt,
      ...(times.completedAt === undefined ? {} : { completedAtUTC: times.completedAt }),
    },
    recordSummary: {
      inputRecordCount: rows,
      outputRecordCount: validated,
      failedRecordCount: failed,
      skippedRecordCount: skipped,
    },
    fileSummary: {
      inputFileCount: tally.files + tally.failedFiles + tally.skippedFiles,
      outputFileCount: tally.files,
      skippedFileCount: tally.skippedFiles,
      failedFileCount: tally.failedFiles,
      extensions: { history: tally, ...(at === undefined ? {} : { at }) },
    },
    statusSummary: { status, errors: [...tally.errors, ...reasonsOf(counts.reasons ?? {})] },
  };
}
