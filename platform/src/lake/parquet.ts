import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Column, type ColumnTree, SYSTEM_COLUMN, sqlType } from './columns.ts';
import { markOccurring, type ParquetField } from './occurring.ts';
import { identifier, literal } from './quote.ts';
import type { FoundShape } from './shape.ts';
import { ShapeFinder } from './shape-finder.ts';
import { readTyped } from './sql/views.ts';

/** Rows on their way: a file of NDJSON, and what occurs in it. */
export interface LineFile {
  readonly path: string;
  readonly tree: ColumnTree;
  readonly shape: FoundShape;
}

export interface ParquetOptions {
  /** Directory for files on their way; its own, on the same disk as the object store. */
  readonly workDir: string;
  /** Most memory the engine may take, e.g. `512MB`. */
  readonly memoryLimit: string;
  readonly threads: number;
  /** Told when the thread that finds the shape of rows ends and nobody ended it. */
  readonly shapeThreadLost: (why: string) => void;
}

/** A file written and not yet in the object store. */
export interface LocalFile {
  readonly path: string;
  readonly rows: number;
  /** Epoch seconds of the oldest and newest `timestamp`, where there is one. */
  readonly dates?: { readonly startDate: number; readonly endDate: number };
}

const PIECE = 1_048_576;
/** Smallest size of an object the engine is told to expect; its read buffers are a multiple of it. */
const MIN_OBJECT = 1_048_576;
const VECTOR = 2048;
const MAX_ROW_GROUP = 61_440;
/** Values (rows times leaves) of one row group: keeps a wide schema inside the memory limit. */
const ROW_GROUP_VALUES = 6_000_000;

/** The engine ran out of its memory limit: fewer rows at a time may fit. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Out of Memory Error');
}

/** Disk, interrupt or a broken engine: nothing is wrong with the rows, try again. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  return (
    'code' in error ||
    /^(IO Error|INTERRUPT|FATAL Error|INTERNAL Error)|database has been invalidated/.test(error.message)
  );
}

function* merged(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < PIECE) continue;
    yield waiting.length === 1 ? piece : Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (waiting.length > 0) yield Buffer.concat(waiting);
}

type Occurs = (column: Column) => boolean;

function leaves(column: Column, occurs: Occurs): number {
  if (column.item !== undefined) return leaves(column.item, occurs) + 1;
  if (column.members === undefined) return 1;
  return column.members.filter(occurs).reduce((sum, member) => sum + leaves(member, occurs), 1);
}

function rowGroup(width: number): number {
  const rows = Math.min(MAX_ROW_GROUP, Math.floor(ROW_GROUP_VALUES / Math.max(1, width)));
  return Math.max(VECTOR, Math.floor(rows / VECTOR) * VECTOR);
}

/** Writes rows as zstd Parquet with DuckDB, off the event loop. One write at a time. */
export class ParquetWriter {
  readonly #options: ParquetOptions;
  readonly #shapes: ShapeFinder;
  #connection: DuckDBConnection | undefined;
  #instance: DuckDBInstance | undefined;

  constructor(options: ParquetOptions) {
    this.#options = options;
    this.#shapes = new ShapeFinder(options.shapeThreadLost);
  }

  /** Makes the work directory and removes what a crash left there. */
  async open(): Promise<void> {
    const { workDir } = this.#options;
    await mkdir(workDir, { recursive: true });
    for (const name of await readdir(workDir)) await rm(join(workDir, name), { recursive: true, force: true });
  }

  async #connect(): Promise<DuckDBConnection> {
    if (this.#connection !== undefined) return this.#connection;
    const { workDir, memoryLimit, threads } = this.#options;
    this.#instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memoryLimit,
      threads: String(threads),
      temp_directory: workDir,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    this.#connection = await this.#instance.connect();
    await this.#connection.run("SET TimeZone = 'UTC'");
    return this.#connection;
  }

  /** Rows of a statement. An engine that reports itself broken answers nothing any more: the next statement gets a new one. */
  async #rows(sql: string) {
    try {
      const result = await (await this.#connect()).runAndReadAll(sql);
      return result.getRows();
    } catch (error) {
      if (isPassing(error)) this.close();
      throw error;
    }
  }

  /** Forgets the engine and the thread beside it; the next write makes new ones. */
  close(): void {
    this.#shapes.close();
    this.#connection?.closeSync();
    this.#instance?.closeSync();
    this.#connection = undefined;
    this.#instance = undefined;
  }

