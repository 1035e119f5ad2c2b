import type { Said } from '@meniscus/languages/syntax';
import { sayOfIngest } from '../../phrases.ts';
/** A row of a file: parsed, or the text no reader could parse. */
export interface SourceRow {
  /** Undefined when the text is no row. */
  readonly value: Record<string, unknown> | undefined;
  /** The row as it stands in the file. */
  readonly text: Uint8Array;
}

/** Rows of a file, some at a time, in the order of the file. */
export type Rows = AsyncIterable<readonly SourceRow[]>;

/** Bytes of a file as they come. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Longest row: what streaming takes as a message. A longer one could not be kept in memory, so the file is refused. */
export const MOST_ROW_BYTES = 1_048_576;
/** Most columns or properties of a row (page "Batch ingestion developer guide"). */
export const MOST_FIELDS = 10_000;

/** Why a whole file cannot be read; the batch fails with it. `code` is a documented one where there is one. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code: string;
  readonly said: Said;

  constructor(code: string, said: Said) {
    super(said.message);
    this.code = code;
    this.said = said;
  }
}

/** Whoever read the file ended before it did: nothing may be wrong with the file, and another attempt is worth it. */
export class ReaderLost extends UnreadableFile {}

/** A row that does not end. */
export function endlessRow(): UnreadableFile {
  return new UnreadableFile('INGEST-ROW-SIZE', sayOfIngest('batch-endless-row', { most: MOST_ROW_BYTES }));
}

const PACKED: readonly (readonly [magic: string, name: string])[] = [
  ['1f8b', 'gzip'],
  ['504b0304', 'zip'],
  ['28b52ffd', 'zstd'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['50415231', 'Parquet'],
];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Text from its first bytes on: without a byte order mark. A packed file is told by its first bytes and refused, instead of
 * being read as rows of noise.
 */
export async function* textOf(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    if (!first) {
      yield chunk;
      continue;
    }
    first = false;
    const start = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(8, chunk.length)).toString('hex');
    const packed = PACKED.find(([magic]) => start.startsWith(magic));
    if (packed !== undefined)
      throw new UnreadableFile('INGEST-FORMAT', sayOfIngest('batch-packed', { format: packed[1] }));
    yield Buffer.compare(chunk.subarray(0, 3), MARK) === 0 ? chunk.subarray(3) : chunk;
  }
  if (first) throw new UnreadableFile('106', sayOfIngest('batch-empty-file'));
}
