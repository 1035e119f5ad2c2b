import {
  type Cursor,
  type Diagnostic,
  diagnostic,
  parseWith,
  type Said,
  type Span,
  type Token,
  tokenize,
} from '@meniscus/languages/syntax';
import { BINARY_OPERATORS, LEXICAL_RULES, MAX_EXPRESSION_LENGTH, RESERVED_WORDS, UNARY_OPERATORS } from './grammar.ts';
import { say } from './phrases.ts';
import type { BinarySymbol, Expression, UnarySymbol } from './tree.ts';

const BINARY: ReadonlyMap<string, { symbol: BinarySymbol; precedence: number }> = new Map(
  BINARY_OPERATORS.flatMap((operator) => [
    [operator.symbol, operator] as const,
    ...(operator.word === undefined ? [] : [[operator.word, operator] as const]),
  ]),
);
const UNARY: ReadonlyMap<string, UnarySymbol> = new Map(
  UNARY_OPERATORS.flatMap(({ symbol, word }) => [
    [symbol, symbol] as const,
    ...(word === undefined ? [] : [[word, symbol] as const]),
  ]),
);
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads an expression. Never throws; without diagnostics there is a tree. Names are not looked up here: `check` does. */
export function parseExpression(source: string): { tree: Expression | undefined; diagnostics: readonly Diagnostic[] } {
  if (source.length > MAX_EXPRESSION_LENGTH) {
    const what = say('characters-at-most', { count: source.length, most: MAX_EXPRESSION_LENGTH });
    const beyond = { start: MAX_EXPRESSION_LENGTH, end: source.length };
    return { tree: undefined, diagnostics: [diagnostic('DATAPREP-TOO-LONG', beyond, what)] };
  }
  const { node, diagnostics } = parseWith(tokenize(source, LEXICAL_RULES), parseConditional);
  return { tree: diagnostics.length === 0 ? node : undefined, diagnostics };
}

function joined(start: Span, end: Span): Span {
  return { start: start.start, end: end.end };
}

function isOperator(token: Token): boolean {
  return token.kind === 'symbol' || token.kind === 'name';
}

/** Ternary, elvis and null coalescing: loosest, grouping to the right. */
function parseConditional(cursor: Cursor): Expression {
  return cursor.nested(() => {
    const test = parseBinary(cursor, 2);
    if (cursor.take('?')) {
      const yes = parseConditional(cursor);
      cursor.expect(':', say('for-false'));
      const no = parseConditional(cursor);
      return { kind: 'conditional', test, yes, no, span: joined(test.span, no.span) };
    }
    const operator = cursor.at('?:') ? '?:' : cursor.at('??') ? '??' : undefined;
    if (operator === undefined) return test;
    cursor.next();
    const right = parseConditional(cursor);
    return { kind: 'binary', operator, left: test, right, span: joined(test.span, right.span) };
  });
}

function parseBinary(cursor: Cursor, weakest: number): Expression {
  let left = parseUnary(cursor);
  for (;;) {
    const operator = isOperator(cursor.token) ? BINARY.get(cursor.token.text) : undefined;
    if (operator === undefined || operator.precedence < weakest) return left;
    cursor.next();
    const right = parseBinary(cursor, operator.precedence + 1);
    left = { kind: 'binary', operator: operator.symbol, left, right, span: joined(left.span, right.span) };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const { token } = cursor;
  const operator = isOperator(token) ? UNARY.get(token.text) : undefined;
  // `.5` is read as a number by the lexer, `-5` here: the literal keeps its sign as an operator.
  if (operator === undefined) return parsePostfix(cursor);
  return cursor.nested(() => {
    cursor.next();
    const operand = parseUnary(cursor);
    return { kind: 'unary', operator, operand, span: joined(token.span, operand.span) };
  });
}

function parsePostfix(cursor: Cursor): Expression {
  let node = parsePrimary(cursor);
  for (;;) {
    if (cursor.take('.')) node = parseMember(cursor, node);
    else if (cursor.at('[')) node = parseIndex(cursor, node);
    else return node;
  }
}

function parseMember(cursor: Cursor, target: Expression): Expression {
  const name = cursor.expectName(say('name-after-dot'));
  if (!cursor.at('(')) return { kind: 'member', target, name: name.text, span: joined(target.span, name.span) };
  const { args, end } = parseArguments(cursor);
  return { kind: 'method', target, name: name.text, nameSpan: name.span, args, span: joined(target.span, end) };
}

function parseIndex(cursor: Cursor, target: Expression): Expression {
  cursor.next();
  if (cursor.take('*')) {
    const end = cursor.expect(']', say('after-wildcard')).span;
    return { kind: 'wildcard', target, span: joined(target.span, end) };
  }
  const index = parseConditional(cursor);
  const end = cursor.expect(']', say('after-position')).span;
  return { kind: 'index', target, index, span: joined(target.span, end) };
}

function parsePrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind === 'string') return { kind: 'literal', value: cursor.next().text, fraction: false, span: token.span };
  if (token.kind === 'number') return parseNumber(cursor);
  if (token.kind === 'quoted-name') return { kind: 'field', name: cursor.next().text, quoted: true, span: token.span };
  if (token.kind === 'name') return parseName(cursor);
  if (cursor.at('(')) return parseGroup(cursor);
  if (cursor.at('[')) return parseList(cursor);
  if (cursor.at('{')) return parseObject(cursor);
  return cursor.missing(say('a-value'));
}

