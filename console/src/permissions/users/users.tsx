import { Button, TextField } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { useMayManage, useRoleNames, usersOf } from '../access.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { PasswordField } from './password-field.tsx';
import { t } from './texts.ts';

/** The people of the organisation with their roles. */
export function Users() {
  const namesOf = useRoleNames();
  return (
    <AccessList
      label={access('users')}
      create={<CreateUser />}
      query={useQuery(usersOf(useClient()))}
      textsOf={({ name, email }) => [name, email]}
      id={({ id }) => id}
      pageOf={({ id }) => to`/permissions/users/${id}`}
      columns={[
        { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
        { key: 'email', title: access('email'), cell: ({ email }) => email, share: 2 },
        { key: 'state', title: shared('state'), cell: ({ active }) => access(active ? 'active' : 'inactive') },
        { key: 'roles', title: access('roles'), cell: ({ roles }) => namesOf(roles), share: 3 },
      ]}
    />
  );
}

function CreateUser() {
  const client = useClient();
  const create = useChange(
    (body: { email: string; name: string; password: string }) => client.call('createUser', { body }),
    ({ name }) => t('created', name),
    ({ id }) => to`/permissions/users/${id}`,
  );
  if (!useMayManage()) return null;
  return (
    <FormDialog
      button={<Button variant="accent">{t('create')}</Button>}
      title={t('create')}
      submit={t('create')}
      onSubmit={({ email = '', name = '', password = '' }) => create.attempt({ email, name, password })}
    >
      <TextField name="name" label={shared('name')} isRequired autoFocus />
      <TextField name="email" type="email" label={access('email')} description={t('createHint')} isRequired />
      <PasswordField />
    </FormDialog>
  );
}
