import type { Phrase } from '@meniscus/languages/syntax';
import type { FailureCode } from './failure-codes.ts';

/**
 * What a record can get wrong. A failure is a value: stages collect all of them and never throw for bad data.
 *
 * `retry` tells the operator what helps: `never` (the payload itself is wrong), `after-fix` (a schema, mapping or setting
 * must change first, then replay), `later` (a passing condition; replay as it is).
 */
export interface Failure {
  /** Name of the stage that refused the record, e.g. `mapping`. */
  readonly stage: string;
  /** Stable code of the table of failures. */
  readonly code: FailureCode;
  /** JSON pointer (RFC 6901) into the payload or entity; empty string for the whole record. */
  readonly pointer: string;
  /** For the person who has to act: what, where, what now. */
  readonly message: string;
  /** The message, for other languages; absent on what was kept before messages had one. */
  readonly phrase?: Phrase;
  readonly retry: 'never' | 'after-fix' | 'later';
}

/** Result of a step over one record. Warnings travel with success; failures end the record's way. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Failure[] }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/** Escapes one segment of a JSON pointer. */
export function pointerSegment(name: string | number): string {
  const text = String(name);
  return text.includes('~') || text.includes('/') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}
