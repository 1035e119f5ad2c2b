import { instantOf, offsetAt, offsetText } from './zones.ts';

/** Clock fields of a date in its zone. Month and weekday count from 1, Monday is 1. */
export interface ClockFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const DAY = 86_400_000;

/** Local time as if it were UTC; undefined when the calendar has no such day or the clock no such time. */
export function localTime(fields: ClockFields): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = fields;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  if (millisecond < 0 || millisecond > 999 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  return date.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond;
}

/** An instant with the zone it is shown in: what date functions give and take. Milliseconds are the finest unit. */
export class ZonedDateTime {
  /** Milliseconds since the epoch. */
  readonly epoch: number;
  /** Region (`Europe/Paris`), offset (`+02:00`) or `Z`. */
  readonly zone: string;
  /** Minutes east of UTC. */
  readonly offset: number;

  private constructor(epoch: number, zone: string, offset: number) {
    this.epoch = epoch;
    this.zone = zone;
    this.offset = offset;
  }

  /** Undefined for an unknown zone or an instant outside of what dates can hold. */
  static at(epoch: number, zone = 'Z'): ZonedDateTime | undefined {
    if (!(Math.abs(epoch) <= 8.64e15)) return undefined;
    const offset = zone === 'Z' ? 0 : offsetAt(zone, epoch);
    return offset === undefined ? undefined : new ZonedDateTime(epoch, zone, offset);
  }

  /** What the clocks of a zone show; undefined for an impossible date or an unknown zone. */
  static of(fields: ClockFields, zone = 'Z'): ZonedDateTime | undefined {
    const local = localTime(fields);
    if (local === undefined) return undefined;
    const epoch = zone === 'Z' ? local : instantOf(local, zone);
    return epoch === undefined ? undefined : ZonedDateTime.at(epoch, zone);
  }

  /** Local time as if it were UTC. */
  get local(): Date {
    return new Date(this.epoch + this.offset * 60_000);
  }

  get fields(): ClockFields {
    const local = this.local;
    return {
      year: local.getUTCFullYear(),
      month: local.getUTCMonth() + 1,
      day: local.getUTCDate(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
      second: local.getUTCSeconds(),
      millisecond: local.getUTCMilliseconds(),
    };
  }

  /** Monday is 1, Sunday 7. */
  get weekday(): number {
    return this.local.getUTCDay() || 7;
  }

  get dayOfYear(): number {
    const local = this.local;
    return Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY) + 1;
  }

  /** ISO 8601 week and the year it belongs to. */
  get week(): { year: number; week: number } {
    const local = this.local;
    const thursday = new Date(local.getTime() + (4 - this.weekday) * DAY);
    const year = thursday.getUTCFullYear();
    return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1 };
  }

  /** `yyyy-MM-dd` on the clocks of the zone. */
  dateText(): string {
    return this.local.toISOString().slice(0, -14);
  }

  /** ISO 8601 with the offset of the zone, milliseconds only when there are any: `2019-10-23T11:24:00Z`. */
  toString(): string {
    const text = this.local.toISOString();
    const cut = text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
    return cut + offsetText(this.offset);
  }

  toJSON(): string {
    return this.toString();
  }
}
