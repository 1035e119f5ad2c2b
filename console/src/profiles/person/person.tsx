import { useFragment, useSearchState } from '../../ui/address.ts';
import { AddressTabs } from '../../ui/address-tabs.tsx';
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

/** By which merge policy the person is looked at. */
const KEEPS = ['policy'];

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
  const mayGraph = useMay('view-identity-graph');
  const identities = { id: 'identities', label: t('identities'), content: () => <IdentityGraph xid={subject.xid} /> };
  return (
    <AddressTabs
      label={t('tabs')}
      keeps={KEEPS}
      tabs={[
        { id: 'overview', label: t('overview'), content: () => <Overview profile={profile} /> },
        { id: 'attributes', label: t('attributes'), content: () => <Attributes profile={profile} subject={subject} /> },
        { id: 'events', label: t('events'), content: () => <Events subject={subject} /> },
        { id: 'memberships', label: t('memberships'), content: () => <Memberships profile={profile} /> },
        ...(mayGraph ? [identities] : []),
        { id: 'json', label: t('json'), content: () => <JsonView label={t('json')} value={profile} /> },
      ]}
    />
  );
}
