import type { Said } from '@meniscus/languages/syntax';
import { sayOfColumn } from './column-phrases.ts';

/** A record of a CSV text. */
export interface CsvRow {
  /** Number of the record, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** A CSV text that cannot be read; nothing after the place is known. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly row: number;
  /** From 1. */
  readonly column: number;
  readonly said: Said;

  constructor(row: number, column: number, said: Said) {
    super(said.message);
    this.said = said;
    this.row = row;
    this.column = column;
  }
}

export interface CsvLimits {
  readonly rows: number;
  readonly cells: number;
  /** Characters of one cell. */
  readonly cell: number;
}

/**
 * Reads comma separated values as RFC 4180 has them: quoted cells may hold commas, line ends and doubled quotes. Blank lines
 * are left out. Throws `CsvError` at the first thing that cannot be read or is over a limit, without reading on.
 */
export function* csvRows(text: string, limits: CsvLimits): Generator<CsvRow> {
  let at = 0;
  for (let row = 1; at < text.length; row += 1) {
    const cells: string[] = [];
    let end = '';
    do {
      const place = { row, column: cells.length + 1 };
      if (row > limits.rows + 1) throw new CsvError(row, 1, sayOfColumn('column-most-rows', { most: limits.rows }));
      if (cells.length >= limits.cells)
        throw new CsvError(row, limits.cells + 1, sayOfColumn('column-most-cells', { most: limits.cells }));
      const cell = text[at] === '"' ? quotedCell(text, at, place, limits) : plainCell(text, at, place, limits);
      cells.push(cell.value);
      end = text[cell.end] ?? '';
      at = cell.end + 1;
    } while (end === ',');
    if (end === '\r' && text[at] === '\n') at += 1;
    if (cells.length > 1 || cells[0] !== '') yield { row, cells };
  }
}

interface Cell {
  readonly value: string;
  /** Index of the comma or line end behind it. */
  readonly end: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function plainCell(text: string, from: number, { row, column }: Place, limits: CsvLimits): Cell {
  let end = from;
  for (; end < text.length; end += 1) {
    const char = text[end];
    if (char === ',' || char === '\n' || char === '\r') break;
    if (char === '"') throw new CsvError(row, column, sayOfColumn('column-stray-quote'));
    if (char === '\0') throw new CsvError(row, column, sayOfColumn('column-nul'));
    if (end - from >= limits.cell)
      throw new CsvError(row, column, sayOfColumn('column-most-characters', { most: limits.cell }));
  }
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number, { row, column }: Place, limits: CsvLimits): Cell {
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) throw new CsvError(row, column, sayOfColumn('column-open-quote'));
  if (close - from > limits.cell)
    throw new CsvError(row, column, sayOfColumn('column-most-characters', { most: limits.cell }));
  const value = text.slice(from + 1, close).replaceAll('""', '"');
  if (value.includes('\0')) throw new CsvError(row, column, sayOfColumn('column-nul'));
  const next = text[close + 1] ?? '\n';
  if (next !== ',' && next !== '\n' && next !== '\r')
    throw new CsvError(row, column, sayOfColumn('column-after-quote'));
  return { value, end: close + 1 };
}
