import type { SchemaNode } from '@meniscus/languages/xdm';
import { type FieldNode, fieldNodes, NO_MARKS, nodeAt, plainPath } from '../field-nodes.ts';
import { type Chosen, pointersOf, touches, withField, withoutField } from './chosen.ts';

/** A field group of a schema, and which of its fields the schema has. */
export interface GroupFields {
  readonly id: string;
  readonly title: string;
  /** The group with everything it refers to resolved. */
  readonly document: SchemaNode;
  readonly chosen: Chosen;
}

/** Is there a field at the path, as trees name it? */
export function hasField(document: SchemaNode, path: string): boolean {
  return nodeAt(fieldNodes(document, NO_MARKS), path) !== undefined;
}

/** Which groups give a schema the field, each with the choice that is left of it without the field. */
export function removalOf(groups: readonly GroupFields[], { path }: FieldNode): ReadonlyMap<string, readonly string[]> {
  const plain = plainPath(path);
  return new Map(
    groups.flatMap(({ id, document, chosen }) => {
      const nodes = fieldNodes(document, NO_MARKS);
      const has = nodeAt(nodes, path) !== undefined && touches(chosen, plain);
      return has ? [[id, withoutField(nodes, chosen, plain)] as const] : [];
    }),
  );
}

/** The choice of a group with one field more; of a group the schema does not have yet it is the only one. */
export function choiceWith(groups: readonly GroupFields[], id: string, document: SchemaNode, path: string): Chosen {
  const group = groups.find((one) => one.id === id);
  return withField(fieldNodes(document, NO_MARKS), group === undefined ? [] : group.chosen, plainPath(path));
}

/** What `allOf` of a schema says of a group. */
export function referenceTo($ref: string, chosen: Chosen) {
  return { $ref, type: 'object', ...(chosen === undefined ? {} : { 'meta:refProperty': pointersOf(chosen) }) };
}
