import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import type { SourceKind } from '../flow-service.ts';
import { RunLight } from './run-light.tsx';
import { t } from './texts.ts';

/** Runs of a dataflow, newest first: when, how it ended, and how many records. */
export function Runs({ flowId, kind }: { flowId: string; kind: SourceKind | undefined }) {
  const client = useClient();
  const runs = useQuery({
    queryKey: ['flow-runs', flowId],
    refetchInterval: 5000,
    queryFn: () =>
      client.call('listFlowRuns', { query: { property: `flowId==${flowId}`, orderby: '-createdAt', limit: 50 } }),
  });
  return (
    <Loaded query={runs}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('noRuns')} hint={t(kind === 'files' ? 'noFileRunsHint' : 'noRunsHint')} />
        ) : (
          <RowsTable
            label={t('runs')}
            rows={items}
            id={({ id }) => id}
            columns={[
              {
                key: 'started',
                title: t('started'),
                cell: ({ metrics }) => time(metrics.durationSummary.startedAtUTC),
                share: 2,
                narrowest: 192,
              },
              {
                key: 'status',
                title: shared('status'),
                cell: ({ metrics }) => <RunLight status={metrics.statusSummary.status} />,
                narrowest: 160,
              },
              {
                key: 'in',
                title: t('in'),
                cell: ({ metrics }) => number(metrics.recordSummary?.inputRecordCount ?? 0),
                narrowest: 92,
              },
              {
                key: 'out',
                title: shared('ingested'),
                cell: ({ metrics }) => number(metrics.recordSummary?.outputRecordCount ?? 0),
                narrowest: 96,
              },
              {
                key: 'failed',
                title: shared('failed'),
                cell: ({ metrics }) => number(metrics.recordSummary?.failedRecordCount ?? 0),
                narrowest: 104,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
