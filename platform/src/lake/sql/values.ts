import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  type DuckDBMapValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
  VARCHAR,
} from '@duckdb/node-api';
import { parseJson } from '@meniscus/languages/syntax';

/** A value of a result as JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MICROS_PER_SECOND = 1_000_000n;

/** Whole numbers beyond 2^53 become strings: JSON readers would change them silently. */
function integer(value: bigint): Json {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString();
}

/** ISO 8601 in UTC with milliseconds, or microseconds when there are any. */
function instant(micros: bigint): string {
  const seconds = micros / MICROS_PER_SECOND - (micros % MICROS_PER_SECOND < 0n ? 1n : 0n);
  const rest = Number(micros - seconds * MICROS_PER_SECOND);
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return micros > 0n ? 'infinity' : '-infinity';
  const text = String(rest).padStart(6, '0');
  return `${date.toISOString().slice(0, -5)}.${rest % 1000 === 0 ? text.slice(0, 3) : text}Z`;
}

function time(value: DuckDBValue): Json | undefined {
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) return instant(value.micros);
  if (value instanceof DuckDBTimestampMillisecondsValue) return instant(value.millis * 1000n);
  if (value instanceof DuckDBTimestampSecondsValue) return instant(value.seconds * MICROS_PER_SECOND);
  if (value instanceof DuckDBTimestampNanosecondsValue) return instant(value.nanos / 1000n);
  return value instanceof DuckDBDateValue ? value.toString() : undefined;
}

/** A decimal as a number when its digits survive that, otherwise as text. */
function decimal(value: DuckDBDecimalValue): Json {
  return value.width <= 15 ? value.toDouble() : value.toString();
}

function parsed(text: string): Json {
  try {
    return parseJson(text) as Json;
  } catch {
    return text;
  }
}

type Nested = DuckDBValueConverter<Json>;

/** String keys make an object; any other key type stays a list of `{key, value}`. */
function map(value: DuckDBMapValue, type: { keyType: DuckDBType; valueType: DuckDBType }, convert: Nested): Json {
  const entries = value.entries.map(({ key, value: held }) => [key, convert(held, type.valueType, convert)] as const);
  if (type.keyType.typeId === DuckDBTypeId.VARCHAR)
    return Object.fromEntries(entries.map(([key, held]) => [String(key), held]));
  return entries.map(([key, held]) => ({ key: convert(key, type.keyType, convert), value: held }));
}

function nested(value: DuckDBValue, type: DuckDBType, convert: Nested): Json | undefined {
  if (type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.ARRAY) {
    const { items } = value as { items: readonly DuckDBValue[] };
    return items.map((item) => convert(item, (type as unknown as { valueType: DuckDBType }).valueType, convert));
  }
  if (type.typeId === DuckDBTypeId.STRUCT) {
    const { entryNames, entryTypes } = type as unknown as {
      entryNames: readonly string[];
      entryTypes: readonly DuckDBType[];
    };
    const { entries } = value as { entries: Readonly<Record<string, DuckDBValue>> };
    return Object.fromEntries(
      entryNames.map((name, index) => [name, convert(entries[name] ?? null, entryTypes[index]!, convert)]),
    );
  }
  if (type.typeId === DuckDBTypeId.MAP) return map(value as DuckDBMapValue, type as never, convert);
  return undefined;
}

/** JSON of a result's value: times as ISO 8601, big integers safe, structs and string maps as objects, JSON columns parsed. */
export const toJson: DuckDBValueConverter<Json> = (value, type, convert) => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return type.alias === 'JSON' && type.typeId === VARCHAR.typeId ? parsed(value) : value;
  if (value instanceof DuckDBDecimalValue) return decimal(value);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  return time(value) ?? nested(value, type, convert) ?? value.toString();
};
