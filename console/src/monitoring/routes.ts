import type { Area } from '../ui/area.ts';

const records = ['view-sources', 'manage-sources'];

export default {
  label: ['Monitoring', 'Surveillance'],
  group: 'data',
  order: 40,
  pages: [
    {
      path: '/monitoring',
      permissions: ['view-monitoring-dashboard'],
      load: async () => (await import('./overview/monitoring.tsx')).Monitoring,
    },
    {
      path: '/monitoring/failed-records/$failedRecordId',
      permissions: records,
      load: async () => (await import('./failed-records/failed-record.tsx')).FailedRecordPage,
    },
    {
      path: '/monitoring/records/$xactionId',
      permissions: [...records, 'view-monitoring-dashboard'],
      load: async () => (await import('./records/record.tsx')).RecordPage,
    },
  ],
} satisfies Area;
