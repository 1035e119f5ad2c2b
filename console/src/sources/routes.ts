import type { Area } from '../ui/area.ts';

const SEE = ['view-sources', 'manage-sources'] as const;

export default {
  label: ['Sources', 'Sources'],
  group: 'connections',
  order: 10,
  pages: [
    {
      path: '/sources',
      permissions: SEE,
      load: async () => (await import('./catalogue/sources-page.tsx')).SourcesPage,
    },
    {
      path: '/sources/set-up/$sourceId',
      permissions: ['manage-sources'],
      load: async () => (await import('./set-up/set-up-page.tsx')).SetUpPage,
    },
    {
      path: '/sources/dataflows/$flowId/mapping',
      permissions: ['manage-sources'],
      load: async () => (await import('./edit-mapping/edit-mapping-page.tsx')).EditMappingPage,
    },
    {
      path: '/sources/dataflows/$flowId',
      permissions: SEE,
      load: async () => (await import('./dataflow/dataflow-page.tsx')).DataflowPage,
    },
    {
      path: '/sources/accounts/$accountId',
      permissions: SEE,
      load: async () => (await import('./account/account-page.tsx')).AccountPage,
    },
  ],
} satisfies Area;
