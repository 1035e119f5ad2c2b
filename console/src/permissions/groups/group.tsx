import { Button, ButtonGroup, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useParameter } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { usersOf } from '../../ui/people.ts';
import { type UserGroup, useMayManage, userGroupsOf } from '../access.ts';
import { type Member, MemberList } from '../member-list.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

const LIST = '/permissions?tab=groups';
const above = [
  { label: access('permissions'), href: '/permissions' },
  { label: access('groups'), href: LIST },
];

/** One group: who is in it. */
export function Group() {
  const groupId = useParameter('groupId');
  const groups = useQuery(userGroupsOf(useClient()));
  const group = groups.data?.find(({ id }) => id === groupId);
  return (
    <Page title={group?.name ?? t('group')} above={above} actions={group && <GroupActions group={group} />}>
      <Loaded query={groups}>
        {() =>
          group === undefined ? (
            <EmptyState title={t('unknown')} hint={t('unknownHint')} action={{ label: t('toGroups'), href: LIST }} />
          ) : (
            <>
              <p className={style({ font: 'body', margin: 0 })}>{group.description}</p>
              <Members group={group} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Puts another group in the place of this one; what is not given stays. */
function useReplacement({ id, name, description, members }: UserGroup) {
  const client = useClient();
  return (other: Partial<Pick<UserGroup, 'name' | 'description' | 'members'>>) =>
    client.call('replaceUserGroup', { path: { groupId: id }, body: { name, description, members, ...other } });
}

function Members({ group }: { group: UserGroup }) {
  const confirm = useConfirm();
  const replace = useReplacement(group);
  const everybody = useQuery({
    ...usersOf(useClient()),
    select: (users) => users.map(({ id, name, email }) => ({ id, name, detail: email })),
  });
  const add = useChange(
    ({ id }: Member) => replace({ members: [...group.members, id] }),
    ({ name }) => access('added', name),
  );
  const take = useChange(
    ({ id }: Member) => replace({ members: group.members.filter((member) => member !== id) }),
    ({ name }) => access('removed', name),
  );
  const remove = async (member: Member) => {
    const question = { title: t('removeTitle', member.name), consequence: t('removeConsequence') };
    if (await confirm({ ...question, confirm: access('remove'), destructive: true })) await take.attempt(member);
  };
  return (
    <Loaded query={everybody}>
      {(all) => (
        <MemberList
          label={access('members')}
          detail={access('email')}
          addLabel={access('addUser')}
          inside={all.filter(({ id }) => group.members.includes(id))}
          outside={all.filter(({ id }) => !group.members.includes(id))}
          onAdd={add.attempt}
          onRemove={remove}
        />
      )}
    </Loaded>
  );
}

function GroupActions({ group }: { group: UserGroup }) {
  if (!useMayManage()) return null;
  return (
    <ButtonGroup>
      <EditGroup group={group} />
      <DeleteGroup group={group} />
    </ButtonGroup>
  );
}

function EditGroup({ group }: { group: UserGroup }) {
  const replace = useReplacement(group);
  const edit = useChange(
    (other: { name: string; description: string }) => replace(other),
    ({ name }) => t('changed', name),
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{access('edit')}</Button>}
      title={`${access('edit')} ${group.name}`}
      submit={access('save')}
      onSubmit={({ name = '', description = '' }) => edit.attempt({ name, description })}
    >
      <TextField name="name" label={shared('name')} defaultValue={group.name} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} defaultValue={group.description} />
    </FormDialog>
  );
}

function DeleteGroup({ group: { id, name } }: { group: UserGroup }) {
  const client = useClient();
  const remove = useChange(
    () => client.call('deleteUserGroup', { path: { groupId: id } }),
    () => t('deleted', name),
    () => LIST,
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
