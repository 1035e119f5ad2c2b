import type { Area } from '../ui/area.ts';

export default {
  label: ['Queries', 'Requêtes'],
  group: 'data',
  order: 30,
  pages: [
    {
      path: '/queries',
      permissions: ['manage-queries'],
      load: async () => (await import('./editor/query-editor.tsx')).QueryEditor,
    },
  ],
} satisfies Area;
