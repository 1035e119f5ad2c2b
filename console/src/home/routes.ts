import type { Area } from '../ui/area.ts';

export default {
  label: ['Home', 'Accueil'],
  group: 'start',
  order: 10,
  pages: [{ path: '/', load: async () => (await import('./home.tsx')).Home }],
} satisfies Area;
