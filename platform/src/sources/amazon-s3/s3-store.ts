import { createWriteStream } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SourceError } from '../../flows/index.ts';
import { ForbiddenAddress, guardedLookup, sayOfRequest, urlComplaint } from '../../kernel/index.ts';
import { type FileEntry, type FileStore, type OpenFiles, plainPath } from '../files/file-store.ts';
import { sayOfSources } from '../phrases.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** A folder with more than this is not listed whole. */
const MOST_KEYS = 100_000;

/** Opens a bucket. Its slashes are folders; `folderPath` is the root of all paths. */
export const openS3: OpenFiles = async (params, { allowed }, signal) => {
  const sdk = await import('@aws-sdk/client-s3');
  const { s3AccessKey, s3SecretKey, s3SessionToken, bucketName, folderPath, region, serviceUrl } = params as Readonly<
    Record<string, string | undefined>
  >;
  if (serviceUrl !== undefined && !/^https?:\/\/[^/]/.test(serviceUrl))
    throw new SourceError('bad-request', sayOfSources('source-service-url'));
  const complaint = serviceUrl === undefined ? undefined : urlComplaint(serviceUrl, allowed);
  if (complaint !== undefined)
    throw new SourceError('refused', sayOfRequest('request-at', { name: 'serviceUrl', what: complaint }));
  const lookup = guardedLookup(allowed);
  const client = new sdk.S3Client({
    requestHandler: { httpAgent: new HttpAgent({ lookup }), httpsAgent: new HttpsAgent({ lookup }) },
    region: region ?? 'us-east-1',
    credentials: {
      accessKeyId: s3AccessKey!,
      secretAccessKey: s3SecretKey!,
      ...(s3SessionToken === undefined ? {} : { sessionToken: s3SessionToken }),
    },
    // Services that are not Amazon's know buckets by path, and seldom the newer checksums.
    ...(serviceUrl === undefined
      ? {}
      : { endpoint: serviceUrl, forcePathStyle: true, responseChecksumValidation: 'WHEN_REQUIRED' as const }),
  });
  const below = plainPath(folderPath ?? '');
  return store(sdk, client, bucketName!, below === '' ? '' : `${below}/`, signal);
};

async function asked<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (error instanceof ForbiddenAddress) throw new SourceError('refused', error.said);
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    if (status === 404) throw new SourceError('not-found', sayOfSources('source-none', { what, name }));
    if (status === 401 || status === 403)
      throw new SourceError('refused', sayOfSources('source-closed-because', { what, name }));
    if (status === 400) throw new SourceError('bad-request', sayOfRequest('request-at', { name: what, what: name }));
    throw new SourceError('unreachable', sayOfRequest('request-at', { name: what, what: message }));
  }
}

function store(
  sdk: Sdk,
  client: InstanceType<Sdk['S3Client']>,
  bucket: string,
  root: string,
  abortSignal: AbortSignal,
): FileStore {
  const common = { Bucket: bucket };
  const options = { abortSignal };
  const relative = (key: string) => key.slice(root.length);
  /** Keys may hold what no path does; those are passed over. */
  const isPlain = (path: string) => {
    try {
      return path !== '' && plainPath(path) === path;
    } catch {
      return false;
    }
  };
  const list = async (folder: string): Promise<readonly FileEntry[]> => {
    const prefix = root + (folder === '' ? '' : `${folder}/`);
    const entries: FileEntry[] = [];
    for (let token: string | undefined, more = true; more; ) {
      const page = await client.send(
        new sdk.ListObjectsV2Command({ ...common, Prefix: prefix, Delimiter: '/', ContinuationToken: token }),
        options,
      );
      for (const { Prefix } of page.CommonPrefixes ?? [])
        entries.push({ path: relative(Prefix!).replace(/\/$/, ''), size: 0, modifiedAt: 0, isFolder: true });
      for (const { Key, Size, LastModified } of page.Contents ?? [])
        entries.push({
          path: relative(Key!),
          size: Size ?? 0,
          modifiedAt: LastModified?.getTime() ?? 0,
          isFolder: false,
        });
      token = page.NextContinuationToken;
      more = token !== undefined;
      if (entries.length > MOST_KEYS)
        throw new SourceError(
          'bad-request',
          sayOfSources('source-most-files', { most: MOST_KEYS, folder: `/${folder}` }),
        );
    }
    return entries.filter(({ path }) => isPlain(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  return {
    list: (folder) => asked(`bucket ${bucket}`, () => list(folder)),
    async find(path) {
      try {
        const head = await client.send(new sdk.HeadObjectCommand({ ...common, Key: root + path }), options);
        return { path, size: head.ContentLength ?? 0, modifiedAt: head.LastModified?.getTime() ?? 0 };
      } catch (error) {
        if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) return undefined;
        return asked(`/${path}`, () => Promise.reject(error as Error));
      }
    },
    fetch: ({ path }, to) =>
      asked(`/${path}`, async () => {
        const { Body } = await client.send(new sdk.GetObjectCommand({ ...common, Key: root + path }), options);
        await pipeline(Body as Readable, createWriteStream(to, { mode: 0o600 }), { signal: abortSignal });
        return to;
      }),
    head: (path, bytes) =>
      asked(`/${path}`, async () => {
        const range = { ...common, Key: root + path, Range: `bytes=0-${bytes - 1}` };
        const { Body } = await client.send(new sdk.GetObjectCommand(range), options);
        return Buffer.from(await Body!.transformToByteArray());
      }),
    async close() {
      client.destroy();
    },
  };
}
