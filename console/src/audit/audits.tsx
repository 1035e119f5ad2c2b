import { Button, ButtonGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useSearchState } from '../ui/address.ts';
import { useClient } from '../ui/client-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { t as shared } from '../ui/messages.ts';
import { notifyDone, notifyFailed } from '../ui/notify.ts';
import { Loaded, Page } from '../ui/page.tsx';
import { MOMENT, RowsTable } from '../ui/rows-table.tsx';
import { saveFile } from '../ui/save-file.ts';
import { number, time } from '../ui/texts.ts';
import { assetName } from './asset-names.ts';
import { isEverything, propertiesOf } from './filter.ts';
import { Filters, useFilter } from './filters.tsx';
import { knownAs } from './known-as.ts';
import { OneEvent } from './one-event.tsx';
import { actionName, t } from './texts.ts';
import { User } from './user.tsx';

const PER_PAGE = 50;

/** Who did what: filtered, paged, one event in full; everything chosen is in the address. */
export function Audits() {
  return (
    <Page title={t('audits')} actions={<Actions />}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <Filters />
      <Events />
    </Page>
  );
}

function Events() {
  const client = useClient();
  const filter = useFilter();
  const [page, setPage] = useSearchState('page', '0');
  const [chosen, setChosen] = useSearchState('event');
  const events = useQuery({
    queryKey: ['audit', filter, page],
    placeholderData: keepPreviousData,
    queryFn: () =>
      client.call('listAuditEvents', {
        query: { property: propertiesOf(filter, Date.now()), limit: PER_PAGE, start: Number(page) * PER_PAGE },
      }),
  });
  return (
    <Loaded query={events}>
      {({ _embedded: { events: rows }, page: { totalElements, totalPages } }) =>
        rows.length === 0 ? (
          <Nothing isAll={isEverything(filter)} />
        ) : (
          <>
            <RowsTable
              label={t('audits')}
              rows={rows}
              id={({ id }) => id}
              shown={chosen}
              onAction={({ id }) => setChosen(id)}
              columns={[
                { key: 'when', title: t('when'), cell: ({ timestamp }) => time(Date.parse(timestamp)), ...MOMENT },
                { key: 'user', title: t('user'), cell: (event) => <User event={event} />, share: 1.9 },
                { key: 'action', title: t('action'), cell: ({ action }) => actionName(action) },
                { key: 'resource', title: t('resource'), cell: ({ assetType }) => assetName(assetType), share: 1.8 },
                {
                  key: 'name',
                  title: t('name'),
                  cell: ({ assetType, assetName: name, assetId }) => knownAs(assetType, name) || assetId,
                  share: 1.8,
                },
                { key: 'status', title: t('outcome'), cell: ({ status }) => t(status) },
              ]}
            />
            <Pages page={Number(page)} of={totalPages} total={totalElements} onPage={(to) => setPage(String(to))} />
            <OneEvent event={rows.find(({ id }) => id === chosen)} />
          </>
        )
      }
    </Loaded>
  );
}

/** Of a short time there may be nothing while there is something of a longer one. */
function Nothing({ isAll }: { isAll: boolean }) {
  return isAll ? (
    <EmptyState title={t('nothing')} hint={t('nothingHint')} />
  ) : (
    <EmptyState
      title={shared('nothingFound')}
      hint={t('nothingOfIt')}
      action={{ label: shared('showAll'), href: '/audits?period=90d' }}
    />
  );
}

function Pages({
  page,
  of,
  total,
  onPage,
}: {
  page: number;
  of: number;
  total: number;
  onPage: (page: number) => void;
}) {
  return (
    <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
      <span className={style({ font: 'ui' })}>{t('found', total)}</span>
      {of > 1 && (
        <ButtonGroup>
          <Button variant="secondary" isDisabled={page === 0} onPress={() => onPage(page - 1)}>
            {t('newer')}
          </Button>
          <Button variant="secondary" isDisabled={page >= of - 1} onPress={() => onPage(page + 1)}>
            {t('older')}
          </Button>
        </ButtonGroup>
      )}
    </div>
  );
}

function Actions() {
  const client = useClient();
  const filter = useFilter();
  const download = useMutation({
    mutationFn: () => client.call('exportAuditEvents', { query: { property: propertiesOf(filter, Date.now()) } }),
    onSuccess: (file) => {
      if (file === undefined) notifyDone(t('nothingToDownload'));
      else saveFile('audit-events.csv', 'text/csv;charset=utf-8', String(file));
    },
    onError: notifyFailed,
  });
  const verify = useMutation({
    mutationFn: () => client.call('verifyAuditLog', {}),
    onSuccess: ({ ok, events, fault }) => {
      if (ok) notifyDone(t('verified', number(events)));
      else notifyFailed(new Error(`${t('broken')}: ${fault}`));
    },
    onError: notifyFailed,
  });
  return (
    <ButtonGroup>
      <Button variant="secondary" isPending={verify.isPending} onPress={() => verify.mutate()}>
        {t('verify')}
      </Button>
      <Button variant="secondary" isPending={download.isPending} onPress={() => download.mutate()}>
        {t('download')}
      </Button>
    </ButtonGroup>
  );
}
