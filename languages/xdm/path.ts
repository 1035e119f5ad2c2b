import type { Field } from './field.ts';

/**
 * The field at a wire path, from the root down. Arrays are passed through (`productListItems`, `SKU` finds the SKU of an
 * item), also when the path says `[0]`, `[*]` or `items`; below a map every key is known. Undefined when there is none.
 */
export function fieldAt(root: Field, path: readonly string[]): Field | undefined {
  let field: Field | undefined = root;
  for (const segment of path) {
    if (field === undefined) return undefined;
    field = step(field, segment);
  }
  return field;
}

function step(field: Field, segment: string): Field | undefined {
  if (field.type === 'array') return isIndex(segment) ? field.items : field.items && step(field.items, segment);
  if (field.type === 'map') return field.values;
  const name = /^(.+)\[(\d+|\*)\]$/.exec(segment)?.[1] ?? segment;
  return Object.hasOwn(field.fields ?? {}, name) ? field.fields?.[name] : undefined;
}

function isIndex(segment: string): boolean {
  return segment === '[*]' || segment === '*' || /^\[?\d+\]?$/.test(segment);
}

/** Visits every field below the root with its path; array items are visited under the path of the array. */
export function eachField(
  root: Field,
  visit: (path: readonly string[], field: Field) => void,
  path: readonly string[] = [],
): void {
  for (const [name, child] of Object.entries(root.fields ?? {})) {
    const place = [...path, name];
    visit(place, child);
    eachField(child.items ?? child, visit, place);
  }
}

/** The same tree in which the field at the path, and every object above it, must be present. Unknown paths change nothing. */
export function requiring(root: Field, path: readonly string[]): Field {
  const [name, ...rest] = path;
  const child = name === undefined || !Object.hasOwn(root.fields ?? {}, name) ? undefined : root.fields?.[name];
  if (name === undefined || child === undefined) return root;
  return {
    ...root,
    fields: { ...root.fields, [name]: requiring(child, rest) },
    required: [...new Set([...(root.required ?? []), name])],
  };
}
