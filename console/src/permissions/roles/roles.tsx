import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { number } from '../../ui/texts.ts';
import { useMayManage, useRoles } from '../access.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { useSandboxesOf } from './sandboxes-of.ts';
import { t } from './texts.ts';

/** All roles; one of them is opened from here, a new one made. */
export function Roles() {
  const sandboxesOf = useSandboxesOf();
  return (
    <AccessList
      label={access('roles')}
      hint={t('hint')}
      create={<CreateRole />}
      query={useRoles()}
      textsOf={({ name, description }) => [name, description]}
      id={({ id }) => id}
      pageOf={({ id }) => to`/permissions/roles/${id}`}
      columns={[
        { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 4 },
        { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
        {
          key: 'permissions',
          title: access('permissions'),
          cell: ({ permissionSets }) => number(permissionSets.length),
        },
        { key: 'sandboxes', title: access('sandboxes'), cell: sandboxesOf, share: 1.5, narrowest: 176 },
        { key: 'type', title: t('kind'), cell: ({ roleType }) => typeOf(roleType), narrowest: 148 },
      ]}
    />
  );
}

/** Whether a role is the platform's own, in words. */
export function typeOf(roleType: string): string {
  return t(roleType === 'system-defined' ? 'system-defined' : 'user-defined');
}

function CreateRole() {
  const client = useClient();
  const create = useChange(
    (body: { name: string; description: string }) => client.call('createRole', { body }),
    ({ name }) => t('created', name),
    ({ id }) => to`/permissions/roles/${id}`,
  );
  if (!useMayManage()) return null;
  return (
    <FormDialog
      button={<Button variant="accent">{t('create')}</Button>}
      title={t('create')}
      submit={t('create')}
      onSubmit={({ name = '', description = '' }) => create.attempt({ name, description })}
    >
      <TextField name="name" label={shared('name')} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} />
    </FormDialog>
  );
}
