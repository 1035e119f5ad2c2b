import { Button, TextField } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { credentialsOf } from '../../ui/people.ts';
import { MOMENT } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { useMayManage, useRoleNames } from '../access.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { type Issued, SecretDialog } from './secret-dialog.tsx';
import { t } from './texts.ts';

/** What programs sign in with. */
export function Credentials() {
  const namesOf = useRoleNames();
  return (
    <AccessList
      label={access('credentials')}
      hint={t('hint')}
      empty={t('none')}
      create={<CreateCredential />}
      query={useQuery(credentialsOf(useClient()))}
      textsOf={({ name, clientId }) => [name, clientId]}
      id={({ clientId }) => clientId}
      pageOf={({ clientId }) => to`/permissions/credentials/${clientId}`}
      columns={[
        { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
        { key: 'clientId', title: t('clientId'), cell: ({ clientId }) => clientId, share: 2, narrowest: 280 },
        { key: 'secrets', title: t('secrets'), cell: ({ secrets }) => number(secrets.length) },
        { key: 'roles', title: access('roles'), cell: ({ roles }) => namesOf(roles), share: 2 },
        { key: 'created', title: shared('created'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
      ]}
    />
  );
}

/** Makes a credential, shows its secret this once, and goes to its page afterwards. */
function CreateCredential() {
  const client = useClient();
  const go = useGo();
  const [issued, setIssued] = useState<Issued>();
  const create = useChange(
    (name: string) => client.call('createCredential', { body: { name } }),
    (name) => t('created', name),
  );
  if (!useMayManage()) return null;
  return (
    <>
      <FormDialog
        button={<Button variant="accent">{t('create')}</Button>}
        title={t('create')}
        submit={t('make')}
        onSubmit={async ({ name = '' }) => setIssued(await create.attempt(name))}
      >
        <TextField name="name" label={shared('name')} isRequired autoFocus />
      </FormDialog>
      <SecretDialog
        issued={issued}
        onDone={({ clientId }) => {
          setIssued(undefined);
          void go(to`/permissions/credentials/${clientId}`);
        }}
      />
    </>
  );
}
