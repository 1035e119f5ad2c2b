import { toDate } from './dates/read-date.ts';
import { ZonedDateTime } from './dates/zoned-date-time.ts';
import { refuseDeeper, spend } from './effort.ts';
import { say } from './phrases.ts';
import { fitsWhole } from './regular-expression.ts';
import type { BinarySymbol, UnarySymbol } from './tree.ts';
import { asNumber, asText, EvaluationError, isDictionary, isNone, isNothing, isTrue, numberIn } from './values.ts';

/** Natural order of two values that are not null: negative, zero or positive. Numbers also when one is a text, dates likewise. */
export function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' || typeof right === 'number') return asNumber(left) - asNumber(right);
  if (left instanceof ZonedDateTime || right instanceof ZonedDateTime) return instant(left) - instant(right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const [a, b] = [asText(left), asText(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function instant(value: unknown): number {
  const date = toDate(value);
  if (date === undefined) throw isNone(value, 'noun-date');
  return date.epoch;
}

/** Equality as JEXL 3 has it: null equals only null, a number equals the text that spells it. Lists and objects by content. */
export function same(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true;
  spend(2);
  refuseDeeper(depth);
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return isTrue(left) === isTrue(right);
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((element, index) => same(element, right[index], depth + 1));
  }
  if (isDictionary(left) && isDictionary(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key], depth + 1))
    );
  }
  if (typeof left === 'number' && typeof right === 'string') return left === numberIn(right);
  if (typeof left === 'string' && typeof right === 'number') return numberIn(left) === right;
  if (left instanceof ZonedDateTime || right instanceof ZonedDateTime)
    return toDate(left)?.epoch === toDate(right)?.epoch;
  return typeof left === 'string' && left === right;
}

/** Operands of arithmetic must be there: null is an error, so that no value is made up. */
function operand(value: unknown): number {
  if (isNothing(value)) throw new EvaluationError(say('operand-null'));
  return asNumber(value);
}

function bits(value: unknown): bigint {
  const number = operand(value);
  if (!Number.isSafeInteger(number)) throw isNone(value, 'noun-long');
  return BigInt(number);
}

function divide(left: unknown, right: unknown, fraction: boolean): number {
  const [a, b] = [operand(left), operand(right)];
  if (b === 0) throw new EvaluationError(say('division-by-zero'));
  return !fraction && Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (isNothing(left) || isNothing(right)) throw new EvaluationError(say('plus-null'));
  if (typeof left === 'string' || typeof right === 'string') return asText(left) + asText(right);
  return operand(left) + operand(right);
}

function ordered(left: unknown, right: unknown, fits: (order: number) => boolean): boolean {
  return !isNothing(left) && !isNothing(right) && fits(compare(left, right));
}

/** `value =~ pattern` for a text on the right, membership for a list, key for an object. */
function within(value: unknown, set: unknown): boolean {
  if (isNothing(set) || isNothing(value)) return false;
  if (Array.isArray(set)) return set.some((element) => same(element, value));
  if (isDictionary(set)) return Object.hasOwn(set, asText(value));
  return fitsWhole(asText(set), asText(value));
}

type Operation = (left: unknown, right: unknown) => unknown;

/** Operators that look at both operands. The lazy ones (`||`, `&&`, `?:`, `??`) are compiled, division knows its operands' form. */
export const OPERATIONS: Readonly<Record<Exclude<BinarySymbol, '||' | '&&' | '?:' | '??' | '/'>, Operation>> = {
  '|': (a, b) => Number(bits(a) | bits(b)),
  '^': (a, b) => Number(bits(a) ^ bits(b)),
  '&': (a, b) => Number(bits(a) & bits(b)),
  '==': same,
  '!=': (a, b) => !same(a, b),
  '<': (a, b) => ordered(a, b, (order) => order < 0),
  '>': (a, b) => ordered(a, b, (order) => order > 0),
  '<=': (a, b) => ordered(a, b, (order) => order <= 0),
  '>=': (a, b) => ordered(a, b, (order) => order >= 0),
  '=~': within,
  '!~': (a, b) => !within(a, b),
  '=^': (a, b) => !isNothing(a) && !isNothing(b) && asText(a).startsWith(asText(b)),
  '=$': (a, b) => !isNothing(a) && !isNothing(b) && asText(a).endsWith(asText(b)),
  '+': add,
  '-': (a, b) => operand(a) - operand(b),
  '*': (a, b) => operand(a) * operand(b),
  '%': (a, b) => {
    if (operand(b) === 0) throw new EvaluationError(say('division-by-zero'));
    return operand(a) % operand(b);
  },
};

/** Quotient; of two whole numbers the whole part, as in Java, unless one was written with a fraction (`points / 100.0`). */
export function quotient(fraction: boolean): Operation {
  return (left, right) => divide(left, right, fraction);
}

function size(value: unknown): number {
  if (isNothing(value)) return 0;
  if (Array.isArray(value)) return value.length;
  return isDictionary(value) ? Object.keys(value).length : asText(value).length;
}

export const UNARY_OPERATIONS: Readonly<Record<UnarySymbol, (value: unknown) => unknown>> = {
  '!': (value) => !isTrue(value),
  '-': (value) => -operand(value),
  '+': operand,
  '~': (value) => Number(~bits(value)),
  empty: (value) => isNothing(value) || (typeof value !== 'number' && typeof value !== 'boolean' && size(value) === 0),
  size,
};
