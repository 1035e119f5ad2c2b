import type { Area } from '../ui/area.ts';

const VIEW = ['view-schemas', 'manage-schemas'];
const MANAGE = ['manage-schemas'];

export default {
  label: ['Schemas', 'Schémas'],
  group: 'data',
  order: 10,
  pages: [
    {
      path: '/schemas',
      permissions: VIEW,
      load: async () => (await import('./browse/browse-schemas.tsx')).BrowseSchemas,
    },
    {
      path: '/schemas/create',
      permissions: MANAGE,
      load: async () => (await import('./create/create-schema.tsx')).CreateSchema,
    },
    {
      path: '/schemas/create/manual',
      permissions: MANAGE,
      load: async () => (await import('./create/create-manual.tsx')).CreateManual,
    },
    {
      path: '/schemas/create/ml-assisted',
      permissions: MANAGE,
      load: async () => (await import('./ml-assisted/create-ml-assisted.tsx')).CreateMlAssisted,
    },
    {
      path: '/schemas/classes/$partId',
      permissions: VIEW,
      load: async () => (await import('./parts/part-page.tsx')).ClassPage,
    },
    {
      path: '/schemas/field-groups/$partId',
      permissions: VIEW,
      load: async () => (await import('./parts/part-page.tsx')).FieldGroupPage,
    },
    {
      path: '/schemas/data-types/$partId',
      permissions: VIEW,
      load: async () => (await import('./parts/part-page.tsx')).DataTypePage,
    },
    {
      path: '/schemas/$schemaId',
      permissions: VIEW,
      load: async () => (await import('./schema/schema-page.tsx')).SchemaPage,
    },
  ],
} satisfies Area;
