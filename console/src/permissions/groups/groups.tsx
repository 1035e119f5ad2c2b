import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { number } from '../../ui/texts.ts';
import { useMayManage, userGroupsOf } from '../access.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** Groups of people who get their roles together. */
export function Groups() {
  return (
    <AccessList
      label={access('groups')}
      hint={t('hint')}
      empty={t('none')}
      create={<CreateGroup />}
      query={useQuery(userGroupsOf(useClient()))}
      textsOf={({ name, description }) => [name, description]}
      id={({ id }) => id}
      pageOf={({ id }) => to`/permissions/groups/${id}`}
      columns={[
        { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
        { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
        { key: 'members', title: access('members'), cell: ({ members }) => number(members.length) },
      ]}
    />
  );
}

function CreateGroup() {
  const client = useClient();
  const create = useChange(
    (body: { name: string; description: string }) => client.call('createUserGroup', { body }),
    ({ name }) => t('created', name),
    ({ id }) => to`/permissions/groups/${id}`,
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
