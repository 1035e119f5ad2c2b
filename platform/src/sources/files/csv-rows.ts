import { isUtf8 } from 'node:buffer';
import type { Said } from '@meniscus/languages/syntax';
import { partSaid } from '../../kernel/index.ts';
import { sayOfSources } from '../phrases.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** How a delimited file is written (page "Create a source connection": `data.properties`). */
export interface CsvFormat {
  /** One ASCII character. */
  readonly delimiter: string;
  readonly encoding: 'UTF-8' | 'ISO-8859-1';
}

/** A row of a file. */
export interface CsvRow {
  /** Counts from 1, without the heading. */
  readonly number: number;
  /** As it stands in the file, without the line's end; the beginning of it when it is too long. */
  readonly bytes: Uint8Array;
  /** As many as there are columns; undefined when the row cannot be read. */
  readonly values?: readonly string[];
  /** Why it cannot be read. */
  readonly problem?: Said;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
/** Longest row; a message of the platform is no longer. */
export const MOST_ROW_BYTES = 524_288;
/** Of a row that is too long. */
const SHOWN_BYTES = 1000;
const MOST_COLUMNS = 10_000;
/** Where the platform says what file and row a record is from. */
export const SOURCE_NAME = '_source';

/**
 * Cuts a stream of CSV into rows (RFC 4180: a value in quotation marks may hold delimiters, line ends and doubled marks). What
 * cannot be read is one row with the reason, and reading goes on: after a mark that is never closed on the line below it,
 * after an endless line where it ends. At most two rows' length is kept in memory, whatever the file holds.
 */
export class CsvReader {
  readonly #delimiter: number;
  readonly #delimiterText: string;
  readonly #isLatin: boolean;
  #rest: Buffer = Buffer.alloc(0);
  #columns: readonly string[] | undefined;
  #number = 0;
  /** Inside a line that is too long: everything up to its end belongs to it. */
  #skipping = false;
  #isFirst = true;

  constructor({ delimiter, encoding }: CsvFormat) {
    this.#delimiterText = delimiter;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#isLatin = encoding === 'ISO-8859-1';
  }

  /** Names of the columns; undefined until the heading was read. */
  get columns(): readonly string[] | undefined {
    return this.#columns;
  }

  /** The rows that are whole by now. Throws `UnreadableFile` for a file that is no CSV. */
  read(chunk: Buffer): readonly CsvRow[] {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    return this.#rows(this.#isFirst ? this.#begin(data) : data, false);
  }

  /** The rows that are left. Throws `UnreadableFile` when there was not even a heading. */
  end(): readonly CsvRow[] {
    const rows = this.#rows(this.#isFirst ? this.#begin(this.#rest) : this.#rest, true);
    if (this.#columns === undefined) throw new UnreadableFile(sayOfSources('file-no-heading'));
    return rows;
  }

  /** Takes the byte order mark off; what is no text at all is told by it. */
  #begin(data: Buffer): Buffer {
    if (data.length < 4) return data;
    this.#isFirst = false;
    const mark = data.toString('hex', 0, 4);
    if (mark.startsWith('fffe') || mark.startsWith('feff') || mark.startsWith('0000'))
      throw new UnreadableFile(sayOfSources('file-utf16'));
    return mark.startsWith('efbbbf') ? data.subarray(3) : data;
  }

  #rows(data: Buffer, isEnd: boolean): readonly CsvRow[] {
    const rows: CsvRow[] = [];
    let at = this.#skipping ? this.#skip(data) : 0;
    let nextQuote = -2;
    while (at < data.length) {
      if (nextQuote !== -1 && nextQuote < at) nextQuote = data.indexOf(QUOTE, at);
      const lineEnd = data.indexOf(LINE_FEED, at);
      const isPlain = lineEnd >= 0 && (nextQuote < 0 || nextQuote > lineEnd);
      const end = isPlain ? lineEnd : this.#endOf(data, at, isEnd);
      if (end === undefined) {
        const stopped =
          data.length - at > MOST_ROW_BYTES || isEnd ? this.#breakOff(data, at, lineEnd, rows) : undefined;
        if (stopped === undefined) break;
        at = stopped;
        continue;
      }
      this.#take(data.subarray(at, end), isPlain, rows);
      at = end + 1;
    }
    this.#rest = data.subarray(Math.min(at, data.length));
    return rows;
  }

