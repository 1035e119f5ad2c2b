import { Button, ComboBox, ComboBoxItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { credentialsOf, type Role, subjectStep, useMayManage, userGroupsOf, usersOf } from '../access.ts';
import { RemoveButton } from '../remove-button.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** Somebody who is, or can be, in a role. */
interface Member {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

interface Kind {
  readonly subject: 'user' | 'user-group';
  readonly label: string;
  readonly detail: string;
  readonly add: string;
}

/** The people of a role. */
export function RoleUsers({ role }: { role: Role }) {
  const everybody = useQuery({
    ...usersOf(useClient()),
    select: (users) => users.map(({ id, name, email }) => ({ id, name, detail: email })),
  });
  const kind = { subject: 'user', label: access('users'), detail: access('email'), add: t('addUser') } as const;
  return <Members role={role} kind={kind} everybody={everybody} />;
}

/** The user groups of a role. */
export function RoleGroups({ role }: { role: Role }) {
  const everybody = useQuery({
    ...userGroupsOf(useClient()),
    select: (groups) => groups.map(({ id, name, members }) => ({ id, name, detail: number(members.length) })),
  });
  const kind = { subject: 'user-group', label: t('userGroups'), detail: t('members'), add: t('addGroup') } as const;
  return <Members role={role} kind={kind} everybody={everybody} />;
}

/** The API credentials of a role: their technical accounts are in it. */
export function RoleCredentials({ role }: { role: Role }) {
  const everybody = useQuery({
    ...credentialsOf(useClient()),
    select: (all) => all.map(({ userId, name, clientId }) => ({ id: userId, name, detail: clientId })),
  });
  const kind = { subject: 'user', label: access('credentials'), detail: 'Client ID', add: t('addCredential') } as const;
  return <Members role={role} kind={kind} everybody={everybody} />;
}

function Members({ role, kind, everybody }: { role: Role; kind: Kind; everybody: UseQueryResult<readonly Member[]> }) {
  const client = useClient();
  const subjects = useQuery({
    queryKey: ['role-subjects', role.id],
    queryFn: async () =>
      (await client.call('listRoleSubjects', { path: { roleId: role.id }, query: { limit: 1000 } })).items,
  });
  return (
    <Loaded query={everybody}>
      {(all) => (
        <Loaded query={subjects}>
          {(inside) => {
            const ids = new Set(inside.map(({ subjectId }) => subjectId));
            return (
              <MemberList
                role={role}
                kind={kind}
                inside={all.filter(({ id }) => ids.has(id))}
                outside={all.filter(({ id }) => !ids.has(id))}
              />
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function MemberList({
  role,
  kind,
  inside,
  outside,
}: {
  role: Role;
  kind: Kind;
  inside: readonly Member[];
  outside: readonly Member[];
}) {
  const mayManage = useMayManage();
  const remove = useRemoval(role, kind);
  const actions = {
    key: 'actions',
    title: access('remove'),
    cell: (member: Member) => <RemoveButton name={member.name} onPress={() => void remove(member)} />,
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}>
      {mayManage && <AddMember role={role} kind={kind} outside={outside} />}
      <RowsTable
        label={kind.label}
        rows={inside}
        id={({ id }) => id}
        columns={[
          { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
          { key: 'detail', title: kind.detail, cell: ({ detail }) => detail, share: 2 },
          ...(mayManage ? [actions] : []),
        ]}
      />
    </div>
  );
}

function useRemoval(role: Role, kind: Kind) {
  const client = useClient();
  const confirm = useConfirm();
  const remove = useChange(
    ({ id }: Member) =>
      client.call('updateRoleSubjects', {
        path: { roleId: role.id },
        body: subjectStep('remove', kind.subject, id),
      }),
    ({ name }) => t('removed', name),
  );
  return async (member: Member) => {
    const question = { title: t('removeTitle', member.name), consequence: t('removeConsequence') };
    if (await confirm({ ...question, confirm: access('remove'), destructive: true })) remove.run(member);
  };
}

function AddMember({ role, kind, outside }: { role: Role; kind: Kind; outside: readonly Member[] }) {
  const client = useClient();
  const add = useChange(
    (id: string) =>
      client.call('updateRoleSubjects', { path: { roleId: role.id }, body: subjectStep('add', kind.subject, id) }),
    (id) => t('added', outside.find((one) => one.id === id)?.name ?? id),
  );
  if (outside.length === 0) return <p className={style({ font: 'body', margin: 0 })}>{t('everybodyIn')}</p>;
  return (
    <FormDialog
      button={<Button variant="accent">{kind.add}</Button>}
      title={kind.add}
      submit={access('add')}
      onSubmit={({ subject = '' }) => add.attempt(subject)}
    >
      <ComboBox name="subject" formValue="key" label={shared('name')} isRequired autoFocus defaultItems={outside}>
        {({ id, name, detail }: Member) => <ComboBoxItem id={id}>{`${name} (${detail})`}</ComboBoxItem>}
      </ComboBox>
    </FormDialog>
  );
}
