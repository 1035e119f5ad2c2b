import { type AddressTab, AddressTabs } from '../../ui/address-tabs.tsx';
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { Alerts } from '../alerts/alerts.tsx';
import { Dataflows } from '../dataflows/dataflows.tsx';
import { FailedRecords } from '../failed-records/failed-records.tsx';
import { LiveTail } from '../live/live-tail.tsx';

/** What belongs to one tab alone. */
const RESETS = ['alert', 'code', 'status', 'start'];

/** What passes, what is wrong with it, and what could not go its way; each tab for those who may see what is in it. */
export function Monitoring() {
  const mayAlerts = useMay('view-alerts', 'manage-alerts', 'view-alerts-history');
  const maySources = useMay('view-sources', 'manage-sources');
  const alerts: AddressTab = { id: 'alerts', label: t('alerts'), content: () => <Alerts /> };
  const failed: AddressTab = { id: 'failed', label: t('failedRecords'), content: () => <FailedRecords /> };
  return (
    <Page title={t('monitoring')}>
      <AddressTabs
        label={t('monitoring')}
        resets={RESETS}
        tabs={[
          { id: 'dataflows', label: t('dataflows'), content: () => <Dataflows /> },
          ...(mayAlerts ? [alerts] : []),
          { id: 'live', label: t('live'), content: () => <LiveTail /> },
          ...(maySources ? [failed] : []),
        ]}
      />
    </Page>
  );
}
