import type { Field, XdmType } from '@meniscus/languages/xdm';
import { AppendedList } from '../appended-list.ts';
import { toDate } from '../dates/read-date.ts';
import { ZonedDateTime } from '../dates/zoned-date-time.ts';
import { type ROW_PHRASES, said } from '../phrases.ts';
import { asText, type Dictionary, isDictionary, numberIn, put, shown } from '../values.ts';
import type { Run } from './run.ts';

/**
 * Makes a value fit a field (page "Data format handling"). Undefined leaves it out; what does not fit is reported to the
 * run. Null never gets here.
 */
export type Converter = (value: unknown, run: Run) => unknown;

const known = new WeakMap<Field, Converter>();

/** The converter of a field, made once per field. Without a field (inside open objects) values are copied as they are. */
export function converterFor(field: Field | undefined): Converter {
  if (field === undefined) return copied;
  let converter = known.get(field);
  if (converter === undefined) {
    converter = build(field);
    known.set(field, converter);
  }
  return converter;
}

function build(field: Field): Converter {
  switch (field.type) {
    case 'object':
      return field.fields === undefined ? copied : objectConverter(field.fields, field.open === true);
    case 'map':
      return mapConverter(field);
    case 'array':
      return arrayConverter(field);
    default:
      return SCALARS[field.type];
  }
}

type Noun = Extract<keyof typeof ROW_PHRASES, `noun-${string}`>;

function unfit(value: unknown, noun: Noun, run: Run): undefined {
  const why = said('value-is-none', { value: shown(value), noun: said(noun) });
  run.warn('MAPPING-CONVERSION', said('left-out', { why }));
  return undefined;
}

const text: Converter = (value, run) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof ZonedDateTime) return asText(value);
  return unfit(value, 'noun-string', run);
};

// JSON can spell numbers that become infinite (`1e999`), and cannot hold them again.
const number: Converter = (value, run) => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : unfit(value, 'noun-kept-number', run);
  const found = typeof value === 'string' ? numberIn(value) : undefined;
  return found ?? unfit(value, 'noun-number', run);
};

const OF_BITS: Readonly<Record<number, Noun>> = { 32: 'noun-int', 16: 'noun-short', 8: 'noun-byte' };

function integer(bits: number): Converter {
  // 64 bits are more than numbers in JSON can tell apart here: past 2^53 the value would be another one.
  const limit = bits === 64 ? Number.MAX_SAFE_INTEGER : 2 ** (bits - 1) - 1;
  return (value, run) => {
    const found =
      typeof value === 'number'
        ? value
        : typeof value === 'string'
          ? numberIn(value)
          : value instanceof ZonedDateTime
            ? value.epoch
            : undefined;
    if (found === undefined) return unfit(value, 'noun-long', run);
    const whole = Math.trunc(found);
    if (whole > limit || whole < -limit - 1) return unfit(value, OF_BITS[bits] ?? 'noun-long', run);
    if (whole !== found) run.warn('MAPPING-FRACTION', said('fraction-cut', { value: shown(value) }));
    return whole;
  };
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...'y yes Y YES on ON true TRUE'.split(' ').map((word) => [word, true] as const),
  ...'n N no NO off OFF false FALSE'.split(' ').map((word) => [word, false] as const),
]);

const boolean: Converter = (value, run) => {
  if (typeof value === 'boolean') return value;
  const found = typeof value === 'string' ? TRUTHS.get(value.trim()) : undefined;
  return found ?? unfit(value, 'noun-boolean', run);
};

/** Already in the form AEP takes as it is (page "Streaming validation"): date, T, time, up to 9 digits, Z or an offset with a colon. */
const DATE_TIME_FORM =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

const dateTime: Converter = (value, run) => {
  if (typeof value === 'string' && DATE_TIME_FORM.test(value)) return value;
  return toDate(value)?.toString() ?? unfit(value, 'noun-date-time', run);
};

const DATE_FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const date: Converter = (value, run) => {
  if (typeof value === 'string' && DATE_FORM.test(value)) return value;
  return toDate(value)?.dateText() ?? unfit(value, 'noun-date', run);
};

const SCALARS: Readonly<Record<Exclude<XdmType, 'object' | 'array' | 'map'>, Converter>> = {
  string: text,
  number,
  long: integer(64),
  int: integer(32),
  short: integer(16),
  byte: integer(8),
  boolean,
  date,
  'date-time': dateTime,
};

/** Equal-named children, each made to fit its field; members the schema does not have stay behind (object copy). */
function objectConverter(fields: Readonly<Record<string, Field>>, open: boolean): Converter {
  return (value, run) => {
    if (!isDictionary(value)) return unfit(value, 'noun-object', run);
    const object: Dictionary = {};
    let empty = true;
    for (const name in value) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined && !open) continue;
      const member = converted(value[name], converterFor(field), run);
      if (member === undefined) continue;
      put(object, name, member);
      empty = false;
    }
    return empty ? undefined : object;
  };
}

function mapConverter({ values }: Field): Converter {
  return (value, run) => {
    if (!isDictionary(value)) return unfit(value, 'noun-map', run);
    const convert = converterFor(values);
    const map: Dictionary = {};
    for (const key in value) {
      const entry = converted(value[key], convert, run);
      if (entry !== undefined) put(map, key, entry);
    }
    return map;
  };
}

/** Elements keep their positions, so that other rows can fill the same ones; gaps are closed when the record is done. */
function arrayConverter({ items }: Field): Converter {
  return (value, run) => {
    const convert = converterFor(items);
    if (!Array.isArray(value)) {
      const only = convert(value, run);
      return only === undefined ? undefined : [only];
    }
    const list: unknown[] = value instanceof AppendedList ? new AppendedList(value.length) : new Array(value.length);
    for (let index = 0; index < value.length; index += 1) {
      list[index] = converted(value[index], convert, run);
      if (list[index] === undefined) run.holes = true;
    }
    return list;
  };
}

function converted(value: unknown, convert: Converter, run: Run): unknown {
  return value === null || value === undefined ? undefined : convert(value, run);
}

const DEEPEST = 100;

/** A copy that shares nothing with the record. Throws `RangeError` when it is nested too deeply. */
function copied(value: unknown, run: Run): unknown {
  return typeof value === 'number' ? number(value, run) : copyAt(value, 0, run);
}

function copyAt(value: unknown, depth: number, run: Run): unknown {
  if (typeof value === 'number') return number(value, run) ?? null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof ZonedDateTime) return value.toString();
  if (depth > DEEPEST) throw new RangeError(`nested more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) return value.map((element) => copyAt(element, depth + 1, run));
  const object: Dictionary = {};
  for (const name in value) put(object, name, copyAt((value as Dictionary)[name], depth + 1, run));
  return object;
}
