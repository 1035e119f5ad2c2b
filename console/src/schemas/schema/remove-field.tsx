import { Button } from '@react-spectrum/s2';
import { useConfirm } from '../../ui/confirm.tsx';
import { groupsWith, removalOf } from '../chosen-fields/group-fields.ts';
import { t } from '../chosen-fields/texts.ts';
import type { FieldNode } from '../field-nodes.ts';
import type { WholeSchema } from '../schemas.ts';
import { useChooseFields, useIsOfClass, useSchemaGroups } from './schema-groups.ts';

/** Takes a field of a field group out of the schema; the group and other schemas keep it. */
export function RemoveField({ schema, field }: { schema: WholeSchema; field: FieldNode }) {
  const groups = useSchemaGroups(schema);
  const isOfClass = useIsOfClass(schema);
  const confirm = useConfirm();
  const { run, isPending } = useChooseFields(schema, () => t('removed', field.path));
  const having = groupsWith(groups, field);
  if (having.length === 0 || isOfClass(field.path)) return null;
  const ask = async () => {
    const question = { title: t('removeTitle', field.path), consequence: t('removeHint') };
    if (await confirm({ ...question, confirm: t('remove'), destructive: true })) run(removalOf(having, field));
  };
  return (
    <Button variant="secondary" size="S" isPending={isPending} onPress={() => void ask()}>
      {t('remove')}
    </Button>
  );
}
