import { Button, Heading, TextArea } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { type Credential, useMayManage } from '../access.ts';
import { RemoveButton } from '../remove-button.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** As many as the platform takes. */
const MOST = 5;

/** The public keys of a credential: clients of the older exchange sign for their token with the other half. */
export function PublicKeys({ credential: { clientId, publicKeys } }: { credential: Credential }) {
  const mayManage = useMayManage();
  const remove = useRemoval(clientId);
  const actions = {
    key: 'actions',
    title: access('remove'),
    cell: ({ id }: { readonly id: string }) => <RemoveButton name={id} act={() => remove(id)} />,
  };
  return (
    <section
      aria-label={t('publicKeys')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('publicKeys')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('publicKeysHint')}</p>
      {mayManage && <AddKey clientId={clientId} isFull={publicKeys.length >= MOST} />}
      <RowsTable
        label={t('publicKeys')}
        rows={publicKeys}
        empty={t('noPublicKeys')}
        id={({ id }) => id}
        columns={[
          { key: 'id', title: t('keyId'), cell: ({ id }) => id, share: 2 },
          { key: 'created', title: shared('created'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
          ...(mayManage ? [actions] : []),
        ]}
      />
    </section>
  );
}

function useRemoval(clientId: string) {
  const client = useClient();
  const confirm = useConfirm();
  const remove = useChange(
    (keyId: string) => client.call('deleteCredentialPublicKey', { path: { clientId, keyId } }),
    () => t('keyRemoved'),
  );
  return async (keyId: string) => {
    const question = { title: t('removeKeyTitle'), consequence: t('removeKeyConsequence') };
    if (await confirm({ ...question, confirm: access('remove'), destructive: true })) await remove.attempt(keyId);
  };
}

function AddKey({ clientId, isFull }: { clientId: string; isFull: boolean }) {
  const client = useClient();
  const add = useChange(
    (publicKey: string) => client.call('createCredentialPublicKey', { path: { clientId }, body: { publicKey } }),
    () => t('keyAdded'),
  );
  return (
    <FormDialog
      button={
        <Button variant="secondary" isDisabled={isFull}>
          {t('addKey')}
        </Button>
      }
      title={t('addKey')}
      submit={access('add')}
      onSubmit={({ publicKey = '' }) => add.attempt(publicKey.trim())}
    >
      <TextArea name="publicKey" label={t('pem')} description={t('pemHint')} isRequired autoFocus />
    </FormDialog>
  );
}
