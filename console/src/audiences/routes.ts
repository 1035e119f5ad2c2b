import type { Area } from '../ui/area.ts';

const SEE = ['view-segments', 'manage-segments'];
const CHANGE = ['manage-segments'];

export default {
  label: ['Audiences', 'Audiences'],
  group: 'customer',
  order: 20,
  pages: [
    {
      path: '/audiences',
      permissions: SEE,
      load: async () => (await import('./browse/browse-audiences.tsx')).BrowseAudiences,
    },
    {
      path: '/audiences/create',
      permissions: CHANGE,
      load: async () => (await import('./builder/builder-page.tsx')).CreateAudience,
    },
    {
      path: '/audiences/$audienceId/edit',
      permissions: CHANGE,
      load: async () => (await import('./builder/builder-page.tsx')).EditAudience,
    },
    {
      path: '/audiences/$audienceId',
      permissions: SEE,
      load: async () => (await import('./details/audience-page.tsx')).AudiencePage,
    },
  ],
} satisfies Area;
