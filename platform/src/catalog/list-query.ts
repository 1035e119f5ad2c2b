import { type Call, FilterError, matches, parseFilters, sayOfRequest } from '../kernel/index.ts';
import { badLimit, badRequest } from './errors.ts';

/** One order of a list: property and direction. */
export interface Order {
  readonly property: string;
  readonly descending: boolean;
}

/** What a list call asks for (page "Filter Catalog data using query parameters"). All conditions hold together. */
export interface ListQuery {
  readonly limit: number;
  /** Objects to pass over, from 0. */
  readonly start: number;
  readonly orderBy: readonly Order[];
  /** Top-level properties to answer; undefined for all. */
  readonly properties: readonly string[] | undefined;
  readonly accepts: (object: Readonly<Record<string, unknown>>) => boolean;
  /** False when `accepts` takes everything, so that a page can be cut before reading all. */
  readonly filtered: boolean;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const CONTROLS = new Set([
  'limit',
  'start',
  'offset',
  'orderBy',
  'sort',
  'properties',
  'property',
  'tags',
  'expansion',
  'requestDataSource',
]);

function values(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return values(value)
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Whole number parameter of a call; undefined when it was not sent. */
export function integerParameter(query: Call['query'], name: string): number | undefined {
  const [value] = values(query[name]);
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,15}$/.test(value)) throw badRequest(sayOfRequest('request-not-whole', { name: `${name}=${value}` }));
  return Number(value);
}

/** `limit` of a list call: 1 to 100, 20 when it was not sent. */
export function limitOf(query: Call['query'], fallback = DEFAULT_LIMIT): number {
  const [value] = values(query.limit);
  if (value === undefined) return fallback;
  const limit = /^[0-9]{1,4}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw badLimit(value);
  return limit;
}

function orders(query: Call['query']): readonly Order[] {
  return list(query.orderBy ?? query.sort).map((item) => {
    const [, direction, property = item] = /^(asc|desc):(.+)$/.exec(item) ?? [];
    return { property, descending: direction === 'desc' };
  });
}

/** `*` stands for any text, `**` for one asterisk. Two pointers, so the time is bounded by the product of the lengths. */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = pattern.match(/\*\*|\*|[^*]/gsu) ?? [];
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  const characters = [...text];
  while (at < characters.length) {
    if (tokens[token] === '*') {
      star = token;
      resume = at;
      token += 1;
    } else if (token < tokens.length && (tokens[token] === '**' ? '*' : tokens[token]) === characters[at]) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      token = star + 1;
      resume += 1;
      at = resume;
    } else {
      return false;
    }
  }
  while (tokens[token] === '*') token += 1;
  return token === tokens.length;
}

type Condition = (object: Readonly<Record<string, unknown>>) => boolean;

/** `name=a,b` and `name=!a,b`: any of the values, or none of them. */
function simple(name: string, value: string): Condition {
  const negated = value.startsWith('!');
  const wanted = (negated ? value.slice(1) : value).split(',');
  return (object) => {
    const found = object[name];
    const hit =
      found !== undefined && typeof found !== 'object' && wanted.some((one) => matchesGlob(one, String(found)));
    return hit !== negated;
  };
}

/** `tags=name:value*,other:*`: every named tag has a value that matches. */
function tagged(item: string): Condition {
  const colon = item.indexOf(':');
  const name = colon < 0 ? item : item.slice(0, colon);
  const pattern = colon < 0 ? '*' : item.slice(colon + 1);
  return ({ tags }) =>
    ((tags as Record<string, readonly string[]> | undefined)?.[name] ?? []).some((value) =>
      matchesGlob(pattern, value),
    );
}

function parseProperty(conditions: readonly string[]): ReturnType<typeof parseFilters> {
  try {
    return parseFilters(conditions);
  } catch (error) {
    throw error instanceof FilterError
      ? badRequest(sayOfRequest('request-at', { name: 'property', what: error.said }))
      : error;
  }
}

/** Reads the parameters all lists share. `own` are parameters the resource handles itself. Throws the documented 400. */
export function readListQuery(query: Call['query'], own: ReadonlySet<string> = new Set()): ListQuery {
  const conditions: Condition[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (CONTROLS.has(name) || own.has(name)) continue;
    for (const one of values(value)) conditions.push(simple(name, one));
  }
  for (const item of list(query.tags)) conditions.push(tagged(item));
  const filters = parseProperty(values(query.property));
  if (filters.length > 0) conditions.push((object) => matches(filters, object));
  const properties = list(query.properties);
  return {
    limit: limitOf(query),
    start: integerParameter(query, 'start') ?? integerParameter(query, 'offset') ?? 0,
    orderBy: orders(query),
    properties: properties.length === 0 ? undefined : properties,
    accepts: (object) => conditions.every((condition) => condition(object)),
    filtered: conditions.length > 0,
  };
}

/** Only the asked top-level properties; those an object does not have are left out. */
export function pickProperties(
  object: Readonly<Record<string, unknown>>,
  properties: readonly string[] | undefined,
): Record<string, unknown> {
  if (properties === undefined) return { ...object };
  return Object.fromEntries(properties.filter((name) => name in object).map((name) => [name, object[name]]));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** Orders objects by the asked properties, keeping the given order among equals. */
export function sorted<T>(
  items: readonly T[],
  orderBy: readonly Order[],
  property: (item: T, name: string) => unknown,
): readonly T[] {
  return [...items].sort((a, b) => {
    for (const order of orderBy) {
      const found = compare(property(a, order.property), property(b, order.property));
      if (found !== 0) return order.descending ? -found : found;
    }
    return 0;
  });
}
