import type { TimeUnit } from './expression.ts';

/** Calendar arithmetic in UTC over epoch milliseconds; no clock and no time zone is read. */

const FIXED: Readonly<Partial<Record<TimeUnit, number>>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const MONTHS: Readonly<Partial<Record<TimeUnit, number>>> = {
  month: 1,
  year: 12,
  decade: 120,
  century: 1200,
  millennium: 12_000,
};

const DAY = 86_400_000;
/** 1970-01-04 was a Sunday: computed attributes use weeks from Sunday to Saturday, so PQL does too unless told otherwise. */
const FIRST_WEEK = { sunday: 3 * DAY, monday: 4 * DAY } as const;

export type WeekStart = keyof typeof FIRST_WEEK;

/** Milliseconds of a unit that is always as long; undefined for months and longer. */
export function fixedLength(unit: TimeUnit): number | undefined {
  return FIXED[unit];
}

/** Moves a moment by whole units; months and longer follow the calendar, the last day of a month stays the last. */
export function shift(at: number, amount: number, unit: TimeUnit): number {
  const fixed = FIXED[unit];
  if (fixed !== undefined) return at + amount * fixed;
  const date = new Date(at);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + amount * MONTHS[unit]!;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const day = Math.min(date.getUTCDate(), new Date(utc(year, month + 1, 0)).getUTCDate());
  return utc(year, month, day) + (at - startOf(at, 'day'));
}

/** Start of the calendar unit that holds the moment. */
export function startOf(at: number, unit: TimeUnit, weeks: WeekStart = 'sunday'): number {
  if (unit === 'week') return Math.floor((at - FIRST_WEEK[weeks]) / FIXED.week!) * FIXED.week! + FIRST_WEEK[weeks];
  const fixed = FIXED[unit];
  if (fixed !== undefined) return Math.floor(at / fixed) * fixed;
  const date = new Date(at);
  if (unit === 'month') return utc(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const years = MONTHS[unit]! / 12;
  return utc(Math.floor(date.getUTCFullYear() / years) * years, 0, 1);
}

/** `Date.UTC` without its special case for the years 0 to 99. */
export function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

const CODE_0 = 48;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - CODE_0;
  const ones = text.charCodeAt(at + 1) - CODE_0;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const [DASH, COLON, DOT, T, Z] = [45, 58, 46, 84, 90];
/** Of `2026-01-31T12:00:00Z` and `2026-01-31T12:00:00.000Z`. */
const [LENGTH, WITH_MILLISECONDS] = [20, 24];

/** Whether what stands between the digits of a text is that of a date-time in UTC, with milliseconds or without. */
function isUsual(text: string): boolean {
  const last = text.length - 1;
  if (last + 1 !== LENGTH && (last + 1 !== WITH_MILLISECONDS || text.charCodeAt(19) !== DOT)) return false;
  return (
    text.charCodeAt(last) === Z &&
    text.charCodeAt(10) === T &&
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON
  );
}

/**
 * Epoch milliseconds of a stored date or date-time; NaN when it is neither. Numbers pass through. The usual forms
 * `2026-01-31T12:00:00Z` and `2026-01-31T12:00:00.000Z` are read without making an object; anything else takes the long way.
 */
export function momentOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  if (isUsual(value)) {
    const year = twoDigits(value, 0) * 100 + twoDigits(value, 2);
    const [month, day] = [twoDigits(value, 5), twoDigits(value, 8)];
    const [hour, minute, second] = [twoDigits(value, 11), twoDigits(value, 14), twoDigits(value, 17)];
    // Of its three digits the first two, then the last of the last two.
    const millis = value.length === LENGTH ? 0 : twoDigits(value, 20) * 10 + (twoDigits(value, 21) % 10);
    const isTime = hour <= 23 && minute <= 59 && second <= 59 && millis <= 999;
    if (isTime && month >= 1 && month <= 12 && day >= 1 && day <= 28)
      return daysFromCivil(year, month, day) * DAY + (hour * 3600 + minute * 60 + second) * 1000 + millis;
  }
  return Date.parse(value);
}

/** Days since 1970-01-01 of a date of the Gregorian calendar, by counting years from March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
