import { AddressTabs } from '../../ui/address-tabs.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { Accounts } from './accounts.tsx';
import { Catalogue } from './catalogue.tsx';
import { Dataflows } from './dataflows.tsx';
import { t } from './texts.ts';

/** Where data comes from: the kinds of sources there are, the accounts they sign in with, and the dataflows. */
export function SourcesPage() {
  return (
    <Page title={shared('sources')}>
      <AddressTabs
        label={shared('sources')}
        tabs={[
          { id: 'catalog', label: t('catalog'), content: () => <Catalogue /> },
          { id: 'accounts', label: t('accounts'), content: () => <Accounts /> },
          { id: 'dataflows', label: t('flows'), content: () => <Dataflows /> },
        ]}
      />
    </Page>
  );
}
