import type { Area } from '../ui/area.ts';

const permissions = ['view-sandboxes', 'manage-sandboxes'];

export default {
  label: ['Sandboxes', 'Sandboxes'],
  group: 'administration',
  order: 20,
  pages: [
    {
      path: '/sandboxes',
      permissions,
      load: async () => (await import('./browse-sandboxes.tsx')).BrowseSandboxes,
    },
    {
      path: '/sandboxes/packages/$packageId',
      permissions: ['manage-package'],
      load: async () => (await import('./packages/package.tsx')).OnePackage,
    },
    {
      path: '/sandboxes/$name',
      permissions,
      load: async () => (await import('./sandbox.tsx')).Sandbox,
    },
  ],
} satisfies Area;
