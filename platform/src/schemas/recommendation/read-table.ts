import type { SourceColumn } from '@meniscus/languages/recommendation';
import { isHeader, MOST_CELLS } from '@meniscus/languages/recommendation';
import Papa from 'papaparse';
import { say } from '../phrases.ts';
import { readText, type TableText } from './read-text.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** More columns than any table a person exports. */
export const MOST_COLUMNS = 2000;

/** A sampled table: its columns and how it was written. */
export interface SampledTable {
  readonly columns: readonly SourceColumn[];
  readonly rows: number;
  readonly delimiter: string;
  readonly encoding: TableText['encoding'];
  /** False when the first row held values already; columns are then called `column1`, `column2`, … */
  readonly header: boolean;
  readonly entry?: string;
}

/**
 * Reads up to 10,000 rows of an uploaded CSV, TSV or zipped table; delimiter, quoting, encoding and header are found out.
 * Bounded in time and memory for whatever is sent. Throws a coded problem that says what is wrong and in which row.
 */
export async function readTable(path: string): Promise<SampledTable> {
  const { text, encoding, entry, cut } = await readText(path);
  const { body, delimiter } = withoutHint(text);
  const chosen = delimiter ?? guess(body);
  guardWidth(body, chosen);
  const { data, errors } = Papa.parse<string[]>(whole(body, cut), {
    delimiter: chosen,
    skipEmptyLines: 'greedy',
    preview: MOST_CELLS + 1,
  });
  const quote = errors.find(({ type }) => type === 'Quotes');
  if (quote !== undefined) throw new UnreadableTable('quotes', say('table-open-quote', { row: (quote.row ?? 0) + 1 }));
  return { ...tabulate(data), delimiter: chosen, encoding, ...(entry === undefined ? {} : { entry }) };
}

/** Spreadsheets write `sep=;` in front of the header. */
function withoutHint(text: string): { body: string; delimiter?: string } {
  const hint = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  if (hint !== null) return { body: text.slice(hint[0].length), delimiter: hint[1] as string };
  return { body: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

function guess(body: string): string {
  const found = Papa.parse<string[]>(body.slice(0, 200_000), { delimiter: '', preview: 30, skipEmptyLines: 'greedy' })
    .meta.delimiter;
  return found === '' || found === undefined ? ',' : found;
}

/** Refuses a table with too many columns before anything is taken apart: one row of delimiters can be as long as the file. */
function guardWidth(body: string, delimiter: string): void {
  const sign = delimiter.charCodeAt(0);
  let row = 1;
  let count = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (code === sign) count += 1;
    else if (code === 10) {
      row += 1;
      count = 0;
    }
    // Text inside quotes may hold delimiters, but not tens of thousands in one line.
    if (count > MOST_COLUMNS * 10)
      throw new UnreadableTable('columns', say('table-row-columns', { row, most: MOST_COLUMNS }));
  }
}

/** A text that was cut ends in the middle of a row, which is left out. */
function whole(body: string, cut: boolean): string {
  return cut ? body.slice(0, body.lastIndexOf('\n')) : body;
}

function tabulate(data: readonly (readonly string[])[]): Pick<SampledTable, 'columns' | 'rows' | 'header'> {
  const [first] = data;
  if (first === undefined) throw new UnreadableTable('empty', say('table-no-rows'));
  if (first.length > MOST_COLUMNS)
    throw new UnreadableTable('columns', say('table-columns', { count: first.length, most: MOST_COLUMNS }));
  const header = isHeader(first, data.slice(1, 50));
  const rows = header ? data.slice(1) : data.slice(0, MOST_CELLS);
  const columns = first.map((cell, at) => ({
    name: header && cell.trim() !== '' ? cell.trim() : `column${at + 1}`,
    cells: rows.map((row) => row[at] ?? ''),
  }));
  return { columns, rows: rows.length, header };
}
