import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import { type Chosen, chosenOf, covers, including, pointersOf } from '../chosen-fields/chosen.ts';
import { choiceWith, type GroupFields, hasField, referenceTo } from '../chosen-fields/group-fields.ts';
import type { StandardFields } from '../chosen-fields/recommended-fields.tsx';
import { t } from '../chosen-fields/texts.ts';
import { type FieldNode, nodeAt, plainPath } from '../field-nodes.ts';
import { useClasses, useDocuments, useFieldGroups } from '../library.ts';
import type { ExtendedGroup } from '../own-fields/extend-object.tsx';
import type { WholeSchema } from '../schemas.ts';

/** The field groups of a schema; those that are on their way are missing. */
export function useSchemaGroups(schema: WholeSchema): readonly GroupFields[] {
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
  // What is not known yet is not offered to be taken away.
  return (path) => document === undefined || hasField(document, path);
}

/**
 * Chooses fields of groups; a group nothing is chosen of is taken away, one the schema does not have yet is added. `done` says that
 * it is done.
 */
export function useChooseFields(schema: WholeSchema, done: () => string) {
  const client = useClient();
  return useChange(
    (choices: ReadonlyMap<string, Chosen>) =>
      client.call('patchSchema', { path: { resourceId: schema.altId }, body: [...operationsOf(schema, choices)] }),
    done,
  );
}

/** Every place where the schema refers to the groups, the last first, each only if it still is what it was; and new ones. */
function operationsOf({ references, pointers }: WholeSchema, choices: ReadonlyMap<string, Chosen>) {
  const added = [...choices].filter(([id]) => !references.includes(id)).map(([id, chosen]) => referenceTo(id, chosen));
  const changed = references
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
  return [...changed, ...added.map((value) => ({ op: 'add', path: '/allOf/-', value }))];
}

/** Puts a field group that extends another in its place, with the same fields and the one at the path. */
export function extensionOf({ references }: WholeSchema, { id, chosen }: ExtendedGroup, by: string, path: string) {
  const places = references.flatMap((reference, index) => (reference === id ? [index] : []));
  return places.toReversed().flatMap((index) => {
    const entry = `/allOf/${index}`;
    const value = referenceTo(by, including(chosen, path));
    const test = { op: 'test', path: `${entry}/$ref`, value: id };
    return [test, index === places[0] ? { op: 'replace', path: entry, value } : { op: 'remove', path: entry }];
  });
}

/** Sees to it that the schema has a field a group of the organisation's own was given; the group may stand in place of the one it extends. */
export function useTakeIn(schema: WholeSchema) {
  const client = useClient();
  const cache = useQueryClient();
  const groups = useSchemaGroups(schema);
  return async ({ id }: { readonly id: string }, path: string, extended?: ExtendedGroup) => {
    const chosen = groups.find((one) => one.id === id)?.chosen;
    const body = schema.references.includes(id)
      ? operationsOf(schema, covers(chosen, plainPath(path)) ? new Map() : new Map([[id, including(chosen, path)]]))
      : extended === undefined
        ? []
        : extensionOf(schema, extended, id, path);
    if (body.length === 0) return;
    await client.call('patchSchema', { path: { resourceId: schema.altId }, body: [...body] });
    await cache.invalidateQueries({ queryKey: [SCHEMAS] });
  };
}

/** Takes standard fields into the schema, each with its group; `onTaken` is told the path of the field. */
export function useStandardFields(schema: WholeSchema, nodes: readonly FieldNode[]) {
  const groups = useSchemaGroups(schema);
  const ofClass = useClasses().data?.find(({ id }) => id === schema.class);
  const { attempt } = useChooseFields(schema, () => t('taken'));
  return (onTaken: (path: string) => void): StandardFields => ({
    ofClass,
    groups: schema.fieldGroups,
    has: (path) => nodeAt(nodes, path) !== undefined,
    onTake: async ({ id }, document, path) => {
      await attempt(new Map([[id, choiceWith(groups, id, document, path)]]));
      onTaken(path);
    },
  });
}
