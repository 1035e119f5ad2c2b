import type { Said } from '@meniscus/languages/syntax';
import type { Field } from './field.ts';
import { say } from './phrases.ts';

/** Two parts of a schema that say different things about one field. The first part wins. */
export interface Conflict extends Said {
  /** Dotted wire path. */
  readonly path: string;
}

/** True for objects whose keys are not described at all. */
function undescribed(field: Field): boolean {
  return field.fields === undefined || Object.keys(field.fields).length === 0;
}

/** Set-like append that keeps the order of first appearance. */
function appended<T>(first: readonly T[] | undefined, second: readonly T[] | undefined): readonly T[] | undefined {
  return first === undefined || second === undefined ? (first ?? second) : [...new Set([...first, ...second])];
}

/**
 * One field out of two descriptions of it: objects are joined child by child; suggested values and enumerations are
 * appended and de-duplicated (page "Union schemas: merging enums and suggested values"). Different types are reported.
 */
export function mergeFields(first: Field, second: Field, path: string, conflicts: Conflict[]): Field {
  if (first === second) return first;
  if (first.type !== second.type) {
    const place = path === '' ? say('xdm-root') : path;
    conflicts.push({ path, ...say('xdm-two-types', { place, one: first.type, other: second.type }) });
    return first;
  }
  const both: Field = { ...second, ...first };
  const merged = { ...both, ...mergedValues(first, second) };
  if (first.type === 'object') return { ...merged, ...mergedChildren(first, second, path, conflicts) };
  if (first.items !== undefined && second.items !== undefined)
    return { ...merged, items: mergeFields(first.items, second.items, `${path}[]`, conflicts) };
  if (first.values !== undefined && second.values !== undefined)
    return { ...merged, values: mergeFields(first.values, second.values, `${path}{}`, conflicts) };
  return merged;
}

function mergedValues(first: Field, second: Field): Partial<Field> {
  const values = appended(first.enum, second.enum);
  const suggested =
    first.suggested === undefined || second.suggested === undefined
      ? undefined
      : { ...first.suggested, ...second.suggested };
  return { ...(values === undefined ? {} : { enum: values }), ...(suggested === undefined ? {} : { suggested }) };
}

function mergedChildren(first: Field, second: Field, path: string, conflicts: Conflict[]): Partial<Field> {
  const fields: Record<string, Field> = { ...first.fields };
  for (const [name, child] of Object.entries(second.fields ?? {})) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields[name] =
      known === undefined ? child : mergeFields(known, child, path === '' ? name : `${path}.${name}`, conflicts);
  }
  const required = appended(first.required, second.required);
  // An object that is open only because it describes nothing closes when the other part describes it.
  const open = undescribed(first)
    ? undescribed(second) || second.open === true
    : first.open === true || (!undescribed(second) && second.open === true);
  return { fields, open: open ? true : undefined, ...(required === undefined ? {} : { required }) } as Partial<Field>;
}
