import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { NothingFound } from '../../ui/nothing-found.tsx';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { number, time } from '../../ui/texts.ts';
import {
  type Account,
  accountOf,
  type Dataflow,
  type Source,
  useAccounts,
  useDataflows,
  useSources,
} from '../flow-service.ts';
import { StateLight } from '../state-light.tsx';
import { ListFilter, sourceOptions } from './list-filter.tsx';
import { t } from './texts.ts';

/** An account with what the list shows beside it. */
interface Row {
  readonly account: Account;
  readonly sourceTitle: string;
  /** Dataflows that stand on it. */
  readonly flows: number;
}

/** What sources sign in with, and how many dataflows stand on each: searched, narrowed, each leading to its page. */
export function Accounts() {
  const accounts = useAccounts();
  const sources = useSources();
  const flows = useDataflows();
  const [source] = useSearchState('source');
  const rows = rowsOf(accounts.data, sources.data, flows.data);
  const used = accounts.data?.map(({ connectionSpec }) => connectionSpec.id) ?? [];
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <SearchedList
        label={t('searchAccounts')}
        query={{
          data: rows?.filter(({ account }) => source === '' || account.connectionSpec.id === source),
          error: accounts.error,
        }}
        textsOf={({ account: { id, name = id, description = '' }, sourceTitle }) => [
          name,
          id,
          description,
          sourceTitle,
        ]}
        none={rows?.length === 0 ? <NoAccounts /> : undefined}
        beside={<ListFilter name="source" label={t('source')} options={sourceOptions(sources.data, used)} />}
      >
        {(found) =>
          found.length === 0 ? (
            <NothingFound showAll="/sources?tab=accounts" />
          ) : (
            <RowsTable
              label={t('accounts')}
              rows={found}
              id={({ account }) => account.id}
              pageOf={({ account }) => to`/sources/accounts/${account.id}`}
              columns={COLUMNS}
            />
          )
        }
      </SearchedList>
    </div>
  );
}

function NoAccounts() {
  return (
    <EmptyState
      title={t('noAccounts')}
      hint={t('noAccountsHint')}
      action={{ label: t('toCatalog'), href: '/sources' }}
    />
  );
}

function rowsOf(
  accounts: readonly Account[] | undefined,
  sources: readonly Source[] | undefined,
  flows: readonly Dataflow[] | undefined,
): readonly Row[] | undefined {
  const titles = new Map(sources?.map(({ id, title }) => [id, title]));
  const users = Map.groupBy(flows ?? [], accountOf);
  return accounts?.map((account) => ({
    account,
    sourceTitle: titles.get(account.connectionSpec.id) ?? account.connectionSpec.id,
    flows: users.get(account.id)?.length ?? 0,
  }));
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'name',
    title: shared('name'),
    cell: ({ account: { name, id } }) => name ?? id,
    share: 2,
  },
  { key: 'source', title: t('source'), cell: ({ sourceTitle }) => sourceTitle, share: 2 },
  {
    key: 'state',
    title: shared('status'),
    cell: ({ account: { state } }) => <StateLight state={state} />,
  },
  { key: 'flows', title: t('flows'), cell: ({ flows }) => number(flows) },
  { key: 'created', title: shared('created'), cell: ({ account: { createdAt } }) => time(createdAt), ...MOMENT },
];
