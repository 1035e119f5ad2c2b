import { Button, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { t as shared } from '../../ui/messages.ts';
import { RowAction } from '../../ui/row-action.tsx';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { type Credential, useMayManage } from '../access.ts';
import { type Issued, SecretDialog } from './secret-dialog.tsx';
import { t } from './texts.ts';

/** As many as the platform takes: enough to replace one without a pause. */
const MOST = 2;

interface Secret {
  readonly id: string;
  readonly createdAt: number;
}

/** The secrets of a credential; a second one replaces the first without a moment in which neither works. */
export function Secrets({ credential }: { credential: Credential }) {
  const mayManage = useMayManage();
  const revoke = useRevocation(credential);
  const actions = {
    key: 'actions',
    title: t('revoke'),
    cell: (secret: Secret) => (
      <RowAction verb={t('revoke')} name={t('revokeOne', secret.id)} act={() => revoke(secret)} />
    ),
  };
  return (
    <section
      aria-label={t('secrets')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('secrets')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('secretsHint')}</p>
      {mayManage && <CreateSecret credential={credential} />}
      <RowsTable
        label={t('secrets')}
        rows={credential.secrets}
        empty={t('noSecrets')}
        id={({ id }) => id}
        columns={[
          { key: 'id', title: t('secretId'), cell: ({ id }) => id, share: 2 },
          { key: 'created', title: shared('created'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
          ...(mayManage ? [actions] : []),
        ]}
      />
    </section>
  );
}

function useRevocation({ clientId }: Credential) {
  const client = useClient();
  const confirm = useConfirm();
  const revoke = useChange(
    ({ id }: Secret) => client.call('deleteCredentialSecret', { path: { clientId, secretId: id } }),
    () => t('revoked'),
  );
  return async (secret: Secret) => {
    const question = { title: t('revokeTitle'), consequence: t('revokeConsequence') };
    if (await confirm({ ...question, confirm: t('revoke'), destructive: true })) await revoke.attempt(secret);
  };
}

function CreateSecret({ credential: { clientId, secrets } }: { credential: Credential }) {
  const client = useClient();
  const [issued, setIssued] = useState<Issued>();
  const create = useChange(
    async () => {
      const { clientSecret } = await client.call('createCredentialSecret', { path: { clientId } });
      setIssued({ clientId, clientSecret });
    },
    () => t('secretCreated'),
  );
  return (
    <>
      <Button
        variant="secondary"
        isDisabled={secrets.length >= MOST}
        isPending={create.isPending}
        onPress={() => create.run()}
      >
        {t('createSecret')}
      </Button>
      <SecretDialog issued={issued} onDone={() => setIssued(undefined)} />
    </>
  );
}
