import type { Cursor } from '../syntax/index.ts';
import { across, type Binding, type ChainStep, type Expression } from './expression.ts';
import { parseExpression, parseOperand } from './parse.ts';
import { parseTimeTest } from './parse-time.ts';
import { say } from './phrases.ts';
import { expectWord, takeWord, wordOf } from './words.ts';

const AGGREGATES = new Set(['sum', 'count', 'average', 'min', 'max']);
/** Words that go on after a field called like an aggregate: `count in [1, 2]` compares a field. */
const CONTINUES = new Set(['and', 'or', 'in', 'notin', 'like', 'occurs', 'where', 'over', 'from']);

/** `exists|forall|select V from ARRAY where CONDITION, …` (pages "Logical quantifiers", "Filter functions"). */
export function parseQuantified(cursor: Cursor, quantifier: 'exists' | 'forall' | 'select'): Expression {
  const start = cursor.next();
  const bindings = parseBindings(cursor);
  return { kind: 'quantified', quantifier, bindings, span: across(start.span, cursor.peek(-1).span) };
}

/** One binding, and more after a comma when it reads `, V from`: a comma may as well end an argument. */
function parseBindings(cursor: Cursor): readonly Binding[] {
  const bindings = [parseBinding(cursor)];
  while (cursor.at(',') && cursor.peek(1).kind === 'name' && wordOf(cursor.peek(2)) === 'from') {
    cursor.next();
    bindings.push(parseBinding(cursor));
  }
  return bindings;
}

function parseBinding(cursor: Cursor): Binding {
  const variable = cursor.expectName(say('pql-variable')).text;
  expectWord(cursor, ['from'], say('pql-list-of-variable'));
  const source = parseOperand(cursor);
  if (!takeWord(cursor, 'where') && !cursor.take(':')) return { variable, source };
  return { variable, source, condition: parseExpression(cursor) };
}

export function atAggregate(cursor: Cursor): boolean {
  const next = cursor.peek();
  return AGGREGATES.has(wordOf(cursor.token)) && next.kind === 'name' && !CONTINUES.has(wordOf(next));
}

/** `sum EXPR over V from ARRAY where CONDITION`, seen inside the documented `let` sample. */
export function parseAggregate(cursor: Cursor): Expression {
  const start = cursor.next();
  const value = parseExpression(cursor);
  expectWord(cursor, ['over'], say('pql-goes-over', { name: start.text }));
  const bindings = parseBindings(cursor);
  return { kind: 'aggregate', name: wordOf(start), value, bindings, span: across(start.span, cursor.peek(-1).span) };
}

/** `let V = EXPR in (BODY)`. A value that compares must stand in parentheses, because `in` is also an operator. */
export function parseLet(cursor: Cursor): Expression {
  const start = cursor.next();
  const variable = cursor.expectName(say('pql-variable')).text;
  cursor.expect('=', say('pql-after-variable'));
  const value = parseOperand(cursor);
  expectWord(cursor, ['in'], say('pql-let-body'));
  const body = parseExpression(cursor);
  return { kind: 'let', variable, value, body, span: across(start.span, body.span) };
}

/** `chain(ARRAY, ORDER_FIELD, [LABEL: WHAT(CONDITION) WHEN(TIME), …])`: the form Segment Builder writes for event rules. */
export function parseChain(cursor: Cursor): Expression {
  const start = cursor.next();
  cursor.expect('(');
  const source = parseOperand(cursor);
  cursor.expect(',', say('pql-before-order'));
  const order = parseOperand(cursor);
  cursor.expect(',', say('pql-before-steps'));
  cursor.expect('[', say('pql-to-begin-steps'));
  const steps = [parseStep(cursor)];
  while (cursor.take(',')) steps.push(parseStep(cursor));
  cursor.expect(']', say('pql-to-end-steps'));
  const close = cursor.expect(')', say('pql-to-end-chain'));
  return { kind: 'chain', source, order, steps, span: across(start.span, close.span) };
}

function parseStep(cursor: Cursor): ChainStep {
  const label = cursor.expectName(say('pql-label')).text;
  cursor.expect(':', say('pql-after-label'));
  expectWord(cursor, ['what'], say('pql-condition'));
  cursor.expect('(');
  const what = parseExpression(cursor);
  cursor.expect(')', say('pql-to-end-condition'));
  if (!takeWord(cursor, 'when')) return { label, what };
  cursor.expect('(');
  const when = parseTimeTest(cursor);
  cursor.expect(')', say('pql-to-end-time'));
  return { label, what, when };
}
