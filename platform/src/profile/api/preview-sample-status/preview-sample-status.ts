import { Type } from 'typebox';
import { type Clock, needs, type Route, route } from '../../../kernel/index.ts';
import type { People } from '../../people.ts';

/**
 * How many profiles there are (page "Preview sample status"). AEP samples and answers numbers as text; here the count is
 * exact and current, so the sampling ratio is 1.
 */
export function previewSampleStatusRoutes(people: People, clock: Clock): readonly Route[] {
  return [
    route({
      id: 'getPreviewSampleStatus',
      method: 'GET',
      path: '/data/core/ups/previewsamplestatus',
      service: 'Real-Time Customer Profile',
      summary: 'Number of profiles and fragments.',
      access: needs('profiles', 'read', 'view-profiles', 'manage-profiles'),
      responses: {
        200: {
          description: 'The counts.',
          schema: Type.Object({
            totalRows: Type.String(),
            totalFragmentCount: Type.Integer(),
            numRowsToRead: Type.String(),
            samplingRatio: Type.Number(),
            status: Type.String(),
          }),
        },
      },
      handle: async ({ scope }) => {
        const { profiles, fragments } = await people.totals(scope.key);
        return {
          body: {
            numRowsToRead: String(profiles),
            totalRows: String(profiles),
            totalFragmentCount: fragments,
            samplingRatio: 1,
            status: 'TASK_FINISHED',
            mergeStrategy: 'timestampOrdered',
            sampleJobRunning: { status: false, submissionTimestamp: 0 },
            lastSampledTimestamp: new Date(clock()).toISOString(),
            streamingDriven: true,
          },
        };
      },
    }),
  ];
}
