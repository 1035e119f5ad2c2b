import { useQuery } from '@tanstack/react-query';
import { to } from '../ui/address.ts';
import { useClient } from '../ui/client-context.ts';
import { t } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { RowsTable } from '../ui/rows-table.tsx';
import { milliseconds, number } from '../ui/texts.ts';
import { FirstSteps } from './first-steps.tsx';
import { Section } from './section.tsx';
import { type Point, Sparkline } from './sparkline.tsx';
import { t as own } from './texts.ts';

const REFRESH_MS = 5000;

/** Every dataflow in the last hour, kept up to date; while there is none, the steps that lead to the first. */
export function Streams() {
  const client = useClient();
  const streams = useQuery({
    queryKey: ['monitoring', '1h', 'points'],
    queryFn: () => client.call('getMonitoring', { query: { window: '1h', points: 'true' } }),
    refetchInterval: REFRESH_MS,
  });
  const none = streams.data?.flows.length === 0;
  return (
    <Section title={own(none ? 'begin' : 'streams')}>
      <Loaded query={streams}>{({ flows }) => (none ? <FirstSteps /> : <StreamTable streams={flows} />)}</Loaded>
    </Section>
  );
}

interface Stream {
  readonly flowId: string;
  readonly name: string;
  readonly received: number;
  readonly stored: number;
  readonly failed: number;
  readonly inProfile: number;
  readonly profileLatency: { readonly p95: number | null };
  readonly points?: readonly Point[];
}

function StreamTable({ streams }: { streams: readonly Stream[] }) {
  const mayMonitor = useMay('view-monitoring-dashboard');
  const address = ({ flowId }: Stream) =>
    mayMonitor ? to`/monitoring?window=1h&flow=${flowId}` : to`/sources/dataflows/${flowId}`;
  return (
    <RowsTable
      label={own('streams')}
      rows={streams}
      id={({ flowId }) => flowId}
      pageOf={address}
      columns={[
        {
          key: 'name',
          title: t('name'),
          cell: (one) => one.name,
          share: 2,
          narrowest: 272,
        },
        {
          key: 'points',
          title: own('perMinute'),
          cell: ({ name, received, points = [] }) => (
            <Sparkline label={own('perMinuteOf', { name, received })} points={points} />
          ),
          narrowest: 160,
        },
        { key: 'received', title: t('messagesReceived'), cell: ({ received }) => number(received) },
        { key: 'ingested', title: t('ingested'), cell: ({ stored }) => number(stored) },
        { key: 'failed', title: t('failed'), cell: ({ failed }) => number(failed) },
        { key: 'inProfile', title: own('inProfile'), cell: ({ inProfile }) => number(inProfile) },
        { key: 'latency', title: t('profileP95'), cell: ({ profileLatency }) => milliseconds(profileLatency.p95) },
      ]}
    />
  );
}
