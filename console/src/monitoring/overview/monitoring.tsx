import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { Alerts } from '../alerts/alerts.tsx';
import { Dataflows } from '../dataflows/dataflows.tsx';
import { FailedRecords } from '../failed-records/failed-records.tsx';
import { LiveTail } from '../live/live-tail.tsx';

/** What passes, what is wrong with it, and what could not go its way. */
export function Monitoring() {
  return (
    <Page title={t('monitoring')}>
      <Tabs aria-label={t('monitoring')}>
        <TabList>
          <Tab id="dataflows">{t('dataflows')}</Tab>
          <Tab id="alerts">{t('alerts')}</Tab>
          <Tab id="live">{t('live')}</Tab>
          <Tab id="failed">{t('failedRecords')}</Tab>
        </TabList>
        <TabPanel id="dataflows">
          <Dataflows />
        </TabPanel>
        <TabPanel id="alerts">
          <Alerts />
        </TabPanel>
        <TabPanel id="live">
          <LiveTail />
        </TabPanel>
        <TabPanel id="failed">
          <FailedRecords />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
