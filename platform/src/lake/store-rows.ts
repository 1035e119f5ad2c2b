import { parseJson, type Said } from '@meniscus/languages/syntax';
import { type BatchError, batchError, type FileLayout } from '../catalog/index.ts';
import type { ColumnTree } from './columns.ts';
import { isOutOfMemory, isPassing, type LineFile, type LocalFile, type ParquetWriter } from './parquet.ts';
import { sayOfRows } from './row-phrases.ts';
import type { FoundShape } from './shape.ts';

/** A written file with what the catalogue has to know of it. */
export interface WrittenFile extends LocalFile {
  readonly name: string;
  readonly kind: 'data' | 'staged' | 'failed';
  readonly layout: FileLayout;
}

/** All rows of a batch, in files. `errors` says what did not fit and where it is kept. */
export interface WrittenRows {
  readonly files: readonly WrittenFile[];
  readonly errors: readonly BatchError[];
}

const LINE_FEED = 0x0a;
/** Below this many rows a write that ran out of memory is not split again. */
const FEWEST = 256;
/** Writes spent on finding the rows that do not fit; about 16 find one row among 50,000. */
const PROBES = 200;

/** One piece a row. */
export function linesOf(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (const piece of pieces) {
    let start = 0;
    while (start < piece.length) {
      const end = piece.indexOf(LINE_FEED, start);
      const next = end < 0 ? piece.length : end + 1;
      lines.push(piece.subarray(start, next));
      start = next;
    }
  }
  return lines;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replaceAll(/ in file "[^"]*"/g, '')
    .split('\n')[0]!
    .slice(0, 500);
}

type Write = (name: string, rows: LineFile) => Promise<LocalFile>;

/** Top-level keys of some rows. Only for rows in trouble: it parses them. */
function topLevelKeys(lines: readonly Uint8Array[]): readonly string[] {
  const keys = new Set<string>();
  for (const line of lines) {
    try {
      for (const key of Object.keys(parseJson(Buffer.from(line).toString()) as object)) keys.add(key);
    } catch {
      // Not JSON: such a row ends in the raw file whatever the columns are.
    }
  }
  return [...keys];
}

/**
 * Brings the rows of one batch into files, none lost. Normally that is one typed Parquet file. When something does not
 * fit: rows with a key or value the schema has no place for go to a Parquet file of JSON text, rows no reader can parse
 * go to a raw file listed as failed, all others still go to the typed file. Passing troubles (disk, engine) are thrown.
 */
export class RowStorage {
  readonly #writer: ParquetWriter;
  #probes = 0;
  #parts = 0;
  /** Files of lines so far: each has a name of its own. */
  #lines = 0;

  constructor(writer: ParquetWriter) {
    this.#writer = writer;
  }

