import type { Area } from '../ui/area.ts';

const VIEW = ['view-datasets', 'manage-datasets'];
const MANAGE = ['manage-datasets'];

export default {
  label: ['Datasets', 'Jeux de données'],
  group: 'data',
  order: 20,
  pages: [
    {
      path: '/datasets',
      permissions: VIEW,
      load: async () => (await import('./browse/browse-datasets.tsx')).BrowseDatasets,
    },
    {
      path: '/datasets/create',
      permissions: MANAGE,
      load: async () => (await import('./create/create-dataset.tsx')).CreateDataset,
    },
    {
      path: '/datasets/create/schema',
      permissions: MANAGE,
      load: async () => (await import('./create/create-from-schema.tsx')).CreateFromSchema,
    },
    {
      path: '/datasets/create/csv',
      permissions: MANAGE,
      load: async () => (await import('./create/create-from-csv.tsx')).CreateFromCsv,
    },
    {
      path: '/datasets/$datasetId',
      permissions: VIEW,
      load: async () => (await import('./dataset/dataset-page.tsx')).DatasetPage,
    },
  ],
} satisfies Area;
