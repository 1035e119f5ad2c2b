import type { Said } from '../syntax/index.ts';
import type { Field } from '../xdm/field.ts';
import { say } from './phrases.ts';

/** What is known about a value before anything is evaluated. `unknown` is anything: open objects, values of a built map. */
export type ValueType =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'timestamp' | 'unknown' }
  | { readonly kind: 'object'; readonly field: Field }
  | { readonly kind: 'list'; readonly item: ValueType }
  | { readonly kind: 'map'; readonly value: ValueType }
  /** Result of `groupBy`: key to the list of its items. */
  | { readonly kind: 'groups'; readonly item: ValueType }
  /** Result of `mapEntry`. */
  | { readonly kind: 'entry'; readonly value: ValueType };

export const TEXT: ValueType = { kind: 'text' };
export const NUMBER: ValueType = { kind: 'number' };
export const BOOLEAN: ValueType = { kind: 'boolean' };
export const TIMESTAMP: ValueType = { kind: 'timestamp' };
export const UNKNOWN: ValueType = { kind: 'unknown' };

/** An object nothing is declared about: every field may be there. */
export const OPEN_OBJECT: Field = { type: 'object', open: true };

const SCALARS: Readonly<Record<string, ValueType>> = {
  string: TEXT,
  number: NUMBER,
  long: NUMBER,
  int: NUMBER,
  short: NUMBER,
  byte: NUMBER,
  boolean: BOOLEAN,
  date: TIMESTAMP,
  'date-time': TIMESTAMP,
};

/** The type of values a field of the schema holds. */
export function typeOf(field: Field): ValueType {
  if (field.type === 'object') return { kind: 'object', field };
  if (field.type === 'array') return { kind: 'list', item: field.items === undefined ? UNKNOWN : typeOf(field.items) };
  if (field.type === 'map') return { kind: 'map', value: field.values === undefined ? UNKNOWN : typeOf(field.values) };
  return SCALARS[field.type] ?? UNKNOWN;
}

/** Type of `value.name`; undefined when there is no such field. Through a list it is the list of that field. */
export function stepType(type: ValueType, name: string): ValueType | undefined {
  if (type.kind === 'unknown') return UNKNOWN;
  if (type.kind === 'map') return type.value;
  if (type.kind === 'list') {
    const item = stepType(type.item, name);
    return item === undefined ? undefined : listOf(item);
  }
  if (type.kind !== 'object') return undefined;
  const { fields, open } = type.field;
  if (fields !== undefined && Object.hasOwn(fields, name)) return typeOf(fields[name]!);
  return open === true || fields === undefined ? UNKNOWN : undefined;
}

/** A list of that type; lists in lists are laid out flat, as a path through two arrays gives one list. */
export function listOf(item: ValueType): ValueType {
  return item.kind === 'list' ? item : { kind: 'list', item };
}

/** Names a path could go on with: what a suggestion is chosen from. */
export function stepNames(type: ValueType): readonly string[] {
  if (type.kind === 'list') return stepNames(type.item);
  return type.kind === 'object' ? Object.keys(type.field.fields ?? {}) : [];
}

/** How a type reads in a message. */
export function typeName(type: ValueType): Said {
  return type.kind === 'list' ? say(`pql-list-of-${type.item.kind}`) : say(`pql-${type.kind}`);
}
