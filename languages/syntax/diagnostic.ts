import type { Phrase, Said } from './phrase.ts';
import { sayAll, sayOfText } from './phrases.ts';

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
  /** Message and hint, for other languages. */
  readonly phrase: Phrase;
}

/** What is wrong at a place. A hint that is no sentence (`substr(text, start)`) is the same in every language. */
export function diagnostic(code: string, span: Span, what: Said, hint?: Said | string): Diagnostic {
  if (hint === undefined) return { code, ...what, span };
  const { phrase } = sayOfText('hinted', { what, hint });
  return { code, message: what.message, span, hint: typeof hint === 'string' ? hint : hint.message, phrase };
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

/** All that is wrong with a source, each with its place; at least one thing is. */
export function sayDiagnostics(source: string, diagnostics: readonly Diagnostic[]): Said {
  const placed = diagnostics.map((one): Said => {
    const { phrase } = sayOfText('at-place', { what: one, ...lineAndColumn(source, one.span.start) });
    return { message: renderDiagnostic(source, one), phrase };
  });
  return sayAll(placed);
}
