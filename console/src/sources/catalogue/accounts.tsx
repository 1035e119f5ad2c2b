import { Link, StatusLight } from '@react-spectrum/s2';
import { to, useGo } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { accountOf, useAccounts, useDataflows, useSources } from '../flow-service.ts';
import { stateName } from '../states.ts';
import { t } from './texts.ts';

/** What sources sign in with, and how many dataflows stand on each. */
export function Accounts() {
  const go = useGo();
  const accounts = useAccounts();
  const sources = useSources();
  const flows = useDataflows();
  return (
    <Loaded query={accounts}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title={t('noAccounts')}
            hint={t('noAccountsHint')}
            action={{ label: t('toCatalog'), href: '/sources' }}
          />
        ) : (
          <RowsTable
            label={t('accounts')}
            rows={rows}
            id={({ id }) => id}
            onAction={({ id }) => go(to`/sources/accounts/${id}`)}
            columns={[
              {
                key: 'name',
                title: shared('name'),
                cell: ({ name, id }) => (
                  <Link href={to`/sources/accounts/${id}`} isQuiet>
                    {name ?? id}
                  </Link>
                ),
                share: 2,
              },
              {
                key: 'source',
                title: t('source'),
                cell: ({ connectionSpec }) =>
                  sources.data?.find(({ id }) => id === connectionSpec.id)?.title ?? connectionSpec.id,
                share: 2,
              },
              {
                key: 'state',
                title: shared('status'),
                cell: ({ state }) => (
                  <StatusLight variant={state === 'enabled' ? 'positive' : 'neutral'}>{stateName(state)}</StatusLight>
                ),
              },
              {
                key: 'flows',
                title: t('flows'),
                cell: ({ id }) => number(flows.data?.filter((flow) => accountOf(flow) === id).length ?? 0),
              },
              { key: 'created', title: shared('created'), cell: ({ createdAt }) => time(createdAt), share: 2 },
            ]}
          />
        )
      }
    </Loaded>
  );
}
