import { type Call, type Filter, FilterError, matches, parseFilters, sayOfRequest } from '../kernel/index.ts';
import {
  badBody,
  badFilterField,
  badOperator,
  badQueryValue,
  badSort,
  limitWithCount,
  noAggregates,
  oneValueOnly,
} from './errors.ts';
import { sayOfFlows } from './phrases.ts';
import { isObject, readObject } from './read-body.ts';

type Item = object & { readonly id: string };

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

interface Order {
  readonly path: readonly string[];
  readonly descending: boolean;
}

function values(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function last(value: string | readonly string[] | undefined): string | undefined {
  return values(value).at(-1);
}

const OPERATOR = /==|!=|>=|<=|>|<|~/;
const NAMES = /^[A-Za-z][A-Za-z0-9]*(?:,[A-Za-z][A-Za-z0-9]*)*$/;

/** `property` without an operator names what is to be answered, by top-level name (Flow Service API reference). */
function projectionOf(properties: readonly string[], fields: ReadonlySet<string>): readonly string[] {
  const names = properties.filter((text) => NAMES.test(text)).flatMap((text) => text.split(','));
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) throw badFilterField(unknown);
  return names;
}

function checkFilter({ path, operator, values: [value] }: Filter, fields: ReadonlySet<string>): void {
  if (!fields.has(path[0] ?? '')) throw badFilterField(path.join('.'));
  const single = operator === '>' || operator === '<' || operator === '>=' || operator === '<=';
  if (single && value!.includes(',')) throw oneValueOnly(operator, path.join('.'));
}

function filtersOf(properties: readonly string[], fields: ReadonlySet<string>): readonly Filter[] {
  const texts = properties.filter((text) => !NAMES.test(text));
  const bad = texts.find((text) => text.includes('=') && !OPERATOR.test(text));
  if (bad !== undefined) throw badOperator(bad);
  try {
    const filters = parseFilters(texts);
    for (const filter of filters) checkFilter(filter, fields);
    return filters;
  } catch (error) {
    throw error instanceof FilterError
      ? badQueryValue(sayOfRequest('request-at', { name: 'property', what: error.said }))
      : error;
  }
}

/** The members asked for, with the id, which readers go on with. */
function projected(item: Item, names: readonly string[]): Item {
  if (names.length === 0) return item;
  const kept = new Set(['id', ...names]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name))) as unknown as Item;
}

/** `name`, `-name`, `+name` (whose plus arrives as a blank), several with commas. */
function ordersOf(query: Call['query'], fields: ReadonlySet<string>): readonly Order[] {
  const parts = values(query.orderby ?? query.orderBy).flatMap((one) => one.split(','));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const path = part.replace(/^[+-]/, '').split('.');
      if (!fields.has(path[0]!)) throw badSort(part);
      return { path, descending: part.startsWith('-') };
    });
}

function at(item: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    item,
  );
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}

function sorted(items: readonly Item[], orders: readonly Order[]): readonly Item[] {
  return items.toSorted((a, b) => {
    for (const { path, descending } of orders) {
      const sign = compare(at(a, path), at(b, path));
      if (sign !== 0) return descending ? -sign : sign;
    }
    return 0;
  });
}

function limitOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (limit < 1) throw badQueryValue(sayOfFlows('flows-limit', { value }));
  return Math.min(limit, MAX_LIMIT);
}

/** Where a page begins: behind the last object of the one before, or at its place when that object has gone. */
function startOf(token: string | undefined, items: readonly Item[]): number {
  if (token === undefined || token === '') return 0;
  const [, offset, id] = /^(\d{1,9})\.(.+)$/s.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (offset === undefined) throw badQueryValue(sayOfFlows('flows-continuation'));
  const index = items.findIndex((item) => item.id === id);
  return index < 0 ? Number(offset) : index + 1;
}

function nextLink(path: string, query: Call['query'], token: string): string {
  const kept = Object.entries(query).filter(([name]) => name !== 'continuationToken');
  const pairs = kept.flatMap(([name, value]) => values(value).map((one): [string, string] => [name, one]));
  // Last, because clients cut it off the end of the link.
  return `${path}?${new URLSearchParams([...pairs, ['continuationToken', token]]).toString()}`;
}

/**
 * Answer of a list call (Flow Service API reference): `property` filters, `orderby`, `limit` with `continuationToken`, or
 * `count=true` for the number alone. `_links` has `next` only when there is more. `fields` are the names that may be asked
 * for; `path` is the resource as links show it, e.g. `/flows`.
 */
export function listAnswer(
  path: string,
  items: readonly Item[],
  query: Call['query'],
  fields: ReadonlySet<string>,
): Record<string, unknown> {
  const properties = values(query.property);
  const filters = filtersOf(properties, fields);
  const names = projectionOf(properties, fields);
  const found = items.filter((item) => matches(filters, item));
  const limit = last(query.limit);
  if (last(query.count)?.toLowerCase() === 'true') {
    if (limit !== undefined) throw limitWithCount();
    return { count: found.length };
  }
  const ordered = sorted(found, ordersOf(query, fields));
  const start = startOf(last(query.continuationToken), ordered);
  const end = start + limitOf(limit);
  const page = ordered.slice(start, end);
  const shown = page.map((item) => projected(item, names));
  if (end >= ordered.length) return { items: shown, _links: {} };
  const token = Buffer.from(`${end}.${page.at(-1)!.id}`).toString('base64url');
  return { items: shown, _links: { next: { href: nextLink(path, query, token) } } };
}

/**
 * Answer of a search call: the list call with its query in the body (`queryString` as list filters joined by `&`, `limit`,
 * `orderby`, `count`, `projectionFields`) and `continuationToken` in the query. Grouping is the documented 1441.
 */
export function searchAnswer(
  path: string,
  items: readonly Item[],
  { body, query }: Pick<Call, 'body' | 'query'>,
  fields: ReadonlySet<string>,
): Record<string, unknown> {
  const { queryString, limit, orderby, count, projectionFields, groupByProperty } = readObject(body);
  if (groupByProperty !== undefined && groupByProperty !== null) throw noAggregates(String(groupByProperty));
  for (const [name, text] of Object.entries({ queryString, orderby, projectionFields }))
    if (text !== undefined && text !== null && typeof text !== 'string')
      throw badBody(sayOfRequest('request-text', { name }));
  const conditions = String(queryString ?? '')
    .split('&')
    .map((one) => one.trim().replace(/^property=(?!=)/, ''))
    .concat(String(projectionFields ?? '').replaceAll(' ', ''))
    .filter((one) => one !== '');
  const asked = {
    property: conditions,
    ...(limit === undefined || limit === null ? {} : { limit: String(limit) }),
    ...(typeof orderby === 'string' ? { orderby } : {}),
    ...(count === undefined || count === null ? {} : { count: String(count) }),
  };
  const token = last(query.continuationToken);
  const answer = listAnswer(path, items, token === undefined ? asked : { ...asked, continuationToken: token }, fields);
  const next = isObject(answer._links) ? (answer._links.next as { href: string } | undefined) : undefined;
  // The query stays in the body of the next call; its address brings the token alone.
  if (next !== undefined) next.href = `${path}?continuationToken=${next.href.split('continuationToken=')[1]}`;
  return answer;
}
