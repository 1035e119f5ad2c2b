import type { Field } from './field.ts';

/** A change that data already stored, or readers of it, could not survive. */
export interface BreakingChange {
  /** Dotted wire path. */
  readonly path: string;
  readonly message: string;
}

/**
 * What an update of a schema in use may not do (page "Basics of schema composition: schema evolution"): fields must not be
 * removed, moved or retyped, accepted values must not become fewer. New fields, new required fields, more enum values,
 * enum to suggested values, wider limits, titles and deprecation are free.
 */
export function breakingChanges(before: Field, after: Field): readonly BreakingChange[] {
  const found: BreakingChange[] = [];
  compare(before, after, '', found);
  return found;
}

function compare(before: Field, after: Field, path: string, found: BreakingChange[]): void {
  const place = path === '' ? 'the root' : path;
  if (before.type !== after.type) {
    found.push({ path, message: `${place} changes its type from ${before.type} to ${after.type}` });
    return;
  }
  for (const message of narrowings(before, after)) found.push({ path, message: `${place} ${message}` });
  for (const [name, child] of Object.entries(before.fields ?? {})) {
    const next = Object.hasOwn(after.fields ?? {}, name) ? after.fields?.[name] : undefined;
    const childPath = path === '' ? name : `${path}.${name}`;
    if (next === undefined) found.push({ path: childPath, message: `${childPath} is removed` });
    else compare(child, next, childPath, found);
  }
  if (before.items !== undefined && after.items !== undefined) compare(before.items, after.items, `${path}[]`, found);
  if (before.values !== undefined && after.values !== undefined)
    compare(before.values, after.values, `${path}{}`, found);
}

/** Limits whose larger value (low) or smaller value (high) takes fewer values. */
const LOW = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const HIGH = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

function narrowings(before: Field, after: Field): string[] {
  const messages: string[] = [];
  const lost = after.enum === undefined ? [] : (before.enum ?? []).filter((value) => !after.enum?.includes(value));
  if (before.enum === undefined && after.enum !== undefined) messages.push('gets an enumeration');
  if (lost.length > 0) messages.push(`loses the enum values ${lost.join(', ')}`);
  if (after.pattern !== undefined && after.pattern !== before.pattern) messages.push('gets another pattern');
  if (after.format !== undefined && after.format !== before.format) messages.push('gets another format');
  for (const name of LOW)
    if ((after[name] ?? Number.NEGATIVE_INFINITY) > (before[name] ?? Number.NEGATIVE_INFINITY))
      messages.push(`gets a higher ${name}`);
  for (const name of HIGH)
    if ((after[name] ?? Number.POSITIVE_INFINITY) < (before[name] ?? Number.POSITIVE_INFINITY))
      messages.push(`gets a lower ${name}`);
  if (before.open === true && after.open !== true) messages.push('no longer takes undescribed keys');
  if (after.uniqueItems === true && before.uniqueItems !== true) messages.push('requires unique items');
  return messages;
}
