import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useFragment, useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IdentityGraph } from '../../ui/identity-graph/identity-graph.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { DEFAULT_POLICY, MergePolicyPicker } from '../merge-policies.tsx';
import { Attributes } from './attributes.tsx';
import { Events } from './events.tsx';
import { Memberships } from './memberships.tsx';
import { Overview } from './overview.tsx';
import { nameOf, type Profile, type Subject, useProfile } from './profile.ts';
import { t } from './texts.ts';

const above = [{ label: shared('profiles'), href: '/profiles' }];

/** Everything that is known of one person, named by their XID behind the `#` of the address. */
export function Person() {
  const [xid] = useFragment();
  const [policy, setPolicy] = useSearchState('policy', DEFAULT_POLICY);
  const profile = useProfile({ xid, policy });
  const found = profile.data;
  return (
    <Page
      title={found == null ? shared('profiles') : nameOf(found)}
      above={above}
      actions={<MergePolicyPicker value={policy} onChange={setPolicy} labelPosition="side" />}
    >
      <Loaded query={profile}>
        {(known) =>
          known === null ? (
            <EmptyState
              title={t('unknown')}
              hint={t('unknownHint')}
              action={{ label: t('search'), href: '/profiles' }}
            />
          ) : (
            <PersonTabs profile={known} subject={{ xid, policy }} />
          )
        }
      </Loaded>
    </Page>
  );
}

function PersonTabs({ profile, subject }: { profile: Profile; subject: Subject }) {
  const [asked, setTab] = useSearchState('tab', 'overview');
  const mayGraph = useMay('view-identity-graph');
  const tabs: readonly (readonly [id: string, label: string, content: () => ReactNode])[] = [
    ['overview', t('overview'), () => <Overview profile={profile} />],
    ['attributes', t('attributes'), () => <Attributes profile={profile} subject={subject} />],
    ['events', t('events'), () => <Events subject={subject} />],
    ['memberships', t('memberships'), () => <Memberships profile={profile} />],
    ...(mayGraph ? ([['identities', t('identities'), () => <IdentityGraph xid={subject.xid} />]] as const) : []),
    ['json', t('json'), () => <JsonView label={t('json')} value={profile} />],
  ];
  const tab = tabs.some(([id]) => id === asked) ? asked : 'overview';
  return (
    <Tabs aria-label={t('tabs')} selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
      <TabList>
        {tabs.map(([id, label]) => (
          <Tab key={id} id={id}>
            {label}
          </Tab>
        ))}
      </TabList>
      {tabs.map(([id, , content]) => (
        <TabPanel key={id} id={id} styles={style({ marginTop: 16 })}>
          {content()}
        </TabPanel>
      ))}
    </Tabs>
  );
}
