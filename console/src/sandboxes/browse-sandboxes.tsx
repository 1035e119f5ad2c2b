import { Button, Picker, PickerItem, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../ui/address.ts';
import { AddressTabs } from '../ui/address-tabs.tsx';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { t as shared } from '../ui/messages.ts';
import { Page } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { MOMENT, RowsTable } from '../ui/rows-table.tsx';
import { SearchedList } from '../ui/searched-list.tsx';
import { time } from '../ui/texts.ts';
import { Packages } from './packages/packages.tsx';
import { t as packages } from './packages/texts.ts';
import { modifiedAt, stateOf, typeOf, useSandboxes } from './sandboxes.ts';
import { t } from './texts.ts';

const NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** All sandboxes, and for whoever may, the packages of the one they are in. */
export function BrowseSandboxes() {
  const mayPack = useMay('manage-package');
  return (
    <Page title={t('sandboxes')}>
      {mayPack ? (
        <AddressTabs
          label={t('sandboxes')}
          tabs={[
            { id: 'browse', label: t('browse'), content: () => <AllSandboxes /> },
            { id: 'packages', label: packages('packages'), content: () => <Packages /> },
          ]}
        />
      ) : (
        <AllSandboxes />
      )}
    </Page>
  );
}

/** All sandboxes with what becomes of them. */
function AllSandboxes() {
  const sandboxes = useSandboxes();
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <SearchedList
        label={t('search')}
        query={sandboxes}
        textsOf={({ title, name }) => [title, name]}
        beside={<CreateSandbox />}
      >
        {(rows) => (
          <RowsTable
            label={t('sandboxes')}
            rows={rows}
            id={({ name }) => name}
            pageOf={({ name }) => to`/sandboxes/${name}`}
            columns={[
              { key: 'title', title: t('title'), cell: ({ title }) => title, share: 2 },
              { key: 'name', title: t('name'), cell: ({ name }) => name, share: 2 },
              { key: 'type', title: t('type'), cell: typeOf, share: 1.5 },
              { key: 'state', title: shared('state'), cell: stateOf, share: 1.5 },
              {
                key: 'default',
                title: t('default'),
                cell: ({ isDefault }) => (isDefault ? t('default') : ''),
              },
              { key: 'modified', title: t('modified'), cell: (one) => time(modifiedAt(one)), ...MOMENT },
            ]}
          />
        )}
      </SearchedList>
    </div>
  );
}

function CreateSandbox() {
  const client = useClient();
  const create = useChange(
    (body: { name: string; title: string; type: string }) => client.call('createSandbox', { body }),
    ({ title }) => t('created', title),
  );
  if (!useMay('manage-sandboxes')) return null;
  return (
    <FormDialog
      button={<Button variant="accent">{t('create')}</Button>}
      title={t('create')}
      submit={t('create')}
      onSubmit={({ name = '', title = '', type = '' }) => create.attempt({ name, title, type })}
    >
      <TextField name="title" label={t('title')} isRequired autoFocus />
      <TextField
        name="name"
        label={t('name')}
        description={t('nameForm')}
        validate={(name) => NAME.test(name) || t('nameForm')}
        isRequired
      />
      <Picker name="type" label={t('type')} defaultSelectedKey="development">
        <PickerItem id="development">{t('development')}</PickerItem>
        <PickerItem id="production">{t('production')}</PickerItem>
      </Picker>
    </FormDialog>
  );
}