  /** Pieces of whole lines. `batch` begins the names of the files on their way; `first` is the number of the batch's next file. */
  async store(batch: string, pieces: readonly Uint8Array[], tree: ColumnTree, first = 0): Promise<WrittenRows> {
    this.#probes = PROBES;
    this.#parts = first;
    const tried = await this.#lined(batch, pieces, tree, async (rows) => {
      if (rows.shape.strangers.length > 0) return rows.shape;
      try {
        return await this.#typed(batch, pieces, rows);
      } catch (error) {
        if (isPassing(error)) throw error;
        return rows.shape;
      }
    });
    return 'seen' in tried ? this.#apart(batch, pieces, tree, tried) : { files: tried, errors: [] };
  }

  /** Rows without a schema: kept as they are, listed as failed. */
  async keepRaw(
    batch: string,
    pieces: readonly Uint8Array[],
    count: number,
    error: BatchError,
    first = 0,
  ): Promise<WrittenRows> {
    this.#parts = first;
    return { files: [await this.#raw(batch, pieces, count)], errors: [error] };
  }

  /** Has something done with lines while they are in a file. */
  async #lined<T>(
    batch: string,
    pieces: readonly Uint8Array[],
    tree: ColumnTree,
    work: (rows: LineFile) => Promise<T>,
  ): Promise<T> {
    this.#lines += 1;
    const rows = await this.#writer.lines(`${batch}-${this.#lines}`, pieces, tree);
    try {
      return await work(rows);
    } finally {
      await this.#writer.discard(rows);
    }
  }

  async #apart(
    batch: string,
    pieces: readonly Uint8Array[],
    tree: ColumnTree,
    { strangers, unknownKeys }: FoundShape,
  ): Promise<WrittenRows> {
    const strange = new Set(strangers);
    const lines = linesOf(pieces);
    const good: Uint8Array[] = [];
    const odd: Uint8Array[] = [];
    lines.forEach((line, index) => {
      (strange.has(index) ? odd : good).push(line);
    });
    const errors: BatchError[] = [];
    if (odd.length > 0) {
      const keys = unknownKeys.join(', ');
      errors.push(batchError('LAKE-UNKNOWN-FIELD', sayOfRows('rows-unknown-fields', { keys }), odd.length));
    }
    const typed = await this.#sieve(batch, good, tree, (name, some) => this.#writer.typed(name, some));
    if (typed.misfits.length > 0) {
      const why = sayOfRows('rows-as-text', { reason: typed.reason });
      errors.push(batchError('LAKE-TYPE-MISMATCH', why, typed.misfits.length));
    }
    const files = typed.fits.length === 0 ? [] : await this.#typedLines(batch, typed.fits, tree);
    const rest = await this.#asText(batch, [...typed.misfits, ...odd], tree);
    return { files: [...files, ...rest.files], errors: [...errors, ...rest.errors] };
  }

  async #asText(batch: string, lines: readonly Uint8Array[], tree: ColumnTree): Promise<WrittenRows> {
    if (lines.length === 0) return { files: [], errors: [] };
    const keys = topLevelKeys(lines);
    this.#probes = PROBES;
    const { fits, misfits, reason } = await this.#sieve(batch, lines, tree, (name, rows) =>
      this.#writer.text(name, rows, keys),
    );
    const files: WrittenFile[] = [];
    if (fits.length > 0) {
      const name = this.#name('parquet');
      files.push({
        ...(await this.#lined(batch, fits, tree, (rows) => this.#writer.text(`${batch}-${name}`, rows, keys))),
        name,
        kind: 'data',
        layout: 'json',
      });
    }
    if (misfits.length === 0) return { files, errors: [] };
    files.push(await this.#raw(batch, misfits, misfits.length));
    return {
      files,
      errors: [batchError('LAKE-UNREADABLE', sayOfRows('rows-as-they-came', { reason }), misfits.length)],
    };
  }

  #name(ending: string): string {
    const name = `part-${String(this.#parts).padStart(5, '0')}.${ending}`;
    this.#parts += 1;
    return name;
  }

  async #raw(batch: string, pieces: readonly Uint8Array[], count: number): Promise<WrittenFile> {
    const name = this.#name('json');
    return { ...(await this.#writer.raw(`${batch}-${name}`, pieces, count)), name, kind: 'failed', layout: 'raw' };
  }

  #typedLines(batch: string, lines: readonly Uint8Array[], tree: ColumnTree): Promise<readonly WrittenFile[]> {
    return this.#lined(batch, lines, tree, (rows) => this.#typed(batch, lines, rows));
  }

  /** One file, or several when the engine's memory does not take all rows at once. */
  async #typed(batch: string, pieces: readonly Uint8Array[], rows: LineFile): Promise<readonly WrittenFile[]> {
    const before = this.#parts;
    const name = this.#name('parquet');
    try {
      return [{ ...(await this.#writer.typed(`${batch}-${name}`, rows)), name, kind: 'data', layout: 'typed' }];
    } catch (error) {
      this.#parts = before;
      if (!isOutOfMemory(error) || rows.shape.rows <= FEWEST) throw error;
      const lines = linesOf(pieces);
      const middle = lines.length >> 1;
      const first = await this.#typedLines(batch, lines.slice(0, middle), rows.tree);
      return [...first, ...(await this.#typedLines(batch, lines.slice(middle), rows.tree))];
    }
  }

  /** Finds the rows a writer does not take by halving. When the probes are used up, what is left counts as misfits. */
  async #sieve(
    batch: string,
    lines: readonly Uint8Array[],
    tree: ColumnTree,
    write: Write,
  ): Promise<{ fits: readonly Uint8Array[]; misfits: readonly Uint8Array[]; reason: string | Said }> {
    if (lines.length === 0) return { fits: [], misfits: [], reason: '' };
    if (this.#probes === 0) return { fits: [], misfits: lines, reason: sayOfRows('rows-too-many-misfits') };
    this.#probes -= 1;
    try {
      const probe = await this.#lined(batch, lines, tree, (rows) => write(`${batch}-probe.parquet`, rows));
      await this.#writer.discard(probe);
      return { fits: lines, misfits: [], reason: '' };
    } catch (error) {
      if (isPassing(error)) throw error;
      if (lines.length === 1) return { fits: [], misfits: lines, reason: firstLine(error) };
    }
    const middle = lines.length >> 1;
    const first = await this.#sieve(batch, lines.slice(0, middle), tree, write);
    const second = await this.#sieve(batch, lines.slice(middle), tree, write);
    return {
      fits: [...first.fits, ...second.fits],
      misfits: [...first.misfits, ...second.misfits],
      reason: first.reason === '' ? second.reason : first.reason,
    };
  }
}
