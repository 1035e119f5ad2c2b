import { Button, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../app/client-context.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { t, time } from '../../ui/messages.ts';
import { Loaded, Page, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';

interface FailedRecord {
  readonly id: string;
  readonly receivedAt: number;
  readonly stage: string;
  readonly status: 'open' | 'replayed';
  readonly failures: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
  readonly payload: unknown;
}

/** What was accepted and could not go its whole way, with what to do; a record can be replayed. */
export function FailedRecords() {
  const client = useClient();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<FailedRecord>();
  const failed = useQuery({
    queryKey: ['failed'],
    queryFn: () => client.call('listFailedRecords', {}),
    refetchInterval: 5000,
  });
  const replay = useMutation({
    mutationFn: (record: FailedRecord) =>
      client.call('replayFailedRecord', { path: { failedRecordId: record.id }, body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['failed'] }),
  });
  return (
    <Page title={t('failedRecords')}>
      <Loaded query={failed}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={style({ font: 'body' })}>{t('noFailed')}</p>
          ) : (
            <RowsTable
              label={t('failedRecords')}
              rows={items}
              id={(record) => record.id}
              onAction={setChosen}
              columns={[
                { key: 'advice', title: t('advice'), cell: (record) => record.failures[0]?.message ?? '' },
                { key: 'stage', title: t('stage'), cell: (record) => record.stage },
                { key: 'code', title: t('code'), cell: (record) => record.failures[0]?.code ?? '' },
                { key: 'received', title: t('received'), cell: (record) => time(record.receivedAt) },
                { key: 'status', title: t('status'), cell: (record) => record.status },
              ]}
            />
          )
        }
      </Loaded>
      {replay.error !== null && <ProblemBanner error={replay.error} />}
      {chosen !== undefined && (
        <section className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
          <Heading level={2}>{chosen.id}</Heading>
          <div>
            <Button
              variant="accent"
              isPending={replay.isPending}
              isDisabled={chosen.status === 'replayed'}
              onPress={() => replay.mutate(chosen)}
            >
              {t('replay')}
            </Button>
          </div>
          <JsonView label={chosen.id} value={{ failures: chosen.failures, payload: chosen.payload }} />
        </section>
      )}
    </Page>
  );
}
