import { ZonedDateTime } from './dates/zoned-date-time.ts';
import { spend, spendOnAll } from './effort.ts';
import { EvaluationError } from './evaluation-error.ts';
import { say } from './phrases.ts';

export { EvaluationError };

export type Dictionary = Record<string, unknown>;

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** An object or map of the record: not a list, not a date, not null. */
export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ZonedDateTime);
}

/**
 * Sets an own member. Every key that comes from data passes here: `__proto__` is left out, so that no record can reach
 * the prototype of anything.
 */
export function put(target: Dictionary, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
}

/** The own member of an object, or undefined: members every object inherits (`constructor`, …) are not data. */
export function own(target: Dictionary, key: string): unknown {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

/** As text, the way results are printed: dates in ISO 8601, lists and objects as JSON, null as the empty text. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isNothing(value)) return '';
  if (typeof value === 'object') {
    if (value instanceof ZonedDateTime) return value.toString();
    spendOnAll(value);
    const text = JSON.stringify(value);
    // Text in text in text: every level may double the characters, as quotes need a backslash and backslashes another.
    spend(text.length * 2);
    return text;
  }
  if (typeof value === 'function') throw new EvaluationError(say('lambda-no-value'));
  return String(value);
}

const NUMBER_FORM = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number a text spells in decimal notation, blanks around it allowed; undefined when it is none. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  if (!NUMBER_FORM.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

/** As number; throws `EvaluationError` when it is none. */
export function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ZonedDateTime) return value.epoch;
  const number = typeof value === 'string' ? numberIn(value) : undefined;
  if (number === undefined) throw isNone(value, 'noun-number');
  return number;
}

/** As whole number, fraction cut off. */
export function asInteger(value: unknown): number {
  return Math.trunc(asNumber(value));
}

/** Truth as JEXL 3 has it: null, false, 0, NaN, the empty text and "false" are false, all else is true. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  if (typeof value === 'string') return value !== '' && value !== 'false';
  return !isNothing(value);
}

/** As list: a list itself, nothing as the empty list, anything else as a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isNothing(value) ? [] : [value];
}

/** As object; throws `EvaluationError` when it is none. */
export function asDictionary(value: unknown): Dictionary {
  if (isDictionary(value)) return value;
  throw isNone(value, 'noun-object');
}

/** The error that a value is not of a kind. */
export function isNone(
  value: unknown,
  noun: 'noun-number' | 'noun-object' | 'noun-date' | 'noun-long',
): EvaluationError {
  return new EvaluationError(say('value-is-none', { value: shown(value), noun: say(noun) }));
}

const SHOWN = 60;

/** A value in a message, cut to a readable length. Costs next to nothing, however large the value is. */
export function shown(value: unknown): string {
  const text = beginning(value, SHOWN);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}…` : text;
}

/** The value as JSON as far as `room` characters, a little more at most. */
function beginning(value: unknown, room: number): string {
  if (typeof value === 'string') return `"${value.slice(0, room)}"`;
  if (isNothing(value)) return 'null';
  if (typeof value !== 'object') return typeof value === 'function' ? 'a lambda' : String(value);
  if (value instanceof ZonedDateTime) return value.toString();
  const list = Array.isArray(value);
  let text = '';
  for (const name in value) {
    if (text.length >= room) break;
    const label = list ? '' : `${beginning(name, room)}:`;
    const left = room - text.length - label.length - 1;
    text += `${text === '' ? '' : ','}${label}${left <= 0 ? '' : beginning((value as Dictionary)[name], left)}`;
  }
  return list ? `[${text}]` : `{${text}}`;
}
