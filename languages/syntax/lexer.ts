import { type Diagnostic, diagnostic, type Span } from './diagnostic.ts';
import type { Said } from './phrase.ts';
import { sayOfText } from './phrases.ts';

export type TokenKind = 'name' | 'quoted-name' | 'number' | 'string' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Names without `${}` and escapes, strings without quotes and escapes, numbers and symbols as written. */
  readonly text: string;
  readonly span: Span;
}

/** How a language cuts its text. Everything else about tokens is shared. */
export interface LexicalRules {
  /** Longest first is not needed: the lexer takes the longest that fits. */
  readonly symbols: readonly string[];
  /** `${any name}` is one name. */
  readonly quotedNames?: boolean;
  /** Extra characters allowed inside a name after its first, e.g. `-`. */
  readonly nameExtra?: string;
  /** A backslash in a name takes the next character literally (`street\.name`). */
  readonly nameEscapes?: boolean;
  /** In text literals only `\n \t \r \\ \uXXXX` and quotes are escapes; any other backslash stays, so that `"\d+"` is a regular expression. */
  readonly keepUnknownEscapes?: boolean;
}

const NAME_START = /[\p{L}$_]/u;
const NAME_PART = /[\p{L}\p{N}$_]/u;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['0', '\0'],
]);
const KEPT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
]);

/**
 * Cuts a source into tokens, ending with one `end` token. Never throws: what cannot be read becomes a diagnostic and is
 * skipped, so that the parser can still say more. Time is linear in the length of the source.
 */
export function tokenize(source: string, rules: LexicalRules): { tokens: Token[]; diagnostics: Diagnostic[] } {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const symbols = [...rules.symbols].sort((a, b) => b.length - a.length);
  let at = 0;
  const push = (kind: TokenKind, text: string, start: number) => tokens.push({ kind, text, span: { start, end: at } });
  const complain = (code: string, start: number, what: Said, hint?: Said) =>
    diagnostics.push(diagnostic(code, { start, end: Math.max(at, start + 1) }, what, hint));
  const neverClosed = (code: string, start: number, what: Said, sign: string) =>
    complain(code, start, what, sayOfText('add-at-end', { sign }));

  const readString = (quote: string) => {
    const start = at;
    let text = '';
    at += 1;
    while (at < source.length && source[at] !== quote) {
      if (source[at] === '\\' && at + 1 < source.length) {
        const next = source[at + 1]!;
        if (next === 'u' && /^[0-9a-fA-F]{4}$/.test(source.slice(at + 2, at + 6))) {
          text += String.fromCharCode(Number.parseInt(source.slice(at + 2, at + 6), 16));
          at += 6;
        } else {
          text +=
            rules.keepUnknownEscapes === true ? (KEPT_ESCAPES.get(next) ?? `\\${next}`) : (ESCAPES.get(next) ?? next);
          at += 2;
        }
      } else {
        text += source[at];
        at += 1;
      }
    }
    if (at >= source.length) neverClosed('SYNTAX-UNCLOSED-STRING', start, sayOfText('unclosed-text'), quote);
    at += 1;
    push('string', text, start);
  };

  const readQuotedName = () => {
    const start = at;
    at += 2;
    let text = '';
    while (at < source.length && source[at] !== '}') {
      if (source[at] === '\\' && at + 1 < source.length) at += 1;
      text += source[at];
      at += 1;
    }
    if (at >= source.length)
      neverClosed('SYNTAX-UNCLOSED-NAME', start, sayOfText('unclosed-name', { opening: `\${…}` }), '}');
    at += 1;
    push('quoted-name', text, start);
  };

  const readName = () => {
    const start = at;
    let text = '';
    while (at < source.length) {
      const char = String.fromCodePoint(source.codePointAt(at)!);
      if (rules.nameEscapes === true && char === '\\' && at + 1 < source.length) {
        text += source[at + 1];
        at += 2;
      } else if (NAME_PART.test(char) || (rules.nameExtra?.includes(char) ?? false)) {
        text += char;
        at += char.length;
      } else break;
    }
    push('name', text, start);
  };

  const readNumber = () => {
    const start = at;
    const match = /^(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(source.slice(at, at + 64))!;
    at += match[0].length;
    push('number', match[0], start);
  };

  while (at < source.length) {
    const char = source[at]!;
    if (/\s/.test(char)) at += 1;
    else if (char === '"' || char === "'") readString(char);
    else if (rules.quotedNames === true && char === '$' && source[at + 1] === '{') readQuotedName();
    else if (/\d/.test(char)) readNumber();
    else if (NAME_START.test(String.fromCodePoint(source.codePointAt(at)!))) readName();
    else {
      const symbol = symbols.find((candidate) => source.startsWith(candidate, at));
      const start = at;
      at += symbol?.length ?? 1;
      if (symbol === undefined)
        complain('SYNTAX-UNKNOWN-CHARACTER', start, sayOfText('unknown-character', { character: char }));
      else push('symbol', symbol, start);
    }
  }
  at = source.length;
  push('end', '', at);
  return { tokens, diagnostics };
}
