import type { Area } from '../ui/area.ts';

export default {
  label: ['Audiences', 'Audiences'],
  group: 'customer',
  order: 20,
  pages: [
    {
      path: '/audiences',
      permissions: ['view-segments', 'manage-segments'],
      load: async () => (await import('./browse/browse-audiences.tsx')).BrowseAudiences,
    },
  ],
} satisfies Area;
