import type { SchemaNode } from '@meniscus/languages/xdm';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { type Chosen, chosenOf, pointersOf, touches, withoutField } from '../chosen-fields/chosen.ts';
import { type FieldNode, fieldNodes, NO_MARKS, nodeAt, plainPath } from '../field-nodes.ts';
import { useClasses, useDocuments, useFieldGroups } from '../library.ts';
import type { WholeSchema } from '../schemas.ts';

/** A field group of a schema, and which of its fields the schema has. */
export interface SchemaGroup {
  readonly id: string;
  readonly title: string;
  readonly document: SchemaNode;
  readonly chosen: Chosen;
}

/** The field groups of a schema; those that are on their way are missing. */
export function useSchemaGroups(schema: WholeSchema): readonly SchemaGroup[] {
  const known = useFieldGroups().data ?? [];
  const parts = schema.fieldGroups.flatMap((id) => known.find((one) => one.id === id) ?? []);
  const documents = useDocuments(parts.map((part) => ({ part, kind: 'group' as const })));
  return parts.flatMap(({ id, title }) => {
    const document = documents.find(({ $id }) => $id === id);
    return document === undefined ? [] : [{ id, title, document, chosen: chosenIn(schema, id, document) }];
  });
}

/** A group that is referred to twice has the fields of both. */
function chosenIn({ references, pointers }: WholeSchema, id: string, document: SchemaNode): Chosen {
  const said = references.flatMap((reference, index) => (reference === id ? [pointers[index]] : []));
  return said.includes(undefined)
    ? undefined
    : chosenOf(
        said.flatMap((one) => one ?? []),
        document,
      );
}

/** Does the class itself have the field? Then no field group can take it away. */
export function useIsOfClass({ class: classId }: WholeSchema): (path: string) => boolean {
  const part = (useClasses().data ?? []).find(({ id }) => id === classId);
  const [document] = useDocuments(part === undefined ? [] : [{ part, kind: 'class' }]);
  const nodes = document === undefined ? [] : fieldNodes(document, NO_MARKS);
  // What is not known yet is not offered to be taken away.
  return (path) => document === undefined || nodeAt(nodes, path) !== undefined;
}

/** Which groups give the schema the field, each with the choice that is left of it without the field. */
export function removalOf(groups: readonly SchemaGroup[], { path }: FieldNode): ReadonlyMap<string, readonly string[]> {
  const plain = plainPath(path);
  return new Map(
    groups.flatMap(({ id, document, chosen }) => {
      const nodes = fieldNodes(document, NO_MARKS);
      const has = nodeAt(nodes, path) !== undefined && touches(chosen, plain);
      return has ? [[id, withoutField(nodes, chosen, plain)] as const] : [];
    }),
  );
}

/** Chooses fields of groups of the schema; a group nothing is chosen of is taken away. `done` says that it is done. */
export function useChooseFields(schema: WholeSchema, done: () => string) {
  const client = useClient();
  return useChange(
    (choices: ReadonlyMap<string, Chosen>) =>
      client.call('patchSchema', { path: { resourceId: schema.altId }, body: [...operationsOf(schema, choices)] }),
    done,
  );
}

/** Every place where the schema refers to the groups, the last first; each only if it still is what it was. */
function operationsOf({ references, pointers }: WholeSchema, choices: ReadonlyMap<string, Chosen>) {
  return references
    .map((reference, index) => ({ reference, index }))
    .filter(({ reference }) => choices.has(reference))
    .toReversed()
    .flatMap(({ reference, index }) => {
      const chosen = choices.get(reference);
      const entry = `/allOf/${index}`;
      const place = `${entry}/meta:refProperty`;
      const test = { op: 'test', path: `${entry}/$ref`, value: reference };
      if (chosen?.length === 0) return [test, { op: 'remove', path: entry }];
      if (chosen !== undefined) return [test, { op: 'add', path: place, value: pointersOf(chosen) }];
      return pointers[index] === undefined ? [] : [test, { op: 'remove', path: place }];
    });
}
