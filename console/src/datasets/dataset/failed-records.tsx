import type { Operations } from '@meniscus/client';
import { Button, ButtonGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useGo, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { failureText } from '../../ui/record-text.ts';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { own } from './texts.ts';

const PAGE = 50;

type FailedRecord = Operations['listFailedRecords']['answer']['items'][number];

const COLUMNS: readonly TableColumn<FailedRecord>[] = [
  {
    key: 'reason',
    title: own('reason'),
    cell: ({ failures: [first] }) => (first === undefined ? '' : failureText(first)),
    share: 4,
  },
  { key: 'where', title: own('where'), cell: ({ failures }) => failures[0]?.pointer ?? '', share: 1.5 },
  { key: 'code', title: t('code'), cell: ({ failures }) => failures[0]?.code ?? '', share: 1.6 },
  { key: 'received', title: t('received'), cell: ({ receivedAt }) => time(receivedAt), share: 2.2 },
  { key: 'status', title: t('status'), cell: ({ status }) => t(status) },
];

/**
 * What was meant for the dataset and could not go its whole way, newest first; one batch's when the address says so. Each leads
 * to its own page, where it is corrected and replayed.
 */
export function FailedRecords({ dataset: { id: datasetId } }: { dataset: Dataset }) {
  const client = useClient();
  const [batchId, setBatch] = useSearchState('of', '', ['before']);
  const [before, setBefore] = useSearchState('before');
  const go = useGo();
  const failed = useQuery({
    queryKey: [DATASETS, 'failed', datasetId, batchId, before],
    queryFn: () =>
      client.call('listFailedRecords', {
        query: { datasetId, limit: PAGE, batchId: batchId || undefined, start: before || undefined },
      }),
  });
  return (
    <>
      {batchId !== '' && (
        <div className={style({ display: 'flex', alignItems: 'center', gap: 16, font: 'ui' })}>
          {own('ofBatch', batchId)}
          <Button variant="secondary" onPress={() => setBatch('')}>
            {own('showAll')}
          </Button>
        </div>
      )}
      <Loaded query={failed}>
        {({ items, _page: { next } }) => {
          if (items.length === 0 && next === null && before === '')
            return <EmptyState title={own('noFailed')} hint={own('noFailedHint')} />;
          return (
            <>
              <RowsTable
                label={t('failedRecords')}
                rows={items}
                id={({ id }) => id}
                columns={COLUMNS}
                onAction={({ id }) => void go(to`/monitoring/failed-records/${id}`)}
              />
              <ButtonGroup>
                {before !== '' && (
                  <Button variant="secondary" onPress={() => setBefore('')}>
                    {own('newest')}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="secondary" onPress={() => setBefore(next)}>
                    {own('older')}
                  </Button>
                )}
              </ButtonGroup>
            </>
          );
        }}
      </Loaded>
    </>
  );
}
