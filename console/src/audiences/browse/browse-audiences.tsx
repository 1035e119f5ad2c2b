import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { NothingFound } from '../../ui/nothing-found.tsx';
import { Loaded, Page } from '../../ui/page.tsx';
import { namedPermission } from '../../ui/permission-names.ts';
import { useMay } from '../../ui/person.ts';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { SearchBar } from '../../ui/search-bar.tsx';
import { number, time } from '../../ui/texts.ts';
import { type Audience, t as area, frequencyOf, statusOf, useCounts } from '../audience.ts';
import { t } from './texts.ts';

/** Most audiences shown at once; the others are found by their name. */
const SHOWN = 200;

/** The audiences of the sandbox, found by name, with how many people are in each. */
export function BrowseAudiences() {
  const client = useClient();
  const [search, setSearch] = useSearchState('search');
  const mayCreate = useMay('manage-segments');
  const audiences = useQuery({
    queryKey: ['audiences', search],
    placeholderData: keepPreviousData,
    queryFn: () =>
      client.call('listAudiences', {
        query: { limit: SHOWN, sort: 'name:asc', name: search === '' ? undefined : search },
      }),
  });
  const create = mayCreate && (
    <LinkButton variant="accent" href="/audiences/create">
      {area('create')}
    </LinkButton>
  );
  return (
    <Page title={shared('audiences')} actions={create}>
      <Loaded query={audiences}>
        {({ children, _page }) =>
          children.length === 0 && search === '' ? (
            <NoAudiences mayCreate={mayCreate} />
          ) : (
            <>
              <SearchBar
                label={t('search')}
                value={search}
                onChange={setSearch}
                status={shared('shownOf', { shown: children.length, all: _page.totalCount })}
              />
              {children.length === 0 ? (
                <NothingFound showAll={() => setSearch('')} />
              ) : (
                <AudienceTable audiences={children} />
              )}
              {_page.totalCount > children.length && (
                <p className={style({ font: 'body', margin: 0 })}>{t('more', _page.totalCount - children.length)}</p>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function NoAudiences({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      title={t('none')}
      hint={mayCreate ? t('noneHint') : t('noneMayNot', namedPermission('manage-segments'))}
      {...(mayCreate ? { action: { label: area('create'), href: '/audiences/create' } } : {})}
    />
  );
}

function AudienceTable({ audiences }: { audiences: readonly Audience[] }) {
  const counts = useCounts();
  const columns: readonly TableColumn<Audience>[] = [
    {
      key: 'name',
      title: shared('name'),
      share: 4,
      cell: ({ name }) => name,
    },
    {
      key: 'count',
      title: area('count'),
      cell: ({ id }) => countText(counts.find((one) => one.id === id)?.members),
    },
    { key: 'status', title: area('status'), share: 1.2, cell: statusOf },
    { key: 'frequency', title: area('frequency'), share: 1.6, narrowest: 176, cell: frequencyOf },
    { key: 'updated', title: t('updated'), cell: ({ updateTime }) => time(updateTime), ...MOMENT },
  ];
  return (
    <RowsTable
      label={shared('audiences')}
      rows={audiences}
      id={({ id }) => id}
      columns={columns}
      pageOf={({ id }) => to`/audiences/${id}`}
    />
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? '–' : number(count);
}
