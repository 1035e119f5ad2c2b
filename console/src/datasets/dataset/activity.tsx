import type { Operations } from '@meniscus/client';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { RecordBars } from '../../ui/bars.tsx';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { ReasonsTable } from '../../ui/reasons-table.tsx';
import { number } from '../../ui/texts.ts';
import { WindowPicker } from '../../ui/window-picker.tsx';
import { own } from './texts.ts';

const WINDOWS = ['1h', '6h', '24h', '7d', '30d'] as const;
const REFRESH_MS = 5000;

type Points = Operations['getMonitoringSeries']['answer']['points'];

const figures = style({ display: 'flex', flexWrap: 'wrap', columnGap: 40, rowGap: 16, margin: 0 });

/** What arrived for the dataset in a window: figures, records over time, and why records failed. */
export function Activity({ dataset: { id } }: { dataset: Dataset }) {
  const client = useClient();
  const [window, setWindow] = useSearchState('window', '24h');
  const series = useQuery({
    queryKey: [DATASETS, id, 'activity', window],
    queryFn: () => client.call('getMonitoringSeries', { path: { kind: 'datasets', id }, query: { window } }),
    refetchInterval: REFRESH_MS,
  });
  const ledger = useQuery({ queryKey: ['ledger'], queryFn: () => client.call('getLedger', {}) });
  return (
    <>
      <WindowPicker windows={WINDOWS} value={window} onChange={setWindow} />
      <Loaded query={series}>
        {({ points, reasonTexts }) => (
          <Passed id={id} points={points} reasonTexts={reasonTexts} rows={ledger.data?.byDataset[id]?.stored ?? 0} />
        )}
      </Loaded>
    </>
  );
}

function sum(points: Points, name: 'received' | 'stored' | 'failed'): number {
  return points.reduce((total, point) => total + point[name], 0);
}

/** Records that failed by the code of why. */
function countsOf(points: Points): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { reasons } of points)
    for (const [code, count] of Object.entries(reasons)) counts.set(code, (counts.get(code) ?? 0) + count);
  return Object.fromEntries(counts);
}

function Passed({
  id,
  points,
  reasonTexts,
  rows,
}: {
  id: string;
  points: Points;
  reasonTexts: Readonly<Record<string, string>>;
  rows: number;
}) {
  const [received, stored, failed] = [sum(points, 'received'), sum(points, 'stored'), sum(points, 'failed')];
  return (
    <>
      <dl className={figures}>
        <Figure label={t('messagesReceived')} value={received} />
        <Figure label={t('ingested')} value={stored} />
        <Figure label={t('failed')} value={failed} />
        <Figure label={own('rowsInAll')} value={rows} />
      </dl>
      {received + stored + failed === 0 ? (
        <EmptyState
          title={own('noActivity')}
          hint={own('noActivityHint')}
          action={{ label: own('toSources'), href: '/sources' }}
        />
      ) : (
        <RecordBars
          label={own('records')}
          counted={t('ingested')}
          points={points.map(({ from, stored: count, failed: lost }) => ({
            from,
            all: count + lost,
            failed: lost,
            count,
          }))}
        />
      )}
      <ReasonsTable counts={countsOf(points)} texts={reasonTexts} pageOf={() => to`/datasets/${id}?tab=failed`} />
    </>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column-reverse' })}>
      <dt className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{label}</dt>
      <dd className={style({ font: 'heading-lg', margin: 0 })}>{number(value)}</dd>
    </div>
  );
}
