/**
 * The `validated` topic: XDM entities on their way to the lake, many per log record.
 *
 * One log record holds the rows of one dataset out of one run of the process loop, as the NDJSON text the lake will load.
 * Entities are stringified once, here, and never parsed again on the way into Parquet.
 *
 * The writer may repeat itself after a crash (the rows are appended before its own position is committed), so each record
 * names the `received` positions it came from; positions only grow, and a reader skips what it has stored already.
 */
export interface ValidatedMeta {
  /** Scope key. */
  readonly scope: string;
  readonly dataset: string;
  /** Catalog's batch the rows belong to; absent for streamed ones, of which the lake makes batches itself. */
  readonly batch?: string;
  /** The rows are messages that were refused after they were accepted, to be kept as a failed batch. */
  readonly failed?: true;
  /** No more rows of this batch will come: what became of all of its rows. */
  readonly end?: BatchEnd;
  /** First and last position of topic `received` these rows came from. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Of the rows, those that came by a dataflow, by its id. */
  readonly flows?: Readonly<Record<string, number>>;
  /** When the oldest of the rows was received, epoch milliseconds. */
  readonly since?: number;
  /** When the newest of the rows was received, epoch milliseconds. */
  readonly at: number;
}

/** Counts of a batch that is whole: rows that entered, and those of them that are failed records. */
export interface BatchEnd {
  readonly rows: number;
  readonly failed: number;
}

/** The lane of some rows: `<dataset>`, `<dataset>/<batch>` or `<dataset>/failed`. Lanes of a scope are stored apart from each other. */
export function laneOf({ dataset, batch, failed }: Pick<ValidatedMeta, 'dataset' | 'batch' | 'failed'>): string {
  if (failed === true) return `${dataset}/failed`;
  return batch === undefined ? dataset : `${dataset}/${batch}`;
}

export const VALIDATED_TOPIC = 'validated';
/** What can be done about this topic when it is damaged: all of it was made of topic `received`. */
export const VALIDATED_REMEDY = 'make it again from topic received: meniscus rebuild --adopt';

const FIRST_BYTES = 4096;
/** How many are kept to be used again, and how large they may be. */
const KEPT = 8;
const KEPT_BYTES = 4 << 20;
const LINE_FEED = 10;

/** NDJSON lines as bytes, line by line: one text of all of them would be put together, measured and written besides. */
export class Lines {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #end = 0;

  /** Adds one line, given in pieces, without its line feed. */
  add(...pieces: readonly string[]): void {
    for (const piece of pieces) {
      // No character of a string takes more than three bytes.
      this.#reserve(3 * piece.length + 1);
      this.#end += this.#bytes.write(piece, this.#end);
    }
    this.#bytes[this.#end] = LINE_FEED;
    this.#end += 1;
  }

  /** Adds all lines of another one. */
  addAll({ bytes }: Lines): void {
    this.#reserve(bytes.byteLength);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.byteLength;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#end + more));
    bytes.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = bytes;
  }

  /** All lines so far; valid until the next is added. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Forgets the lines and keeps the room they had, which is returned. */
  clear(): number {
    this.#end = 0;
    return this.#bytes.length;
  }
}

/** Lines nobody needs any more, to be used again: bytes that are made anew for each run have the heap collected for them. */
export class SpareLines {
  readonly #spare: Lines[] = [];

  take(): Lines {
    return this.#spare.pop() ?? new Lines();
  }

  /** Nobody may use them, or bytes of them, after this. */
  give(lines: Lines): void {
    if (lines.clear() <= KEPT_BYTES && this.#spare.length < KEPT) this.#spare.push(lines);
  }
}

/** `u16 length of meta, big endian · meta as JSON · NDJSON lines, each ending in a line feed`. */
export function encodeValidated(meta: ValidatedMeta, lines: Uint8Array): Uint8Array {
  const head = JSON.stringify(meta);
  const headBytes = Buffer.byteLength(head);
  const out = Buffer.allocUnsafe(2 + headBytes + lines.byteLength);
  out.writeUInt16BE(headBytes, 0);
  out.write(head, 2, 'utf8');
  out.set(lines, 2 + headBytes);
  return out;
}

/** The lines are a view into the value, not a copy. */
export function decodeValidated(value: Uint8Array): { meta: ValidatedMeta; lines: Uint8Array } {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const headEnd = 2 + bytes.readUInt16BE(0);
  return { meta: JSON.parse(bytes.toString('utf8', 2, headEnd)) as ValidatedMeta, lines: bytes.subarray(headEnd) };
}
