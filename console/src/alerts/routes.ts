import type { Area } from '../ui/area.ts';

export default {
  label: ['Alerts', 'Alertes'],
  group: 'administration',
  order: 40,
  pages: [
    {
      path: '/alerts',
      permissions: ['view-alerts', 'manage-alerts', 'view-alerts-history'],
      load: async () => (await import('./alerts.tsx')).Alerts,
    },
  ],
} satisfies Area;
