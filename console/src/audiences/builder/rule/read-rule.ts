import { type Expression, parsePql } from '@meniscus/languages/pql';
import {
  type AudienceBlock,
  type Block,
  type CalendarUnit,
  type Comparison,
  type Distance,
  EMPTY,
  EVENTS,
  type FieldBlock,
  type Group,
  type ItemsBlock,
  type Join,
  type Scalar,
  TEXT_OPERATORS,
  type Test,
  TIMESTAMP,
  type Unit,
  type WindowTest,
} from './block.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type TimeTest = Of<'occurs'>['test'];

const COMPARISONS: readonly string[] = ['=', '!=', '>', '>=', '<', '<='];
const DISTANCES: readonly string[] = ['<=', '<', '>', '>='];
const UNITS: readonly string[] = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const CALENDAR_UNITS: readonly string[] = ['day', 'week', 'month', 'year'];
const TEXT: readonly string[] = TEXT_OPERATORS;
const AT_LEAST_ONE = { operator: '>=', amount: 1 } as const;

/**
 * The blocks a rule can be drawn with. Undefined when it cannot be read or says more than blocks can: then it is for the
 * person to write. Nothing is left out or guessed: the blocks mean what the rule means.
 */
export function readRule(text: string): Group | undefined {
  if (text.trim() === '') return EMPTY;
  const { expression } = parsePql(text);
  const block = expression === undefined ? undefined : blockOf(expression);
  if (block === undefined) return undefined;
  return block.kind === 'group' ? block : { ...EMPTY, blocks: [block] };
}

function blockOf(node: Expression): Block | undefined {
  switch (node.kind) {
    case 'logical': {
      const blocks = each(node.operands, blockOf);
      return blocks && { kind: 'group', join: node.operator, negated: false, blocks };
    }
    case 'not':
      return negated(blockOf(node.operand));
    case 'quantified':
      return existing(node);
    case 'chain':
      return chained(node);
    default:
      return audienceOf(node) ?? itemsOf(node) ?? fieldOf(node, profilePath);
  }
}

/** All of them, or nothing when one cannot be read. */
function each<From, To>(from: readonly From[], read: (one: From) => To | undefined): readonly To[] | undefined {
  const found = from.map(read);
  return found.includes(undefined) ? undefined : (found as readonly To[]);
}

function negated(block: Block | undefined): Block | undefined {
  if (block === undefined) return undefined;
  if (block.kind === 'audience' && block.isMember) return { ...block, isMember: false };
  if (block.kind === 'group' && !block.negated) return { ...block, negated: true };
  return { ...EMPTY, negated: true, blocks: [block] };
}

function audienceOf(node: Expression): AudienceBlock | undefined {
  if (node.kind !== 'call' || node.name !== 'inSegment' || node.receiver !== undefined) return undefined;
  const [id] = node.args;
  if (node.args.length !== 1 || id?.kind !== 'literal' || typeof id.value !== 'string') return undefined;
  return { kind: 'audience', audienceId: id.value, isMember: true };
}

