import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedTable } from '../../ui/failed-table.tsx';
import { Loaded } from '../../ui/page.tsx';
import { t } from './texts.ts';

/** What a dataflow accepted and could not bring its whole way, newest first; a row leads to where it is corrected and replayed. */
export function Errors({ flowId }: { flowId: string }) {
  const client = useClient();
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
          <FailedTable rows={items} />
        )
      }
    </Loaded>
  );
}
