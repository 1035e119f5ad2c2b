import type { Area } from '../ui/area.ts';

const permissions = ['view-profiles', 'manage-profiles'];

export default {
  label: ['Profiles', 'Profils'],
  group: 'customer',
  order: 10,
  pages: [
    {
      path: '/profiles',
      permissions,
      load: async () => (await import('./look-up/look-up-profile.tsx')).LookUpProfile,
    },
    {
      path: '/profiles/person',
      permissions,
      load: async () => (await import('./person/person.tsx')).Person,
    },
  ],
} satisfies Area;
