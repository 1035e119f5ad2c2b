import type { Said } from '@meniscus/languages/syntax';
import type { Field } from './field.ts';
import { say } from './phrases.ts';

/** A change that data already stored, or readers of it, could not survive. */
export interface BreakingChange extends Said {
  /** Dotted wire path. */
  readonly path: string;
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
  const place = path === '' ? say('xdm-root') : path;
  if (before.type !== after.type) {
    found.push({ path, ...say('xdm-changes-type', { place, from: before.type, to: after.type }) });
    return;
  }
  for (const said of narrowings(before, after, place)) found.push({ path, ...said });
  for (const [name, child] of Object.entries(before.fields ?? {})) {
    const next = Object.hasOwn(after.fields ?? {}, name) ? after.fields?.[name] : undefined;
    const childPath = path === '' ? name : `${path}.${name}`;
    if (next === undefined) found.push({ path: childPath, ...say('xdm-removed', { place: childPath }) });
    else compare(child, next, childPath, found);
  }
  if (before.items !== undefined && after.items !== undefined) compare(before.items, after.items, `${path}[]`, found);
  if (before.values !== undefined && after.values !== undefined)
    compare(before.values, after.values, `${path}{}`, found);
}

/** Limits whose larger value (low) or smaller value (high) takes fewer values. */
const LOW = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const HIGH = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

function narrowings(before: Field, after: Field, place: string | Said): Said[] {
  const found: Said[] = [];
  const lost = after.enum === undefined ? [] : (before.enum ?? []).filter((value) => !after.enum?.includes(value));
  if (before.enum === undefined && after.enum !== undefined) found.push(say('xdm-gets-enum', { place }));
  if (lost.length > 0) found.push(say('xdm-loses-values', { place, values: lost.join(', ') }));
  if (after.pattern !== undefined && after.pattern !== before.pattern) found.push(say('xdm-other-pattern', { place }));
  if (after.format !== undefined && after.format !== before.format) found.push(say('xdm-other-format', { place }));
  for (const name of LOW)
    if ((after[name] ?? Number.NEGATIVE_INFINITY) > (before[name] ?? Number.NEGATIVE_INFINITY))
      found.push(say('xdm-higher-limit', { place, limit: name }));
  for (const name of HIGH)
    if ((after[name] ?? Number.POSITIVE_INFINITY) < (before[name] ?? Number.POSITIVE_INFINITY))
      found.push(say('xdm-lower-limit', { place, limit: name }));
  if (before.open === true && after.open !== true) found.push(say('xdm-closed', { place }));
  if (after.uniqueItems === true && before.uniqueItems !== true) found.push(say('xdm-made-unique', { place }));
  return found;
}
