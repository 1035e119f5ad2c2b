import type { Diagnostic, Span } from './diagnostic.ts';
import type { Token } from './lexer.ts';

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

  expect(text: string, why?: string): Token {
    if (this.at(text)) return this.next();
    return this.stop(
      'SYNTAX-EXPECTED',
      `expected \`${text}\`${why === undefined ? '' : ` ${why}`} but found ${describe(this.token)}`,
    );
  }

  expectName(what: string): Token {
    if (this.token.kind === 'name' || this.token.kind === 'quoted-name') return this.next();
    return this.stop('SYNTAX-EXPECTED', `expected ${what} but found ${describe(this.token)}`);
  }

  /** Gives up on this expression with a diagnostic at the current token (or a given span). */
  stop(code: string, message: string, hint?: string, span: Span = this.token.span): never {
    throw new SyntaxStop({ code, message, span, ...(hint === undefined ? {} : { hint }) });
  }

  /** Runs one level of nesting; deep nesting is refused instead of overflowing the stack. */
  nested<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth)
      this.stop('SYNTAX-TOO-DEEP', `the expression is nested more than ${this.#maxDepth} levels deep`);
    const result = work();
    this.#depth -= 1;
    return result;
  }
}

/** How a token reads in a message. */
export function describe(token: Token): string {
  if (token.kind === 'end') return 'the end';
  if (token.kind === 'string') return `the text "${token.text}"`;
  return `\`${token.text}\``;
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
      cursor.stop('SYNTAX-LEFTOVER', `unexpected ${describe(cursor.token)} after the end of the expression`);
    return { node, diagnostics: lexed.diagnostics };
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
    return { node: undefined, diagnostics: [...lexed.diagnostics, error.diagnostic] };
  }
}
