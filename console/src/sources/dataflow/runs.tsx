import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import type { SourceKind } from '../flow-service.ts';
import { OneRun } from './one-run.tsx';
import { errorsOf, type Run, shortReason } from './run-errors.ts';
import { RunLight } from './run-light.tsx';
import { t } from './texts.ts';

const COLUMNS: readonly TableColumn<Run>[] = [
  {
    key: 'started',
    title: t('started'),
    cell: ({ metrics }) => time(metrics.durationSummary.startedAtUTC),
    ...MOMENT,
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
  { key: 'reason', title: t('reason'), cell: (run) => shortReason(errorsOf(run)), share: 2.5, narrowest: 240 },
];

/** Runs of a dataflow, newest first: when, how it ended, how many records, and why some failed; one of them in full above. */
export function Runs({ flowId, kind }: { flowId: string; kind: SourceKind | undefined }) {
  const client = useClient();
  const [chosen, choose] = useSearchState('run');
  const runs = useQuery({
    queryKey: ['flow-runs', flowId],
    refetchInterval: 5000,
    queryFn: () =>
      client.call('listFlowRuns', { query: { property: `flowId==${flowId}`, orderby: '-createdAt', limit: 50 } }),
  });
  return (
    <Loaded query={runs}>
      {({ items }) => {
        if (items.length === 0)
          return <EmptyState title={t('noRuns')} hint={t(kind === 'files' ? 'noFileRunsHint' : 'noRunsHint')} />;
        const open = items.find(({ id }) => id === chosen);
        return (
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
            {open !== undefined && <OneRun flowId={flowId} run={open} onClose={() => choose('')} />}
            <RowsTable
              label={t('runs')}
              rows={items}
              id={({ id }) => id}
              columns={COLUMNS}
              shown={chosen}
              onAction={({ id }) => choose(id)}
            />
          </div>
        );
      }}
    </Loaded>
  );
}
