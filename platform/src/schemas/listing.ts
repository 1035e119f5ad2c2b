import { type Call, FilterError, matches, parseFilters, sayOfRequest } from '../kernel/index.ts';
import { badQuery } from './errors.ts';
import { say } from './phrases.ts';

/** Something that can be listed: what every list shows of it, and the whole on demand. */
export interface Listed {
  readonly head: {
    readonly $id: string;
    readonly 'meta:altId': string;
    readonly version: string;
    readonly title: string;
  };
  /** Epoch milliseconds. */
  readonly updated: number;
  readonly created: number;
  whole(): Readonly<Record<string, unknown>>;
}

export interface Page {
  readonly items: readonly Listed[];
  readonly page: { readonly orderby: string; readonly next: string | number | null; readonly count: number };
}

/** Items on a page at most, whatever `limit` says (page "Schema Registry API: appendix"). */
const CAP = 300;

type Query = Call['query'];

function single(value: Query[string]): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}

function limitOf(query: Query): number {
  const text = single(query.limit);
  if (text === undefined) return CAP;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0 || limit > 500) throw badQuery(say('schemas-limit', { text }));
  return Math.min(limit, CAP);
}

/** Value of a sort field; times also under their short names. */
function sortValue(item: Listed, name: string): string | number {
  if (name === 'updated' || name === 'created') return item[name];
  const known = Object.hasOwn(item.head, name) ? item.head[name as keyof Listed['head']] : item.whole()[name];
  return typeof known === 'number'
    ? known
    : typeof known === 'string'
      ? known
      : known === undefined
        ? ''
        : JSON.stringify(known);
}

function compared(a: string | number, b: string | number): number {
  const numbers = typeof a === 'number' || typeof b === 'number' ? [Number(a), Number(b)] : [];
  const [first, second] = numbers as [number, number];
  if (numbers.length === 2 && !Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

interface Order {
  readonly name: string;
  readonly sign: 1 | -1;
}

function readOrder(text: string): readonly Order[] {
  const names = text.split(',').map((one) => one.trim());
  return names
    .filter((name) => name !== '' && name !== '-')
    .map((name) => (name.startsWith('-') ? { name: name.slice(1), sign: -1 } : { name, sign: 1 }));
}

function sorted(items: readonly Listed[], order: readonly Order[]): readonly Listed[] {
  return [...items].sort((a, b) => {
    for (const { name, sign } of order) {
      const difference = compared(sortValue(a, name), sortValue(b, name)) * sign;
      if (difference !== 0) return difference;
    }
    return a.head.$id < b.head.$id ? -1 : 1;
  });
}

function filtered(items: readonly Listed[], query: Query): readonly Listed[] {
  const wanted =
    query.property === undefined ? [] : typeof query.property === 'string' ? [query.property] : query.property;
  try {
    const filters = parseFilters(wanted);
    return filters.length === 0 ? items : items.filter((item) => matches(filters, item.whole()));
  } catch (error) {
    throw error instanceof FilterError
      ? badQuery(sayOfRequest('request-at', { name: 'property', what: error.said }))
      : error;
  }
}

/**
 * One page of a list by the documented parameters `orderby`, `limit`, `start`, `property` (page "Schema Registry API:
 * appendix"). `start` is the value of the first sort field after which the page begins. Since it names a value, a page is
 * never cut between items of one value: it may be longer than `limit`, which is documented as a hint.
 */
export function pageOf(all: readonly Listed[], query: Query): Page {
  const orderby = single(query.orderby) || single(query.orderBy) || 'updated';
  const order = readOrder(orderby);
  const [first = { name: 'updated', sign: 1 }] = order;
  const start = single(query.start);
  const rest = sorted(filtered(all, query), order).filter(
    (item) => start === undefined || compared(sortValue(item, first.name), start) * first.sign > 0,
  );
  const limit = limitOf(query);
  let end = Math.min(limit, rest.length);
  const last = end > 0 ? sortValue(rest[end - 1] as Listed, first.name) : undefined;
  while (end > 0 && end < rest.length && compared(sortValue(rest[end] as Listed, first.name), last as string) === 0)
    end += 1;
  return {
    items: rest.slice(0, end),
    page: { orderby, next: end > 0 && end < rest.length ? (last as string | number) : null, count: end },
  };
}
