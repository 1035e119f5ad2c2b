/** Rows under named columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const WIDEST_CELL = 60;
const CONTROLS = /\p{Cc}/gu;

/** A value on one line: text as it is, nothing for null, JSON for the rest. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a terminal may show of a value: no control characters (they could move the cursor), not wider than asked. */
function shown(value: unknown, widest: number): string {
  const text = plain(value).replace(CONTROLS, ' ');
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';

/** Aligned text with a rule under the names; numbers to the right. Longer cells are cut to `widest` characters. */
export function tableText({ columns, rows }: Table, widest = WIDEST_CELL): string {
  const cells = rows.map((row) => columns.map((_, index) => shown(row[index], widest)));
  const widths = columns.map((name, index) =>
    cells.reduce((width, row) => Math.max(width, row[index]!.length), name.length),
  );
  const right = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => row[index] === null || isNumber(row[index])),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (right[index] ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join('  ')
      .trimEnd();
  return [line(columns), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

function csvCell(value: unknown): string {
  const text = plain(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: a header line, commas, quotes where needed. */
export function tableCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}
