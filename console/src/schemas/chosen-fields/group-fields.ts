import type { SchemaNode } from '@meniscus/languages/xdm';
import { type FieldNode, fieldNodes, NO_MARKS, plainPath } from '../field-nodes.ts';
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
  let node: SchemaNode | undefined = document;
  for (const name of plainPath(path).split('.')) node = inside(node)?.properties?.[name];
  return node !== undefined;
}

/** What lies in a list or a map, however many lie in each other. */
function inside(node: SchemaNode | undefined): SchemaNode | undefined {
  const values = node?.additionalProperties;
  if (node?.items !== undefined) return inside(node.items);
  return typeof values === 'object' && node?.properties === undefined ? inside(values as SchemaNode) : node;
}

/** Those of the groups that give a schema the field. */
export function groupsWith(groups: readonly GroupFields[], { path }: FieldNode): readonly GroupFields[] {
  return groups.filter(({ document, chosen }) => touches(chosen, plainPath(path)) && hasField(document, path));
}

/** For each of the groups the choice that is left of it without the field. */
export function removalOf(groups: readonly GroupFields[], { path }: FieldNode): ReadonlyMap<string, readonly string[]> {
  return new Map(
    groups.map(({ id, document, chosen }) => [
      id,
      withoutField(fieldNodes(document, NO_MARKS), chosen, plainPath(path)),
    ]),
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
