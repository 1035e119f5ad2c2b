import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { Button, ButtonGroup, LinkButton } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMay } from '../../ui/person.ts';
import { phraseText } from '../../ui/phrase.ts';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import { BatchStatus } from '../batch-status.tsx';
import { own } from './texts.ts';

const PAGE = 50;
const REFRESH_MS = 5000;

type Batch = readonly [id: string, batch: Operations['listBatches']['answer'][string]];

function at(moment: number | undefined): string {
  return moment === undefined ? '–' : time(moment);
}

const COLUMNS: readonly TableColumn<Batch>[] = [
  { key: 'id', title: own('batch'), cell: ([id]) => id, share: 3.2, narrowest: 176 },
  { key: 'status', title: t('status'), cell: ([, { status }]) => <BatchStatus status={status} />, share: 1.2 },
  {
    key: 'records',
    title: own('batchRecords'),
    cell: ([, { metrics }]) => number(metrics.outputRecordCount ?? 0),
    share: 1.1,
  },
  { key: 'failed', title: t('failed'), cell: ([, { metrics }]) => number(metrics.failedRecordCount ?? 0) },
  { key: 'started', title: own('started'), cell: ([, { started, created }]) => at(started ?? created), ...MOMENT },
  { key: 'completed', title: own('completed'), cell: ([, { completed }]) => at(completed), ...MOMENT },
];

/** The batches of the dataset, newest first; of the one that is opened, its counts and what was wrong with it. */
export function Batches({ dataset: { id: dataSet } }: { dataset: Dataset }) {
  const client = useClient();
  const [start, setStart] = useSearchState('start', '0');
  const [chosen, choose] = useSearchState('batch');
  const batches = useQuery({
    queryKey: [DATASETS, 'batches', dataSet, start],
    queryFn: () =>
      client.call('listBatches', { query: { dataSet, limit: PAGE, start, orderBy: 'desc:created,desc:id' } }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={batches}>
      {(byId) => {
        const rows: readonly Batch[] = Object.entries(byId);
        if (rows.length === 0 && start === '0')
          return (
            <EmptyState
              title={own('noBatches')}
              hint={own('noBatchesHint')}
              action={{ label: own('toSources'), href: '/sources' }}
            />
          );
        const open = rows.find(([id]) => id === chosen);
        return (
          <>
            {open !== undefined && <OneBatch dataset={dataSet} batch={open} onClose={() => choose('')} />}
            <RowsTable
              label={own('batches')}
              rows={rows}
              id={([id]) => id}
              columns={COLUMNS}
              shown={chosen}
              onAction={([id]) => choose(id)}
            />
            <ButtonGroup>
              {start !== '0' && (
                <Button variant="secondary" onPress={() => setStart('0')}>
                  {own('newest')}
                </Button>
              )}
              {rows.length === PAGE && (
                <Button variant="secondary" onPress={() => setStart(String(Number(start) + PAGE))}>
                  {own('older')}
                </Button>
              )}
            </ButtonGroup>
          </>
        );
      }}
    </Loaded>
  );
}

function OneBatch({ dataset, batch: [id, batch], onClose }: { dataset: string; batch: Batch; onClose: () => void }) {
  const mayReadFailed = useMay('view-sources', 'manage-sources');
  const { metrics, errors, externalId } = batch;
  return (
    <Panel title={id} onClose={onClose}>
      <Details
        rows={[
          [t('status'), <BatchStatus key="status" status={batch.status} />],
          [own('received'), number(metrics.inputRecordCount ?? 0)],
          [own('batchRecords'), number(metrics.outputRecordCount ?? 0)],
          [t('failed'), number(metrics.failedRecordCount ?? 0)],
          [own('files'), number(metrics.partitionCount ?? 0)],
          [own('bytes'), number(metrics.outputByteSize ?? 0)],
          ...(externalId === undefined ? [] : [[own('externalId'), externalId] as const]),
        ]}
      />
      {errors.length > 0 && (
        <RowsTable
          label={own('errors')}
          rows={errors}
          id={({ code, description }) => `${code} ${description}`}
          columns={[
            { key: 'code', title: t('code'), cell: ({ code }) => code },
            {
              key: 'reason',
              title: own('reason'),
              cell: ({ phrase, description }) => phraseText(phrase as Phrase | undefined, description),
              share: 3,
            },
            {
              key: 'count',
              title: own('batchRecords'),
              cell: ({ recordCount }) => (recordCount === undefined ? '–' : number(recordCount)),
            },
          ]}
        />
      )}
      {mayReadFailed && (metrics.failedRecordCount ?? 0) > 0 && (
        <LinkButton variant="secondary" href={`${to`/datasets/${dataset}`}?tab=failed&of=${encodeURIComponent(id)}`}>
          {own('failedOfBatch')}
        </LinkButton>
      )}
    </Panel>
  );
}
