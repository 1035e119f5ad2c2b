import { hash } from 'node:crypto';
import { sayOfSources } from '../phrases.ts';
import { type CsvFormat, CsvReader, type CsvRow, SOURCE_NAME } from './csv-rows.ts';
import { Unpacker } from './unpack.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Some rows of a file as the texts of JSON records. */
export interface RowPage {
  /** The texts, one after the other. */
  readonly bytes: Uint8Array;
  /** Where each of them ends in `bytes`. */
  readonly ends: Uint32Array;
  /** How much of the file was read by then. */
  readonly done: number;
  readonly total: number;
}

/** What to read, and how. */
export interface FileRowsOptions {
  /** On this machine. */
  readonly path: string;
  /** Its name at the source. */
  readonly name: string;
  readonly format: CsvFormat;
  /** Rows to pass over: they were read before. */
  readonly skip: number;
}

const PAGE_ROWS = 1000;
const PAGE_BYTES = 524_288;

/**
 * The rows of a file as records, in order: an object of the cells that hold something by the names of their columns, and
 * `_source {file, row, id}`. The id is made of the file's name, the row's number and its text, so the same row of the same
 * file has the same one whenever it is read. A row that cannot be read is `[{_corrupt_record, _error, _phrase, _source}]`: an array,
 * which no record is. Throws `UnreadableFile`.
 */
export async function* fileRows(options: FileRowsOptions): AsyncGenerator<RowPage> {
  const unpacker = new Unpacker(options.path);
  const page = new Page();
  let passed = 0;
  for await (const { name, stream } of unpacker.texts()) {
    const writer = new RowWriter(name === '' ? options.name : `${options.name}/${name}`);
    const reader = new CsvReader(options.format);
    const pages = function* (rows: readonly CsvRow[]): Generator<RowPage> {
      for (const row of rows) {
        passed += 1;
        if (passed <= options.skip) continue;
        page.add(writer.text(row, reader.columns!));
        if (page.isFull) yield page.take(unpacker.amount);
      }
    };
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) yield* pages(reader.read(chunk));
    } catch (error) {
      throw error instanceof UnreadableFile
        ? error
        : new UnreadableFile(sayOfSources('file-breaks-off', { why: (error as Error).message }));
    }
    yield* pages(reader.end());
  }
  const { total } = unpacker.amount;
  yield page.take({ done: total, total });
}

/** Gathers texts until they are worth a journey. */
class Page {
  #texts: string[] = [];
  #length = 0;

  get isFull(): boolean {
    return this.#texts.length >= PAGE_ROWS || this.#length >= PAGE_BYTES;
  }

  add(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }

  take({ done, total }: { done: number; total: number }): RowPage {
    const ends = new Uint32Array(this.#texts.length);
    let bytes = 0;
    for (const [index, text] of this.#texts.entries()) {
      bytes += Buffer.byteLength(text);
      ends[index] = bytes;
    }
    const joined = Buffer.from(new ArrayBuffer(bytes));
    joined.write(this.#texts.join(''));
    this.#texts = [];
    this.#length = 0;
    return { bytes: joined, ends, done, total };
  }
}

/** Makes the texts of rows; what is the same for all of them is made once. */
class RowWriter {
  readonly #file: string;
  readonly #fileText: string;
  #keys: readonly string[] = [];
  #columns: readonly string[] = [];

  constructor(file: string) {
    this.#file = file;
    this.#fileText = JSON.stringify(file);
  }

  text({ number, bytes, values, problem }: CsvRow, columns: readonly string[]): string {
    const source = `"${SOURCE_NAME}":{"file":${this.#fileText},"row":${number},"id":"${this.#id(number, bytes)}"}`;
    if (values === undefined) {
      const shown = JSON.stringify(Buffer.from(bytes).toString());
      const { message, phrase } = problem!;
      return `[{"_corrupt_record":${shown},"_error":${JSON.stringify(message)},"_phrase":${JSON.stringify(phrase)},${source}}]`;
    }
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#keys = columns.map((name) => `${JSON.stringify(name)}:`);
    }
    let text = '{';
    for (let index = 0; index < values.length; index += 1)
      if (values[index] !== '') text += `${this.#keys[index]}${JSON.stringify(values[index])},`;
    return `${text}${source}}`;
  }

  #id(number: number, bytes: Uint8Array): string {
    const head = `${this.#file}\u0000${number}\u0000`;
    return hash('sha256', Buffer.concat([Buffer.from(head), bytes]), 'hex').slice(0, 32);
  }
}
