import type { Meter } from './meter.ts';

/**
 * A thread or process that works for the platform beside its own: the rows of a source's file, those of a Parquet file, what occurs in rows
 * for the lake, SQL.
 */
export type Helper = 'file-reader' | 'parquet-reader' | 'shape-finder' | 'query';

/** Told when one of them ended and nobody ended it; what it did is done again by another one. `at` names its work. */
export type HelperLost = (helper: Helper, why: string, at?: Readonly<Record<string, string>>) => void;

/** Counts them (`meniscus_helpers_lost_total`) and says so in the log. */
export function helperWatch(
  meter: Meter,
  logger: { warn(fields: Readonly<Record<string, unknown>>, message: string): void },
): HelperLost {
  const lost = meter.counter(
    'meniscus_helpers_lost_total',
    'Threads and processes of the platform that ended and were not ended by it: readers of files, finders of shapes, queries',
    ['helper'],
  );
  return (helper, why, at = {}) => {
    lost.inc({ helper });
    logger.warn({ ...at, helper, why }, 'a thread or process of the platform ended unexpectedly');
  };
}
