import type { Area } from '../ui/area.ts';

export default {
  label: ['Audits', 'Audits'],
  group: 'administration',
  order: 30,
  pages: [
    {
      path: '/audits',
      permissions: ['view-user-activity-log'],
      load: async () => (await import('./audits.tsx')).Audits,
    },
  ],
} satisfies Area;
