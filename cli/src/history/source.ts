import { readFileSync } from 'node:fs';
import { UsageError } from '../command.ts';

/** A store of files as the command line names it, and how the platform is to sign in to it. */
export interface Source {
  /** Begins the name of its connection: the same source has the same. */
  readonly name: string;
  readonly connectionSpec: { readonly id: string; readonly version: string };
  readonly auth: { readonly specName: string; readonly params: Readonly<Record<string, unknown>> };
}

/** The options of `history import` that say where files are. */
export interface SourceOptions {
  readonly sftp: string | undefined;
  readonly s3: string | undefined;
  readonly folder: string | undefined;
  readonly 'host-key': string | undefined;
  readonly region: string | undefined;
  readonly 'service-url': string | undefined;
}

const SPECS = {
  sftp: { id: 'b7bf2577-4520-42c9-bae9-cad01560f7bc', version: '1.0' },
  s3: { id: 'ecadc60c-7455-4d87-84dc-2a0e293d997b', version: '1.0' },
  folder: { id: '5b1f0c3e-9a47-4d55-8f2a-6d0c9be1a7f4', version: '1.0' },
} as const;

function known(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

/** Reads `user@host[:port][/folder]`; password or key come by environment. */
function sftpSource(text: string, hostKey: string | undefined, env: NodeJS.ProcessEnv): Source {
  const match = /^([^@\s]+)@([^:/\s]+)(?::(\d{1,5}))?(\/.*)?$/.exec(text);
  if (match === null)
    throw new UsageError(`--sftp is ${text}; it must be user@host, with :port and /folder if need be`);
  const [, userName, host, port, folderPath] = match;
  const server = known({ host, userName, folderPath, hostKey, port: port === undefined ? undefined : Number(port) });
  const { SFTP_KEY_FILE: keyFile, SFTP_PASSWORD: password } = env;
  if (keyFile !== undefined && keyFile !== '') {
    const key = known({ privateKeyContent: base64Of(keyFile), passPhrase: env.SFTP_PASSPHRASE });
    return source('sftp', text, 'SSH PublicKey Authentication for sftp', { ...server, ...key });
  }
  if (password === undefined || password === '')
    throw new UsageError('set SFTP_PASSWORD, or SFTP_KEY_FILE to the file of a private key (and SFTP_PASSPHRASE)');
  return source('sftp', text, 'Basic Authentication for sftp', { ...server, password });
}

function base64Of(file: string): string {
  try {
    return readFileSync(file).toString('base64');
  } catch (error) {
    throw new UsageError(`SFTP_KEY_FILE ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Reads `bucket[/folder]`; keys come by the environment AWS tools use. */
function s3Source(text: string, options: SourceOptions, env: NodeJS.ProcessEnv): Source {
  const { AWS_ACCESS_KEY_ID: s3AccessKey, AWS_SECRET_ACCESS_KEY: s3SecretKey, AWS_SESSION_TOKEN } = env;
  if (!s3AccessKey || !s3SecretKey) throw new UsageError('set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  const [bucketName, ...folders] = text.split('/');
  const place = { bucketName, folderPath: folders.join('/'), region: options.region ?? env.AWS_REGION };
  const keys = { s3AccessKey, s3SecretKey, s3SessionToken: AWS_SESSION_TOKEN, serviceUrl: options['service-url'] };
  return source('s3', text, 'Access Key', known({ ...place, ...keys }));
}

function source(kind: keyof typeof SPECS, text: string, specName: string, params: Source['auth']['params']): Source {
  return { name: `History ${kind} ${text}`, connectionSpec: SPECS[kind], auth: { specName, params } };
}

/** The source the options name. Throws `UsageError` when it is none, or more than one, or a secret is missing. */
export function sourceOf(options: SourceOptions, env: NodeJS.ProcessEnv): Source {
  const { sftp, s3, folder } = options;
  const named = [sftp, s3, folder].filter((one) => one !== undefined);
  if (named.length !== 1) throw new UsageError('name one source: --sftp, --s3 or --folder');
  if (sftp !== undefined) return sftpSource(sftp, options['host-key'], env);
  if (s3 !== undefined) return s3Source(s3, options, env);
  return source('folder', folder!, 'Folder', known({ folderPath: folder }));
}
