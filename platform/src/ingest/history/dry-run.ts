import { parseJson } from '@meniscus/languages/syntax';
import type { Failure, Scope } from '../../kernel/index.ts';
import { csvFormatOf, readRows, textsOf } from '../../sources/index.ts';
import { convert, corruptRow, rowRefusal, unroutable } from '../convert.ts';
import { found, type Targets } from '../targets.ts';
import type { FileJob } from './file-load.ts';
import type { RowCounts } from './tally.ts';

/** A row that did not, or would not, go its way. */
export interface Reject {
  readonly file: string;
  /** Counts from 1, without the heading. */
  readonly row: number;
  readonly failures: readonly Failure[];
  /** The row's cells by column; of a row that cannot be read its text. */
  readonly record: unknown;
}

interface Source {
  readonly file?: string;
  readonly row?: number;
}

/** A row with its place apart from its cells. */
export function rejectOf(payload: unknown, failures: readonly Failure[]): Reject {
  const { _source, _corrupt_record, ...cells } = (payload ?? {}) as Record<string, unknown>;
  const { file = '', row = 0 } = (_source ?? {}) as Source;
  return { file, row, failures, record: typeof _corrupt_record === 'string' ? _corrupt_record : cells };
}

/**
 * Reads a file, maps and validates its rows, and keeps nothing. `rejected` hears of each row that would fail. Stops between
 * two pages when the signal is aborted.
 */
export async function tryFile(
  targets: Targets,
  { scope, flowId, file, properties }: FileJob,
  path: string,
  parts: {
    readonly now: number;
    readonly rejected: (reject: Reject) => void;
    readonly told: (done: number, total: number, counts: RowCounts) => Promise<void>;
    readonly signal: AbortSignal;
    readonly lost: (why: string) => void;
  },
): Promise<RowCounts> {
  const check = await checker(targets, scope, flowId, parts.now);
  const counts = { rows: 0, validated: 0, failed: 0, skipped: 0 };
  const reasons: Record<string, number> = {};
  const sofar = (): RowCounts => ({ ...counts, ...(counts.failed === 0 ? {} : { reasons: { ...reasons } }) });
  const format = csvFormatOf(properties);
  for await (const page of readRows({ path, name: file.path, format, skip: 0 }, parts.lost)) {
    if (parts.signal.aborted) return sofar();
    for (const text of textsOf(page)) {
      const row = parseJson(Buffer.from(text.buffer, text.byteOffset, text.length).toString());
      const failures = check(row);
      counts.rows += 1;
      const [first] = failures;
      counts[first === undefined ? 'validated' : 'failed'] += 1;
      if (first === undefined) continue;
      reasons[first.code] = (reasons[first.code] ?? 0) + 1;
      parts.rejected(rejectOf(corruptRow(row) ?? row, failures));
    }
    await parts.told(page.done, page.total, sofar());
  }
  return sofar();
}

async function checker(
  targets: Targets,
  scope: Scope,
  flowId: string,
  now: number,
): Promise<(row: unknown) => readonly Failure[]> {
  const resolution = await targets.of(scope, { flow: flowId });
  return (row) => {
    if (!found(resolution)) return [unroutable(resolution)];
    const refusal = rowRefusal(row);
    if (refusal !== undefined) return [refusal];
    const result = convert(row, resolution.target, targets, { now, seed: 'dry-run' }, true);
    return result.ok ? [] : result.failures;
  };
}
