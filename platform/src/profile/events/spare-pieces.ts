export const PIECE_BYTES = 1 << 20;
/** How many pieces nobody uses are kept: about what two checkpoints of a busy platform take. */
const SPARE_PIECES = 32;

/** Pieces of memory that are used again: made anew for each checkpoint they would have the heap collected for them. */
export class SparePieces {
  readonly #spare: Buffer[] = [];

  /** A piece of a megabyte, or of as many bytes as are asked for where that is more. */
  take(bytes: number): Buffer {
    return bytes > PIECE_BYTES
      ? Buffer.allocUnsafeSlow(bytes)
      : (this.#spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES));
  }

  /** Nobody may look at them after this. */
  give(pieces: readonly Buffer[]): void {
    for (const piece of pieces)
      if (piece.length === PIECE_BYTES && this.#spare.length < SPARE_PIECES) this.#spare.push(piece);
  }
}
