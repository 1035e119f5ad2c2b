import { Button, TextField } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { usersOf } from '../../ui/people.ts';
import { useMayManage, useRoleNames } from '../access.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { LinkDialog } from './link-dialog.tsx';
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

/** Makes a person; they set their password themself, by a link they are sent or handed. */
function CreateUser() {
  const client = useClient();
  const go = useGo();
  const [made, setMade] = useState<{ id: string; link: string }>();
  const create = useChange(
    (body: { email: string; name: string }) => client.call('createUser', { body }),
    ({ name }, { invitation }) =>
      invitation?.mailedTo === undefined ? t('created', name) : t('linkMailed', invitation.mailedTo),
  );
  const show = (id: string) => go(to`/permissions/users/${id}`);
  if (!useMayManage()) return null;
  return (
    <>
      <FormDialog
        button={<Button variant="accent">{t('create')}</Button>}
        title={t('create')}
        submit={t('create')}
        onSubmit={async ({ email = '', name = '' }) => {
          const { id, invitation } = await create.attempt({ email, name });
          if (invitation?.link === undefined) await show(id);
          else setMade({ id, link: invitation.link });
        }}
      >
        <TextField name="name" label={shared('name')} isRequired autoFocus />
        <TextField name="email" type="email" label={access('email')} description={t('createHint')} isRequired />
      </FormDialog>
      <LinkDialog
        link={made?.link}
        onDone={() => {
          setMade(undefined);
          if (made !== undefined) void show(made.id);
        }}
      />
    </>
  );
}
