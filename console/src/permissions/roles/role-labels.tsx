import { Button, ComboBox, ComboBoxItem, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { type Label, type Role, useLabels, useMayManage } from '../access.ts';
import { RemoveButton } from '../remove-button.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

const LABEL = /^(core|custom)\/[A-Za-z0-9._-]{1,64}$/;

interface Step {
  readonly op: 'add' | 'remove';
  readonly label: string;
}

/** The labels a role carries: what labelled fields and audiences its members see. */
export function RoleLabels({ role }: { role: Role }) {
  const client = useClient();
  const mayManage = useMayManage();
  const carried = role.subjectAttributes.labels;
  const known = useLabels().data ?? [];
  const change = useChange(
    ({ op, label }: Step) =>
      client.call('updateRole', {
        path: { roleId: role.id },
        body: { operations: [{ op, path: '/labels', value: [label] }] },
      }),
    ({ op, label }) => access(op === 'add' ? 'added' : 'removed', label),
  );
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('labelsHint')}</p>
      {mayManage && (
        <FormDialog
          button={<Button variant="accent">{t('addLabel')}</Button>}
          title={t('addLabel')}
          submit={access('add')}
          onSubmit={({ label = '' }) => change.attempt({ op: 'add', label })}
        >
          <LabelField labels={known.filter(({ label }) => !carried.includes(label))} />
        </FormDialog>
      )}
      <RowsTable
        label={access('labels')}
        rows={carried}
        id={(label) => label}
        columns={[
          { key: 'label', title: t('label'), cell: (label) => label },
          {
            key: 'name',
            title: shared('name'),
            cell: (label) => known.find((one) => one.label === label)?.friendlyName ?? '',
            share: 2,
          },
          ...(mayManage
            ? [
                {
                  key: 'actions',
                  title: access('remove'),
                  cell: (label: string) => (
                    <RemoveButton name={label} onPress={() => change.run({ op: 'remove', label })} />
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

/** A label that is there, or any other in the right form: what carries it may come later. */
function LabelField({ labels }: { labels: readonly Label[] }) {
  return (
    <ComboBox
      name="label"
      label={t('label')}
      description={t('labelForm')}
      allowsCustomValue
      formValue="text"
      menuTrigger="focus"
      validate={({ inputValue }) => LABEL.test(inputValue) || t('labelForm')}
      isRequired
      autoFocus
      defaultItems={labels}
    >
      {({ label, friendlyName }) => (
        <ComboBoxItem id={label} textValue={label}>
          <Text slot="label">{label}</Text>
          <Text slot="description">{friendlyName}</Text>
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}
