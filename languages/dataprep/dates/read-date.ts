import { compilePattern, type DatePattern } from './pattern.ts';
import { ZonedDateTime } from './zoned-date-time.ts';

/** Tried in this order; the first that fits is taken (page "Data format handling", string to date). */
const DEFAULT_PATTERNS: readonly DatePattern[] = [
  'yyyy-MM-dd HH:mm:ssZ',
  'yyyy-MM-dd HH:mm:ss.SSSZ',
  'yyyy-MM-dd HH:mm:ss.SSS',
  "yyyy-MM-dd'T'HH:mm:ss.SSSX",
  "yyyy-MM-dd'T'HH:mm:ss'Z'",
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'yyyy-MMM-dd',
  'yyyyMMdd',
  'MM-dd-yyyy',
  'MMddyyyy',
  'M/dd/yyyy',
  'dd.M.yyyy',
  'M/dd/yyyy hh:mm:ss a',
  'dd.M.yyyy hh:mm:ss a',
  'dd.MMM.yyyy',
  'dd-MMM-yyyy',
].map(compilePattern);

/** Date, time and zone of ISO 8601 with the liberties the documented examples take: blank for T, no seconds, no zone. */
const ISO_FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?|[A-Z]{3,4}|[A-Z][a-z]+\/[A-Za-z_/]+)?$/;

function readIso(text: string): ZonedDateTime | undefined {
  const match = ISO_FORM.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  return ZonedDateTime.of(
    {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      millisecond: fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')),
    },
    zone ?? 'Z',
  );
}

/**
 * The date a text spells without a given pattern: ISO 8601 first (it covers the ISO-like ones of the list), then the
 * published list. UTC when the text names no zone. Undefined when nothing fits.
 */
export function readDate(text: string): ZonedDateTime | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 100) return undefined;
  const iso = readIso(trimmed);
  if (iso !== undefined) return iso;
  for (const pattern of DEFAULT_PATTERNS) {
    const date = pattern.parse(trimmed);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** A date value as it is, text read with the default list, a number as epoch milliseconds; undefined otherwise. */
export function toDate(value: unknown): ZonedDateTime | undefined {
  if (value instanceof ZonedDateTime) return value;
  if (typeof value === 'string') return readDate(value);
  return typeof value === 'number' ? ZonedDateTime.at(value) : undefined;
}
