import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { to, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { NothingFound } from '../../ui/nothing-found.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { number } from '../../ui/texts.ts';
import { type Dataflow, type Source, sourceOf, useDataflows, useSources } from '../flow-service.ts';
import { StateLight } from '../state-light.tsx';
import { stateName } from '../states.ts';
import { ListFilter, sourceOptions } from './list-filter.tsx';
import { t } from './texts.ts';

const frame = style({ display: 'flex', flexDirection: 'column', gap: 16 });

/** A dataflow with what the list shows beside it. */
interface Row {
  readonly flow: Dataflow;
  /** Of its source; empty while it has none. */
  readonly sourceTitle: string;
  /** Records of a day. */
  readonly received: number;
  readonly failed: number;
}

const STATES = ['enabled', 'disabled', 'draft'] as const;

/** Dataflows with what they received in a day, and their streaming endpoint: searched, narrowed, each leading to its page. */
export function Dataflows() {
  const flows = useDataflows();
  const sources = useSources();
  const rows = useRows(flows.data, sources.data);
  const [source] = useSearchState('source');
  const [state] = useSearchState('state');
  const wanted = rows?.filter(
    ({ flow }) => (source === '' || sourceOf(flow) === source) && (state === '' || flow.state === state),
  );
  return (
    <div className={frame}>
      <SearchedList
        label={t('searchFlows')}
        query={{ data: wanted, error: flows.error }}
        textsOf={({ flow: { id, name = id, description = '' }, sourceTitle }) => [name, id, description, sourceTitle]}
        none={rows?.length === 0 ? <NoDataflows /> : undefined}
        beside={
          <>
            <ListFilter
              name="source"
              label={t('source')}
              options={sourceOptions(sources.data, (flows.data ?? []).map(sourceOf))}
            />
            <ListFilter name="state" label={shared('state')} options={STATES.map((one) => [one, stateName(one)])} />
          </>
        }
      >
        {(found) =>
          found.length === 0 ? (
            <NothingFound showAll="/sources?tab=dataflows" />
          ) : (
            <RowsTable
              label={t('flows')}
              rows={found}
              id={({ flow }) => flow.id}
              pageOf={({ flow }) => to`/sources/dataflows/${flow.id}`}
              columns={COLUMNS}
            />
          )
        }
      </SearchedList>
    </div>
  );
}

function NoDataflows() {
  return (
    <EmptyState title={t('noFlows')} hint={t('noFlowsHint')} action={{ label: t('toCatalog'), href: '/sources' }} />
  );
}

function useRows(
  flows: readonly Dataflow[] | undefined,
  sources: readonly Source[] | undefined,
): readonly Row[] | undefined {
  const client = useClient();
  const passed = useQuery({
    queryKey: ['monitoring', '24h'],
    queryFn: () => client.call('getMonitoring', { query: { window: '24h' } }),
    refetchInterval: 10_000,
  });
  const counts = new Map(passed.data?.flows.map((one) => [one.flowId, one]));
  const titles = new Map(sources?.map(({ id, title }) => [id, title]));
  return flows?.map((flow) => {
    const { received = 0, failed = 0 } = counts.get(flow.id) ?? {};
    return { flow, sourceTitle: titles.get(sourceOf(flow) ?? '') ?? '', received, failed };
  });
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'name',
    title: shared('name'),
    cell: ({ flow: { name, id } }) => name ?? id,
    share: 3.4,
  },
  { key: 'source', title: t('source'), cell: ({ sourceTitle }) => sourceTitle, share: 3 },
  {
    key: 'state',
    title: shared('state'),
    cell: ({ flow: { state } }) => <StateLight state={state} />,
  },
  { key: 'received', title: shared('received24h'), cell: ({ received }) => number(received), share: 1.3 },
  { key: 'failed', title: shared('failed'), cell: ({ failed }) => number(failed) },
  {
    key: 'inlet',
    title: shared('streamingEndpoint'),
    cell: ({ flow: { options } }) => <span className={style({ font: 'ui-sm' })}>{options?.inletUrl}</span>,
  },
];
