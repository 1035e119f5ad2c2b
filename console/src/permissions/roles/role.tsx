import { Content, Heading, InlineAlert } from '@react-spectrum/s2';
import { useParameter } from '../../ui/address.ts';
import { AddressTabs } from '../../ui/address-tabs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded, Page } from '../../ui/page.tsx';
import { type Role as OneRole, useMayManage, useRoles } from '../access.ts';
import { t as access } from '../texts.ts';
import { RoleActions } from './role-actions.tsx';
import { RoleDetails } from './role-details.tsx';
import { RoleLabels } from './role-labels.tsx';
import { RoleCredentials, RoleGroups, RoleUsers } from './role-members.tsx';
import { RolePermissions } from './role-permissions.tsx';
import { RoleSandboxes } from './role-sandboxes.tsx';
import { t } from './texts.ts';

const above = [
  { label: access('permissions'), href: '/permissions' },
  { label: access('roles'), href: '/permissions?tab=roles' },
];

/** One role: what it allows where, and who is in it. */
export function Role() {
  const roleId = useParameter('roleId');
  const roles = useRoles();
  const role = roles.data?.find(({ id }) => id === roleId);
  return (
    <Page title={role?.name ?? access('role')} above={above} actions={role && <RoleActions role={role} />}>
      <Loaded query={roles}>
        {() =>
          role === undefined ? (
            <EmptyState
              title={t('unknown')}
              hint={t('unknownHint')}
              action={{ label: t('toRoles'), href: '/permissions' }}
            />
          ) : (
            <RoleTabs role={role} />
          )
        }
      </Loaded>
    </Page>
  );
}

function RoleTabs({ role }: { role: OneRole }) {
  const mayManage = useMayManage();
  return (
    <>
      {mayManage && role.roleType === 'system-defined' && (
        <InlineAlert variant="informative">
          <Heading>{t('system-defined')}</Heading>
          <Content>{t('fixed')}</Content>
        </InlineAlert>
      )}
      <AddressTabs
        label={role.name}
        tabs={[
          {
            id: 'permissions',
            label: access('permissions'),
            content: () => <RolePermissions key={role.etag} role={role} />,
          },
          { id: 'sandboxes', label: access('sandboxes'), content: () => <RoleSandboxes key={role.etag} role={role} /> },
          { id: 'users', label: access('users'), content: () => <RoleUsers role={role} /> },
          { id: 'groups', label: access('groups'), content: () => <RoleGroups role={role} /> },
          { id: 'credentials', label: access('credentials'), content: () => <RoleCredentials role={role} /> },
          { id: 'labels', label: access('labels'), content: () => <RoleLabels role={role} /> },
          { id: 'details', label: t('details'), content: () => <RoleDetails role={role} /> },
        ]}
      />
    </>
  );
}
