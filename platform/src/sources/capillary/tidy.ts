/** An object of a payload. */
export type Members = Readonly<Record<string, unknown>>;

const EMPTY: Members = Object.freeze({});

/** True for objects that are no arrays. */
export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names repeat from event to event; how many are remembered is bounded, since callers write them. */
const PLAIN = new Map<string, string>();
const MOST_PLAIN = 5000;

/** Published samples have names with stray blanks and in other letter case: `"apiRequestId "`, `"bill Id"`, `Instore`. */
function plain(name: string): string {
  const known = PLAIN.get(name);
  if (known !== undefined) return known;
  const made = name.replaceAll(/\s+/g, '').toLowerCase();
  if (PLAIN.size < MOST_PLAIN) PLAIN.set(name, made);
  return made;
}

/** The name as the object spells it; undefined when it is not there in any spelling. */
export function spelling(object: Members, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const wanted = plain(name);
  for (const key of Object.keys(object)) if (plain(key) === wanted) return key;
  return undefined;
}

/** The first of some names that has a value; null counts as none. */
export function member(object: Members, ...names: readonly string[]): unknown {
  for (const name of names) {
    const key = spelling(object, name);
    if (key !== undefined && object[key] !== null && object[key] !== undefined) return object[key];
  }
  return undefined;
}

/** The object under a name, empty when there is none: samples have `instore {}` and `triggeringActivity {}` too. */
export function child(object: Members, ...names: readonly string[]): Members {
  const value = member(object, ...names);
  return isObject(value) ? value : EMPTY;
}

/** The objects of a list; anything else in it is left out. */
export function children(object: Members, ...names: readonly string[]): readonly Members[] {
  const value = member(object, ...names);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Text without blanks around it; numbers as text; undefined for empty text and anything else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A finite number, also out of text (`"1676.0"`). */
export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const trimmed = text(value);
  return trimmed !== undefined && NUMBER.test(trimmed) ? Number(trimmed) : undefined;
}

const LATEST = Date.UTC(2200, 0, 1);
/** Before 1973 in milliseconds; one published sample has seconds where all others have milliseconds. */
const SECONDS_BELOW = 100_000_000_000;
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** A moment in epoch milliseconds: out of milliseconds, seconds, or ISO 8601 (without an offset: UTC). */
export function instant(value: unknown): number | undefined {
  const numeric = number(value);
  if (numeric !== undefined) {
    const millis = Math.trunc(numeric < SECONDS_BELOW ? numeric * 1000 : numeric);
    return millis > 0 && millis < LATEST ? millis : undefined;
  }
  const trimmed = text(value);
  if (trimmed === undefined || !ISO.test(trimmed)) return undefined;
  const zoned = trimmed.length <= 10 || /(?:Z|[+-]\d\d:?\d\d)$/.test(trimmed) ? trimmed : `${trimmed}Z`;
  const millis = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(millis) || millis <= 0 || millis >= LATEST ? undefined : millis;
}

/** A calendar day, `YYYY-MM-DD`. */
export function day(value: unknown): string | undefined {
  const millis = instant(value);
  return millis === undefined ? undefined : new Date(millis).toISOString().slice(0, 10);
}

/** `[{key, value}]` as one object; names are kept as they are, the last of two equal ones counts. */
export function pairs(list: readonly Members[]): Record<string, unknown> | undefined {
  const entries = list.flatMap((pair): [string, unknown][] => {
    const key = text(member(pair, 'key', 'name'));
    const value = member(pair, 'value');
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Without the members that are undefined; undefined when nothing is left, so that nothing empty is ever sent on. */
export function known<T extends Readonly<Record<string, unknown>>>(fields: T): T | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}
