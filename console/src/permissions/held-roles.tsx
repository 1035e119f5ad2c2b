import { Button, Heading, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../ui/address.ts';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { useConfirm } from '../ui/confirm.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { t as shared } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { RowsTable } from '../ui/rows-table.tsx';
import { type Role, subjectStep, useMayManage, useRoles } from './access.ts';
import { RemoveButton } from './remove-button.tsx';
import { useSandboxesOf } from './roles/sandboxes-of.ts';
import { t } from './texts.ts';

/** Who holds roles: a person or the technical account of an API credential. */
interface Holder {
  readonly id: string;
  readonly roles: readonly string[];
  /** Those of the roles that are not held through a group. */
  readonly directRoles: readonly string[];
}

/** The roles somebody holds; whoever may, gives and takes them. One held through a group is taken in the group. */
export function HeldRoles({ holder }: { holder: Holder }) {
  const roles = useRoles();
  return (
    <section
      aria-label={t('roles')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('roles')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('withoutRole')}</p>
      <Loaded query={roles}>
        {(all) => (
          <>
            <AddRole subjectId={holder.id} roles={all.filter(({ id }) => !holder.directRoles.includes(id))} />
            <RoleList holder={holder} roles={all.filter(({ id }) => holder.roles.includes(id))} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function RoleList({ holder, roles }: { holder: Holder; roles: readonly Role[] }) {
  const sandboxesOf = useSandboxesOf();
  const mayManage = useMayManage();
  const client = useClient();
  const confirm = useConfirm();
  const take = useChange(
    ({ id }: Role) =>
      client.call('updateRoleSubjects', { path: { roleId: id }, body: subjectStep('remove', 'user', holder.id) }),
    ({ name }) => t('roleRemoved', name),
  );
  const press = async (role: Role) => {
    const question = { title: t('removeRoleTitle', role.name), consequence: t('removeRoleConsequence') };
    if (await confirm({ ...question, confirm: t('remove'), destructive: true })) await take.attempt(role);
  };
  const actions = {
    key: 'actions',
    title: t('remove'),
    cell: (role: Role) =>
      holder.directRoles.includes(role.id) ? (
        <RemoveButton name={role.name} act={() => press(role)} />
      ) : (
        t('throughGroup')
      ),
    share: 1.5,
  };
  return (
    <RowsTable
      label={t('roles')}
      rows={roles}
      empty={t(mayManage ? 'noRoles' : 'noRolesReader')}
      id={({ id }) => id}
      pageOf={({ id }) => to`/permissions/roles/${id}`}
      columns={[
        { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
        { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
        { key: 'sandboxes', title: t('sandboxes'), cell: sandboxesOf, share: 2 },
        ...(mayManage ? [actions] : []),
      ]}
    />
  );
}

function AddRole({ subjectId, roles }: { subjectId: string; roles: readonly Role[] }) {
  const client = useClient();
  const give = useChange(
    (roleId: string) =>
      client.call('updateRoleSubjects', { path: { roleId }, body: subjectStep('add', 'user', subjectId) }),
    (roleId) => t('roleAdded', roles.find(({ id }) => id === roleId)?.name ?? roleId),
  );
  if (!useMayManage() || roles.length === 0) return null;
  return (
    <FormDialog
      button={<Button variant="accent">{t('addRole')}</Button>}
      title={t('addRole')}
      submit={t('add')}
      onSubmit={({ role = '' }) => give.attempt(role)}
    >
      <Picker name="role" label={t('role')} isRequired autoFocus>
        {roles.map(({ id, name }) => (
          <PickerItem key={id} id={id}>
            {name}
          </PickerItem>
        ))}
      </Picker>
    </FormDialog>
  );
}