  /** What follows a line that was too long. */
  #skip(data: Buffer): number {
    const end = data.indexOf(LINE_FEED);
    this.#skipping = end < 0;
    return end < 0 ? data.length : end + 1;
  }

  /** A row whose end does not come: its first line is given up. Returns where to go on. */
  #breakOff(data: Buffer, at: number, lineEnd: number, rows: CsvRow[]): number {
    const isOpen = lineEnd >= 0 && lineEnd - at <= MOST_ROW_BYTES;
    const problem = isOpen ? partSaid('row-unclosed') : tooLong();
    const end = lineEnd < 0 ? data.length : lineEnd;
    const isShort = end - at <= MOST_ROW_BYTES;
    this.#refuse(
      data.subarray(at, isShort ? end : at + SHOWN_BYTES),
      isShort && lineEnd < 0 ? partSaid('row-unclosed') : problem,
      rows,
    );
    this.#skipping = lineEnd < 0 && !isShort;
    return end + 1;
  }

  /** End of a row that may hold quoted values: the place of its line feed, or of the end of the file. */
  #endOf(data: Buffer, start: number, isEnd: boolean): number | undefined {
    let at = start;
    let isBeginning = true;
    while (at < data.length) {
      const byte = data[at]!;
      if (byte === LINE_FEED) return at;
      if (byte === QUOTE && isBeginning) {
        const closed = closingQuote(data, at + 1);
        // A mark at the very end may be the first of two.
        if (closed < 0 || (closed + 1 === data.length && !isEnd)) return undefined;
        at = closed + 1;
        isBeginning = false;
        continue;
      }
      isBeginning = byte === this.#delimiter;
      at += 1;
    }
    return isEnd ? data.length : undefined;
  }

  #take(line: Buffer, isPlain: boolean, rows: CsvRow[]): void {
    const bytes = line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
    if (bytes.length === 0) return;
    if (this.#columns === undefined) {
      const problem = this.#problemOf(bytes);
      if (problem !== undefined) throw new UnreadableFile(sayOfSources('file-heading', { problem }));
      this.#columns = columnsOf(this.#cut(this.#text(bytes), isPlain));
      return;
    }
    const problem = this.#problemOf(bytes);
    const values = problem === undefined ? this.#cut(this.#text(bytes), isPlain) : [];
    const wanted = this.#columns.length;
    if (problem !== undefined) this.#refuse(bytes.subarray(0, MOST_ROW_BYTES), problem, rows);
    else if (values.length !== wanted)
      this.#refuse(bytes, partSaid('row-values', { count: values.length, wanted }), rows);
    else {
      this.#number += 1;
      rows.push({ number: this.#number, bytes, values });
    }
  }

  #problemOf(bytes: Buffer): Said | undefined {
    if (bytes.length > MOST_ROW_BYTES) return tooLong();
    if (!this.#isLatin && !isUtf8(bytes)) return partSaid('row-not-utf8');
    return bytes.includes(0) ? partSaid('row-no-text') : undefined;
  }

  #text(bytes: Buffer): string {
    return bytes.toString(this.#isLatin ? 'latin1' : 'utf8');
  }

  #refuse(bytes: Uint8Array, problem: Said, rows: CsvRow[]): void {
    if (this.#columns === undefined) throw new UnreadableFile(sayOfSources('file-heading', { problem }));
    this.#number += 1;
    rows.push({ number: this.#number, bytes, problem });
  }

  #cut(text: string, isPlain: boolean): readonly string[] {
    return isPlain || !text.includes('"') ? text.split(this.#delimiterText) : this.#cutQuoted(text);
  }

  #cutQuoted(text: string): readonly string[] {
    const values: string[] = [];
    let at = 0;
    for (;;) {
      const quoted = text[at] === '"' ? closingQuoteOf(text, at + 1) : -1;
      const from = quoted < 0 ? at : quoted + 1;
      const next = text.indexOf(this.#delimiterText, from);
      const end = next < 0 ? text.length : next;
      // What stands behind a closing mark belongs to the value, as spreadsheets read it.
      values.push(
        quoted < 0 ? text.slice(at, end) : text.slice(at + 1, quoted).replaceAll('""', '"') + text.slice(from, end),
      );
      if (next < 0) return values;
      at = next + 1;
    }
  }
}

function tooLong(): Said {
  return partSaid('row-too-long', { most: MOST_ROW_BYTES });
}

/** Place of the mark that closes a quoted value; -1 when there is none. */
function closingQuote(data: Buffer, from: number): number {
  let at = data.indexOf(QUOTE, from);
  while (at >= 0 && data[at + 1] === QUOTE) at = data.indexOf(QUOTE, at + 2);
  return at;
}

function closingQuoteOf(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Names of columns: without blanks around them; what has none, or one that is taken, gets one by its place. */
function columnsOf(heading: readonly string[]): readonly string[] {
  if (heading.length > MOST_COLUMNS)
    throw new UnreadableFile(sayOfSources('file-most-columns', { count: heading.length, most: MOST_COLUMNS }));
  if (heading.every((name) => name.trim() === '')) throw new UnreadableFile(sayOfSources('file-empty-heading'));
  const taken = new Set([SOURCE_NAME, '__proto__', '']);
  return heading.map((name, index) => {
    const plain = name.trim();
    let free = taken.has(plain) ? `${plain === '__proto__' ? '' : plain}_${index + 1}` : plain;
    if (plain === '') free = `column_${index + 1}`;
    while (taken.has(free)) free = `${free}_${index + 1}`;
    taken.add(free);
    return free;
  });
}
