import { inFrench, sayOfDuration, typesetFrench } from '@meniscus/languages/syntax';
import { daysUntil } from './days.ts';
import { FRENCH_DURATIONS } from './french-durations.ts';

/** A text in one language: as it stands, or made of values. */
type Text = string | ((value: never) => string);

type ValueOf<T> = T extends (value: infer Value) => string ? [value: Value] : [];

export type Locale = 'en' | 'fr';

/** Where the choice of a language is kept; it is a habit of the person on this machine, nothing secret. */
const CHOSEN = 'meniscus.language';

function preferred(): Locale {
  const chosen = localStorage.getItem(CHOSEN);
  if (chosen === 'en' || chosen === 'fr') return chosen;
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** The language of the console: the one chosen here before, else French when the browser asks for it, else English. */
export const locale: Locale = preferred();

/** Keeps the choice and shows the page anew in it. */
export function chooseLocale(chosen: Locale): void {
  localStorage.setItem(CHOSEN, chosen);
  location.reload();
}

/**
 * The texts of a page in both languages, English first. In English the labels are those of the product guide. Gives the
 * function that reads them: `t('rows')`, and `t('rows', 3)` where the text is made of a value.
 *
 * @example
 * const t = texts({ create: ['Create', 'Créer'], rows: [(n: number) => `${n} rows`, (n: number) => `${n} lignes`] });
 */
export function texts<const T extends Readonly<Record<string, readonly [en: Text, fr: Text]>>>(table: T) {
  return <Key extends keyof T>(key: Key, ...values: ValueOf<T[Key][0]>): string => {
    const text = table[key]![locale === 'fr' ? 1 : 0];
    return typeset(typeof text === 'string' ? text : text(values[0] as never));
  };
}

/** A text as it is set in the language of the console. */
export function typeset(text: string): string {
  return locale === 'fr' ? typesetFrench(text) : text;
}

/** Names one after the other, as people of the locale write them: `Ana, Ben, Cleo`, `Ana, Ben et Cleo`. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'unit' }).format(names);
}

/** Which of two names comes first where people of the locale look for it. */
export const { compare: byName } = new Intl.Collator(locale, { numeric: true });

/** A time as people of the locale write it. */
export function time(epochMs: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(epochMs);
}

/** A time to the minute, as people of the locale write it. */
export function minute(epochMs: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs);
}

/** How long something is, as people of the locale say it: `15 minutes`, `1 day`, `2 hours 30 minutes`. */
export function duration(ms: number): string {
  const { message, phrase } = sayOfDuration(ms);
  return locale === 'fr' ? inFrench(phrase, FRENCH_DURATIONS)! : message;
}

/** A day as people of the locale write it. */
export function date(epochMs: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(epochMs);
}

/** How many days of the calendar, months or years away a moment is: `in 20 days`, `yesterday`; the same at any time of the day. */
export function fromNow(epochMs: number, now: number): string {
  const days = daysUntil(epochMs, now);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(days) < 60) return format.format(days, 'day');
  if (Math.abs(days) < 730) return format.format(Math.round(days / 30.44), 'month');
  return format.format(Math.round(days / 365.25), 'year');
}

/** The time of a day, to the second, as people of the locale write it. */
export function clock(epochMs: number): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(epochMs);
}

function toTenth(value: number): string {
  return number(Math.round(value * 10) / 10);
}

/** Milliseconds as people read them: to a tenth, seconds from one on; nothing when nothing was measured. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–';
  return value < 1000 ? `${toTenth(value)} ms` : `${toTenth(value / 1000)} s`;
}

/** Percent, as people of the locale write it. */
export function percent(value: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(value / 100);
}

/** Bytes in the unit people use for files. */
export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const at = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** at;
  const maximumFractionDigits = value < 10 ? 1 : 0;
  const format = { style: 'unit', unit: units[at]!, unitDisplay: 'short', maximumFractionDigits } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
