import type { Said } from '@meniscus/languages/syntax';
import { RE2JS } from 're2js';
import type { Field, Keyword, Violation } from './field.ts';
import { FORMATS } from './formats.ts';
import { say } from './phrases.ts';
import { fitTest } from './validator-code.ts';

/** Adds all violations of a value below `pointer`, until `found` is full. */
type Collect = (value: unknown, pointer: string, found: Found) => void;

class Found {
  readonly violations: Violation[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.violations.length >= this.#limit;
  }

  add(keyword: Keyword, pointer: string, { message, phrase }: Said): void {
    if (!this.full) this.violations.push({ keyword, pointer, message, phrase });
  }
}

/** A single rule of a leaf beside its type. */
interface Rule {
  readonly keyword: Keyword;
  readonly holds: (value: never) => boolean;
  readonly says: (value: never) => Said;
}

const NONE: readonly Violation[] = [];

/**
 * Compiles a field tree into a validator. The validator answers all violations of a value, at most `limit` (all unless
 * given); an empty array when the value fits. AEP stops after five errors a message (page "Streaming validation").
 *
 * Words are those existing AEP clients see (`extraneous key [x] is not permitted`, `expected type: String, found: Long`).
 * `null` is never accepted; keys whose value is `undefined` count as absent. Whole numbers are checked by the range of
 * their type (`byte` to `long`). Patterns run in linear time.
 */
export function validatorFor(field: Field): (value: unknown, limit?: number) => Violation[] {
  const collect = compileField(field, new Map());
  const search = (value: unknown, limit: number) => {
    const found = new Found(limit);
    collect(value, '', found);
    return found.violations;
  };
  const fits = generated(field) ?? ((value: unknown) => search(value, 1).length === 0);
  return (value, limit = Number.POSITIVE_INFINITY) => (fits(value) ? (NONE as Violation[]) : search(value, limit));
}

