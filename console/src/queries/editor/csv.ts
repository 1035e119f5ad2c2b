/** What a spreadsheet runs as a formula when a text begins with it. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number with its sign is none, whoever wrote it as text. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function harmless(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'string' ? harmless(value) : String(value);
}

function cell(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as CSV (RFC 4180): a line of names first, nested values as JSON, nothing for null. A text a spreadsheet would take for a
 * formula gets an apostrophe in front.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
