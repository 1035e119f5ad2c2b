import { type Expression, printPql } from '@meniscus/languages/pql';
import {
  type Block,
  EVENTS,
  type FieldBlock,
  type Group,
  type ItemsBlock,
  type Scalar,
  type Test,
  TIMESTAMP,
} from './block.ts';

/** Places mean nothing in a tree that was not read from a text. */
const span = { start: 0, end: 0 };

/** The blocks as `pql/text`; an empty text when there are none. Reading it gives the same blocks (`readRule`). */
export function writeRule(group: Group): string {
  const expression = groupOf(group);
  return expression === undefined ? '' : printPql(expression);
}

function groupOf({ join, negated, blocks }: Group): Expression | undefined {
  const inside = joined(join, blocks.map(blockOf).filter(isThere));
  return inside !== undefined && negated ? { kind: 'not', operand: inside, span } : inside;
}

function isThere(part: Expression | undefined): part is Expression {
  return part !== undefined;
}

function joined(operator: 'and' | 'or', operands: readonly Expression[]): Expression | undefined {
  return operands.length < 2 ? operands[0] : { kind: 'logical', operator, operands, span };
}

function blockOf(block: Block): Expression | undefined {
  switch (block.kind) {
    case 'group':
      return groupOf(block);
    case 'field':
      return fieldTest(fromProfile(block.path), block.test);
    case 'items':
      return itemsOf(block);
    case 'audience': {
      const inside = call('inSegment', undefined, [literal(block.audienceId)]);
      return block.isMember ? inside : { kind: 'not', operand: inside, span };
    }
  }
}

function itemsOf({ source, join, conditions, window, count }: ItemsBlock): Expression {
  const asked = conditions.map(conditionOf);
  const when = window === undefined ? [] : [fieldTest(bare(TIMESTAMP), window)];
  const condition =
    join === 'and' ? joined('and', [...asked, ...when]) : joined('and', [joined('or', asked), ...when].filter(isThere));
  const list = fromProfile(source);
  const chosen: Expression = condition === undefined ? list : { kind: 'filter', source: list, condition, span };
  return binary(count.operator, call('count', chosen, []), literal(count.amount));
}

function conditionOf({ path, test }: FieldBlock): Expression {
  return fieldTest(bare(path), test);
}

function fieldTest(field: Expression, test: Test): Expression {
  switch (test.kind) {
    case 'compare':
      return binary(test.operator, field, literal(test.value));
    case 'list':
      return binary(test.operator, field, { kind: 'list', items: test.values.map(literal), span });
    case 'text':
      return call(test.operator, field, [literal(test.value)]);
    case 'presence':
      return call(test.operator, field, []);
    default:
      return { kind: 'occurs', subject: field, test: timeTest(test), span };
  }
}

type TimeTest = Extract<Expression, { kind: 'occurs' }>['test'];

function timeTest(test: Extract<Test, { kind: 'distance' | 'calendar' | 'day' }>): TimeTest {
  if (test.kind === 'calendar')
    return { kind: 'on', of: { kind: 'interval', which: test.which, unit: test.unit, span } };
  if (test.kind === 'distance') {
    const { operator: comparison, amount, unit, direction } = test;
    const now = { kind: 'moment', expression: { kind: 'moment', word: 'now', span } } as const;
    return { kind: 'distance', comparison, amount, unit, direction, of: now };
  }
  const parts = test.day.split('-').map((part) => literal(Number(part)));
  const of = { kind: 'moment', expression: call('date', undefined, parts) } as const;
  return test.operator === 'on' ? { kind: 'on', of } : { kind: 'direction', direction: test.operator, of };
}

function binary(operator: Extract<Expression, { kind: 'binary' }>['operator'], left: Expression, right: Expression) {
  return { kind: 'binary', operator, left, right, span } as const;
}

function call(name: string, receiver: Expression | undefined, args: readonly Expression[]): Expression {
  return { kind: 'call', name, nameSpan: span, args, span, ...(receiver === undefined ? {} : { receiver }) };
}

function literal(value: Scalar): Expression {
  return { kind: 'literal', value, span };
}

/** A path that begins at the profile; the list of events stands for itself. */
function fromProfile(path: string): Expression {
  if (path === EVENTS) return { kind: 'name', name: EVENTS, span };
  return steps({ kind: 'parameter', position: 1, span }, path.split('.'));
}

/** A path that begins at the item that is looked at. */
function bare(path: string): Expression {
  const [first, ...rest] = path.split('.');
  return steps({ kind: 'name', name: first!, span }, rest);
}

function steps(object: Expression, names: readonly string[]): Expression {
  return names.reduce<Expression>(
    (inner, name) => ({ kind: 'field', object: inner, name, nameSpan: span, span }),
    object,
  );
}
