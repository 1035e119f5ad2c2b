import { type Call, FilterError, matches, parseFilters } from '../kernel/index.ts';
import { badQuery } from './errors.ts';
import { sayOfAccess } from './phrases.ts';

type Query = Call['query'];

function numberOf(query: Query, name: string, most: number, otherwise: number): number {
  const text = query[name];
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (typeof text !== 'string' || !Number.isSafeInteger(number) || number < 0 || number > most)
    throw badQuery(sayOfAccess('access-whole-number', { name, least: 0, most }));
  return number;
}

function filtersOf({ property }: Query) {
  try {
    return parseFilters(property === undefined ? [] : typeof property === 'string' ? [property] : property);
  } catch (error) {
    if (error instanceof FilterError) throw badQuery(error.said);
    throw error;
  }
}

/** `-name` is descending, `name` or `+name` ascending; several with commas. A plus in a query string arrives as a space. */
function compareBy(orderBy: string) {
  const keys = orderBy.split(',').map((key) => {
    const [, sign, name = ''] = /^([-+ ]?)(.*)$/.exec(key)!;
    return { down: sign === '-', name };
  });
  return (a: object, b: object): number => {
    for (const { down, name } of keys) {
      const [x, y] = [a, b].map((one) => (one as Record<string, unknown>)[name]);
      const order =
        typeof x === 'number' && typeof y === 'number' ? x - y : String(x ?? '').localeCompare(String(y ?? ''), 'en');
      if (order !== 0) return down ? -order : order;
    }
    return 0;
  };
}

/** Part of a list in the shape the lists of this service share. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly _page: Readonly<Record<string, unknown>>;
  readonly _links: Readonly<Record<string, unknown>>;
}

/**
 * What the parameters `limit`, `start`, `orderBy` and `property` leave of a list (page "Roles endpoint"). `href` is the
 * address of the list. Throws a `Problem` for parameters that cannot be read.
 */
export function pageOf<T extends object>(
  all: readonly T[],
  query: Query,
  href: string,
  orderBy = '-createdAt',
): Page<T> {
  const limit = numberOf(query, 'limit', 1_000, 50) || 50;
  const start = numberOf(query, 'start', Number.MAX_SAFE_INTEGER, 0);
  const filters = filtersOf(query);
  const order = typeof query.orderBy === 'string' && query.orderBy !== '' ? query.orderBy : orderBy;
  const kept = all.filter((one) => matches(filters, one)).sort(compareBy(order));
  const items = kept.slice(start, start + limit);
  const next = start + items.length < kept.length ? start + items.length : null;
  const nextHref = `${href}?${new URLSearchParams({ start: String(next), orderBy: order, limit: String(limit) })}`;
  return {
    items,
    _page: { orderBy: order, start, limit, count: items.length, totalCount: kept.length, next },
    _links: {
      self: { href, templated: false, type: null, method: null },
      page: { href: `${href}?limit={limit}&start={start}&orderBy={orderBy}&property={property}`, templated: true },
      ...(next === null ? {} : { next: { href: nextHref, templated: false } }),
    },
  };
}
