import { useState } from 'react';
import { useGo, useParameter } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { type Account, type Source, useAccounts, useSources } from '../flow-service.ts';
import { SetUpWizard } from './set-up-wizard.tsx';
import { t } from './texts.ts';

const ABOVE = [{ label: shared('sources'), href: '/sources' }];

/** The set-up of a source, from the account to the dataflow. */
export function SetUpPage() {
  const sourceId = useParameter('sourceId');
  const sources = useSources();
  const accounts = useAccounts();
  return (
    <Loaded query={sources}>
      {(all) => {
        const source = all.find(({ id, kind }) => id === sourceId && kind !== undefined);
        if (source === undefined) return <NoSource />;
        return <Loaded query={accounts}>{(found) => <WithAccounts source={source} accounts={found} />}</Loaded>;
      }}
    </Loaded>
  );
}

/** The accounts as they were when the page was opened: one made in its first step does not change the steps. */
function WithAccounts({ source, accounts }: { source: Source; accounts: readonly Account[] }) {
  const [own] = useState(() => accounts.filter(({ connectionSpec }) => connectionSpec.id === source.id));
  return <SetUpWizard source={source} accounts={own} />;
}

function NoSource() {
  const go = useGo();
  return (
    <Page title={t('noSource')} above={ABOVE}>
      <EmptyState
        title={t('noSource')}
        hint={t('noSourceHint')}
        action={{ label: t('toCatalog'), onPress: () => go('/sources') }}
      />
    </Page>
  );
}
