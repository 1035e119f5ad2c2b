import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { usePlace } from '../../ui/person.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { number, time } from '../../ui/texts.ts';
import { packagesOf } from './artifacts.ts';
import { statusOf, t } from './texts.ts';

/** Packages of the sandbox the person is in. */
export function Packages() {
  const packages = useQuery(packagesOf(useClient(), usePlace().sandbox));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <SearchedList
        label={t('search')}
        query={packages}
        textsOf={({ name, description }) => [name, description ?? '']}
        beside={<CreatePackage />}
      >
        {(rows) => (
          <RowsTable
            label={t('packages')}
            rows={rows}
            empty={t('none')}
            id={({ id }) => id}
            pageOf={({ id }) => to`/sandboxes/packages/${id}`}
            columns={[
              { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 2 },
              { key: 'status', title: shared('status'), cell: ({ status }) => statusOf(status) },
              { key: 'artifacts', title: t('artifacts'), cell: ({ artifactsList }) => number(artifactsList.length) },
              { key: 'expiry', title: t('expiry'), cell: ({ expiry }) => time(expiry), ...MOMENT },
            ]}
          />
        )}
      </SearchedList>
    </div>
  );
}

function CreatePackage() {
  const client = useClient();
  const create = useChange(
    (body: { name: string; description: string }) =>
      client.call('createPackage', { body: { ...body, packageType: 'PARTIAL' } }),
    ({ name }) => t('created', name),
    ({ id }) => to`/sandboxes/packages/${id}`,
  );
  return (
    <FormDialog
      button={<Button variant="accent">{t('create')}</Button>}
      title={t('create')}
      submit={t('create')}
      onSubmit={({ name = '', description = '' }) => create.attempt({ name, description })}
    >
      <TextField name="name" label={shared('name')} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} />
    </FormDialog>
  );
}
