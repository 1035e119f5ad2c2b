import { type AddressTab, AddressTabs } from '../../ui/address-tabs.tsx';
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { Dataflows } from '../dataflows/dataflows.tsx';
import { FailedRecords } from '../failed-records/failed-records.tsx';
import { LiveTail } from '../live/live-tail.tsx';

/** The dataflow that is looked at, and how far back. */
const KEEPS = ['flow', 'window'];

/** What passes, and what could not go its way; each tab for those who may see what is in it. */
export function Monitoring() {
  const maySources = useMay('view-sources', 'manage-sources');
  const failed: AddressTab = { id: 'failed', label: t('failedRecords'), content: () => <FailedRecords /> };
  return (
    <Page title={t('monitoring')}>
      <AddressTabs
        label={t('monitoring')}
        keeps={KEEPS}
        tabs={[
          { id: 'dataflows', label: t('dataflows'), content: () => <Dataflows /> },
          { id: 'live', label: t('live'), content: () => <LiveTail /> },
          ...(maySources ? [failed] : []),
        ]}
      />
    </Page>
  );
}
