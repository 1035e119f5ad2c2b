import { finished, mixed, mixedText } from './murmur.ts';

/**
 * What stands before each value in the keyed store's file: a sum over its key and itself, so that bytes which are not those
 * that were written, or not of this key, are never taken for a value. The sum is MurmurHash3 (`murmur.ts`): every
 * change within four neighbouring bytes shows, any other one but for one in four billion. Not against people.
 */
const SUM_BYTES = 4;

/** Of the memory that was looked at last: values come out of the same few pieces of it, and a view takes as long to make as a sum. */
let view: DataView = new DataView(new ArrayBuffer(0));

/** The sum of the bytes between two offsets. Four bytes at a time through a view: two thirds of what it takes byte by byte. */
function sumOf(key: string, bytes: Uint8Array, from: number, end: number): number {
  if (view.buffer !== bytes.buffer) view = new DataView(bytes.buffer);
  const words = view;
  let hash = mixedText(key);
  let at = bytes.byteOffset + from;
  const last = bytes.byteOffset + end;
  for (; at + 4 <= last; at += 4) hash = mixed(hash, words.getInt32(at, true));
  let rest = 0;
  for (let shift = 0; at < last; at += 1, shift += 8) rest |= words.getUint8(at) << shift;
  return finished(mixed(hash, rest) ^ (end - from));
}

/** Puts a value as it stands in the file into some bytes, and returns where it ends. */
function sealInto(bytes: Buffer, start: number, key: string, value: Uint8Array): number {
  const from = start + SUM_BYTES;
  const end = from + value.length;
  bytes.set(value, from);
  bytes.writeUInt32LE(sumOf(key, bytes, from, end), start);
  return end;
}

/** A value as it stands in the file. */
export function sealed(key: string, value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(SUM_BYTES + value.length);
  sealInto(bytes, 0, key, value);
  return bytes;
}

const PIECE_BYTES = 1 << 20;
/** Pieces that are kept for the next batch. */
const KEPT_PIECES = 16;

/** Of such a buffer lmdb-js takes the bytes from `start` to `end` for a value, so that there need not be one for each value. */
type Piece = Buffer & { start: number; end: number };

/** The values of one batch as they stand in the file, one behind the other in memory that the next batch uses again. */
export class SealedValues {
  readonly #pieces: Piece[] = [];
  #piece = -1;
  #end = PIECE_BYTES;

  /** A value, for lmdb-js and for nobody else; right until `clear`. */
  seal(key: string, value: Uint8Array): Buffer {
    const bytes = SUM_BYTES + value.length;
    if (bytes > PIECE_BYTES) return sealed(key, value);
    if (this.#end + bytes > PIECE_BYTES) {
      this.#piece += 1;
      this.#end = 0;
      this.#pieces[this.#piece] ??= Object.assign(Buffer.allocUnsafeSlow(PIECE_BYTES), { start: 0, end: 0 });
    }
    const piece = this.#pieces[this.#piece]!;
    piece.start = this.#end;
    piece.end = sealInto(piece, this.#end, key, value);
    this.#end = piece.end;
    return piece;
  }

  /** When the batch is written. */
  clear(): void {
    this.#pieces.length = Math.min(this.#pieces.length, KEPT_PIECES);
    this.#piece = -1;
    this.#end = PIECE_BYTES;
  }
}

/** The value that stands in the file, a view; undefined when it is not what was written under this key. */
export function unsealed(key: string, bytes: Buffer): Buffer | undefined {
  if (bytes.length < SUM_BYTES) return undefined;
  // Of the room LMDB reads into only `length` is the value: a view without its end would go on to that of the room.
  const { length } = bytes;
  return bytes.readUInt32LE() === sumOf(key, bytes, SUM_BYTES, length) ? bytes.subarray(SUM_BYTES, length) : undefined;
}
