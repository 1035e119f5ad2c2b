import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';

/** Dataflows with what they received in a day, and their streaming endpoint. */
export function BrowseSources() {
  const client = useClient();
  const flows = useQuery({
    queryKey: ['flows'],
    queryFn: () => client.call('listFlows', {}),
  });
  const passed = useQuery({
    queryKey: ['monitoring', '24h'],
    queryFn: () => client.call('getMonitoring', { query: { window: '24h' } }),
    refetchInterval: 10_000,
  });
  const of = (id: string) => passed.data?.flows.find(({ flowId }) => flowId === id);
  return (
    <Page title={t('sources')}>
      <Loaded query={flows}>
        {({ items }) => (
          <RowsTable
            label={t('sources')}
            rows={items}
            id={(flow) => flow.id}
            columns={[
              { key: 'name', title: t('name'), cell: (flow) => flow.name ?? flow.id },
              { key: 'state', title: t('state'), cell: (flow) => flow.state },
              {
                key: 'received',
                title: t('received24h'),
                cell: (flow) => number(of(flow.id)?.received ?? 0),
                share: 1.3,
              },
              { key: 'failed', title: t('failed'), cell: (flow) => number(of(flow.id)?.failed ?? 0) },
              {
                key: 'inlet',
                title: t('streamingEndpoint'),
                cell: (flow) => <span className={style({ font: 'ui-sm' })}>{flow.options?.inletUrl}</span>,
                share: 5,
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
