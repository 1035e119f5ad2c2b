import { ApiError } from '@meniscus/client';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useParameter } from '../../ui/address.ts';
import { type AddressTab, AddressTabs } from '../../ui/address-tabs.tsx';
import { type Dataset, useDataset } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { Activity } from './activity.tsx';
import { Batches } from './batches.tsx';
import { DatasetDetails } from './dataset-details.tsx';
import { DeleteDataset } from './delete-dataset.tsx';
import { FailedRecords } from './failed-records.tsx';
import { Preview } from './preview.tsx';
import { ProfileSwitch } from './profile-switch.tsx';
import { own } from './texts.ts';

const ABOVE = [{ label: t('datasets'), href: '/datasets' }];

/** One dataset: what passed, its batches, what failed, its rows, and what it is. */
export function DatasetPage() {
  const id = useParameter('datasetId');
  const dataset = useDataset(id);
  const mayManage = useMay('manage-datasets');
  if (dataset.error instanceof ApiError && dataset.error.status === 404) return <NoDataset />;
  return (
    <Page
      title={dataset.data?.name ?? t('dataset')}
      above={ABOVE}
      actions={
        mayManage &&
        dataset.data !== undefined && (
          <>
            <ProfileSwitch dataset={dataset.data} />
            <DeleteDataset dataset={dataset.data} />
          </>
        )
      }
    >
      <Loaded query={dataset}>{(found) => <DatasetTabs dataset={found} />}</Loaded>
    </Page>
  );
}

function NoDataset() {
  return (
    <Page title={own('gone')} above={ABOVE}>
      <EmptyState title={own('gone')} hint={own('goneHint')} action={{ label: own('toDatasets'), href: '/datasets' }} />
    </Page>
  );
}

function panel(id: string, label: string, content: ReactNode): AddressTab {
  const column = style({ display: 'flex', flexDirection: 'column', gap: 16 });
  return { id, label, content: () => <div className={column}>{content}</div> };
}

function DatasetTabs({ dataset }: { dataset: Dataset }) {
  const mayMonitor = useMay('view-monitoring-dashboard', 'view-sources', 'manage-sources');
  const mayReadFailed = useMay('view-sources', 'manage-sources');
  const batches = panel('batches', own('batches'), <Batches dataset={dataset} />);
  const rest = [
    ...(mayReadFailed ? [panel('failed', t('failedRecords'), <FailedRecords dataset={dataset} />)] : []),
    panel('preview', own('preview'), <Preview dataset={dataset} />),
    panel('details', own('details'), <DatasetDetails dataset={dataset} />),
  ];
  return (
    <AddressTabs
      label={dataset.name}
      tabs={
        mayMonitor
          ? [panel('activity', own('activity'), <Activity dataset={dataset} />), batches, ...rest]
          : [batches, ...rest]
      }
    />
  );
}
