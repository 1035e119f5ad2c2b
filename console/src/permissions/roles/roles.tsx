import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { useMayManage, useRoles } from '../access.ts';
import { matching, Search, useSought } from '../search.tsx';
import { t as access } from '../texts.ts';
import { sandboxesOf } from './sandboxes-of.ts';
import { t } from './texts.ts';

/** All roles; one of them is opened from here, a new one made. */
export function Roles() {
  const roles = useRoles();
  const sought = useSought();
  const go = useGo();
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16, justifyContent: 'space-between' })}>
        <Search />
        <CreateRole />
      </div>
      <Loaded query={roles}>
        {(items) => (
          <RowsTable
            label={access('roles')}
            rows={matching(items, sought, ({ name, description }) => [name, description])}
            id={({ id }) => id}
            onAction={({ id }) => void go(to`/permissions/roles/${id}`)}
            columns={[
              { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2.5 },
              { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
              {
                key: 'permissions',
                title: access('permissions'),
                cell: ({ permissionSets }) => number(permissionSets.length),
                share: 1.2,
              },
              { key: 'sandboxes', title: access('sandboxes'), cell: sandboxesOf, share: 1.5 },
              { key: 'type', title: t('kind'), cell: ({ roleType }) => typeOf(roleType), share: 1.5 },
            ]}
          />
        )}
      </Loaded>
    </div>
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