  /** Puts whole lines into a file the engine reads, to be discarded by the caller, and finds what occurs in them. */
  async lines(name: string, pieces: readonly Uint8Array[], tree: ColumnTree): Promise<LineFile> {
    const path = join(this.#options.workDir, `${name}.ndjson`);
    try {
      // It need not be on the disk: a file that is gone before the system writes it costs no writing.
      await this.#put(path, pieces, { flush: false });
      return { path, tree, shape: await this.#shapes.find(pieces, path, tree) };
    } catch (error) {
      await this.discard({ path });
      throw error;
    }
  }

  /** Columns of the schema, only what occurs. Throws the engine's error when a row does not fit its types. */
  async typed(name: string, rows: LineFile): Promise<LocalFile> {
    const { tree, shape } = rows;
    const occurs: Occurs = ({ index }) => shape.seen[index] === 1;
    const columns = tree.columns.filter(occurs);
    const width = columns.reduce((sum, column) => sum + leaves(column, occurs), 0);
    const types: [string, string][] = columns.map((column) => [column.name, sqlType(column, occurs)]);
    return this.#write(name, rows, types, width);
  }

  /**
   * The rows of typed files in one, in their order, with the columns that occur in any of them. Undefined when one of them has
   * something the columns have no place for: nothing is left out to make them fit.
   */
  async joined(name: string, files: readonly string[], rows: number, tree: ColumnTree): Promise<LocalFile | undefined> {
    const occurs = await this.#occurring(files, tree);
    if (occurs === undefined) return undefined;
    const columns = tree.columns.filter(occurs);
    const types = columns.map((column) => [column.name, sqlType(column, occurs)] as const);
    const width = columns.reduce((sum, column) => sum + leaves(column, occurs), 0);
    const path = join(this.#options.workDir, name);
    try {
      await this.#copy(readTyped(files, types), path, rows, width);
      return { path, rows };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async #occurring(files: readonly string[], tree: ColumnTree): Promise<Occurs | undefined> {
    const seen = new Set<number>();
    for (const file of files) {
      const rows = await this.#rows(
        `SELECT name, coalesce(num_children, 0)::INTEGER FROM parquet_schema(${literal(file)})`,
      );
      const fields = rows.map(
        ([name, children]): ParquetField => ({
          name: String(name),
          children: Number(children),
        }),
      );
      if (!markOccurring(fields, tree, seen)) return undefined;
    }
    return ({ index }) => seen.has(index);
  }

  /** Every top-level key as a column of JSON text: for rows whose values or keys do not fit the schema. */
  async text(name: string, rows: LineFile, keys: readonly string[]): Promise<LocalFile> {
    const names = [SYSTEM_COLUMN, ...keys.filter((key) => key !== SYSTEM_COLUMN)];
    return this.#write(
      name,
      rows,
      names.map((key) => [key, 'JSON']),
      names.length,
    );
  }

  /** The lines as they are. */
  async raw(name: string, pieces: readonly Uint8Array[], rows: number): Promise<LocalFile> {
    const path = join(this.#options.workDir, name);
    await this.#put(path, pieces, { flush: true });
    return { path, rows };
  }

  async #put(path: string, pieces: readonly Uint8Array[], options: { readonly flush: boolean }): Promise<void> {
    await pipeline(Readable.from(merged(pieces)), createWriteStream(path, options));
  }

  /** Removes a file that will not be kept. */
  async discard({ path }: { readonly path: string }): Promise<void> {
    await rm(path, { force: true });
  }

  async #write(
    name: string,
    { path: source, shape }: LineFile,
    types: readonly [string, string][],
    width: number,
  ): Promise<LocalFile> {
    const path = join(this.#options.workDir, name);
    try {
      const columns = types.map(([column, type]) => `${identifier(column)}: ${literal(type)}`).join(', ');
      const largest = Math.max(MIN_OBJECT, shape.longest + 1);
      const read = `read_json(${literal(source)}, format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = ${largest}, columns = {${columns}})`;
      await this.#copy(read, path, shape.rows, width);
      const dated = types.some(([column, type]) => column === 'timestamp' && type === 'TIMESTAMP WITH TIME ZONE');
      return { path, rows: shape.rows, ...(dated ? await this.#dates(path) : {}) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async #copy(from: string, path: string, rows: number, width: number): Promise<void> {
    const result = await this.#rows(
      `COPY (SELECT * FROM ${from}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroup(width)})`,
    );
    const written = Number(result[0]?.[0] ?? -1);
    if (written !== rows)
      throw new Error(`Row Count Error: ${rows} rows were to be written, the engine wrote ${written}`);
  }

  async #dates(path: string): Promise<Pick<LocalFile, 'dates'>> {
    const [dates = []] = await this.#rows(
      `SELECT CAST(epoch(min("timestamp")) AS DOUBLE), CAST(epoch(max("timestamp")) AS DOUBLE) FROM read_parquet(${literal(path)})`,
    );
    const [first, last] = dates;
    if (typeof first !== 'number' || typeof last !== 'number') return {};
    return { dates: { startDate: Math.floor(first), endDate: Math.floor(last) } };
  }
}
