import type { Said } from '@meniscus/languages/syntax';
import { RE2JS } from 're2js';
import { sayOfRequest } from './request-phrases.ts';

type Operator = 'exists' | '==' | '!=' | '>=' | '<=' | '>' | '<' | '~';

/** One `property=` parameter of a list call, read once. */
export interface Filter {
  /** Names of the path; `[]` steps into every element of an array. */
  readonly path: readonly string[];
  readonly operator: Operator;
  /** Any of these. */
  readonly values: readonly string[];
  readonly pattern?: RE2JS;
  /** `!name`: the property must be absent. */
  readonly absent?: boolean;
}

/** A filter that cannot be read. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly said: Said;

  constructor(said: Said) {
    super(said.message);
    this.said = said;
  }
}

const OPERATORS: readonly Operator[] = ['==', '!=', '>=', '<=', '>', '<', '~'];
const MAX_LENGTH = 2000;

function namesOf(path: string): string[] {
  return path
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((name) => name !== '');
}

function readOne(text: string): Filter {
  if (text.length > MAX_LENGTH) throw new FilterError(sayOfRequest('filter-too-long', { most: MAX_LENGTH }));
  const found = OPERATORS.map((operator) => ({ operator, at: text.indexOf(operator) }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => a.at - b.at || b.operator.length - a.operator.length)[0];
  if (found === undefined) {
    const absent = text.startsWith('!');
    return {
      path: namesOf(absent ? text.slice(1) : text),
      operator: 'exists',
      values: [],
      ...(absent ? { absent } : {}),
    };
  }
  const value = text.slice(found.at + found.operator.length);
  const path = namesOf(text.slice(0, found.at).trim());
  if (found.operator === '~') return { path, operator: '~', values: [value], pattern: patternOf(unquoted(value)) };
  const several = found.operator === '==' || found.operator === '!=';
  return { path, operator: found.operator, values: several ? listOf(value) : [unquoted(value)] };
}

/** Values may stand in quotes, as on the page "Flow Service: flow specifications" (`name=="CloudStorageToAEP"`). */
function unquoted(value: string): string {
  const text = value.trim();
  return /^(".*"|'.*')$/s.test(text) ? text.slice(1, -1) : text;
}

/** Any of these. The whole text counts too: a name may hold a comma. */
function listOf(value: string): readonly string[] {
  const whole = unquoted(value);
  return value.includes(',') ? [whole, ...value.split(',').map(unquoted)] : [whole];
}

/** Patterns of callers run on a linear-time engine. */
function patternOf(value: string): RE2JS {
  try {
    return RE2JS.compile(value);
  } catch {
    throw new FilterError(sayOfRequest('filter-no-pattern', { value }));
  }
}

/**
 * Reads `property=` parameters: `path==a,b`, `!=`, `>`, `>=`, `<`, `<=`, `~ pattern`, a bare path (exists) or `!path`
 * (absent), as Flow Service, Schema Registry and Catalog document them. Throws `FilterError`.
 */
export function parseFilters(values: readonly string[]): readonly Filter[] {
  return values.filter((value) => value !== '').map(readOne);
}

/** Does the object pass all filters? */
export function matches(filters: readonly Filter[], object: unknown): boolean {
  return filters.every((filter) => passes(filter, valuesAt(object, filter.path)));
}

/** All values a path leads to; arrays on the way are entered, with or without `[]`. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, name === '[]' ? rest : path));
  if (name === undefined) return value === undefined ? [] : [value];
  if (name === '[]') return valuesAt(value, rest);
  if (typeof value !== 'object' || value === null) return [];
  const whole = path.join('.');
  // Some names hold dots themselves, e.g. `meta:immutableTags` does not but tags such as `adobe.x` may.
  if (rest.length > 0 && Object.hasOwn(value, whole)) return valuesAt((value as Record<string, unknown>)[whole], []);
  return Object.hasOwn(value, name) ? valuesAt((value as Record<string, unknown>)[name], rest) : [];
}

function passes({ operator, values, pattern, absent }: Filter, found: readonly unknown[]): boolean {
  switch (operator) {
    case 'exists':
      return found.length > 0 !== (absent === true);
    case '==':
      return found.some((one) => values.includes(String(one)));
    case '!=':
      return found.every((one) => !values.includes(String(one)));
    case '~':
      return found.some((one) => pattern!.matcher(String(one)).find());
    default:
      return found.some((one) => ordered(operator, one, values[0]!));
  }
}

function ordered(operator: '>=' | '<=' | '>' | '<', found: unknown, wanted: string): boolean {
  const numbers = [Number(found), Number(wanted)] as const;
  const sign =
    Number.isNaN(numbers[0]) || Number.isNaN(numbers[1])
      ? String(found).localeCompare(wanted, 'en')
      : Math.sign(numbers[0] - numbers[1]);
  if (operator === '>') return sign > 0;
  if (operator === '<') return sign < 0;
  return operator === '>=' ? sign >= 0 : sign <= 0;
}
