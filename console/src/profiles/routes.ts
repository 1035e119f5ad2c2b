import type { Area } from '../ui/area.ts';

export default {
  label: ['Profiles', 'Profils'],
  group: 'customer',
  order: 10,
  pages: [
    {
      path: '/profiles',
      permissions: ['view-profiles', 'manage-profiles'],
      load: async () => (await import('./look-up/look-up-profile.tsx')).LookUpProfile,
    },
  ],
} satisfies Area;
