import type { XdmType } from '@meniscus/languages/xdm';
import type { PreparedExpression } from '../expression.ts';
import type { CompiledRow, Landing } from './compile-row.ts';
import { RowWriter } from './row-writer.ts';
import { guarded } from './run.ts';
import { type MemberRow, siblingRows } from './sibling-rows.ts';

/** A row that sets one member to what a fixed text or an expression gives. */
export interface ValueRow {
  readonly landing: Landing;
  readonly type: XdmType | undefined;
  readonly source: { readonly value: string } | Pick<PreparedExpression, 'tree' | 'nullifies' | 'evaluate'>;
  /** The row on its own. */
  readonly alone: CompiledRow;
}

/** A row as one with a value; undefined for rows that write into lists. */
export function valueRow(
  landing: Landing,
  type: XdmType | undefined,
  alone: CompiledRow,
  source: ValueRow['source'],
): ValueRow | undefined {
  const plain = landing.open === 0 && !landing.takesLists && typeof landing.keys.at(-1) === 'string';
  return plain ? { landing, type, source, alone } : undefined;
}

/** A row of its own, one with a value, or rows between the same two objects. */
export type Piece = CompiledRow | ValueRow | readonly MemberRow[];

/** Rows in one function: engines leave functions alone that are larger than this makes them. */
const ROWS_AT_ONCE = 40;

/**
 * The rows of a set as functions, made by writing them out (`row-writer.ts`). In a page whose policy forbids making code they
 * run as closures, which give the same.
 */
export function rowCode(pieces: readonly Piece[]): readonly CompiledRow[] {
  try {
    return chunked(pieces).map((chunk) => new RowWriter(chunk).made());
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return rowClosures(pieces);
  }
}

/** The same rows without generated code. */
export function rowClosures(pieces: readonly Piece[]): readonly CompiledRow[] {
  return pieces.map((piece) => guarded(isGroup(piece) ? siblingRows(piece) : aloneOf(piece)));
}

/** The same rows, each on its own: what all ways of running them must give. */
export function rowsAlone(pieces: readonly Piece[]): readonly CompiledRow[] {
  return pieces.flatMap((piece) => (isGroup(piece) ? piece.map(aloneOf) : [aloneOf(piece)])).map(guarded);
}

export function isGroup(piece: Piece): piece is readonly MemberRow[] {
  return Array.isArray(piece);
}

export function aloneOf(piece: CompiledRow | ValueRow | MemberRow): CompiledRow {
  return typeof piece === 'function' ? piece : piece.alone;
}

function chunked(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const chunks: Piece[][] = [];
  let rows = ROWS_AT_ONCE;
  for (const piece of pieces.flatMap(cut)) {
    const count = isGroup(piece) ? piece.length : 1;
    if (rows + count > ROWS_AT_ONCE) {
      chunks.push([]);
      rows = 0;
    }
    chunks.at(-1)!.push(piece);
    rows += count;
  }
  return chunks;
}

function cut(piece: Piece): readonly Piece[] {
  if (!isGroup(piece) || piece.length <= ROWS_AT_ONCE) return [piece];
  return Array.from({ length: Math.ceil(piece.length / ROWS_AT_ONCE) }, (_, index) =>
    piece.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );
}
