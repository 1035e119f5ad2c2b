import { type GroupFields, groupsWith } from '../chosen-fields/group-fields.ts';
import { type FieldNode, objectIn } from '../field-nodes.ts';
import { fits, useClasses, useFieldGroups } from '../library.ts';
import { AddOwnField, type NewGroup } from './add-own-field.tsx';
import { isOwn, type OwnPart, useOwnParts } from './own-parts.ts';
import { t } from './texts.ts';

/** A standard field group of a schema that is extended. */
export interface ExtendedGroup extends GroupFields {
  /** `$id`s of the classes it is for; none: any. */
  readonly extends: readonly string[];
}

/** How a schema, or the draft of one, comes to a field in a group that extends another. */
export interface Extending {
  /** Has a group that is not there yet taken the place of this one? Then no other is offered. */
  readonly isExtended?: (id: string) => boolean;
  readonly newGroup: (extended: ExtendedGroup) => NewGroup;
  /** Sees to it that the schema has the field the part was given; the part may come in place of the group. */
  readonly takeIn: (part: OwnPart, path: string, extended: ExtendedGroup) => Promise<unknown>;
  /** What is to be known before a group that is there already is changed. */
  readonly partHint?: string;
}

/**
 * Adds a field of the organisation's own inside a standard object: in a field group that extends the standard one and takes its
 * place in the schema, one that is there already before a new one (page "Create and edit schemas": add fields to a standard field
 * group). Objects of the class, and values of maps, take none.
 */
export function ExtendObject({
  classId,
  groups,
  nodes,
  field,
  tenant,
  extending,
  onAdded,
}: {
  classId: string;
  /** Those of the schema, as far as they are known. */
  groups: readonly GroupFields[];
  nodes: readonly FieldNode[];
  field: FieldNode;
  tenant: string;
  extending: Extending;
  onAdded: (path: string) => void;
}) {
  const known = useFieldGroups().data ?? [];
  const ofClass = useClasses().data?.find(({ id }) => id === classId);
  const object = objectIn(field, `_${tenant}`);
  const [group] = groupsWith(groups, field);
  const id = group?.id ?? '';
  const isThere = isOwn(id, tenant);
  const others = known.filter((one) => one.isCustom && one.ancestors.includes(id) && fits(one, ofClass));
  const names = isThere ? [id] : extending.isExtended?.(id) === true ? [] : others.map((one) => one.id);
  const parts = useOwnParts(
    object === undefined ? [] : names.map((name) => ({ kind: 'fieldGroup', id: name })),
    tenant,
  );
  // Where it would go is known before it is asked for.
  if (object === undefined || group === undefined || parts.length < names.length) return null;
  const extended = { ...group, extends: known.find((one) => one.id === id)?.extends ?? [] };
  const { partHint } = extending;
  return (
    <AddOwnField
      label={t('addFieldInside')}
      {...(isThere
        ? {}
        : { hint: t('extends', { object, group: group.title }), newGroup: extending.newGroup(extended) })}
      {...(partHint === undefined ? {} : { partHint })}
      parts={parts}
      root={`${object}._${tenant}`}
      nodes={nodes}
      selected={field.path}
      takeIn={(part, path) => extending.takeIn(part, path, extended)}
      onAdded={onAdded}
    />
  );
}
