import { ApiError } from '@meniscus/client';
import { useParameter } from '../../ui/address.ts';
import { AddressTabs } from '../../ui/address-tabs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { type Dataflow, useDataflow, useKind } from '../flow-service.ts';
import { mappingOf } from '../mapping/mapping-set.ts';
import { t as mapping } from '../mapping/texts.ts';
import { Errors } from './errors.tsx';
import { FlowActions } from './flow-actions.tsx';
import { MappingTab } from './mapping-tab.tsx';
import { Overview } from './overview.tsx';
import { Runs } from './runs.tsx';
import { t } from './texts.ts';

const ABOVE = [
  { label: shared('sources'), href: '/sources' },
  { label: shared('dataflows'), href: '/sources?tab=dataflows' },
];

/** One dataflow: where it is sent to, what passes, its runs and its errors. */
export function DataflowPage() {
  const flowId = useParameter('flowId');
  const flow = useDataflow(flowId);
  const mayManage = useMay('manage-sources');
  const kind = useKind(flow.data);
  if (flow.error instanceof ApiError && flow.error.status === 404) return <NoDataflow />;
  return (
    <Page
      title={flow.data?.name ?? flowId}
      above={ABOVE}
      actions={mayManage && flow.data !== undefined && <FlowActions flow={flow.data} />}
    >
      <Loaded query={flow}>
        {(found) => (
          <AddressTabs
            label={found.name ?? found.id}
            tabs={[
              { id: 'overview', label: t('overview'), content: () => <Overview flow={found} /> },
              ...mappingTabOf(found),
              { id: 'runs', label: t('runs'), content: () => <Runs flowId={found.id} kind={kind} /> },
              { id: 'errors', label: t('errors'), content: () => <Errors flowId={found.id} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** Records of some dataflows are taken as they are. */
function mappingTabOf(flow: Dataflow) {
  const ref = mappingOf(flow);
  if (ref === undefined) return [];
  return [{ id: 'mapping', label: mapping('mapping'), content: () => <MappingTab flow={flow} mapping={ref} /> }];
}

function NoDataflow() {
  return (
    <Page title={t('gone')} above={ABOVE}>
      <EmptyState
        title={t('gone')}
        hint={t('goneHint')}
        action={{ label: t('toDataflows'), href: '/sources?tab=dataflows' }}
      />
    </Page>
  );
}
