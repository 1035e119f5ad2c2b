import { type Call, FilterError, matches, parseFilters } from '../kernel/index.ts';
import { badQuery } from './errors.ts';
import { say } from './phrases.ts';

/** A page of a list, and what the answer says about it. */
export interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly totalCount: number;
  readonly totalPages: number;
  readonly sortField: string;
  readonly sort: 'asc' | 'desc';
  readonly limit: number;
  readonly start: number;
  /** `start` of the next page; undefined on the last. */
  readonly next: number | undefined;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const FLAGS = [
  'evaluationInfo.continuous.enabled',
  'evaluationInfo.synchronous.enabled',
  'evaluationInfo.batch.enabled',
];

/** The first value of a query parameter. */
export function oneOf(query: Call['query'], name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.[0];
}

function many(query: Call['query'], name: string): readonly string[] {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** A whole number of the query; undefined when it is not given, refused when it is something else. */
export function wholeOf(query: Call['query'], name: string, least: number, most: number): number | undefined {
  const text = oneOf(query, name);
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw badQuery(say('audience-query-whole', { name, text, least, most }));
  return number;
}

/**
 * Filters, sorts and cuts a list as the query asks: `start` or `page` (from 0), `limit`, `sort=field:asc|desc`,
 * `property=path==value` or `property=list~path==value`, `status`, `name` and `description` (part of, case ignored), `evaluationInfo.….enabled`.
 */
export function pageOf(
  all: readonly Record<string, unknown>[],
  query: Call['query'],
  order = 'creationTime:desc',
): Page {
  const limit = wholeOf(query, 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT;
  const start =
    wholeOf(query, 'start', 0, Number.MAX_SAFE_INTEGER) ?? (wholeOf(query, 'page', 0, 1_000_000) ?? 0) * limit;
  const { field, direction } = orderOf(query, order);
  const found = all.filter(filterOf(query)).sort(comparing(field, direction));
  const items = found.slice(start, start + limit);
  const next = start + items.length < found.length && items.length > 0 ? start + items.length : undefined;
  return {
    items,
    totalCount: found.length,
    totalPages: Math.ceil(found.length / limit),
    sortField: field,
    sort: direction,
    limit,
    start,
    next,
  };
}

function filterOf(query: Call['query']): (object: Record<string, unknown>) => boolean {
  const properties = many(query, 'property');
  const plain = properties.filter((text) => !text.includes('~'));
  const filters = readFilters([...plain, ...FLAGS.flatMap((flag) => flagFilter(query, flag))]);
  const inLists = properties.filter((text) => text.includes('~')).map(listFilter);
  const status = oneOf(query, 'status')?.toUpperCase();
  const parts = ['name', 'description'].flatMap((field) => {
    const part = oneOf(query, field)?.toLowerCase();
    return part === undefined ? [] : [{ field, part }];
  });
  return (object) =>
    matches(filters, object) &&
    inLists.every((test) => test(object)) &&
    (status === undefined || object.status === status) &&
    parts.every(({ field, part }) =>
      String(object[field] ?? '')
        .toLowerCase()
        .includes(part),
    );
}

function flagFilter(query: Call['query'], flag: string): readonly string[] {
  const value = oneOf(query, flag);
  return value === undefined ? [] : [`${flag}==${value.toLowerCase()}`];
}

function readFilters(texts: readonly string[]): ReturnType<typeof parseFilters> {
  try {
    return parseFilters(texts);
  } catch (error) {
    if (error instanceof FilterError) throw badQuery(error.said);
    throw error;
  }
}

function orderOf(query: Call['query'], order: string): { field: string; direction: 'asc' | 'desc' } {
  const [field = '', direction = 'asc'] = (oneOf(query, 'sort') ?? order).split(',')[0]!.split(':');
  return { field, direction: direction.toLowerCase() === 'desc' ? 'desc' : 'asc' };
}

function comparing(field: string, direction: 'asc' | 'desc') {
  const sign = direction === 'asc' ? 1 : -1;
  return (a: Record<string, unknown>, b: Record<string, unknown>) =>
    sign * compare(a[field], b[field]) || (String(a.id) < String(b.id) ? -1 : 1);
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), 'en');
}

/** `segments~segmentId==x`: some element of the list has the value. */
function listFilter(text: string): (object: Record<string, unknown>) => boolean {
  const cut = text.indexOf('~');
  const [list, filters] = [text.slice(0, cut), readFilters([text.slice(cut + 1)])];
  return (object) => {
    const elements = Object.hasOwn(object, list) ? object[list] : undefined;
    return Array.isArray(elements) && elements.some((element: object) => matches(filters, element));
  };
}

/** Lists of jobs and schedules: `_page.next` and the link are there only while there is more. */
export function childrenBody({ items, totalCount, next, limit }: Page, path: string): Record<string, unknown> {
  const more = next === undefined ? {} : { next: String(next) };
  const links = next === undefined ? {} : { next: { href: `@/${path}?start=${next}&limit=${limit}` } };
  return { _page: { totalCount, pageSize: items.length, ...more }, children: items, _links: links };
}
