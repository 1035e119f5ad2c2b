import { useQuery } from '@tanstack/react-query';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { failureText } from '../../ui/record-text.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { stageName } from '../../ui/stages.ts';
import { time } from '../../ui/texts.ts';
import { t } from './texts.ts';

/** What a dataflow accepted and could not bring its whole way, newest first; a row leads to where it is corrected and replayed. */
export function Errors({ flowId }: { flowId: string }) {
  const client = useClient();
  const go = useGo();
  const failed = useQuery({
    queryKey: ['failed', flowId],
    refetchInterval: 5000,
    queryFn: () => client.call('listFailedRecords', { query: { flowId, limit: 100 } }),
  });
  return (
    <Loaded query={failed}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('noErrors')} hint={t('noErrorsHint')} />
        ) : (
          <RowsTable
            label={t('errors')}
            rows={items}
            id={({ id }) => id}
            onAction={({ id }) => go(to`/monitoring/failed-records/${id}`)}
            columns={[
              {
                key: 'reason',
                title: t('reason'),
                cell: ({ failures: [first] }) => (first === undefined ? '' : failureText(first)),
                share: 4,
              },
              { key: 'code', title: shared('code'), cell: ({ failures }) => failures[0]?.code ?? '', share: 1.6 },
              { key: 'stage', title: shared('stage'), cell: ({ stage }) => stageName(stage) },
              { key: 'received', title: shared('received'), cell: ({ receivedAt }) => time(receivedAt), share: 2.2 },
              { key: 'status', title: shared('status'), cell: ({ status }) => shared(status) },
            ]}
          />
        )
      }
    </Loaded>
  );
}
