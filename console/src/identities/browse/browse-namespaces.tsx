import { Button, DialogContainer, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useSearchState } from '../../ui/address.ts';
import { useNamespaces } from '../../ui/namespace-field.tsx';
import { useMay } from '../../ui/person.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { time } from '../../ui/texts.ts';
import { type Namespace, typeName } from '../namespace.ts';
import { NamespaceDialog } from './namespace-dialog.tsx';
import { t } from './texts.ts';

const SHOWN = ['all', 'standard', 'custom'] as const;

/** Identity namespaces, standard and own; own ones are made and described here. */
export function BrowseNamespaces() {
  const namespaces = useNamespaces();
  const mayManage = useMay('manage-identity-namespaces');
  const [show, setShow] = useSearchState('show', 'all');
  const [code, setCode] = useSearchState('namespace');
  const [creating, setCreating] = useState(false);
  const edited = mayManage ? namespaces.data?.find((one) => one.custom && one.code === code) : undefined;
  const shown = namespaces.data?.filter(({ custom }) => show === 'all' || custom === (show === 'custom'));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <SearchedList
        label={t('search')}
        query={{ data: shown, error: namespaces.error }}
        textsOf={({ name, code, description }) => [name, code, description]}
        beside={
          <>
            <Picker label={t('show')} selectedKey={show} onSelectionChange={(key) => setShow(String(key))}>
              {SHOWN.map((id) => (
                <PickerItem key={id} id={id}>
                  {t(id)}
                </PickerItem>
              ))}
            </Picker>
            {mayManage && (
              <Button variant="accent" onPress={() => setCreating(true)}>
                {t('create')}
              </Button>
            )}
          </>
        }
      >
        {(found) => (
          <NamespaceTable
            rows={found}
            {...(mayManage ? { onOpen: (one: Namespace) => one.custom && setCode(one.code) } : {})}
          />
        )}
      </SearchedList>
      <DialogContainer onDismiss={() => setCreating(false)}>
        {creating && <NamespaceDialog onDone={() => setCreating(false)} />}
      </DialogContainer>
      <DialogContainer onDismiss={() => setCode('')}>
        {edited !== undefined && <NamespaceDialog key={code} namespace={edited} onDone={() => setCode('')} />}
      </DialogContainer>
    </div>
  );
}

function NamespaceTable({ rows, onOpen }: { rows: readonly Namespace[]; onOpen?: (namespace: Namespace) => void }) {
  return (
    <RowsTable
      label={t('namespaces')}
      rows={rows}
      empty={t('none')}
      id={({ code }) => code}
      {...(onOpen === undefined ? {} : { onAction: onOpen })}
      columns={[
        { key: 'name', title: t('name'), cell: ({ name }) => name, share: 1.6 },
        { key: 'symbol', title: t('symbol'), cell: ({ code }) => code, share: 1.3 },
        { key: 'type', title: t('type'), cell: ({ idType }) => typeName(idType), share: 1.6, narrowest: 176 },
        { key: 'owner', title: t('owner'), cell: ({ custom }) => t(custom ? 'custom' : 'standard') },
        { key: 'description', title: t('description'), cell: ({ description }) => description, share: 2 },
        {
          key: 'updated',
          title: t('updated'),
          cell: ({ custom, updateTime }) => (custom ? time(updateTime) : '–'),
          ...MOMENT,
        },
      ]}
    />
  );
}
