import {
  type Cursor,
  type Diagnostic,
  diagnostic,
  parseWith,
  type Span,
  sayOfText,
  tokenize,
} from '../syntax/index.ts';
import { across, type BinaryOperator, type Call, childrenOf, type Expression } from './expression.ts';
import { atAggregate, parseAggregate, parseChain, parseLet, parseQuantified } from './parse-comprehension.ts';
import { parseTimeTest } from './parse-time.ts';
import { say } from './phrases.ts';
import { notHere, takeWord, wordOf } from './words.ts';

const RULES = {
  symbols: [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    ':',
    '=',
    '!=',
    '>=',
    '<=',
    '>',
    '<',
    '=>',
    '+',
    '-',
    '*',
    '/',
    '%',
    '!',
    '^',
  ],
};

/** Longest expression that is read, in UTF-16 units: keeps the time for any input bounded. */
const MAX_LENGTH = 100_000;
/** Deepest tree: whatever walks it later may do so by recursion. */
const MAX_DEPTH = 600;
/** Most operators or steps in a row that nest to the left (`a + b + c`, `a.b.c`). */
const MAX_RUN = 500;

/**
 * Binding powers, loosest first. No table is published; the order is the usual one. The word `not` takes a whole
 * comparison (`not a = b` is `not (a = b)`), the sign `!` only what follows it directly.
 */
const POWER = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, sign: 7 } as const;

const INFIX: Readonly<Record<string, { operator: BinaryOperator; power: number }>> = {
  '=': { operator: '=', power: POWER.comparison },
  '!=': { operator: '!=', power: POWER.comparison },
  '>': { operator: '>', power: POWER.comparison },
  '>=': { operator: '>=', power: POWER.comparison },
  '<': { operator: '<', power: POWER.comparison },
  '<=': { operator: '<=', power: POWER.comparison },
  in: { operator: 'in', power: POWER.comparison },
  notin: { operator: 'notIn', power: POWER.comparison },
  like: { operator: 'like', power: POWER.comparison },
  '+': { operator: '+', power: POWER.sum },
  '-': { operator: '-', power: POWER.sum },
  '*': { operator: '*', power: POWER.product },
  '/': { operator: '/', power: POWER.product },
  '%': { operator: '%', power: POWER.product },
};

/**
 * Reads `pql/text`. Never throws; gives the expression, or what is wrong and where. Keywords (`and`, `CHAIN`, …) are
 * read in any case, names of functions and fields as written (both cases appear in the published samples).
 */
export function parsePql(source: string): { expression: Expression | undefined; diagnostics: readonly Diagnostic[] } {
  if (source.length > MAX_LENGTH) {
    const beyond = { start: MAX_LENGTH, end: source.length };
    const what = sayOfText('expression-too-long', { most: MAX_LENGTH });
    return { expression: undefined, diagnostics: [diagnostic('PQL-TOO-LONG', beyond, what)] };
  }
  const { node, diagnostics } = parseWith(tokenize(source, RULES), (cursor) => parseExpression(cursor));
  if (node === undefined || diagnostics.length > 0) return { expression: undefined, diagnostics };
  if (!isDeeperThan(node, MAX_DEPTH)) return { expression: node, diagnostics };
  const what = sayOfText('expression-too-deep', { most: MAX_DEPTH });
  return { expression: undefined, diagnostics: [diagnostic('SYNTAX-TOO-DEEP', node.span, what)] };
}

