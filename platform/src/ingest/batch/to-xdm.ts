import type { Field } from '@meniscus/languages/xdm';

/** Where values come from: each source writes the types it lacks in its own way. */
export type Spelling = 'json' | 'csv' | 'parquet';

type Json = Record<string, unknown>;

const WHOLE = /^[+-]?\d{1,18}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const MILLISECONDS = /^-?\d{11,15}$/;
/** As the reader of Parquet writes a point of time: `2024-01-02 03:04:05.123+00`. */
const SPACED = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const LAST_TIME = 8.64e15;

/** A conversion of one value; gives back the value itself when it is right or cannot be helped. */
type Convert = (value: unknown) => unknown;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const toText: Convert = (value) => (typeof value === 'number' ? String(value) : value);

const toWhole: Convert = (value) => (typeof value === 'string' && WHOLE.test(value) ? Number(value) : value);

const toNumber: Convert = (value) => (typeof value === 'string' && NUMBER.test(value) ? Number(value) : value);

/** CSV has no other way to write a boolean; elsewhere booleans are never converted. */
const toBoolean: Convert = (value) => (value === 'true' ? true : value === 'false' ? false : value);

function milliseconds(value: unknown): number | undefined {
  const ms = typeof value === 'string' && MILLISECONDS.test(value) ? Number(value) : value;
  return typeof ms === 'number' && Number.isInteger(ms) && Math.abs(ms) <= LAST_TIME ? ms : undefined;
}

const toDateTime: Convert = (value) => {
  const ms = milliseconds(value);
  if (ms !== undefined) return new Date(ms).toISOString();
  if (typeof value !== 'string') return value;
  const [, date, time, zone = 'Z'] = SPACED.exec(value) ?? [];
  if (date === undefined) return value;
  return `${date}T${time}${/^[+-]00(:?00)?$/.test(zone) ? 'Z' : zone.length === 3 ? `${zone}:00` : zone}`;
};

const toDate: Convert = (value) => {
  const ms = milliseconds(value);
  return ms === undefined ? value : new Date(ms).toISOString().slice(0, 10);
};

const SCALARS: Readonly<Record<string, Convert>> = {
  string: toText,
  number: toNumber,
  long: toWhole,
  int: toWhole,
  short: toWhole,
  byte: toWhole,
  date: toDate,
  'date-time': toDateTime,
};

/**
 * Converts rows to the types of a schema (page "Batch ingestion developer guide", the table of conversions): texts to
 * numbers and times, numbers to texts, milliseconds to times. Objects are changed in place. Nothing is refused here: a
 * value that cannot be converted stays, and validation says what is wrong with it.
 */
export class ToXdm {
  readonly #root: Field;
  readonly #spelling: Spelling;
  #changed = false;

  constructor(root: Field, spelling: Spelling) {
    this.#root = root;
    this.#spelling = spelling;
  }

  /** True when something was changed, so that the row's text no longer says what it is. */
  convert(row: Json): boolean {
    this.#changed = false;
    this.#object(row, this.#root.fields ?? {});
    return this.#changed;
  }

  #object(object: Json, fields: Readonly<Record<string, Field>>): void {
    for (const name of Object.keys(object)) {
      const value = object[name];
      // Every column of a Parquet file is there in every row; null says that the row has none.
      if (value === null && this.#spelling === 'parquet') {
        delete object[name];
        this.#changed = true;
        continue;
      }
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined) continue;
      const converted = this.#value(value, field);
      if (converted === value) continue;
      object[name] = converted;
      this.#changed = true;
    }
  }

  #value(value: unknown, field: Field): unknown {
    if (field.type === 'object') {
      if (isObject(value)) this.#object(value, field.fields ?? {});
      return value;
    }
    if (field.type === 'array') return this.#array(value, field.items);
    if (field.type === 'map') {
      if (isObject(value) && field.values !== undefined)
        this.#object(value, Object.fromEntries(Object.keys(value).map((key) => [key, field.values!])));
      return value;
    }
    if (field.type === 'boolean') return this.#spelling === 'csv' ? toBoolean(value) : value;
    return SCALARS[field.type]?.(value) ?? value;
  }

  #array(value: unknown, items: Field | undefined): unknown {
    if (!Array.isArray(value) || items === undefined) return value;
    for (let index = 0; index < value.length; index += 1) {
      const converted = this.#value(value[index], items);
      if (converted === value[index]) continue;
      value[index] = converted;
      this.#changed = true;
    }
    return value;
  }
}
