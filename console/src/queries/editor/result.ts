import type { Operations } from '@meniscus/client';

/** What a query gave, and how long that took. */
export type Result = Operations['runSql']['answer'] & { readonly seconds: number };

/** A value as a table shows it: nested ones as JSON, nothing for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
