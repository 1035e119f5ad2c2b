import { bindOpen, bindTest } from './bind.ts';
import { type Binder, type Bound, type Run, type Scope, spend, type Test } from './bound.ts';
import { momentOf, shift, startOf } from './calendar.ts';
import { noteFlip, noteUnit } from './clock-change.ts';
import type { Arithmetic, BinaryOperator, Comparison, Expression } from './expression.ts';
import { likePattern } from './like.ts';
import { say } from './phrases.ts';
import type { ValueTest } from './reads.ts';
import { BOOLEAN, NUMBER, typeName, type ValueType } from './value-type.ts';
import { asMoment, finite, holds, isAbsent, itemKey, ordered } from './values.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type Binary = Of<'binary'>;

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};
const ARITHMETIC: ReadonlySet<string> = new Set<Arithmetic>(['+', '-', '*', '/', '%']);

export function bindBinary(binder: Binder, node: Binary, scope: Scope): Bound {
  const left = bindOpen(binder, node.left, scope);
  const right = bindOpen(binder, node.right, scope);
  noteReads(binder, node, left, right);
  if (isArithmetic(node.operator)) return bindArithmetic(binder, node, node.operator, left, right);
  const test = bindRelation(binder, node, left, right);
  return { type: BOOLEAN, run: test, strict: true };
}

/** What a comparison reads: of an attribute and literals only whether the comparison turns, otherwise both sides whole. */
function noteReads(binder: Binder, node: Binary, left: Bound, right: Bound): void {
  const test = valueTest(node.operator, left, right) ?? valueTest(mirrored(node.operator), right, left);
  if (test !== undefined) {
    binder.reads.test(test);
    return;
  }
  const relation = !isArithmetic(node.operator) && node.operator !== 'like' && node.operator !== 'in';
  for (const [side, bound] of [
    [node.left, left],
    [node.right, right],
  ] as const)
    if (bound.clock === undefined || !relation || node.operator === 'notIn') binder.use(bound, side.span);
}

function mirrored(operator: BinaryOperator): BinaryOperator | undefined {
  return Object.hasOwn(MIRRORED, operator) ? MIRRORED[operator as Comparison] : undefined;
}

function valueTest(
  operator: BinaryOperator | undefined,
  { path, type }: Bound,
  { constant }: Bound,
): ValueTest | undefined {
  if (path === undefined || path === '' || constant === undefined || operator === undefined) return undefined;
  if (type.kind !== 'text' && type.kind !== 'number' && type.kind !== 'boolean') return undefined;
  const { value } = constant;
  const key = `${operator} ${JSON.stringify(value)}`;
  if (operator === 'in' || operator === 'notIn')
    return Array.isArray(value) ? { kind: 'values', path, key, values: value } : undefined;
  if (Array.isArray(value) || isArithmetic(operator) || operator === 'like') return undefined;
  if (operator === '=' || operator === '!=') return { kind: 'values', path, key, values: [value] };
  return typeof value === 'number' ? { kind: 'limit', path, key, limit: value } : undefined;
}

function isArithmetic(operator: BinaryOperator): operator is Arithmetic {
  return ARITHMETIC.has(operator);
}

function bindRelation(binder: Binder, node: Binary, left: Bound, right: Bound): Test {
  if (node.operator === 'like') return bindLike(binder, node, left, right);
  if (node.operator === 'in' || node.operator === 'notIn') return bindIn(binder, node, left, right);
  return bindComparison(binder, node, node.operator as Comparison, left, right);
}

/** Type of the scalars a value or list of values holds. */
function scalarKind(type: ValueType): ValueType['kind'] {
  return type.kind === 'list' ? scalarKind(type.item) : type.kind;
}

const SCALARS = new Set(['text', 'number', 'boolean', 'timestamp', 'unknown']);

function comparable(a: ValueType['kind'], b: ValueType['kind']): boolean {
  if (!SCALARS.has(a) || !SCALARS.has(b)) return false;
  if (a === b || a === 'unknown' || b === 'unknown') return true;
  return (a === 'timestamp' && b === 'text') || (a === 'text' && b === 'timestamp');
}

function checkComparable(binder: Binder, node: Binary, left: Bound, right: Bound): void {
  if (comparable(scalarKind(left.type), scalarKind(right.type))) return;
  binder.problem(
    'PQL-TYPE',
    node.span,
    say('pql-no-comparison', { left: typeName(left.type), right: typeName(right.type) }),
  );
}

