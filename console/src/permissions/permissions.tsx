import { AddressTabs } from '../ui/address-tabs.tsx';
import { Page } from '../ui/page.tsx';
import { useMe } from '../ui/person.ts';
import { Credentials } from './credentials/credentials.tsx';
import { Groups } from './groups/groups.tsx';
import { Labels } from './labels/labels.tsx';
import { Policies } from './policies/policies.tsx';
import { Requests } from './requests/requests.tsx';
import { Roles } from './roles/roles.tsx';
import { t } from './texts.ts';
import { Users } from './users/users.tsx';

/** Who may do what: roles, who holds them, who asked for more, and what labels hide. */
export function Permissions() {
  const waiting = useMe()?.openAccessRequests ?? 0;
  return (
    <Page title={t('permissions')}>
      <AddressTabs
        label={t('permissions')}
        tabs={[
          { id: 'roles', label: t('roles'), content: () => <Roles /> },
          { id: 'users', label: t('users'), content: () => <Users /> },
          { id: 'groups', label: t('groups'), content: () => <Groups /> },
          { id: 'credentials', label: t('credentials'), content: () => <Credentials /> },
          { id: 'requests', label: waiting === 0 ? t('requests') : t('waiting', waiting), content: () => <Requests /> },
          { id: 'policies', label: t('policies'), content: () => <Policies /> },
          { id: 'labels', label: t('labels'), content: () => <Labels /> },
        ]}
      />
    </Page>
  );
}
