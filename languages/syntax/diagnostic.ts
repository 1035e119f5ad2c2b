import type { Phrase } from './phrase.ts';

/** A stretch of source text, in UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, where, and what would help. Never thrown: a parse or check returns all it found. */
export interface Diagnostic {
  /** Stable code, e.g. `SYNTAX-EXPECTED`, `DATAPREP-UNKNOWN-FUNCTION`. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** What was expected or the nearest known name, as a suggestion the person can take over. */
  readonly hint?: string;
  /** Message and hint, for other languages; absent where they are said in English only. */
  readonly phrase?: Phrase;
}

/** 1-based line and column of an offset, for messages. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** One readable line: message, place, hint. */
export function renderDiagnostic(source: string, diagnostic: Diagnostic): string {
  const { line, column } = lineAndColumn(source, diagnostic.span.start);
  const hint = diagnostic.hint === undefined ? '' : `, ${diagnostic.hint}`;
  return `${diagnostic.message} at ${line}:${column}${hint}`;
}
