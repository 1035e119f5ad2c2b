import { badParameter } from './errors.ts';
import type { StoredSet } from './mapping-sets.ts';
import { say } from './phrases.ts';

/** Query parameters of a call. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A query parameter, the last one when it is repeated; undefined when it is absent. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.at(-1);
}

/** A whole number of at least `least`; undefined when the parameter is absent. */
export function wholeNumber(query: Query, name: string, least: number): number | undefined {
  const text = one(query, name);
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw badParameter(say('mapping-parameter', { name, value: text, wanted: say('mapping-whole-from', { least }) }));
  return number;
}

/** `true` in any capitals (Python clients write `True`). */
export function flag(query: Query, name: string): boolean {
  return one(query, name)?.toLowerCase() === 'true';
}

const DATES: Readonly<Record<string, (stored: StoredSet) => number>> = {
  createdDate: ({ set }) => set.createdAt,
  updatedDate: ({ set }) => set.modifiedAt,
};

function sorted(sets: readonly StoredSet[], orderBy: string | undefined): readonly StoredSet[] {
  if (orderBy === undefined || orderBy === '') return sets;
  const match = /^([+\- ]?)(createdDate|updatedDate)$/.exec(orderBy);
  if (match === null)
    throw badParameter(say('mapping-parameter', { name: 'orderBy', value: orderBy, wanted: say('mapping-order') }));
  const date = DATES[match[2]!]!;
  const direction = match[1] === '-' ? -1 : 1;
  return [...sets].sort((a, b) => direction * (date(a) - date(b)));
}

/** Which part of a list is asked for: 10 from the first unless the query says, at most 1000. */
export function windowOf(query: Query): { readonly limit: number; readonly start: number } {
  const limit = wholeNumber(query, 'limit', 1) ?? 10;
  if (limit > MOST_LISTED)
    throw badParameter(
      say('mapping-parameter', {
        name: 'limit',
        value: limit,
        wanted: say('mapping-most-listed', { most: MOST_LISTED }),
      }),
    );
  return { limit, start: wholeNumber(query, 'start', 0) ?? 0 };
}

const MOST_LISTED = 1000;

/**
 * A page of sets. The pages require `limit` and `start`; clients leave them out, so 10 and 0 stand in, as the API
 * description has it. A `+` in `orderBy` may arrive as a blank.
 */
export function pageOf(
  sets: readonly StoredSet[],
  query: Query,
): { sets: readonly StoredSet[]; limit: number; next: number | undefined } {
  const { limit, start } = windowOf(query);
  const name = one(query, 'name');
  const found = sorted(name === undefined ? sets : sets.filter(({ set }) => set.name === name), one(query, 'orderBy'));
  return {
    sets: found.slice(start, start + limit),
    limit,
    next: start + limit < found.length ? start + limit : undefined,
  };
}
