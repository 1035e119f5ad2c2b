import { Button, ButtonGroup } from '@react-spectrum/s2';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type User, useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { PasswordField } from './password-field.tsx';
import { t } from './texts.ts';

/** What can be done with a person. */
export function UserActions({ user }: { user: User }) {
  if (!useMayManage()) return null;
  return (
    <ButtonGroup>
      <SetPassword user={user} />
      <Activity user={user} />
      <RemoveUser user={user} />
    </ButtonGroup>
  );
}

function SetPassword({ user }: { user: User }) {
  const client = useClient();
  const set = useChange(
    (password: string) => client.call('updateUser', { path: { userId: user.id }, body: { password } }),
    () => t('passwordSet'),
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{t('setPassword')}</Button>}
      title={user.name}
      submit={t('setPassword')}
      onSubmit={({ password = '' }) => set.attempt(password)}
    >
      <PasswordField autoFocus />
    </FormDialog>
  );
}

function Activity({ user: { id, name, active } }: { user: User }) {
  const client = useClient();
  const confirm = useConfirm();
  const change = useChange(
    (wanted: boolean) => client.call('updateUser', { path: { userId: id }, body: { active: wanted } }),
    (wanted) => t(wanted ? 'activated' : 'deactivated', name),
  );
  const press = async () => {
    const question = { title: t('deactivateTitle', name), consequence: t('deactivateConsequence') };
    if (!active || (await confirm({ ...question, confirm: t('deactivate') }))) change.run(!active);
  };
  return (
    <Button variant="secondary" isPending={change.isPending} onPress={() => void press()}>
      {t(active ? 'deactivate' : 'activate')}
    </Button>
  );
}

function RemoveUser({ user: { id, name } }: { user: User }) {
  const client = useClient();
  const remove = useChange(
    () => client.call('deleteUser', { path: { userId: id } }),
    () => t('removed', name),
    () => '/permissions?tab=users',
  );
  return (
    <DestroyButton
      verb={access('remove')}
      title={t('removeTitle', name)}
      consequence={t('removeConsequence')}
      change={remove}
    />
  );
}
