import type { Operations } from '@meniscus/client';
import { Button, ButtonGroup, Heading, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { AREA, type Dataset } from '../datasets.ts';
import { own } from './texts.ts';

const PAGE = 50;

type FailedRecord = Operations['listFailedRecords']['answer']['items'][number];

const COLUMNS: readonly TableColumn<FailedRecord>[] = [
  { key: 'reason', title: own('reason'), cell: ({ failures }) => failures[0]?.message ?? '', share: 4 },
  { key: 'where', title: own('where'), cell: ({ failures }) => failures[0]?.pointer ?? '', share: 1.5 },
  { key: 'code', title: t('code'), cell: ({ failures }) => failures[0]?.code ?? '', share: 1.6 },
  { key: 'received', title: t('received'), cell: ({ receivedAt }) => time(receivedAt), share: 2.2 },
  { key: 'status', title: t('status'), cell: ({ status }) => t(status) },
];

/** What was meant for the dataset and could not go its whole way, newest first; one batch's when the address says so. */
export function FailedRecords({ dataset: { id: datasetId } }: { dataset: Dataset }) {
  const client = useClient();
  const [batchId, setBatch] = useSearchState('of');
  const [before, setBefore] = useSearchState('before');
  const [chosen, choose] = useSearchState('record');
  const failed = useQuery({
    queryKey: [AREA, 'failed', datasetId, batchId, before],
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
          const open = items.find(({ id }) => id === chosen);
          return (
            <>
              <RowsTable
                label={t('failedRecords')}
                rows={items}
                id={({ id }) => id}
                columns={COLUMNS}
                onAction={({ id }) => choose(id)}
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
              {open !== undefined && <OneRecord record={open} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function OneRecord({ record: { id, xactionId, failures, payload } }: { record: FailedRecord }) {
  return (
    <section aria-label={id} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {id}
      </Heading>
      <ul className={style({ font: 'body', margin: 0, paddingStart: 20 })}>
        {failures.map(({ code, pointer, message }) => (
          <li key={`${code} ${pointer}`}>
            <code className={style({ font: 'code' })}>{`${code} ${pointer}`}</code> {message}
          </li>
        ))}
      </ul>
      <JsonView label={t('record')} value={payload} />
      <ButtonGroup>
        <LinkButton variant="secondary" href={to`/sources/records/${xactionId}`}>
          {own('way')}
        </LinkButton>
        <LinkButton variant="secondary" href="/monitoring">
          {own('replayIn')}
        </LinkButton>
      </ButtonGroup>
    </section>
  );
}
