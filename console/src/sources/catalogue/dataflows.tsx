import { Link, StatusLight } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { sourceOf, useDataflows, useSources } from '../flow-service.ts';
import { stateName } from '../states.ts';
import { t } from './texts.ts';

/** Dataflows with what they received in a day, and their streaming endpoint; a row leads to its page. */
export function Dataflows() {
  const client = useClient();
  const go = useGo();
  const flows = useDataflows();
  const sources = useSources();
  const passed = useQuery({
    queryKey: ['monitoring', '24h'],
    queryFn: () => client.call('getMonitoring', { query: { window: '24h' } }),
    refetchInterval: 10_000,
  });
  const of = (id: string) => passed.data?.flows.find(({ flowId }) => flowId === id);
  return (
    <Loaded query={flows}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title={t('noFlows')}
            hint={t('noFlowsHint')}
            action={{ label: t('toCatalog'), href: '/sources' }}
          />
        ) : (
          <RowsTable
            label={t('flows')}
            rows={rows}
            id={({ id }) => id}
            onAction={({ id }) => go(to`/sources/dataflows/${id}`)}
            columns={[
              {
                key: 'name',
                title: shared('name'),
                cell: ({ name, id }) => (
                  <Link href={to`/sources/dataflows/${id}`} isQuiet>
                    {name ?? id}
                  </Link>
                ),
                share: 2,
              },
              {
                key: 'source',
                title: t('source'),
                cell: (flow) => sources.data?.find(({ id }) => id === sourceOf(flow))?.title ?? '',
                share: 2.4,
              },
              {
                key: 'state',
                title: shared('state'),
                cell: ({ state }) => (
                  <StatusLight variant={state === 'enabled' ? 'positive' : 'neutral'}>{stateName(state)}</StatusLight>
                ),
              },
              {
                key: 'received',
                title: shared('received24h'),
                cell: ({ id }) => number(of(id)?.received ?? 0),
                share: 1.3,
              },
              { key: 'failed', title: shared('failed'), cell: ({ id }) => number(of(id)?.failed ?? 0) },
              {
                key: 'inlet',
                title: shared('streamingEndpoint'),
                cell: ({ options }) => <span className={style({ font: 'ui-sm' })}>{options?.inletUrl}</span>,
                share: 2.6,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