/** Comparisons with an absent value are false, `!=` too: absence is asked for with isNull. */
function bindComparison(binder: Binder, node: Binary, operator: Comparison, left: Bound, right: Bound): Test {
  if (left.constant !== undefined && right.constant === undefined)
    return bindComparison(binder, node, MIRRORED[operator], right, left);
  checkComparable(binder, node, left, right);
  if (scalarKind(left.type) === 'timestamp' || scalarKind(right.type) === 'timestamp') {
    return compareMoments(binder, node, operator, left, right);
  }
  const kind = left.type.kind;
  const value = right.constant?.value;
  const absent = operator === '!=' && binder.choices['negatives-of-absent'] === 'true';
  if (absent) {
    const [a, b] = [left.run, right.run];
    return (env) => {
      const [x, y] = [a(env), b(env)];
      return isAbsent(x) || isAbsent(y) || holds(operator, x, y);
    };
  }
  if (right.constant === undefined || kind === 'list' || kind === 'unknown' || Array.isArray(value)) {
    const [a, b] = [left.run, right.run];
    return (env) => holds(operator, a(env), b(env));
  }
  return compareWithConstant(operator, left.run, value as string | number | boolean);
}

/** The usual clause, an attribute against a literal: one read, one comparison, nothing allocated. */
function compareWithConstant(operator: Comparison, run: Run, wanted: string | number | boolean): Test {
  if (operator === '=') return (env) => run(env) === wanted;
  if (operator === '!=') {
    return (env) => {
      const value = run(env);
      return !isAbsent(value) && value !== wanted;
    };
  }
  const sort = typeof wanted;
  return (env) => {
    const value = run(env);
    return typeof value === sort && ordered(operator, value as number, wanted as number);
  };
}

function compareMoments(binder: Binder, node: Binary, operator: Comparison, left: Bound, right: Bound): Test {
  checkMoment(binder, node.left, left);
  checkMoment(binder, node.right, right);
  const [a, b] = [left.run, right.run];
  if (left.clock !== undefined || right.clock !== undefined) return compareWithClock(operator, left, right);
  const absent = operator === '!=' && binder.choices['negatives-of-absent'] === 'true';
  if (absent) {
    return (env) => {
      const [x, y] = [asMoment(a(env)), asMoment(b(env))];
      return isAbsent(x) || isAbsent(y) || holds(operator, x, y);
    };
  }
  if (left.type.kind === 'timestamp' && right.constant !== undefined) {
    const wanted = momentOf(right.constant.value);
    return (env) => {
      const at = momentOf(a(env));
      return !Number.isNaN(at) && ordered(operator, at, wanted);
    };
  }
  return (env) => holds(operator, asMoment(a(env)), asMoment(b(env)));
}

/** A date compared with `now` or a day around it: it turns when that moment, or that day, comes and goes. */
function compareWithClock(operator: Comparison, left: Bound, right: Bound): Test {
  if (left.clock !== undefined && right.clock !== undefined) {
    return (env) => {
      noteUnit(env, 'day');
      return noteFlip(env, [], () => holds(operator, left.run(env), right.run(env)));
    };
  }
  const other = left.clock === undefined ? left : right;
  const clock = (left.clock ?? right.clock)!;
  return (env) => {
    const value = asMoment(other.run(env));
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    const turns = values.flatMap((at) => (typeof at === 'number' ? turnsOf(at, clock) : []));
    return noteFlip(env, turns, () => {
      const moment = left.clock === undefined ? right.run(env) : left.run(env);
      return left.clock === undefined ? holds(operator, value, moment) : holds(operator, moment, value);
    });
  };
}

function turnsOf(at: number, clock: NonNullable<Bound['clock']>): readonly number[] {
  if (clock === 'now') return [at, at + 1];
  const day = shift(startOf(at, 'day'), -clock.days, 'day');
  return [day, shift(day, 1, 'day')];
}

function checkMoment(binder: Binder, expression: Expression, { constant }: Bound): void {
  if (constant === undefined || Array.isArray(constant.value) || !Number.isNaN(momentOf(constant.value))) return;
  binder.problem('PQL-DATE', expression.span, say('pql-no-date'), say('pql-write-date'));
}

