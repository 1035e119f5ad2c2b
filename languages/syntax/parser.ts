import { type Diagnostic, diagnostic, type Span } from './diagnostic.ts';
import type { Token } from './lexer.ts';
import type { Said } from './phrase.ts';
import { sayOfText } from './phrases.ts';

/** Thrown inside a parser to leave a broken expression; `parseWith` turns it into its diagnostic. Never leaves this folder. */
class SyntaxStop extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** A cursor over tokens with the few moves a hand-written Pratt parser needs. */
export class Cursor {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  readonly #maxDepth: number;

  constructor(tokens: readonly Token[], maxDepth = 200) {
    this.#tokens = tokens;
    this.#maxDepth = maxDepth;
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  peek(ahead = 1): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Position to come back to with `rewind` (lambdas and other places that need a second look). */
  mark(): number {
    return this.#at;
  }

  rewind(mark: number): void {
    this.#at = mark;
  }

  /** Is the token this symbol, or this word (compared as written)? */
  at(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && (kind === 'symbol' || kind === 'name');
  }

  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.next();
    return true;
  }

  /** `why` goes on after the sign: `` `)` to close the bracket ``. */
  expect(text: string, why?: Said): Token {
    if (this.at(text)) return this.next();
    const sign = sayOfText('sign', { sign: text });
    return this.missing(why === undefined ? sign : sayOfText('sign-for', { sign, why }));
  }

  expectName(what: Said): Token {
    if (this.token.kind === 'name' || this.token.kind === 'quoted-name') return this.next();
    return this.missing(what);
  }

  /** Gives up because something else than what is here should be. */
  missing(what: Said, hint?: Said): never {
    return this.stop('SYNTAX-EXPECTED', sayOfText('expected', { what, found: describe(this.token) }), hint);
  }

  /** Gives up on this expression with a diagnostic at the current token (or a given span). */
  stop(code: string, what: Said, hint?: Said, span: Span = this.token.span): never {
    throw new SyntaxStop(diagnostic(code, span, what, hint));
  }

  /** Runs one level of nesting; deep nesting is refused instead of overflowing the stack. */
  nested<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth)
      this.stop('SYNTAX-TOO-DEEP', sayOfText('expression-too-deep', { most: this.#maxDepth }));
    const result = work();
    this.#depth -= 1;
    return result;
  }
}

/** How a token reads in a message. */
function describe({ kind, text }: Token): Said {
  if (kind === 'end') return sayOfText('found-end');
  return kind === 'string' ? sayOfText('found-text', { text }) : sayOfText('sign', { sign: text });
}

/** Runs a parse over tokens; a stop becomes a diagnostic beside those of the lexer. The whole input must be used up. */
export function parseWith<Node>(
  lexed: { tokens: readonly Token[]; diagnostics: readonly Diagnostic[] },
  parse: (cursor: Cursor) => Node,
): { node: Node | undefined; diagnostics: readonly Diagnostic[] } {
  const cursor = new Cursor(lexed.tokens);
  try {
    const node = parse(cursor);
    if (cursor.token.kind !== 'end')
      cursor.stop('SYNTAX-LEFTOVER', sayOfText('leftover', { found: describe(cursor.token) }));
    return { node, diagnostics: lexed.diagnostics };
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
    return { node: undefined, diagnostics: [...lexed.diagnostics, error.diagnostic] };
  }
}
