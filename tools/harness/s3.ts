import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';

/** A server that speaks S3 on a free loopback port. It knows its access key; it does not check signatures of version 4. */
export interface S3Server {
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  put(bucket: string, key: string, body: string | Uint8Array): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on an empty folder, with a bucket. */
export async function startS3(directory: string, bucket: string): Promise<S3Server> {
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory });
  const { port } = await server.run();
  const url = `http://127.0.0.1:${port}`;
  // The keys this server is built with.
  const [accessKey, secretKey] = ['S3RVER', 'S3RVER'];
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: url,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    url,
    accessKey,
    secretKey,
    async put(Bucket, Key, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async stop() {
      client.destroy();
      await server.close();
    },
  };
}
