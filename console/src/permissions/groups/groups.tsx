import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { useMayManage, userGroupsOf } from '../access.ts';
import { matching, Search, useSought } from '../search.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** Groups of people who get their roles together. */
export function Groups() {
  const groups = useQuery(userGroupsOf(useClient()));
  const sought = useSought();
  const go = useGo();
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16, justifyContent: 'space-between' })}>
        <Search />
        <CreateGroup />
      </div>
      <Loaded query={groups}>
        {(items) => (
          <RowsTable
            label={access('groups')}
            rows={matching(items, sought, ({ name, description }) => [name, description])}
            id={({ id }) => id}
            onAction={({ id }) => void go(to`/permissions/groups/${id}`)}
            columns={[
              { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
              { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
              { key: 'members', title: access('members'), cell: ({ members }) => number(members.length) },
            ]}
          />
        )}
      </Loaded>
    </div>
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