/** Measured level by level, because the tree may be too deep for recursion. */
function isDeeperThan(root: Expression, limit: number): boolean {
  let level: readonly Expression[] = [root];
  for (let depth = 0; depth <= limit; depth += 1) {
    if (level.length === 0) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

/** One expression; operators looser than `power` are left for the caller. */
export function parseExpression(cursor: Cursor, power = 0): Expression {
  return cursor.nested(() => {
    let left = parsePrefix(cursor);
    for (let run = 0; ; run += 1) {
      if (run > MAX_RUN) cursor.stop('SYNTAX-TOO-DEEP', say('pql-many-operators', { most: MAX_RUN }));
      const next = parseInfix(cursor, left, power);
      if (next === undefined) return left;
      left = next;
    }
  });
}

/** An operand of a binding, a time or a `let`: anything tighter than a comparison. */
export function parseOperand(cursor: Cursor): Expression {
  return parseExpression(cursor, POWER.comparison);
}

function parseInfix(cursor: Cursor, left: Expression, power: number): Expression | undefined {
  const word = wordOf(cursor.token);
  if (word === 'and' || word === 'or') return POWER[word] > power ? parseLogical(cursor, left, word) : undefined;
  if (word === 'occurs') {
    if (POWER.comparison <= power) return undefined;
    cursor.next();
    const test = parseTimeTest(cursor);
    return { kind: 'occurs', subject: left, test, span: across(left.span, cursor.peek(-1).span) };
  }
  const infix = Object.hasOwn(INFIX, word) ? INFIX[word]! : undefined;
  if (infix === undefined || infix.power <= power) return undefined;
  cursor.next();
  const right = parseExpression(cursor, infix.power);
  return { kind: 'binary', operator: infix.operator, left, right, span: across(left.span, right.span) };
}

/** A run of the same connective becomes one node, so that a rule with a thousand clauses is not a thousand levels deep. */
function parseLogical(cursor: Cursor, left: Expression, operator: 'and' | 'or'): Expression {
  const operands = [left];
  while (takeWord(cursor, operator)) operands.push(parseExpression(cursor, POWER[operator]));
  return { kind: 'logical', operator, operands, span: across(left.span, operands.at(-1)!.span) };
}

function parsePrefix(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind === 'symbol' && token.text === '-') return parseNegative(cursor);
  if (cursor.take('!')) {
    const operand = parseExpression(cursor, POWER.sign);
    return { kind: 'not', operand, span: across(token.span, operand.span) };
  }
  if (takeWord(cursor, 'not')) {
    const operand = parseExpression(cursor, POWER.not);
    return { kind: 'not', operand, span: across(token.span, operand.span) };
  }
  return parsePostfix(cursor, parsePrimary(cursor));
}

function parseNegative(cursor: Cursor): Expression {
  const sign = cursor.next();
  const operand = parseExpression(cursor, POWER.sign);
  const span = across(sign.span, operand.span);
  if (operand.kind === 'literal' && typeof operand.value === 'number')
    return { kind: 'literal', value: -operand.value, span };
  return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0, span: sign.span }, right: operand, span };
}

function parsePostfix(cursor: Cursor, start: Expression): Expression {
  let left = start;
  for (let run = 0; ; run += 1) {
    if (run > MAX_RUN) cursor.stop('SYNTAX-TOO-DEEP', say('pql-many-steps', { most: MAX_RUN }));
    if (cursor.take('.')) left = parseStep(cursor, left);
    else if (cursor.at('[')) left = parseFilter(cursor, left);
    else return left;
  }
}

function parseStep(cursor: Cursor, object: Expression): Expression {
  const name = cursor.expectName(say('pql-field-or-function'));
  if (cursor.at('(')) return parseCall(cursor, name, object);
  return { kind: 'field', object, name: name.text, nameSpan: name.span, span: across(object.span, name.span) };
}

function parseFilter(cursor: Cursor, source: Expression): Expression {
  cursor.next();
  const condition = parseExpression(cursor);
  const close = cursor.expect(']', say('pql-to-end-filter'));
  return { kind: 'filter', source, condition, span: across(source.span, close.span) };
}

function parseCall(cursor: Cursor, name: { text: string; span: Span }, receiver?: Expression): Call {
  cursor.next();
  const args: Expression[] = [];
  while (!cursor.at(')')) {
    args.push(parseExpression(cursor));
    if (!cursor.take(',')) break;
  }
  const close = cursor.expect(')', say('pql-to-end-arguments', { name: name.text }));
  const span = across(receiver?.span ?? name.span, close.span);
  return {
    kind: 'call',
    name: name.text,
    nameSpan: name.span,
    args,
    span,
    ...(receiver === undefined ? {} : { receiver }),
  };
}

function parsePrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind === 'string') return { kind: 'literal', value: cursor.next().text, span: token.span };
  if (token.kind === 'number') return { kind: 'literal', value: Number(cursor.next().text), span: token.span };
  if (token.kind === 'name') return parseNamed(cursor);
  if (cursor.at('(')) return parseParenthesis(cursor);
  if (cursor.at('[')) return parseList(cursor);
  if (cursor.at('{')) return parseObject(cursor);
  if (cursor.at('^')) return parseUp(cursor);
  return cursor.missing(say('pql-operand'));
}

const MOMENTS = new Set(['now', 'today', 'yesterday', 'tomorrow']);

function parseNamed(cursor: Cursor): Expression {
  const { token } = cursor;
  const word = wordOf(token);
  const called = cursor.peek().kind === 'symbol' && cursor.peek().text === '(';
  if (word === 'chain' && called) return parseChain(cursor);
  if (word === 'exists' || word === 'forall' || word === 'select') {
    if (cursor.peek().kind === 'name') return parseQuantified(cursor, word);
  }
  if (word === 'let' && cursor.peek().kind === 'name') return parseLet(cursor);
  if (atAggregate(cursor)) return parseAggregate(cursor);
  if (MOMENTS.has(word)) return parseMoment(cursor);
  cursor.next();
  if (called) return parseCall(cursor, token);
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', span: token.span };
  if (/^\$\d+$/.test(token.text)) return { kind: 'parameter', position: Number(token.text.slice(1)), span: token.span };
  return { kind: 'name', name: token.text, span: token.span };
}

/** `now` and its kin; `now()` is not documented but harmless. */
function parseMoment(cursor: Cursor): Expression {
  const token = cursor.next();
  if (cursor.at('(') && cursor.peek().text === ')') {
    cursor.next();
    cursor.next();
  }
  return { kind: 'moment', word: wordOf(token) as 'now', span: token.span };
}

function parseParenthesis(cursor: Cursor): Expression {
  const open = cursor.next();
  const parameters = lambdaParameters(cursor);
  if (parameters !== undefined) {
    const body = parseExpression(cursor);
    return { kind: 'lambda', parameters, body, span: across(open.span, body.span) };
  }
  const inner = parseExpression(cursor);
  cursor.expect(')', say('pql-to-close'));
  return inner;
}

/** Reads `A, B) =>` when that is what follows; otherwise moves nowhere. */
function lambdaParameters(cursor: Cursor): readonly string[] | undefined {
  const mark = cursor.mark();
  const names: string[] = [];
  while (cursor.token.kind === 'name') {
    names.push(cursor.next().text);
    if (!cursor.take(',')) break;
  }
  if (names.length > 0 && cursor.take(')') && cursor.take('=>')) return names;
  cursor.rewind(mark);
  return undefined;
}

function parseList(cursor: Cursor): Expression {
  const open = cursor.next();
  const items: Expression[] = [];
  while (!cursor.at(']')) {
    items.push(parseExpression(cursor));
    if (!cursor.take(',')) break;
  }
  const close = cursor.expect(']', say('pql-to-end-list'));
  return { kind: 'list', items, span: across(open.span, close.span) };
}

function parseObject(cursor: Cursor): Expression {
  const open = cursor.next();
  const entries: { key: string; value: Expression }[] = [];
  while (!cursor.at('}')) {
    if (cursor.token.kind !== 'string') notHere(cursor, say('pql-entry-name'));
    const key = cursor.next().text;
    cursor.expect(':', say('pql-after-entry-name'));
    entries.push({ key, value: parseExpression(cursor) });
    if (!cursor.take(',')) break;
  }
  const close = cursor.expect('}', say('pql-to-end-object'));
  return { kind: 'object', entries, span: across(open.span, close.span) };
}

/** Any number of carets and an optional dot: the format line of the page writes no dot, its sample does. */
function parseUp(cursor: Cursor): Expression {
  const first = cursor.next();
  let levels = 1;
  let last = first;
  while (cursor.at('^')) {
    last = cursor.next();
    levels += 1;
  }
  const up: Expression = { kind: 'up', levels, span: across(first.span, last.span) };
  return cursor.token.kind === 'name' ? parseStep(cursor, up) : up;
}
