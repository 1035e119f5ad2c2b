import { type Call, type Filter, FilterError, matches, parseFilters } from '../kernel/index.ts';
import { badFilterField, badQueryValue, badSort, limitWithCount } from './errors.ts';

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

function filtersOf(query: Call['query'], fields: ReadonlySet<string>): readonly Filter[] {
  try {
    const filters = parseFilters(values(query.property));
    const unknown = filters.find(({ path }) => !fields.has(path[0] ?? ''));
    if (unknown !== undefined) throw badFilterField(unknown.path.join('.'));
    return filters;
  } catch (error) {
    throw error instanceof FilterError ? badQueryValue(`property: ${error.message}`) : error;
  }
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
  if (limit < 1) throw badQueryValue(`limit=${value} is not valid: give a whole number from 1`);
  return Math.min(limit, MAX_LIMIT);
}

/** Where a page begins: behind the last object of the one before, or at its place when that object has gone. */
function startOf(token: string | undefined, items: readonly Item[]): number {
  if (token === undefined || token === '') return 0;
  const [, offset, id] = /^(\d{1,9})\.(.+)$/s.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (offset === undefined) throw badQueryValue('continuationToken is not one of this service');
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
  const filters = filtersOf(query, fields);
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
  if (end >= ordered.length) return { items: page, _links: {} };
  const token = Buffer.from(`${end}.${page.at(-1)!.id}`).toString('base64url');
  return { items: page, _links: { next: { href: nextLink(path, query, token) } } };
}
