import { type Comparison, type Distance, type Scalar, TEXT_OPERATORS, type Test, type WindowTest } from './block.ts';

type Compare = Extract<Test, { kind: 'compare' }>['operator'];
type DistanceOperator = `${Distance} ${'before' | 'after'}`;

/** What stands between a field and its value, as one choice. */
export type Operator =
  | Compare
  | 'in'
  | 'notIn'
  | (typeof TEXT_OPERATORS)[number]
  | 'isNull'
  | 'isNotNull'
  | DistanceOperator
  | 'during'
  | 'on'
  | 'before'
  | 'after';

export const COUNT_OPERATORS: readonly Comparison[] = ['>=', '<=', '=', '!=', '>', '<'];
const PRESENCE = ['isNotNull', 'isNull'] as const;
const PAST = ['<= before', '< before', '> before', '>= before'] as const;
const FUTURE = ['<= after', '< after', '> after', '>= after'] as const;

/** Choices for the time of an event. */
export const WINDOW_OPERATORS: readonly Operator[] = [...PAST, 'during'];

const TEXT: readonly Operator[] = ['=', '!=', 'in', 'notIn', ...TEXT_OPERATORS, ...PRESENCE];
const NUMBER: readonly Operator[] = ['=', '!=', '>', '>=', '<', '<=', 'in', 'notIn', ...PRESENCE];
const TIME: readonly Operator[] = [...PAST, ...FUTURE, 'during', 'on', 'before', 'after', ...PRESENCE];

/** Choices for a field of a type; of a field that is in no schema, those of a text. */
export function operatorsFor(type: string | undefined): readonly Operator[] {
  switch (type) {
    case 'boolean':
      return ['=', ...PRESENCE];
    case 'date':
    case 'date-time':
      return TIME;
    case undefined:
    case 'string':
      return TEXT;
    default:
      return NUMBER;
  }
}

/** The choice a test stands for. */
export function operatorOf(test: Test): Operator {
  if (test.kind === 'distance') return `${test.operator} ${test.direction}`;
  return test.kind === 'calendar' ? 'during' : test.operator;
}

/** The choices with the present one among them: a rule written by hand may ask what the builder does not offer. */
export function offered(operators: readonly Operator[], test: Test): readonly Operator[] {
  const present = operatorOf(test);
  return operators.includes(present) ? operators : [...operators, present];
}

const DAYS = 30;

/** A first value of a type: what a block has when it is made. */
function firstValue(type: string | undefined): Scalar {
  if (type === 'boolean') return true;
  return type === undefined || type === 'string' ? '' : 0;
}

/** What a new block asks of a field of a type; `today` as `2026-03-01`. */
export function firstTest(type: string | undefined, today: string): Test {
  return type === 'date' || type === 'date-time'
    ? withOperator({ kind: 'presence', operator: 'isNotNull' }, '<= before', type, today)
    : { kind: 'compare', operator: '=', value: firstValue(type) };
}

/** The test with another choice; the value stays where the choice takes one of its kind. */
export function withOperator(test: Test, operator: Operator, type: string | undefined, today: string): Test {
  if (operator === 'isNull' || operator === 'isNotNull') return { kind: 'presence', operator };
  if (operator === 'in' || operator === 'notIn') return { kind: 'list', operator, values: valuesOf(test) };
  if (operator === 'on' || operator === 'before' || operator === 'after')
    return { kind: 'day', operator, day: test.kind === 'day' ? test.day : today };
  if (operator === 'during')
    return test.kind === 'calendar' ? test : { kind: 'calendar', which: 'this', unit: 'month' };
  if (isText(operator)) return { kind: 'text', operator, value: textOf(test) };
  if (isDistance(operator)) return distance(test, operator);
  return { kind: 'compare', operator, value: valuesOf(test)[0] ?? firstValue(type) };
}

/** The same for the time of an event. */
export function withWindow(window: WindowTest | undefined, operator: Operator): WindowTest {
  const from: Test = window ?? { kind: 'presence', operator: 'isNotNull' };
  return withOperator(from, operator, 'date-time', '') as WindowTest;
}

function isText(operator: Operator): operator is (typeof TEXT_OPERATORS)[number] {
  return (TEXT_OPERATORS as readonly string[]).includes(operator);
}

function isDistance(operator: Operator): operator is DistanceOperator {
  return operator.includes(' ');
}

function distance(test: Test, operator: DistanceOperator): Test {
  const [comparison, direction] = operator.split(' ') as [Distance, 'before' | 'after'];
  const { amount, unit } = test.kind === 'distance' ? test : ({ amount: DAYS, unit: 'day' } as const);
  return { kind: 'distance', operator: comparison, amount, unit, direction };
}

/** The values of a test that another can take over; an empty text is none. */
function valuesOf(test: Test): readonly Scalar[] {
  if (test.kind === 'list') return test.values;
  return (test.kind === 'compare' || test.kind === 'text') && test.value !== '' ? [test.value] : [];
}

function textOf(test: Test): string {
  const [value] = valuesOf(test);
  return typeof value === 'string' ? value : '';
}
