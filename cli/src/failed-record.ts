import type { Operations } from '@meniscus/client';

/** A failed record as the platform shows it. */
export type FailedRecord = Operations['getFailedRecord']['answer'];

/** What helps, in words. */
export function advice(retry: string): string {
  switch (retry) {
    case 'later':
      return 'replay as it is';
    case 'after-fix':
      return 'correct schema, mapping or settings, then replay';
    default:
      return 'correct the payload, then replay it with --payload';
  }
}