/** The fast test, or undefined in a page whose policy forbids making code: there the search for violations decides alone. */
function generated(field: Field): ((value: unknown) => boolean) | undefined {
  try {
    return fitTest(field, { textTests, lengthOf, isUnique });
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

const textTests = (field: Field) =>
  [...patternRules(field), ...formatRules(field)].map(({ holds }) => holds as (text: string) => boolean);

type Known = Map<Field, Collect>;

/** A data type used in many places is one field object and is compiled once. */
function compileField(field: Field, known: Known): Collect {
  const done = known.get(field);
  if (done !== undefined) return done;
  const check = compileNew(field, known);
  known.set(field, check);
  return check;
}

function compileNew(field: Field, known: Known): Collect {
  switch (field.type) {
    case 'object':
      return objectCheck(field, known);
    case 'array':
      return arrayCheck(field, known);
    case 'map':
      return mapCheck(field, known);
    case 'boolean':
      return leaf('boolean', isBoolean, valueRules(field));
    case 'number':
      return leaf('number', isNumber, numberRules(field));
    case 'long':
    case 'int':
    case 'short':
    case 'byte':
      return leaf('integer', isWhole, [...rangeRules(field.type), ...numberRules(field)]);
    default:
      return leaf('string', isText, textRules(field));
  }
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isWhole = (value: unknown): boolean => Number.isInteger(value);
const isText = (value: unknown): boolean => typeof value === 'string';

type TypeName = 'null' | 'string' | 'boolean' | 'number' | 'integer' | 'long' | 'double' | 'array' | 'object';

function typeOf(value: unknown): TypeName {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return Array.isArray(value) ? 'array' : 'object';
}

function wrongType(expected: TypeName, value: unknown): Said {
  return say('xdm-type', { expected: say(`xdm-${expected}`), found: say(`xdm-${typeOf(value)}`) });
}

function leaf(expected: TypeName, isType: (value: unknown) => boolean, rules: readonly Rule[]): Collect {
  return (value, pointer, found) => {
    if (!isType(value)) return found.add('type', pointer, wrongType(expected, value));
    for (const { keyword, holds, says } of rules)
      if (!holds(value as never)) found.add(keyword, pointer, says(value as never));
  };
}

function valueRules({ enum: allowed }: Field): Rule[] {
  if (allowed === undefined) return [];
  const values = new Set<unknown>(allowed);
  return [
    {
      keyword: 'enum',
      holds: (value) => values.has(value),
      says: (value) => say('xdm-enum', { value: String(value) }),
    },
  ];
}

function bound(
  keyword: Keyword,
  limit: number | undefined,
  code: 'xdm-minimum' | 'xdm-maximum' | 'xdm-exclusive-minimum' | 'xdm-exclusive-maximum',
  holds: (value: number, limit: number) => boolean,
): Rule[] {
  if (limit === undefined) return [];
  return [
    {
      keyword,
      holds: (value: number) => holds(value, limit),
      says: (value: number) => say(code, { value, limit }),
    },
  ];
}

function numberRules(field: Field): Rule[] {
  return [
    ...bound('minimum', field.minimum, 'xdm-minimum', (value, limit) => value >= limit),
    ...bound('maximum', field.maximum, 'xdm-maximum', (value, limit) => value <= limit),
    ...bound('exclusiveMinimum', field.exclusiveMinimum, 'xdm-exclusive-minimum', (value, limit) => value > limit),
    ...bound('exclusiveMaximum', field.exclusiveMaximum, 'xdm-exclusive-maximum', (value, limit) => value < limit),
    ...valueRules(field),
  ];
}

/** Largest and smallest value by type. `long` takes ±2^53, the last value JSON carries exactly and its neighbour. */
const RANGES: Readonly<Record<'long' | 'int' | 'short' | 'byte', readonly [number, number]>> = {
  long: [-9007199254740992, 9007199254740992],
  int: [-2147483648, 2147483647],
  short: [-32768, 32767],
  byte: [-128, 127],
};

function rangeRules(type: keyof typeof RANGES): Rule[] {
  const [low, high] = RANGES[type];
  return [
    ...bound('minimum', low, 'xdm-minimum', (value, limit) => value >= limit),
    ...bound('maximum', high, 'xdm-maximum', (value, limit) => value <= limit),
  ];
}

/** Length in code points, as JSON Schema counts. The loop only runs when surrogates could matter. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at += 1) if ((text.codePointAt(at) as number) > 0xffff) length -= 1;
  return length;
}

function textRules(field: Field): Rule[] {
  const { minLength, maxLength } = field;
  const rules: Rule[] = [];
  if (minLength !== undefined) {
    rules.push({
      keyword: 'minLength',
      holds: (text: string) => lengthOf(text) >= minLength,
      says: (text: string) => say('xdm-min-length', { limit: minLength, length: lengthOf(text) }),
    });
  }
  if (maxLength !== undefined) {
    rules.push({
      keyword: 'maxLength',
      holds: (text: string) => text.length <= maxLength || lengthOf(text) <= maxLength,
      says: (text: string) => say('xdm-max-length', { limit: maxLength, length: lengthOf(text) }),
    });
  }
  return [...rules, ...patternRules(field), ...formatRules(field), ...valueRules(field)];
}

/** A pattern the linear-time engine does not know (look-behind and the like) is not checked; new ones are refused when a schema is saved. */
function patternRules({ pattern }: Field): Rule[] {
  if (pattern === undefined) return [];
  const compiled = compilePattern(pattern);
  if (compiled === undefined) return [];
  return [
    {
      keyword: 'pattern',
      holds: (text: string) => compiled.matcher(text).find(),
      says: (value: string) => say('xdm-pattern', { value, pattern }),
    },
  ];
}

/** Compiles a regular expression for linear-time matching; undefined when it is not one. */
export function compilePattern(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

function formatRules({ type, format }: Field): Rule[] {
  const known = FORMATS[type === 'date' || type === 'date-time' ? type : (format ?? '')];
  if (known === undefined) return [];
  return [{ keyword: 'format', holds: known.holds, says: known.violation }];
}

/** `~` and `/` escaped as RFC 6901 wants it. */
function below(pointer: string, name: string | number): string {
  const text = String(name);
  return `${pointer}/${text.includes('~') || text.includes('/') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectCheck(field: Field, known: Known): Collect {
  const checks = new Map(Object.entries(field.fields ?? {}).map(([name, child]) => [name, compileField(child, known)]));
  const { required = [], open = false } = field;
  return (value, pointer, found) => {
    if (!isObject(value)) return found.add('type', pointer, wrongType('object', value));
    for (const name of required)
      if (!Object.hasOwn(value, name) || value[name] === undefined)
        found.add('required', pointer, say('xdm-required', { name }));
    for (const [name, child] of Object.entries(value)) {
      if (found.full) return;
      const check = checks.get(name);
      if (child === undefined) continue;
      if (check !== undefined) check(child, below(pointer, name), found);
      else if (!open) found.add('additionalProperties', pointer, say('xdm-extraneous', { name }));
    }
  };
}

function arrayCheck(field: Field, known: Known): Collect {
  const item = compileField(field.items ?? { type: 'object', open: true }, known);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems = false } = field;
  return (value, pointer, found) => {
    if (!Array.isArray(value)) return found.add('type', pointer, wrongType('array', value));
    if (value.length < minItems)
      found.add('minItems', pointer, say('xdm-min-items', { limit: minItems, count: value.length }));
    if (value.length > maxItems)
      found.add('maxItems', pointer, say('xdm-max-items', { limit: maxItems, count: value.length }));
    if (uniqueItems && !isUnique(value)) found.add('uniqueItems', pointer, say('xdm-unique-items'));
    for (let at = 0; at < value.length && !found.full; at += 1) item(value[at], below(pointer, at), found);
  };
}

/** Keys sorted, so that equal objects read the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  return isObject(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, child]) => [name, canonical(child)])
    : value;
}

function isUnique(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => JSON.stringify([isObject(item), canonical(item)]))).size === items.length;
}

function mapCheck(field: Field, known: Known): Collect {
  const entry = compileField(field.values ?? { type: 'string' }, known);
  return (value, pointer, found) => {
    if (!isObject(value)) return found.add('type', pointer, wrongType('object', value));
    for (const [name, child] of Object.entries(value))
      if (child !== undefined && !found.full) entry(child, below(pointer, name), found);
  };
}
