import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { RecordBars } from '../../ui/bars.tsx';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { ReasonsTable } from '../../ui/reasons-table.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { milliseconds, number, percent } from '../../ui/texts.ts';
import { WindowPicker } from '../../ui/window-picker.tsx';
import { t as own } from './texts.ts';

/** The windows of the published dashboard. */
const WINDOWS = ['1h', '6h', '12h', '24h', '7d', '30d'] as const;
const REFRESH_MS = 5000;

const section = style({ display: 'flex', flexDirection: 'column', gap: 16 });

/** Counts, rates and latencies of every dataflow in a window; of the chosen one over time, and why records failed. */
export function Dataflows() {
  const client = useClient();
  const [window, setWindow] = useSearchState('window', '24h');
  const [chosen, setChosen] = useSearchState('flow');
  const monitoring = useQuery({
    queryKey: ['monitoring', window],
    queryFn: () => client.call('getMonitoring', { query: { window } }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className={section}>
      <WindowPicker windows={WINDOWS} value={window} onChange={setWindow} />
      <Loaded query={monitoring}>
        {({ flows, reasonTexts }) => {
          const flow = flows.find(({ flowId }) => flowId === chosen) ?? flows[0];
          return (
            <>
              <RowsTable
                label={t('dataflows')}
                rows={flows}
                empty={own('none')}
                id={({ flowId }) => flowId}
                shown={flow?.flowId ?? ''}
                onAction={({ flowId }) => setChosen(flowId)}
                columns={COLUMNS}
              />
              {flow !== undefined && (
                <OneDataflow key={flow.flowId} flow={flow} window={window} reasonTexts={reasonTexts} />
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

/** To a tenth: of a dataflow with little traffic the number a second is zero. */
function perMinute(perSecond: number): number {
  return Math.round(perSecond * 600) / 10;
}

/** How many failed, and what part of those received that is. */
function failedText({ failed, errorRate }: Flow): string {
  return failed === 0 ? number(0) : `${number(failed)} (${percent(errorRate)})`;
}

interface Flow {
  readonly flowId: string;
  readonly name: string;
  readonly received: number;
  readonly stored: number;
  readonly failed: number;
  readonly skipped: number;
  readonly errorRate: number;
  readonly mostReceivedPerSecond: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly profileLatency: Latency;
  readonly lakeLatency: Latency;
}

interface Latency {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Columns of numbers leave the room to the names, by which dataflows are told apart. */
const COLUMNS: readonly TableColumn<Flow>[] = [
  { key: 'name', title: t('name'), cell: ({ name }) => name, share: 2.5, narrowest: 206 },
  { key: 'received', title: t('messagesReceived'), cell: ({ received }) => number(received), narrowest: 104 },
  { key: 'stored', title: t('ingested'), cell: ({ stored }) => number(stored), narrowest: 96 },
  { key: 'failed', title: t('failed'), cell: failedText, narrowest: 110 },
  { key: 'skipped', title: t('skipped'), cell: ({ skipped }) => number(skipped), narrowest: 100 },
  {
    key: 'rate',
    title: t('mostPerMinute'),
    cell: (one) => number(perMinute(one.mostReceivedPerSecond)),
    narrowest: 112,
  },
  {
    key: 'profile',
    title: t('profileP95'),
    cell: ({ profileLatency }) => milliseconds(profileLatency.p95),
    narrowest: 128,
  },
  { key: 'lake', title: t('lakeP95'), cell: ({ lakeLatency }) => milliseconds(lakeLatency.p95), narrowest: 144 },
];

/** The numbers of one dataflow; a reason leads to the records that failed for it. */
function OneDataflow({
  flow,
  window,
  reasonTexts,
}: {
  flow: Flow;
  window: string;
  reasonTexts: Readonly<Record<string, string>>;
}) {
  const client = useClient();
  const mayRecords = useMay('view-sources', 'manage-sources');
  const toRecords = (code: string) => to`/monitoring?tab=failed&code=${code}&flow=${flow.flowId}`;
  const series = useQuery({
    queryKey: ['monitoring', flow.flowId, window],
    queryFn: () => client.call('getMonitoringSeries', { path: { kind: 'flows', id: flow.flowId }, query: { window } }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <section className={style({ display: 'flex', flexDirection: 'column', gap: 16 })} aria-label={flow.name}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {flow.name}
      </Heading>
      <Loaded query={series}>
        {({ points }) => (
          <RecordBars
            label={t('messagesReceived')}
            counted={t('messagesReceived')}
            points={points.map(({ from, received: all, failed: lost }) => ({ from, all, failed: lost, count: all }))}
          />
        )}
      </Loaded>
      <RowsTable
        label={t('latency')}
        rows={[
          { name: t('profileLatency'), ...flow.profileLatency },
          { name: t('lakeLatency'), ...flow.lakeLatency },
        ]}
        id={({ name }) => name}
        columns={[
          { key: 'name', title: t('latency'), cell: ({ name }) => name, share: 2 },
          { key: 'p50', title: 'P50', cell: ({ p50 }) => milliseconds(p50) },
          { key: 'p95', title: 'P95', cell: ({ p95 }) => milliseconds(p95) },
          { key: 'p99', title: 'P99', cell: ({ p99 }) => milliseconds(p99) },
        ]}
      />
      <ReasonsTable counts={flow.reasons} texts={reasonTexts} pageOf={mayRecords ? toRecords : undefined} />
    </section>
  );
}
