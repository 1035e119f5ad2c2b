import { groupsWith, removalOf } from '../chosen-fields/group-fields.ts';
import { t } from '../chosen-fields/texts.ts';
import type { FieldNode } from '../field-nodes.ts';
import type { WholeSchema } from '../schemas.ts';
import { SmallAction } from '../small-button.tsx';
import { useChooseFields, useIsOfClass, useSchemaGroups } from './schema-groups.ts';

/** Takes a field of a field group out of the schema; the group and other schemas keep it. */
export function RemoveField({ schema, field }: { schema: WholeSchema; field: FieldNode }) {
  const groups = useSchemaGroups(schema);
  const isOfClass = useIsOfClass(schema);
  const { attempt } = useChooseFields(schema, () => t('removed', field.path));
  const having = groupsWith(groups, field);
  if (having.length === 0 || isOfClass(field.path)) return null;
  const question = { title: t('removeTitle', field.path), consequence: t('removeHint'), destructive: true };
  return <SmallAction verb={t('remove')} question={question} act={() => attempt(removalOf(having, field))} />;
}
