import { parseJson } from '@meniscus/languages/syntax';
/** Spellings of Adobe's published requests that differ from what they mean; clients copy them. */

/** The OpenAPI file writes `"$ref "`, with a blank, in every request body. */
export function withReferences(body: unknown): unknown {
  const text = typeof body === 'object' ? JSON.stringify(body) : '';
  return text.includes('"$ref ":') ? parseJson(text.replaceAll('"$ref ":', '"$ref":')) : body;
}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly value?: unknown;
}

const TAGS = '/meta:immutableTags';

/**
 * Patches with a path that lacks its first slash (`description`), and with a tag added to a list that is not there yet
 * (`/meta:immutableTags-`, `/meta:immutableTags/-`).
 */
export function withPointers(operations: unknown, tagged: boolean): unknown {
  if (!Array.isArray(operations)) return operations;
  return operations.map((operation: Operation) => {
    const { path, value } = operation ?? {};
    if (typeof path !== 'string') return operation;
    const pointer = path === '' || path.startsWith('/') ? path : `/${path}`;
    const adds = pointer === `${TAGS}-` || pointer === `${TAGS}/-`;
    if (!adds) return { ...operation, path: pointer };
    return tagged ? { ...operation, path: `${TAGS}/-` } : { ...operation, path: TAGS, value: [value].flat() };
  });
}