/** `VALUE in LIST`; `notIn` is false when either side is absent (page "Array, list and set functions"). */
function bindIn(binder: Binder, node: Binary, left: Bound, right: Bound): Test {
  const negated = node.operator === 'notIn';
  if (right.type.kind !== 'list' && right.type.kind !== 'unknown') {
    binder.problem(
      'PQL-NOT-A-LIST',
      node.right.span,
      say('pql-list-after', { operator: node.operator, type: typeName(right.type) }),
      say('pql-write', { syntax: '[a, b]' }),
    );
  } else checkComparable(binder, node, left, right);
  const moments = scalarKind(left.type) === 'timestamp';
  const value: Run = moments ? (env) => asMoment(left.run(env)) : left.run;
  const items: Run = moments ? (env) => asMoment(right.run(env)) : right.run;
  const absent = negated && binder.choices['negatives-of-absent'] === 'true';
  if (right.constant === undefined || !Array.isArray(right.constant.value)) {
    return (env) => {
      const list = items(env);
      if (Array.isArray(list)) spend(env, list.length);
      const found = value(env);
      return (absent && (isAbsent(found) || isAbsent(list))) || isIn(found, keysOf(list), negated);
    };
  }
  const known = keysOf(moments ? asMoment(right.constant.value) : right.constant.value);
  if (!absent) return (env) => isIn(value(env), known, negated);
  return (env) => {
    const found = value(env);
    return isAbsent(found) || isIn(found, known, negated);
  };
}

function keysOf(list: unknown): ReadonlySet<unknown> | undefined {
  return Array.isArray(list) ? new Set(list.map(itemKey)) : undefined;
}

function isIn(value: unknown, known: ReadonlySet<unknown> | undefined, negated: boolean): boolean {
  if (isAbsent(value) || known === undefined) return false;
  if (Array.isArray(value)) return value.some((item) => known.has(itemKey(item))) !== negated;
  return known.has(typeof value === 'object' ? itemKey(value) : value) !== negated;
}

function bindLike(binder: Binder, node: Binary, left: Bound, right: Bound): Test {
  const kind = scalarKind(left.type);
  if (kind !== 'text' && kind !== 'unknown')
    binder.problem('PQL-TYPE', node.left.span, say('pql-like-text', { type: typeName(left.type) }));
  if (typeof right.constant?.value !== 'string') {
    binder.problem('PQL-LITERAL', node.right.span, say('pql-like-pattern'));
    return () => false;
  }
  const matches = likePattern(right.constant.value);
  const { run } = left;
  return (env) => {
    const value = run(env);
    if (typeof value === 'string') return matches(value);
    return Array.isArray(value) && value.some((item) => typeof item === 'string' && matches(item));
  };
}

function bindArithmetic(binder: Binder, node: Binary, operator: Arithmetic, left: Bound, right: Bound): Bound {
  for (const [side, bound] of [
    [node.left, left],
    [node.right, right],
  ] as const) {
    if (bound.type.kind !== 'number' && bound.type.kind !== 'unknown') {
      binder.problem('PQL-TYPE', side.span, say('pql-needs-numbers', { operator, type: typeName(bound.type) }));
    }
  }
  const [a, b] = [left.run, right.run];
  return {
    type: NUMBER,
    run: (env) => {
      const x = a(env);
      const y = b(env);
      return typeof x === 'number' && typeof y === 'number' ? calculate(operator, x, y) : undefined;
    },
  };
}

/** Division is decimal; what has no finite result (a division by zero) is absent. Neither is stated by the documentation. */
function calculate(operator: Arithmetic, x: number, y: number): number | undefined {
  if (operator === '+') return x + y;
  if (operator === '-') return x - y;
  if (operator === '*') return finite(x * y);
  return finite(operator === '/' ? x / y : x % y);
}

export function bindNot(binder: Binder, { operand }: Of<'not'>, scope: Scope): Bound {
  const test = bindTest(binder, operand, scope);
  return { type: BOOLEAN, run: (env) => !test(env), strict: true };
}

export function bindLogical(binder: Binder, { operator, operands }: Of<'logical'>, scope: Scope): Bound {
  const tests = operands.map((operand) => bindTest(binder, operand, scope));
  return { type: BOOLEAN, run: operator === 'and' ? all(tests) : any(tests), strict: true };
}

function all(tests: readonly Test[]): Test {
  const [a, b] = tests as [Test, Test];
  if (tests.length === 2) return (env) => a(env) && b(env);
  return (env) => {
    for (let index = 0; index < tests.length; index += 1) if (!tests[index]!(env)) return false;
    return true;
  };
}

function any(tests: readonly Test[]): Test {
  const [a, b] = tests as [Test, Test];
  if (tests.length === 2) return (env) => a(env) || b(env);
  return (env) => {
    for (let index = 0; index < tests.length; index += 1) if (tests[index]!(env)) return true;
    return false;
  };
}
