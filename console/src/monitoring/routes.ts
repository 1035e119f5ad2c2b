import type { Area } from '../ui/area.ts';

export default {
  label: ['Monitoring', 'Surveillance'],
  group: 'data',
  order: 40,
  pages: [
    {
      path: '/monitoring',
      permissions: ['view-monitoring-dashboard'],
      load: async () => (await import('./overview/monitoring.tsx')).Monitoring,
    },
  ],
} satisfies Area;
