import { Button, ComboBox, ComboBoxItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FormDialog } from '../ui/form-dialog.tsx';
import { t as shared } from '../ui/messages.ts';
import { RowsTable } from '../ui/rows-table.tsx';
import { useMayManage } from './access.ts';
import { RemoveButton } from './remove-button.tsx';
import { t } from './texts.ts';

/** Somebody who is, or can be, inside. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** Who is in a role or a group; whoever may, takes others in and out. */
export function MemberList({
  label,
  detail,
  addLabel,
  inside,
  outside,
  onAdd,
  onRemove,
}: {
  label: string;
  /** What the detail of a member is. */
  detail: string;
  addLabel: string;
  inside: readonly Member[];
  outside: readonly Member[];
  onAdd: (member: Member) => Promise<unknown>;
  onRemove: (member: Member) => Promise<unknown>;
}) {
  const mayManage = useMayManage();
  const actions = {
    key: 'actions',
    title: t('remove'),
    cell: (member: Member) => <RemoveButton name={member.name} act={() => onRemove(member)} />,
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}>
      {mayManage && <AddMember label={addLabel} outside={outside} onAdd={onAdd} />}
      <RowsTable
        label={label}
        rows={inside}
        empty={t(mayManage ? 'noMembers' : 'noMembersReader')}
        id={({ id }) => id}
        columns={[
          { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
          { key: 'detail', title: detail, cell: (member) => member.detail, share: 2 },
          ...(mayManage ? [actions] : []),
        ]}
      />
    </div>
  );
}

function AddMember({
  label,
  outside,
  onAdd,
}: {
  label: string;
  outside: readonly Member[];
  onAdd: (member: Member) => Promise<unknown>;
}) {
  if (outside.length === 0) return <p className={style({ font: 'body', margin: 0 })}>{t('everybodyIn')}</p>;
  return (
    <FormDialog
      button={<Button variant="accent">{label}</Button>}
      title={label}
      submit={t('add')}
      onSubmit={({ member }) => onAdd(outside.find(({ id }) => id === member)!)}
    >
      <ComboBox name="member" formValue="key" label={shared('name')} isRequired autoFocus defaultItems={outside}>
        {({ id, name, detail }: Member) => <ComboBoxItem id={id}>{`${name} (${detail})`}</ComboBoxItem>}
      </ComboBox>
    </FormDialog>
  );
}
