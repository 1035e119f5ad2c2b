import { Button, ButtonGroup, TextArea, TextField } from '@react-spectrum/s2';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { type Role, useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** What can be done with a role as a whole. What a system-defined role is cannot be changed. */
export function RoleActions({ role }: { role: Role }) {
  if (!useMayManage()) return null;
  const isOwn = role.roleType !== 'system-defined';
  return (
    <ButtonGroup>
      {isOwn && <EditRole role={role} />}
      <DuplicateRole role={role} />
      {isOwn && <DeleteRole role={role} />}
    </ButtonGroup>
  );
}

function EditRole({ role: { id, name, description, roleType } }: { role: Role }) {
  const client = useClient();
  const edit = useChange(
    (body: { name: string; description: string; roleType: string }) =>
      client.call('replaceRole', { path: { roleId: id }, body }),
    (body) => t('changed', body.name),
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{access('edit')}</Button>}
      title={`${access('edit')} ${name}`}
      submit={access('save')}
      onSubmit={(entered) =>
        edit.attempt({ name: entered.name ?? '', description: entered.description ?? '', roleType })
      }
    >
      <TextField name="name" label={shared('name')} defaultValue={name} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} defaultValue={description} />
    </FormDialog>
  );
}

function DuplicateRole({ role }: { role: Role }) {
  const { description, permissionSets, sandboxes, subjectAttributes } = role;
  const client = useClient();
  const duplicate = useChange(
    (name: string) =>
      client.call('createRole', { body: { name, description, permissionSets, sandboxes, subjectAttributes } }),
    (name) => t('created', name),
    ({ id }) => to`/permissions/roles/${id}`,
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{t('duplicate')}</Button>}
      title={t('duplicateTitle', role.name)}
      submit={t('duplicate')}
      onSubmit={({ name = '' }) => duplicate.attempt(name)}
    >
      <TextField
        name="name"
        label={shared('name')}
        description={t('duplicateHint')}
        defaultValue={t('copyOf', role.name)}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}

function DeleteRole({ role: { id, name } }: { role: Role }) {
  const client = useClient();
  const remove = useChange(
    () => client.call('deleteRole', { path: { roleId: id } }),
    () => t('deleted', name),
    () => '/permissions',
  );
  return (
    <DestroyButton
      verb={access('delete')}
      title={t('deleteTitle', name)}
      consequence={t('deleteConsequence')}
      change={remove}
    />
  );
}
