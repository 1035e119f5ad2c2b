import type { PhraseValue } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { children, type Expression } from '../tree.ts';
import type { Allowance } from './allowance.ts';
import type { Place } from './places.ts';

/** A source record for which a row fails, and what happens to it. */
export interface CounterExample {
  readonly record: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type Plain = string | number | boolean;

const COMMON: readonly Plain[] = ['', 'x', 0, -1, 1.5, true, false, ' '];
/** Fields set at a time; more have not been needed by any mapping seen. */
const MOST_FIELDS = 3;
const MOST_PLACES = 6;
const LONGEST_TEXT = 1000;
/** Elements before this one are made with it: places further back in a list are left empty. */
const LAST_POSITION = 20;
/** What making a record costs beside its length. */
const RECORD = 100;

/** A record for which a row fails, and why. */
export interface Failing {
  readonly record: CounterExample['record'];
  readonly why: PhraseValue;
}

/**
 * The smallest record for which `failure` says something: fewest fields first, then the shortest as JSON. Only the given
 * places are set, to plain values: common ones, the constants of the expression, and those just outside of the target
 * field's limits. Undefined when none of the first `most` records fails, or the work that is allowed is done.
 */
export function smallestFailing(search: {
  readonly places: readonly Place[];
  readonly values: readonly Plain[];
  /** Whether a place can hold a value at all (a source schema says so). */
  readonly allowed: (place: Place, value: Plain) => boolean;
  readonly failure: (record: unknown) => PhraseValue | undefined;
  readonly most: number;
  readonly allowance: Allowance;
}): Failing | undefined {
  const places = search.places.filter(isNear).slice(0, MOST_PLACES);
  let left = search.most;
  for (let count = 0; count <= Math.min(MOST_FIELDS, places.length) && left > 0; count += 1) {
    for (const record of recordsOf(places, count, search, left)) {
      if (search.allowance.isSpent) return undefined;
      left -= 1;
      const why = search.failure(record);
      if (why !== undefined) return { record, why };
    }
  }
  return undefined;
}

function isNear(place: Place): boolean {
  return place.every((step) => typeof step === 'string' || step <= LAST_POSITION);
}

type SourceRecord = Readonly<Record<string, unknown>>;

/** All records with a number of fields set, the shortest first, at most `most`. */
function recordsOf(
  places: readonly Place[],
  count: number,
  { values, allowed, allowance }: Pick<Parameters<typeof smallestFailing>[0], 'values' | 'allowed' | 'allowance'>,
  most: number,
): readonly SourceRecord[] {
  const records: { record: SourceRecord; size: number }[] = [];
  const choose = (from: number, set: readonly (readonly [Place, Plain])[]): void => {
    // Four times as many as will be tried, so that sorting by size has something to choose from.
    if (records.length >= most * 4 || allowance.isSpent) return;
    if (set.length === count) {
      const record = recordWith(set);
      const size = JSON.stringify(record).length;
      allowance.spend(RECORD + size);
      records.push({ record, size });
      return;
    }
    for (let index = from; index < places.length; index += 1) {
      const place = places[index]!;
      for (const value of values) if (allowed(place, value)) choose(index + 1, [...set, [place, value]]);
    }
  };
  choose(0, []);
  return records
    .sort((a, b) => a.size - b.size)
    .slice(0, most)
    .map(({ record }) => record);
}

type Container = Record<string | number, unknown>;

/** A record with values at places; objects and lists on the way are made, elements before a position are null. */
function recordWith(set: readonly (readonly [Place, Plain])[]): SourceRecord {
  const record: Record<string, unknown> = {};
  for (const [place, value] of set) {
    let container: Container = record;
    for (const [index, step] of place.entries()) {
      const key = typeof step === 'number' ? Math.max(Math.trunc(step), 0) : step;
      if (index === place.length - 1) {
        // A value may stand where another place needs an object; the longer place wins.
        if (typeof ownMember(container, key) !== 'object') setOwn(container, key, value);
      } else {
        const below = ownMember(container, key);
        const made: unknown = typeof place[index + 1] === 'number' ? [] : {};
        if (typeof below !== 'object' || below === null) setOwn(container, key, made);
        container = ownMember(container, key) as Container;
      }
    }
  }
  return record;
}

function ownMember(container: Container, key: string | number): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

/** As `JSON.parse` would: an expression may read a field `__proto__`, and no prototype is reached by it. */
function setOwn(container: Container, key: string | number, value: unknown): void {
  if (Array.isArray(container) && typeof key === 'number') while (container.length < key) container.push(null);
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Values worth trying for an expression and a target field. */
export function valuesToTry(tree: Expression | undefined, field: Field | undefined): readonly Plain[] {
  return [...new Set([...COMMON, ...boundaries(field), ...(tree === undefined ? [] : constants(tree))])];
}

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32 };

/** Values just outside of what the field takes. */
function boundaries(field: Field | undefined): readonly Plain[] {
  if (field === undefined) return [];
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, minLength, maxLength } = field;
  const bits = BITS[field.type];
  return [
    ...[minimum, exclusiveMinimum].flatMap((low) => (low === undefined ? [] : [low - 1])),
    ...[maximum, exclusiveMaximum].flatMap((high) => (high === undefined ? [] : [high + 1])),
    ...(bits === undefined ? [] : [2 ** (bits - 1)]),
    ...(minLength !== undefined && minLength > 1 && minLength < LONGEST_TEXT ? ['x'.repeat(minLength - 1)] : []),
    ...(maxLength !== undefined && maxLength < LONGEST_TEXT ? ['x'.repeat(maxLength + 1)] : []),
  ];
}

const MOST_CONSTANTS = 12;

/** Constants of an expression: the values its conditions ask for. */
function constants(tree: Expression): readonly Plain[] {
  const found: Plain[] = [];
  const visit = (node: Expression): void => {
    if (node.kind === 'literal' && node.value !== null && String(node.value).length < LONGEST_TEXT)
      found.push(node.value);
    children(node).forEach(visit);
  };
  visit(tree);
  return found.slice(0, MOST_CONSTANTS);
}
