import type { Area } from '../ui/area.ts';

export default {
  label: ['Datasets', 'Jeux de données'],
  group: 'data',
  order: 20,
  pages: [
    {
      path: '/datasets',
      permissions: ['view-datasets', 'manage-datasets'],
      load: async () => (await import('./browse/browse-datasets.tsx')).BrowseDatasets,
    },
  ],
} satisfies Area;
