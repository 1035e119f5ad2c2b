import { momentOf } from './calendar.ts';
import type { Comparison } from './expression.ts';

/** What absence looks like at run time: a missing field and a stored null are the same. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Equal as PQL sees it: scalars by value, lists when they hold the same items in any order, objects entry by entry. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(b, name) && sameValue((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && includesAll(a, b) && includesAll(b, a);
}

/** Every item of `parts` is in `whole`. Linear for scalars. */
export function includesAll(whole: readonly unknown[], parts: readonly unknown[]): boolean {
  const known = new Set(whole.map(itemKey));
  return parts.every((item) => known.has(itemKey(item)));
}

/** A scalar itself, or the text of an object: two items are the same exactly when their keys are. */
export function itemKey(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? JSON.stringify(sorted(item)) : item;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
  );
}

/** One comparison of two present scalars of the same sort; false for anything else, so for absent values. */
export function compares(operator: Comparison, a: unknown, b: unknown): boolean {
  if (isAbsent(a) || isAbsent(b)) return false;
  if (operator === '=') return sameValue(a, b);
  if (operator === '!=') return !sameValue(a, b);
  if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false;
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  return ordered(operator, a, b as typeof a);
}

export function ordered<T extends number | string>(operator: Comparison, a: T, b: T): boolean {
  switch (operator) {
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '=':
      return a === b;
    default:
      return a !== b;
  }
}

/**
 * A comparison where either side may be a list read through an array: true when some item satisfies it. Two lists are
 * compared as a whole for `=` and `!=`. The documentation contradicts itself on paths through arrays; see the README.
 */
export function holds(operator: Comparison, a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && !Array.isArray(b)) return a.some((item) => compares(operator, item, b));
  if (Array.isArray(b) && !Array.isArray(a)) return b.some((item) => compares(operator, a, item));
  return compares(operator, a, b);
}

/** A stored date as a number for comparisons; lists item by item. What is no date stays absent. */
export function asMoment(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMoment);
  const at = momentOf(value);
  return Number.isNaN(at) ? undefined : at;
}

/** Does a value count as true: `true` itself, or a list that is not empty (page "Filter functions"). */
export function isTrue(value: unknown): boolean {
  return value === true || (Array.isArray(value) && value.length > 0);
}

/** Numbers arithmetic may go on with. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
