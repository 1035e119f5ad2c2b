import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';

/** Datasets with their table for SQL and how many rows are stored. */
export function BrowseDatasets() {
  const client = useClient();
  const datasets = useQuery({
    queryKey: ['datasets'],
    queryFn: () => client.call('listDataSets', { query: { limit: '100' } }),
  });
  const ledger = useQuery({ queryKey: ['ledger'], queryFn: () => client.call('getLedger', {}) });
  return (
    <Page title={t('datasets')}>
      <Loaded query={datasets}>
        {(byId) => (
          <RowsTable
            label={t('datasets')}
            rows={Object.entries(byId)}
            id={([id]) => id}
            columns={[
              { key: 'name', title: t('name'), cell: ([, dataset]) => dataset.name, share: 2 },
              {
                key: 'table',
                title: t('table'),
                cell: ([, dataset]) => dataset.tags?.['adobe/pqs/table']?.[0] ?? '',
                share: 2,
              },
              { key: 'stored', title: t('stored'), cell: ([id]) => number(ledger.data?.byDataset[id]?.stored ?? 0) },
              { key: 'failed', title: t('failed'), cell: ([id]) => number(ledger.data?.byDataset[id]?.failed ?? 0) },
              { key: 'created', title: t('created'), cell: ([, dataset]) => time(dataset.created), share: 2 },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
