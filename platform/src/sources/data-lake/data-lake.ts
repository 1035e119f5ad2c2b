import { defineTarget, STREAMING_PROVIDER } from '../connector.ts';

/** Where dataflows of sources end: a dataset of the lake, and from there the profile if the dataset is enabled for it. */
export const dataLake = defineTarget({
  name: 'data-lake',
  connectionSpec: {
    id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c',
    name: 'Data Lake',
    version: '1.0',
    providerId: STREAMING_PROVIDER,
    type: 'AdobeDataLake',
    title: 'Data lake',
    description:
      'A dataset. Records that fit its schema become rows; a dataset enabled for profile also feeds profiles.',
    category: 'Adobe applications',
    beta: false,
    auth: [],
  },
});
