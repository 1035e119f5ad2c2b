import { localTime, ZonedDateTime } from './zoned-date-time.ts';

/** What a text said, so far. Absent fields take the start of the year, month or day. */
export interface Reading {
  year?: number;
  beforeChrist?: boolean;
  quarter?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  /** Week of the year, ISO 8601. */
  week?: number;
  weekOfMonth?: number;
  /** Which weekday of that name in the month: 2 for the second Friday. */
  weekdayInMonth?: number;
  /** Monday is 1. */
  weekday?: number;
  hour?: number;
  /** 1-12 or 0-11 with the half of the day. */
  halfHour?: number;
  afternoon?: boolean;
  minute?: number;
  second?: number;
  millisecond?: number;
  zone?: string;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY = 86_400_000;
const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** The date that was read, UTC when the text has no zone; undefined when no calendar has it. */
export function dateOf(reading: Reading): ZonedDateTime | undefined {
  const day = dayOf(reading);
  const half = reading.halfHour === undefined ? undefined : reading.halfHour + (reading.afternoon === true ? 12 : 0);
  if (day === undefined) return undefined;
  const { hour = 0, minute = 0, second = 0, millisecond = 0, zone = 'Z' } = reading;
  return ZonedDateTime.of({ ...day, hour: half ?? hour, minute, second, millisecond }, zone);
}

/** A day of the month counts first, then a day of the year, then weeks. A weekday beside a day is not checked, as in Java. */
function dayOf(reading: Reading): Day | undefined {
  const { quarter, day, dayOfYear, week, weekOfMonth, weekdayInMonth, weekday = 1 } = reading;
  const read = reading.year ?? 1970;
  const year = reading.beforeChrist === true ? 1 - read : read;
  const month = reading.month ?? (quarter === undefined ? 1 : quarter * 3 - 2);
  if (weekday < 1 || weekday > 7 || (quarter !== undefined && Math.ceil(month / 3) !== quarter)) return undefined;
  if (day !== undefined) return { year, month, day };
  if (dayOfYear !== undefined) return later({ year, month, day: 1 }, dayOfYear - 1);
  if (week !== undefined) return dayOfWeek(year, week, weekday);
  if (weekdayInMonth !== undefined) return nthWeekday(year, month, weekdayInMonth, reading.weekday);
  if (weekOfMonth !== undefined)
    return later({ year, month, day: 1 }, firstMonday(year, month) - 1 + (weekOfMonth - 1) * 7 + weekday - 1);
  return { year, month, day: 1 };
}

function dateAt(day: Day): Date | undefined {
  const time = localTime({ ...day, ...MIDNIGHT });
  return time === undefined ? undefined : new Date(time);
}

function later(from: Day, days: number): Day | undefined {
  const start = dateAt(from);
  if (start === undefined) return undefined;
  const date = new Date(start.getTime() + days * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 1. */
function weekdayOf(day: Day): number {
  return dateAt(day)?.getUTCDay() || 7;
}

/** A day of a week of ISO 8601: week 1 is that of 4 January. Undefined for a week the year does not have. */
function dayOfWeek(year: number, week: number, weekday: number): Day | undefined {
  const monday = 4 - weekdayOf({ year, month: 1, day: 4 }) + (week - 1) * 7;
  const thursday = later({ year, month: 1, day: 1 }, monday + 3);
  return week < 1 || thursday?.year !== year ? undefined : later({ year, month: 1, day: 1 }, monday + weekday - 1);
}

/** The day of the month, 1 or less or more, on which its first week begins: the first with four days in the month. */
function firstMonday(year: number, month: number): number {
  const before = weekdayOf({ year, month, day: 1 }) - 1;
  return before <= 3 ? 1 - before : 8 - before;
}

/** Week of the month; 0 for days before its first week. */
export function weekOfMonth({ year, month, day }: Day): number {
  return Math.floor((day - firstMonday(year, month)) / 7) + 1;
}

function nthWeekday(year: number, month: number, count: number, weekday: number | undefined): Day | undefined {
  if (weekday === undefined || count < 1) return undefined;
  const first = ((weekday - weekdayOf({ year, month, day: 1 }) + 7) % 7) + 1;
  return { year, month, day: first + (count - 1) * 7 };
}
