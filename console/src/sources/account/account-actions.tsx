import { Button, ButtonGroup, TextField } from '@react-spectrum/s2';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { notifyFailed } from '../../ui/notify.ts';
import { listed } from '../../ui/texts.ts';
import type { Account, Dataflow } from '../flow-service.ts';
import { t } from './texts.ts';

/** Renames an account and, once that is confirmed, deletes it. One that dataflows use stays, and they are named. */
export function AccountActions({ account, users }: { account: Account; users: readonly Dataflow[] }) {
  const client = useClient();
  const confirm = useConfirm();
  const { id, etag, name: before = id } = account;
  const rename = useChange(
    (name: string) =>
      client.call('updateConnection', {
        path: { id },
        headers: { 'if-match': etag },
        body: [{ op: 'add', path: '/name', value: name }],
      }),
    (name) => t('renamed', name),
  );
  const remove = useChange(
    () => client.call('deleteConnection', { path: { id } }),
    () => t('deleted', before),
    () => '/sources?tab=accounts',
  );
  const ask = async () => {
    if (users.length > 0) return notifyFailed(new Error(t('inUse', listed(users.map((flow) => flow.name ?? flow.id)))));
    const title = t('deleteTitle', before);
    if (await confirm({ title, consequence: t('deleteHint'), confirm: t('delete'), destructive: true })) remove.run();
  };
  return (
    <ButtonGroup>
      <FormDialog
        button={<Button variant="secondary">{t('rename')}</Button>}
        title={t('renameTitle', before)}
        submit={t('save')}
        onSubmit={({ name = '' }) => rename.attempt(name.trim())}
      >
        <TextField name="name" label={shared('name')} defaultValue={before} isRequired autoFocus />
      </FormDialog>
      <Button variant="negative" fillStyle="outline" isPending={remove.isPending} onPress={() => void ask()}>
        {t('delete')}
      </Button>
    </ButtonGroup>
  );
}
