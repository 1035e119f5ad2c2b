import type { Area } from '../ui/area.ts';

const permissions = ['view-access-control', 'manage-access-control'];

const MANAGE = ['manage-access-control'];

export default {
  label: ['Permissions', 'Autorisations'],
  group: 'administration',
  order: 10,
  pages: [
    {
      path: '/permissions',
      permissions,
      load: async () => (await import('./permissions.tsx')).Permissions,
    },
    {
      path: '/permissions/roles/$roleId',
      permissions,
      load: async () => (await import('./roles/role.tsx')).Role,
    },
    {
      path: '/permissions/users/$userId',
      permissions,
      load: async () => (await import('./users/user.tsx')).User,
    },
    {
      path: '/permissions/groups/$groupId',
      permissions,
      load: async () => (await import('./groups/group.tsx')).Group,
    },
    {
      path: '/permissions/credentials/$clientId',
      permissions,
      load: async () => (await import('./credentials/credential.tsx')).Credential,
    },
    {
      path: '/permissions/policies/create',
      permissions: MANAGE,
      load: async () => (await import('./policies/edit-policy.tsx')).CreatePolicy,
    },
    {
      path: '/permissions/policies/$policyId',
      permissions: MANAGE,
      load: async () => (await import('./policies/edit-policy.tsx')).EditPolicy,
    },
    {
      path: '/my-access',
      load: async () => (await import('./own/my-access.tsx')).MyAccess,
    },
  ],
} satisfies Area;
