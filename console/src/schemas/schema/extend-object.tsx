import { groupsWith } from '../chosen-fields/group-fields.ts';
import { type FieldNode, objectIn } from '../field-nodes.ts';
import { fits, useClasses, useFieldGroups } from '../library.ts';
import { AddOwnField } from '../own-fields/add-own-field.tsx';
import { isOwn, useOwnParts } from '../own-fields/own-parts.ts';
import { t } from '../own-fields/texts.ts';
import type { WholeSchema } from '../schemas.ts';
import { useNewGroup } from './new-group.ts';
import { useSchemaGroups, useTakeIn } from './schema-groups.ts';

/**
 * Adds a field of the organisation's own inside a standard object: in a field group that extends the standard one and takes its
 * place in the schema, one that is there already before a new one (page "Create and edit schemas": add fields to a standard field
 * group). Objects of the class, and values of maps, take none.
 */
export function ExtendObject({
  schema,
  nodes,
  field,
  tenant,
  onAdded,
}: {
  schema: WholeSchema;
  nodes: readonly FieldNode[];
  field: FieldNode;
  tenant: string;
  onAdded: (path: string) => void;
}) {
  const known = useFieldGroups().data ?? [];
  const ofClass = useClasses().data?.find(({ id }) => id === schema.class);
  const object = objectIn(field, `_${tenant}`);
  const [group] = groupsWith(useSchemaGroups(schema), field);
  const id = group?.id ?? '';
  const isThere = isOwn(id, tenant);
  const extending = known.filter((one) => one.isCustom && one.ancestors.includes(id) && fits(one, ofClass));
  const names = isThere ? [id] : extending.map((one) => one.id);
  const parts = useOwnParts(
    object === undefined ? [] : names.map((name) => ({ kind: 'fieldGroup', id: name })),
    tenant,
  );
  const extended = group && { ...group, extends: known.find((one) => one.id === id)?.extends ?? [] };
  const newGroup = useNewGroup(schema, extended);
  const takeIn = useTakeIn(schema, extended);
  // Where it would go is known before it is asked for.
  if (object === undefined || group === undefined || parts.length < names.length) return null;
  return (
    <AddOwnField
      label={t('addFieldInside')}
      {...(isThere ? {} : { hint: t('extends', { object, group: group.title }), newGroup })}
      parts={parts}
      root={`${object}._${tenant}`}
      nodes={nodes}
      selected={field.path}
      takeIn={takeIn}
      onAdded={onAdded}
    />
  );
}
