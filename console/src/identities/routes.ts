import type { Area } from '../ui/area.ts';

export default {
  label: ['Identities', 'Identités'],
  group: 'customer',
  order: 5,
  pages: [
    {
      path: '/identities',
      permissions: [
        'view-identity-namespaces',
        'manage-identity-namespaces',
        'view-identity-graph',
        'view-identity-settings',
        'edit-identity-settings',
      ],
      load: async () => (await import('./overview/identities.tsx')).Identities,
    },
  ],
} satisfies Area;
