import { Button, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';

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
  const [chosen, setChosen] = useState<string>();
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
  const open: FailedRecord | undefined = failed.data?.items.find((record) => record.id === chosen);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, paddingTop: 16 })}>
      <Loaded query={failed}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={style({ font: 'body', margin: 0 })}>{t('noFailed')}</p>
          ) : (
            <RowsTable
              label={t('failedRecords')}
              rows={items}
              id={(record) => record.id}
              onAction={(record) => setChosen(record.id)}
              columns={[
                { key: 'advice', title: t('advice'), cell: (record) => record.failures[0]?.message ?? '', share: 4 },
                { key: 'stage', title: t('stage'), cell: (record) => record.stage },
                { key: 'code', title: t('code'), cell: (record) => record.failures[0]?.code ?? '', share: 1.8 },
                { key: 'received', title: t('received'), cell: (record) => time(record.receivedAt), share: 2.4 },
                { key: 'status', title: t('status'), cell: (record) => t(record.status) },
              ]}
            />
          )
        }
      </Loaded>
      {replay.error !== null && <ProblemBanner error={replay.error} />}
      {open !== undefined && (
        <section className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
          <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
            {open.id}
          </Heading>
          <ul className={style({ font: 'body', margin: 0, paddingStart: 20 })}>
            {open.failures.map((failure) => (
              <li key={`${failure.code} ${failure.pointer}`}>
                <code className={style({ font: 'code' })}>{`${failure.code} ${failure.pointer}`}</code>{' '}
                {failure.message}
              </li>
            ))}
          </ul>
          <div>
            <Button
              variant="accent"
              isPending={replay.isPending}
              isDisabled={open.status === 'replayed'}
              onPress={() => replay.mutate(open)}
            >
              {t('replay')}
            </Button>
          </div>
          <JsonView label={open.id} value={open.payload} />
        </section>
      )}
    </div>
  );
}
