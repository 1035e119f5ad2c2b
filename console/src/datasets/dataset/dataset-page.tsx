import { ApiError } from '@meniscus/client';
import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useParameter, useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { type Dataset, useDataset } from '../datasets.ts';
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

interface DatasetTab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

function DatasetTabs({ dataset }: { dataset: Dataset }) {
  const mayMonitor = useMay('view-monitoring-dashboard', 'view-sources', 'manage-sources');
  const mayReadFailed = useMay('view-sources', 'manage-sources');
  const [chosen, choose] = useSearchState('tab');
  const tabs: readonly DatasetTab[] = [
    ...(mayMonitor ? [{ id: 'activity', label: own('activity'), content: <Activity dataset={dataset} /> }] : []),
    { id: 'batches', label: own('batches'), content: <Batches dataset={dataset} /> },
    ...(mayReadFailed
      ? [{ id: 'failed', label: t('failedRecords'), content: <FailedRecords dataset={dataset} /> }]
      : []),
    { id: 'preview', label: own('preview'), content: <Preview dataset={dataset} /> },
    { id: 'details', label: own('details'), content: <DatasetDetails dataset={dataset} /> },
  ];
  const selected = tabs.find(({ id }) => id === chosen) ?? tabs[0]!;
  return (
    <Tabs aria-label={dataset.name} selectedKey={selected.id} onSelectionChange={(key) => choose(String(key))}>
      <TabList>
        {tabs.map(({ id, label }) => (
          <Tab key={id} id={id}>
            {label}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id}>
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, paddingTop: 16 })}>{content}</div>
        </TabPanel>
      ))}
    </Tabs>
  );
}
