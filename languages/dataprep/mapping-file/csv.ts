import type { Said } from '@meniscus/languages/syntax';
import { say } from './phrases.ts';

/** A line of a CSV file that cannot be read. */
export interface CsvProblem extends Said {
  /** Line in the text, from 1. */
  readonly line: number;
}

/** Cells a spreadsheet would take for a formula; a quote that protects one is itself protected. */
const FORMULA = /^'*[=+\-@\t\r]/;
const PROTECTED = /^'+[=+\-@\t\r]/;

/** A cell as RFC 4180 writes it. A text that a spreadsheet would run as a formula gets a quote before it. */
function cellText(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of rows of cells, lines ended by CRLF (RFC 4180). `readCsv` gives back the same cells. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** A line of cells with its number in the text. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads RFC 4180: cells in double quotes may hold commas, quotes and line ends; lines end in LF or CRLF; a byte order mark
 * and empty lines are skipped. A single quote before `=`, `+`, `-`, `@`, tab or CR only protects the cell and is dropped.
 */
export function readCsv(text: string): { lines: readonly CsvLine[]; problem?: CsvProblem } {
  const reader = new CsvReader(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const problem = reader.read();
  return { lines: reader.lines, ...(problem === undefined ? {} : { problem }) };
}

class CsvReader {
  readonly lines: CsvLine[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): CsvProblem | undefined {
    while (this.#at < this.#text.length) {
      const line = this.#line;
      const cells: string[] = [];
      const problem = this.#cells(cells);
      if (problem !== undefined) return problem;
      if (cells.length > 1 || cells[0] !== '') this.lines.push({ line, cells });
    }
    return undefined;
  }

  #cells(cells: string[]): CsvProblem | undefined {
    for (;;) {
      const cell = this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
      if (typeof cell !== 'string') return cell;
      cells.push(PROTECTED.test(cell) ? cell.slice(1) : cell);
      const next = this.#text[this.#at];
      if (next === ',') this.#at += 1;
      else if (next === undefined) return undefined;
      else if (next === '\n' || this.#text.startsWith('\r\n', this.#at)) {
        this.#at += next === '\n' ? 1 : 2;
        this.#line += 1;
        return undefined;
      } else return { line: this.#line, ...say('file-after-quote') };
    }
  }

  #plain(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ',' && this.#text[this.#at] !== '\n') this.#at += 1;
    // The CR of a CRLF belongs to the line end, not to the cell.
    if (this.#text[this.#at] === '\n' && this.#at > start && this.#text[this.#at - 1] === '\r') this.#at -= 1;
    const end =
      this.#at === this.#text.length && this.#text.endsWith('\r') && this.#at > start ? this.#at - 1 : this.#at;
    return this.#text.slice(start, end);
  }

  #quoted(): string | CsvProblem {
    const line = this.#line;
    let cell = '';
    for (let from = this.#at + 1; ; ) {
      const close = this.#text.indexOf('"', from);
      if (close < 0) return { line, ...say('file-open-quote') };
      cell += this.#text.slice(from, close);
      if (this.#text[close + 1] !== '"') {
        this.#at = close + 1;
        for (const character of cell) if (character === '\n') this.#line += 1;
        return cell;
      }
      cell += '"';
      from = close + 2;
    }
  }
}
