import { ActionButton, Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../../ui/address.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { usePartTitles } from '../../ui/part-titles.ts';
import { useMay } from '../../ui/person.ts';
import type { GroupFields } from '../chosen-fields/group-fields.ts';
import { ManageFields } from '../chosen-fields/manage-fields.tsx';
import { t as chosenTexts } from '../chosen-fields/texts.ts';
import { groups as groupTexts } from '../field-groups-texts.ts';
import type { WholeSchema } from '../schemas.ts';
import { AddFieldGroups } from './add-field-groups.tsx';
import { inlineList } from './inline-list.ts';
import { useChooseFields, useSchemaGroups } from './schema-groups.ts';
import { own } from './texts.ts';

interface FieldGroupsProps {
  readonly schema: WholeSchema;
  /** Is told why the platform does not take or does not give up a field group. */
  readonly onRefused: (error: Error) => void;
}

/** The field groups of a schema, with the way to each; they can be added, and taken away while no data is stored by them. */
export function SchemaFieldGroups({ schema, onRefused }: FieldGroupsProps) {
  const mayManage = useMay('manage-schemas');
  const titles = usePartTitles().data;
  const groups = useSchemaGroups(schema);
  return (
    <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 12 })}>
      {schema.fieldGroups.length === 0 ? (
        own('noFieldGroups')
      ) : (
        <ul aria-label={groupTexts('fieldGroups')} className={inlineList}>
          {schema.fieldGroups.map((id) => (
            <li key={id} className={style({ display: 'flex', alignItems: 'center', gap: 4 })}>
              <Link href={to`/schemas/field-groups/${altIdOf(id)}`} isQuiet>
                {titles?.get(id) ?? id}
              </Link>
              {mayManage &&
                groups
                  .filter((group) => group.id === id)
                  .map((group) => <ManageGroupFields key={id} schema={schema} group={group} />)}
              {mayManage && (
                <RemoveFieldGroup schema={schema} id={id} title={titles?.get(id) ?? id} onRefused={onRefused} />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayManage && <AddFieldGroups schema={schema} onRefused={onRefused} />}
    </div>
  );
}

/** `meta:altId` of a `$id`. */
function altIdOf(id: string): string {
  return `_${id.replace('https://ns.adobe.com/', '').replaceAll('/', '.')}`;
}

function ManageGroupFields({
  schema,
  group: { id, title, document, chosen },
}: {
  schema: WholeSchema;
  group: GroupFields;
}) {
  const { attempt } = useChooseFields(schema, () => chosenTexts('changed', title));
  return (
    <ManageFields
      title={title}
      group={document}
      chosen={chosen}
      onChoose={(fields) => attempt(new Map([[id, fields]]))}
    />
  );
}

function RemoveFieldGroup({ schema, id, title, onRefused }: FieldGroupsProps & { id: string; title: string }) {
  const confirm = useConfirm();
  const { attempt, isPending } = useChooseFields(schema, () => own('groupRemoved', title));
  const ask = async () => {
    const question = { title: own('removeGroupTitle', title), consequence: own('removeGroupHint') };
    if (await confirm({ ...question, confirm: own('remove'), destructive: true }))
      await attempt(new Map([[id, []]])).catch(onRefused);
  };
  return (
    <ActionButton
      size="XS"
      isQuiet
      isDisabled={isPending}
      aria-label={own('removeGroup', title)}
      onPress={() => void ask()}
    >
      ✕
    </ActionButton>
  );
}
