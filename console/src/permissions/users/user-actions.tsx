import { Button, ButtonGroup } from '@react-spectrum/s2';
import { useState } from 'react';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { notifyFailed } from '../../ui/notify.ts';
import { type User, useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { LinkDialog } from './link-dialog.tsx';
import { t } from './texts.ts';

/** What can be done with a person. */
export function UserActions({ user }: { user: User }) {
  if (!useMayManage()) return null;
  return (
    <ButtonGroup>
      {/* A link of who is shut out leads nowhere. */}
      {user.active && <PasswordLink user={user} />}
      <Activity user={user} />
      <RemoveUser user={user} />
    </ButtonGroup>
  );
}

/** Sends the person a link to set a password with, or shows it where there is no mail server. */
function PasswordLink({ user: { id, name } }: { user: User }) {
  const client = useClient();
  const [link, setLink] = useState<string>();
  const make = useChange(
    () => client.call('createPasswordLink', { path: { userId: id } }),
    (_, { mailedTo }) => (mailedTo === undefined ? t('linkMade', name) : t('linkMailed', mailedTo)),
  );
  const press = async () => setLink((await make.attempt().catch(notifyFailed))?.link);
  return (
    <>
      <Button variant="secondary" isPending={make.isPending} onPress={() => void press()}>
        {t('passwordLink')}
      </Button>
      <LinkDialog link={link} onDone={() => setLink(undefined)} />
    </>
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
