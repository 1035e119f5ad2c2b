import type { Field } from './field.ts';

/**
 * Only the named fields of a field group, with the objects above them: what `meta:refProperty` in a schema's `allOf` means
 * (page "Schemas endpoint": removing fields of a group from one schema). Pointers are wire names with or without the
 * `properties` and `items` segments of JSON Schema; a pointer to an object keeps all of it.
 */
export function pick(field: Field, pointers: readonly string[]): Field {
  return pickPaths(field, pointers.map(segmentsOf));
}

/** Does `pick` find what the pointer names? What lies in a map or an object that describes nothing may have any name. */
export function picksSome(field: Field, pointer: string): boolean {
  return isThere(field, segmentsOf(pointer));
}

function isThere(field: Field, path: readonly string[]): boolean {
  if (path.length === 0 || field.type === 'map') return true;
  if (field.items !== undefined) return isThere(field.items, path);
  if (field.fields === undefined) return field.type === 'object';
  const [name = '', ...rest] = tail(field, path);
  const child = Object.hasOwn(field.fields, name) ? field.fields[name] : undefined;
  return child !== undefined && isThere(child, rest);
}

function segmentsOf(pointer: string): readonly string[] {
  return pointer.split('/').filter((segment) => segment !== '');
}

function pickPaths(field: Field, paths: readonly (readonly string[])[]): Field {
  if (paths.some((path) => path.length === 0)) return field;
  if (field.items !== undefined) return { ...field, items: pickPaths(field.items, paths) };
  if (field.fields === undefined) return field;
  const fields: Record<string, Field> = {};
  for (const [name, child] of Object.entries(field.fields)) {
    const below = paths.map((path) => tail(field, path)).filter(([head]) => head === name);
    if (below.length > 0)
      fields[name] = pickPaths(
        child,
        below.map(([, ...rest]) => rest),
      );
  }
  const required = field.required?.filter((name) => Object.hasOwn(fields, name));
  return { ...field, fields, ...(required === undefined ? {} : { required }) };
}

/** The path without JSON Schema's own segments, unless a field really has that name. */
function tail(field: Field, path: readonly string[]): readonly string[] {
  const [head = ''] = path;
  const structural = (head === 'properties' || head === 'items') && !Object.hasOwn(field.fields ?? {}, head);
  return structural ? tail(field, path.slice(1)) : path;
}
