import type { SchemaNode } from '@meniscus/languages/xdm';

/**
 * A field group of the organisation's own as the registry is given it: with fields of its own, for some classes (`$id`s; none:
 * any), or one that extends another by its `$id`. What the library says of its objects comes first, so it stands.
 */
export function groupDocument(
  title: string,
  classes: readonly string[],
  customFields: SchemaNode,
  extended?: string,
): Record<string, unknown> {
  return {
    type: 'object',
    title,
    'meta:intendedToExtend': classes,
    definitions: { customFields },
    allOf: [
      ...(extended === undefined ? [] : [{ $ref: extended, type: 'object' }]),
      { $ref: '#/definitions/customFields', type: 'object' },
    ],
  };
}
