import { Type } from 'typebox';
import { defineSource } from '../connector.ts';
import { BATCH_PROVIDER, CLOUD_STORAGE_FLOW } from '../files/file-store.ts';
import { openS3 } from './s3-store.ts';

/** Files in a bucket of Amazon S3, or of anything that speaks like it (page "Amazon S3 connector"). */
export const amazonS3 = defineSource({
  name: 'amazon-s3',
  connectionSpec: {
    id: 'ecadc60c-7455-4d87-84dc-2a0e293d997b',
    name: 'amazon-s3',
    version: '1.0',
    providerId: BATCH_PROVIDER,
    type: 'FileSystem',
    title: 'Amazon S3',
    description: 'Read CSV files, plain or in zip or gzip, from an S3 bucket: once or on a schedule.',
    category: 'Cloud storage',
    beta: false,
    auth: [
      {
        name: 'Access Key',
        type: 'Basic',
        params: Type.Object({
          s3AccessKey: Type.String({ title: 'Access key id', minLength: 1 }),
          s3SecretKey: Type.String({ title: 'Secret access key', format: 'password' }),
          s3SessionToken: Type.Optional(Type.String({ title: 'Session token', format: 'password' })),
          bucketName: Type.String({ title: 'Bucket', minLength: 1 }),
          folderPath: Type.Optional(Type.String({ title: 'Folder', description: 'All paths are below it.' })),
          region: Type.Optional(Type.String({ title: 'Region', default: 'us-east-1' })),
          serviceUrl: Type.Optional(
            Type.String({
              title: 'Service URL',
              description: 'Of a service that is not Amazon’s, e.g. https://s3.example.com.',
            }),
          ),
        }),
      },
    ],
    flowSpecs: [CLOUD_STORAGE_FLOW],
  },
  files: openS3,
});
