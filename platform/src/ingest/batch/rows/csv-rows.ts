import { sayOfIngest } from '../../phrases.ts';
import type { Charset, CsvFormat } from '../batch-options.ts';
import {
  type Bytes,
  endlessRow,
  MOST_FIELDS,
  MOST_ROW_BYTES,
  type Rows,
  type SourceRow,
  textOf,
  UnreadableFile,
} from './rows.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ENCODINGS: Readonly<Record<Charset, BufferEncoding>> = {
  'UTF-8': 'utf8',
  'US-ASCII': 'utf8',
  'ISO-8859-1': 'latin1',
};

/**
 * Rows of a CSV file as flat objects of texts, by the names in its first row (page "Batch ingestion developer guide": flat
 * schemas only, a header is needed, no blanks in it). A value equal to the null marker is left out. A row with more or
 * fewer values than the header is unreadable: nobody can tell which value is missing.
 *
 * Read byte by byte: a quotation mark that is never closed ends at the longest row, not at the end of memory.
 */
export async function* csvRows(bytes: Bytes, format: CsvFormat): Rows {
  const reader = new RecordReader(format);
  const encoding = ENCODINGS[format.charset];
  const utf8 = encoding === 'utf8' ? new TextDecoder('utf-8', { fatal: true }) : undefined;
  const text = (raw: Uint8Array) =>
    utf8 === undefined ? Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString(encoding) : utf8.decode(raw);
  let header: readonly string[] | undefined;

  const row = ({ values, line }: CsvRecord): SourceRow => {
    if (values.length !== header!.length) return { value: undefined, text: line };
    const value: { [name: string]: unknown } = {};
    try {
      for (let index = 0; index < values.length; index += 1) {
        const cell = text(values[index]!);
        if (cell !== format.nullMarker && cell !== '') value[header![index]!] = cell;
      }
    } catch {
      // Not of the character set.
      return { value: undefined, text: line };
    }
    return { value, text: line };
  };

  const named = ({ values }: CsvRecord): readonly string[] => {
    try {
      return values.map(text);
    } catch {
      throw new UnreadableFile('INGEST-HEADER', sayOfIngest('batch-header-charset', { charset: format.charset }));
    }
  };

  const some = function* (records: readonly CsvRecord[]): Generator<readonly SourceRow[]> {
    const rest = header === undefined ? records.slice(1) : records;
    if (header === undefined && records[0] !== undefined) header = headerOf(named(records[0]));
    const rows = rest.filter(({ line }) => line.length > 0).map(row);
    if (rows.length > 0) yield rows;
  };

  for await (const chunk of textOf(bytes)) yield* some(reader.read(chunk));
  yield* some(reader.end());
  if (header === undefined) throw emptyHeader();
}

function emptyHeader(): UnreadableFile {
  return new UnreadableFile('118', sayOfIngest('batch-empty-header'));
}

function headerOf(names: readonly string[]): readonly string[] {
  if (names.every((name) => name.trim() === '')) throw emptyHeader();
  if (names.length > MOST_FIELDS)
    throw new UnreadableFile(
      'INGEST-FIELDS',
      sayOfIngest('batch-most-columns', { count: names.length, most: MOST_FIELDS }),
    );
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const number = index + 1;
    if (name === '') throw new UnreadableFile('INGEST-HEADER', sayOfIngest('batch-column-unnamed', { number }));
    if (/\s/.test(name))
      throw new UnreadableFile(
        'INGEST-HEADER',
        sayOfIngest('batch-column-blank', { number, name: JSON.stringify(name) }),
      );
    if (name === '__proto__' || seen.has(name))
      throw new UnreadableFile(
        'INGEST-HEADER',
        sayOfIngest('batch-column-twice', { number, name: JSON.stringify(name) }),
      );
    seen.add(name);
  }
  return names;
}

interface CsvRecord {
  readonly values: readonly Uint8Array[];
  /** The record as it stands in the file, without the line's end. */
  readonly line: Uint8Array;
}

/** Cuts records out of a stream of CSV. Works on whole lines of what it has, and keeps the rest for the next chunk. */
class RecordReader {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #escape: number;
  #rest: Uint8Array = new Uint8Array();

  constructor(format: CsvFormat) {
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#quote = format.quote.charCodeAt(0);
    this.#escape = format.escape.charCodeAt(0);
  }

  read(chunk: Uint8Array): CsvRecord[] {
    const data: Uint8Array = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const records: CsvRecord[] = [];
    let start = 0;
    for (;;) {
      const found = this.#record(data, start);
      if (found === undefined) break;
      records.push(found.record);
      start = found.next;
    }
    this.#rest = data.subarray(start);
    if (this.#rest.length > MOST_ROW_BYTES) throw endlessRow();
    return records;
  }

  end(): CsvRecord[] {
    if (this.#rest.length === 0) return [];
    const ended = this.read(Uint8Array.of(LINE_FEED));
    if (this.#rest.length === 0) return ended;
    // A quotation mark is open: the rest is one record nobody can read.
    const line = this.#rest;
    this.#rest = new Uint8Array();
    return [...ended, { values: [], line }];
  }

  /** The record at `start`; undefined when its end is not there yet. */
  #record(data: Uint8Array, start: number): { record: CsvRecord; next: number } | undefined {
    const values: Uint8Array[] = [];
    let at = start;
    for (;;) {
      const value = data[at] === this.#quote ? this.#quoted(data, at) : this.#plain(data, at);
      if (value === undefined) return undefined;
      values.push(value.bytes);
      at = value.next;
      const byte = data[at];
      if (byte === this.#delimiter) {
        at += 1;
        continue;
      }
      const end = byte === LINE_FEED ? at : at + 1;
      if (data[end] !== LINE_FEED) return undefined;
      return { record: { values, line: data.subarray(start, at) }, next: end + 1 };
    }
  }

  #plain(data: Uint8Array, start: number): { bytes: Uint8Array; next: number } | undefined {
    let at = start;
    for (; at < data.length; at += 1) {
      const byte = data[at]!;
      if (byte === this.#delimiter || byte === LINE_FEED) break;
      if (byte === CARRIAGE_RETURN && data[at + 1] === LINE_FEED) break;
    }
    return at < data.length ? { bytes: data.subarray(start, at), next: at } : undefined;
  }

  /** A quoted value; the quotation mark inside it is doubled or escaped. What follows the closing mark belongs to it, as it stands. */
  #quoted(data: Uint8Array, start: number): { bytes: Uint8Array; next: number } | undefined {
    const pieces: Uint8Array[] = [];
    let from = start + 1;
    for (let at = from; at < data.length; at += 1) {
      const byte = data[at]!;
      if (byte === this.#escape && byte !== this.#quote) {
        const next = data[at + 1];
        if (next !== this.#quote && next !== this.#escape) continue;
        pieces.push(data.subarray(from, at));
        from = at + 1;
        at += 1;
      } else if (byte === this.#quote) {
        pieces.push(data.subarray(from, at));
        if (data[at + 1] !== this.#quote) {
          const tail = this.#plain(data, at + 1);
          if (tail === undefined) return undefined;
          if (tail.bytes.length > 0) pieces.push(tail.bytes);
          return { bytes: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces), next: tail.next };
        }
        from = at + 1;
        at += 1;
      }
    }
    return undefined;
  }
}
