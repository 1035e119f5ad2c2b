import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Loaded } from '../../ui/page.tsx';
import { credentialsOf, usersOf } from '../../ui/people.ts';
import { number } from '../../ui/texts.ts';
import { type Role, subjectStep, userGroupsOf } from '../access.ts';
import { t as ofCredentials } from '../credentials/texts.ts';
import { type Member, MemberList } from '../member-list.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

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
  const kind = { subject: 'user', label: access('users'), detail: access('email'), add: access('addUser') } as const;
  return <Members role={role} kind={kind} everybody={everybody} />;
}

/** The user groups of a role. */
export function RoleGroups({ role }: { role: Role }) {
  const everybody = useQuery({
    ...userGroupsOf(useClient()),
    select: (groups) => groups.map(({ id, name, members }) => ({ id, name, detail: number(members.length) })),
  });
  const kind = {
    subject: 'user-group',
    label: access('groups'),
    detail: access('members'),
    add: t('addGroup'),
  } as const;
  return <Members role={role} kind={kind} everybody={everybody} />;
}

/** The API credentials of a role: their technical accounts are in it. */
export function RoleCredentials({ role }: { role: Role }) {
  const everybody = useQuery({
    ...credentialsOf(useClient()),
    select: (all) => all.map(({ userId, name, clientId }) => ({ id: userId, name, detail: clientId })),
  });
  const kind = {
    subject: 'user',
    label: access('credentials'),
    detail: ofCredentials('clientId'),
    add: t('addCredential'),
  } as const;
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
              <InRole
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

function InRole({
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
  const client = useClient();
  const confirm = useConfirm();
  const change = useChange(
    ({ op, member }: { op: 'add' | 'remove'; member: Member }) =>
      client.call('updateRoleSubjects', {
        path: { roleId: role.id },
        body: subjectStep(op, kind.subject, member.id),
      }),
    ({ op, member }) => access(op === 'add' ? 'added' : 'removed', member.name),
  );
  const remove = async (member: Member) => {
    const question = { title: t('removeTitle', member.name), consequence: t('removeConsequence') };
    if (await confirm({ ...question, confirm: access('remove'), destructive: true }))
      await change.attempt({ op: 'remove', member });
  };
  return (
    <MemberList
      label={kind.label}
      detail={kind.detail}
      addLabel={kind.add}
      inside={inside}
      outside={outside}
      onAdd={(member) => change.attempt({ op: 'add', member })}
      onRemove={remove}
    />
  );
}
