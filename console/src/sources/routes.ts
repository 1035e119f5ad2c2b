import type { Area } from '../ui/area.ts';

export default {
  label: ['Sources', 'Sources'],
  group: 'connections',
  order: 10,
  pages: [
    {
      path: '/sources',
      permissions: ['view-sources', 'manage-sources'],
      load: async () => (await import('./browse/browse-sources.tsx')).BrowseSources,
    },
  ],
} satisfies Area;