/** `LIST[CONDITION].count() >= 2`, with or without a condition. */
function itemsOf(node: Expression): ItemsBlock | undefined {
  if (node.kind !== 'binary' || !COMPARISONS.includes(node.operator)) return undefined;
  const { left, right } = node;
  if (left.kind !== 'call' || left.name !== 'count' || left.receiver === undefined || left.args.length > 0)
    return undefined;
  if (right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  const count = { operator: node.operator as Comparison, amount: right.value };
  const list = left.receiver;
  if (list.kind === 'filter') return itemsWhere(list.source, list.condition, count, itemPath);
  return itemsWhere(list, undefined, count, itemPath);
}

/** `exists V from LIST where CONDITION`: at least one. */
function existing({ quantifier, bindings }: Of<'quantified'>): ItemsBlock | undefined {
  const [binding, ...more] = bindings;
  if (quantifier !== 'exists' || binding === undefined || more.length > 0) return undefined;
  const { variable, source, condition } = binding;
  return itemsWhere(source, condition, AT_LEAST_ONE, (node) => pathUnder(node, variable));
}

/** A chain of one step, as AEP's builder writes it: at least one event. */
function chained({ source, order, steps: [step, ...more] }: Of<'chain'>): ItemsBlock | undefined {
  if (step === undefined || more.length > 0 || itemPath(order) !== TIMESTAMP) return undefined;
  const items = itemsWhere(source, step.what, AT_LEAST_ONE, itemPath);
  if (items?.source !== EVENTS || items.window !== undefined || step.when === undefined) return items;
  const window = windowOf(step.when);
  return window && { ...items, window };
}

type PathOf = (node: Expression) => string | undefined;

function itemsWhere(
  list: Expression,
  condition: Expression | undefined,
  count: ItemsBlock['count'],
  pathOf: PathOf,
): ItemsBlock | undefined {
  const source = list.kind === 'name' && list.name === EVENTS ? EVENTS : profilePath(list);
  if (source === undefined) return undefined;
  if (condition === undefined) return { kind: 'items', source, join: 'and', conditions: [], count };
  const { asked, window } = source === EVENTS ? apart(condition, pathOf) : { asked: [condition] };
  const [only] = asked;
  const alternatives = asked.length === 1 && only?.kind === 'logical' ? only : undefined;
  const join: Join = alternatives?.operator ?? 'and';
  const conditions = each(alternatives?.operands ?? asked, (node) => fieldOf(node, pathOf));
  return conditions && { kind: 'items', source, join, conditions, ...(window === undefined ? {} : { window }), count };
}

/** The window of a condition on events stands last; the others are what is asked of the event. */
function apart(condition: Expression, pathOf: PathOf): { asked: readonly Expression[]; window?: WindowTest } {
  const all = condition.kind === 'logical' && condition.operator === 'and' ? condition.operands : [condition];
  const last = all.at(-1)!;
  const window = last.kind === 'occurs' && pathOf(last.subject) === TIMESTAMP ? windowOf(last.test) : undefined;
  return window === undefined ? { asked: [condition] } : { asked: all.slice(0, -1), window };
}

function fieldOf(node: Expression, pathOf: PathOf): FieldBlock | undefined {
  const [subject, test] = testOf(node) ?? [];
  const path = subject && pathOf(subject);
  return path === undefined || test === undefined ? undefined : { kind: 'field', path, test };
}

function testOf(node: Expression): readonly [subject: Expression, test: Test] | undefined {
  if (node.kind === 'binary') return comparisonOf(node);
  if (node.kind === 'call') return callOf(node);
  if (node.kind !== 'occurs') return undefined;
  const test = windowOf(node.test) ?? dayOf(node.test);
  return test && [node.subject, test];
}

function comparisonOf({ operator, left, right }: Of<'binary'>): readonly [Expression, Test] | undefined {
  if (COMPARISONS.includes(operator) && right.kind === 'literal')
    return [left, { kind: 'compare', operator: operator as Comparison, value: right.value }];
  if ((operator !== 'in' && operator !== 'notIn') || right.kind !== 'list') return undefined;
  const values = each<Expression, Scalar>(right.items, (item) => (item.kind === 'literal' ? item.value : undefined));
  return values && [left, { kind: 'list', operator, values }];
}

function callOf({ name, receiver, args }: Of<'call'>): readonly [Expression, Test] | undefined {
  if (receiver === undefined) return undefined;
  if ((name === 'isNull' || name === 'isNotNull') && args.length === 0)
    return [receiver, { kind: 'presence', operator: name }];
  const [value] = args;
  if (!TEXT.includes(name) || args.length !== 1 || value?.kind !== 'literal' || typeof value.value !== 'string')
    return undefined;
  return [receiver, { kind: 'text', operator: name as (typeof TEXT_OPERATORS)[number], value: value.value }];
}

function windowOf(test: TimeTest): WindowTest | undefined {
  if (test.kind === 'on') return calendarOf(test.of);
  if (test.kind !== 'distance' || !DISTANCES.includes(test.comparison) || !UNITS.includes(test.unit)) return undefined;
  if (test.of.kind !== 'moment' || test.of.expression.kind !== 'moment' || test.of.expression.word !== 'now')
    return undefined;
  const direction = test.direction === 'before' ? 'before' : 'after';
  const { amount, comparison } = test;
  return { kind: 'distance', operator: comparison as Distance, amount, unit: test.unit as Unit, direction };
}

function calendarOf(of: Extract<TimeTest, { kind: 'on' }>['of']): WindowTest | undefined {
  if (of.kind === 'interval')
    return CALENDAR_UNITS.includes(of.unit)
      ? { kind: 'calendar', which: of.which, unit: of.unit as CalendarUnit }
      : undefined;
  return of.expression.kind === 'moment' && of.expression.word === 'today'
    ? { kind: 'calendar', which: 'this', unit: 'day' }
    : undefined;
}

function dayOf(test: TimeTest): Test | undefined {
  if (test.kind !== 'on' && test.kind !== 'direction') return undefined;
  if (test.kind === 'direction' && test.direction === 'from') return undefined;
  if (test.of.kind !== 'moment') return undefined;
  const day = dateOf(test.of.expression);
  const operator = test.kind === 'on' ? 'on' : (test.direction as 'before' | 'after');
  return day === undefined ? undefined : { kind: 'day', operator, day };
}

/** `date(2026, 3, 1)`, when there is such a day. */
function dateOf(node: Expression): string | undefined {
  if (node.kind !== 'call' || node.name !== 'date' || node.receiver !== undefined || node.args.length !== 3)
    return undefined;
  const parts = each(node.args, (arg) =>
    arg.kind === 'literal' && typeof arg.value === 'number' ? arg.value : undefined,
  );
  if (parts === undefined) return undefined;
  const day = parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day) ? day : undefined;
}

/** The path of an attribute of the profile, as in `loyalty.tier` or `$1.loyalty.tier`. */
function profilePath(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name === EVENTS ? undefined : node.name;
  if (node.kind !== 'field') return undefined;
  if (node.object.kind === 'parameter') return node.object.position === 1 ? node.name : undefined;
  const object = profilePath(node.object);
  return object && `${object}.${node.name}`;
}

/** The path of a field of the item that is looked at. */
function itemPath(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name === EVENTS ? undefined : node.name;
  if (node.kind !== 'field') return undefined;
  const object = itemPath(node.object);
  return object && `${object}.${node.name}`;
}

/** The path of a field of the item a variable stands for. */
function pathUnder(node: Expression, variable: string): string | undefined {
  if (node.kind !== 'field') return undefined;
  if (node.object.kind === 'name') return node.object.name === variable ? node.name : undefined;
  const object = pathUnder(node.object, variable);
  return object && `${object}.${node.name}`;
}