function parseNumber(cursor: Cursor): Expression {
  const { text, span } = cursor.next();
  return { kind: 'literal', value: Number(text), fraction: /[.eE]/.test(text), span };
}

function parseName(cursor: Cursor): Expression {
  const { token } = cursor;
  const constant = CONSTANTS.get(token.text);
  if (constant !== undefined) {
    cursor.next();
    return { kind: 'literal', value: constant, fraction: false, span: token.span };
  }
  const following = cursor.peek();
  if (following.kind === 'symbol' && following.text === '(') {
    cursor.next();
    const { args, end } = parseArguments(cursor);
    return { kind: 'call', name: token.text, nameSpan: token.span, args, span: joined(token.span, end) };
  }
  if (following.kind === 'symbol' && following.text === '->') return parseLambda(cursor);
  refuseReserved(cursor, token, say('braces-for-field', { written: `\${${token.text}}` }));
  cursor.next();
  return { kind: 'field', name: token.text, quoted: false, span: token.span };
}

const PARAMETER_HINT = say('another-parameter');

function refuseReserved(cursor: Cursor, { text, span }: Token, hint: Said): void {
  if (RESERVED_WORDS.has(text) || CONSTANTS.has(text))
    cursor.stop('DATAPREP-RESERVED', say('reserved-word', { word: text }), hint, span);
}

function parseLambda(cursor: Cursor): Expression {
  refuseReserved(cursor, cursor.token, PARAMETER_HINT);
  const name = cursor.next();
  cursor.expect('->');
  const body = parseConditional(cursor);
  return { kind: 'lambda', parameters: [name.text], body, span: joined(name.span, body.span) };
}

/** `( expression )`, or the parameters of a lambda: `(x, y) -> x + y`. */
function parseGroup(cursor: Cursor): Expression {
  const start = cursor.token.span;
  const parameters = takeLambdaParameters(cursor);
  if (parameters !== undefined) {
    const body = parseConditional(cursor);
    return { kind: 'lambda', parameters, body, span: joined(start, body.span) };
  }
  cursor.next();
  const inner = parseConditional(cursor);
  const end = cursor.expect(')', say('to-close')).span;
  return { ...inner, span: joined(start, end) };
}

function takeLambdaParameters(cursor: Cursor): readonly string[] | undefined {
  const mark = cursor.mark();
  cursor.next();
  const names: Token[] = [];
  while (cursor.token.kind === 'name') {
    names.push(cursor.next());
    if (!cursor.take(',')) break;
  }
  if (names.length > 0 && cursor.take(')') && cursor.take('->')) {
    for (const name of names) refuseReserved(cursor, name, PARAMETER_HINT);
    return names.map(({ text }) => text);
  }
  cursor.rewind(mark);
  return undefined;
}

function parseArguments(cursor: Cursor): { args: readonly Expression[]; end: Span } {
  cursor.expect('(');
  const args = parseSequence(cursor, ')', parseConditional);
  return { args, end: cursor.expect(')', say('after-arguments')).span };
}

function parseSequence<T>(cursor: Cursor, close: string, parse: (cursor: Cursor) => T): readonly T[] {
  const items: T[] = [];
  if (cursor.at(close)) return items;
  do items.push(parse(cursor));
  while (cursor.take(','));
  return items;
}

function parseList(cursor: Cursor): Expression {
  const start = cursor.next().span;
  const items = parseSequence(cursor, ']', parseConditional);
  return { kind: 'list', items, span: joined(start, cursor.expect(']', say('after-elements')).span) };
}

function parseObject(cursor: Cursor): Expression {
  const start = cursor.next().span;
  const entries = parseSequence(cursor, '}', parseEntry);
  return { kind: 'object', entries, span: joined(start, cursor.expect('}', say('after-entries')).span) };
}

function parseEntry(cursor: Cursor): { key: string; value: Expression } {
  const { token } = cursor;
  if (token.kind !== 'string' && token.kind !== 'number') {
    cursor.missing(say('a-key'), say('keys-in-quotes'));
  }
  const key = cursor.next().text;
  cursor.expect(':', say('between-key-and-value'));
  return { key, value: parseConditional(cursor) };
}
