import { SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { permissionName } from '../../ui/permission-names.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { t as access } from '../texts.ts';
import { OneRequest } from './one-request.tsx';
import { t } from './texts.ts';

const OPEN = 'open';
const EVERY = 'all';

/** Who asked for which permission; one of them is decided here. */
export function Requests() {
  const client = useClient();
  const [shown, setShown] = useSearchState('show', OPEN);
  const [chosen, setChosen] = useSearchState('request');
  const requests = useQuery({
    queryKey: ['access-requests', shown],
    queryFn: async () => {
      const property = shown === EVERY ? {} : { property: `state==${OPEN}` };
      return (await client.call('listAccessRequests', { query: { limit: 1000, ...property } })).items;
    },
  });
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <SegmentedControl
        aria-label={t('show')}
        selectedKey={shown}
        onSelectionChange={(key) => setShown(String(key))}
        styles={style({ alignSelf: 'start' })}
      >
        <SegmentedControlItem id={OPEN}>{t('openOnes')}</SegmentedControlItem>
        <SegmentedControlItem id={EVERY}>{t('all')}</SegmentedControlItem>
      </SegmentedControl>
      <Loaded query={requests}>
        {(items) => {
          const one = items.find(({ id }) => id === chosen);
          if (items.length === 0) {
            const action = { label: shared('showAll'), onPress: () => setShown(EVERY) };
            return <EmptyState title={t('nobody')} hint={t('nobodyHint')} {...(shown === OPEN ? { action } : {})} />;
          }
          return (
            <>
              <RowsTable
                label={access('requests')}
                rows={items}
                id={({ id }) => id}
                shown={chosen}
                onAction={({ id }) => setChosen(id)}
                columns={[
                  { key: 'who', title: t('person'), cell: ({ user }) => user.name, share: 1.5 },
                  {
                    key: 'permission',
                    title: t('permission'),
                    cell: ({ permission }) => permissionName(permission),
                    share: 2,
                  },
                  { key: 'sandbox', title: shared('sandbox'), cell: ({ sandbox }) => sandbox },
                  { key: 'asked', title: t('asked'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
                  { key: 'state', title: shared('state'), cell: ({ state }) => t(state) },
                ]}
              />
              {one !== undefined && <OneRequest key={one.id} request={one} />}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
