import type { Area } from '../ui/area.ts';

export default {
  label: ['Schemas', 'Schémas'],
  group: 'data',
  order: 10,
  pages: [
    {
      path: '/schemas',
      permissions: ['view-schemas', 'manage-schemas'],
      load: async () => (await import('./browse/browse-schemas.tsx')).BrowseSchemas,
    },
  ],
} satisfies Area;
