/**
 * The published API description has slips in its examples that people copy: a blank behind `$ref`, a patch path without its
 * first slash, and `/meta:immutableTags-` for the end of a list that a schema does not have yet. What is meant is plain, so it
 * is taken (decision 0010).
 */

/** The body with `"$ref "` read as `"$ref"`, wherever it stands. The body itself when it has none. */
export function withoutBlankReferences(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if (!JSON.stringify(body).includes('"$ref ":')) return body;
  return renamed(body);
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name === '$ref ' ? '$ref' : name, renamed(child)]),
  );
}

const TAGS = '/meta:immutableTags';

/** The operations as they are meant, for a document with these tags. Anything that is no list of operations stays as it is. */
export function withoutPatchSlips(operations: unknown, tags: unknown): unknown {
  if (!Array.isArray(operations)) return operations;
  return operations.map((operation: unknown) => {
    if (typeof operation !== 'object' || operation === null) return operation;
    const { path, value } = operation as { readonly path?: unknown; readonly value?: unknown };
    if (typeof path !== 'string') return operation;
    const whole = path === '' || path.startsWith('/') ? path : `/${path}`;
    if (whole === `${TAGS}-` || (whole === `${TAGS}/-` && !Array.isArray(tags)))
      return { ...operation, path: TAGS, value: [...(Array.isArray(tags) ? tags : []), value] };
    return { ...operation, path: whole };
  });
}
