import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FileInfo } from 'ssh2-sftp-client';
import { SourceError } from '../../flows/index.ts';
import {
  type AllowedRanges,
  ForbiddenAddress,
  guardedLookup,
  hostComplaint,
  sayOfRequest,
} from '../../kernel/index.ts';
import { type FileEntry, type FileStore, type OpenFiles, plainPath } from '../files/file-store.ts';
import { sayOfSources } from '../phrases.ts';

const READY_MS = 20_000;

interface Params {
  readonly host: string;
  readonly port?: number;
  readonly userName: string;
  readonly folderPath?: string;
  readonly hostKey?: string;
  readonly password?: string;
  readonly privateKeyContent?: string;
  readonly passPhrase?: string;
}

/** A fingerprint as OpenSSH prints it. */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** A key is sent as base64 (page "SFTP connector"); one that is pasted as it is works too. */
function privateKey(content: string): Buffer {
  return content.includes('-----BEGIN') ? Buffer.from(content) : Buffer.from(content, 'base64');
}

function signIn({ password, privateKeyContent, passPhrase }: Params) {
  if (privateKeyContent === undefined) return { password: password ?? '' };
  const key = { privateKey: privateKey(privateKeyContent) };
  return passPhrase === undefined ? key : { ...key, passphrase: passPhrase };
}

/** Connects to the server, but only where an address may be called; the address that is connected to is the one judged. */
async function connected({ host, port = 22 }: Params, allowed: AllowedRanges): Promise<Socket> {
  // Explore is asked with whatever parameters a caller gives.
  if (typeof host !== 'string' || host === '') throw new SourceError('bad-request', sayOfSources('source-host'));
  const complaint = hostComplaint(host, allowed);
  if (complaint !== undefined) throw new SourceError('refused', complaint);
  const socket = connect({ host, port, lookup: guardedLookup(allowed) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(READY_MS) });
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof ForbiddenAddress) throw new SourceError('refused', error.said);
    throw new SourceError('unreachable', sayOfSources('source-unreached', { host, why: (error as Error).message }));
  }
}

/**
 * Opens an SFTP server. Its key must be the one the connection names: whoever sits between would else be given the password.
 * `folderPath` is the root of all paths.
 */
export const openSftp: OpenFiles = async (given, { allowed }, signal) => {
  const params = given as unknown as Params;
  const { default: Client } = await import('ssh2-sftp-client');
  const client = new Client();
  let shown = '';
  const sock = await connected(params, allowed);
  const stop = () => void client.end().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect({
      sock,
      host: params.host,
      port: params.port ?? 22,
      username: params.userName,
      ...signIn(params),
      readyTimeout: READY_MS,
      hostVerifier: (key: Buffer) => {
        shown = fingerprint(key);
        return shown === params.hostKey;
      },
    });
  } catch (error) {
    signal.removeEventListener('abort', stop);
    sock.destroy();
    await client.end().catch(() => {});
    throw refusal(params, shown, error as Error);
  }
  return store(client, `/${plainPath(params.folderPath ?? '')}`, (params.folderPath ?? '').startsWith('/'));
};

function refusal({ host, hostKey, userName }: Params, shown: string, { message }: Error): SourceError {
  if (shown !== '' && hostKey === undefined)
    return new SourceError('refused', sayOfSources('source-new-key', { host, shown }));
  if (shown !== '' && shown !== hostKey)
    return new SourceError('refused', sayOfSources('source-other-key', { host, shown, hostKey: hostKey! }));
  if (/authentication/i.test(message))
    return new SourceError('refused', sayOfSources('source-sign-in', { host, userName }));
  if (/privateKey|passphrase/i.test(message)) return new SourceError('refused', sayOfSources('source-private-key'));
  return new SourceError('unreachable', sayOfSources('source-unreached', { host, why: message }));
}

type Client = import('ssh2-sftp-client');

function store(client: Client, root: string, isAbsolute: boolean): FileStore {
  const base = isAbsolute ? root : `.${root === '/' ? '' : root}`;
  const remote = (path: string) => (path === '' ? base : `${base === '/' ? '' : base}/${path}`);
  const asked = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const { message, code } = error as Error & { code?: string | number };
      if (/no such file/i.test(message) || code === 2)
        throw new SourceError('not-found', sayOfSources('source-nothing', { path }));
      if (/permission denied/i.test(message)) throw new SourceError('refused', sayOfSources('source-closed', { path }));
      throw new SourceError('unreachable', sayOfRequest('request-at', { name: `/${path}`, what: message }));
    }
  };
  return {
    list: (folder) =>
      asked(folder, async () =>
        (await client.list(remote(folder)))
          // A server may name anything; what would lead elsewhere is not looked at.
          .filter(({ name, type }) => (type === 'd' || type === '-') && !/[/\\]|^\.\.?$/.test(name))
          .map((info) => entry(folder, info))
          .sort((a, b) => (a.path < b.path ? -1 : 1)),
      ),
    find: (path) =>
      asked(path, async () => {
        if ((await client.exists(remote(path))) !== '-') return undefined;
        const { size, modifyTime } = await client.stat(remote(path));
        return { path, size, modifiedAt: modifyTime };
      }),
    async fetch({ path }, to) {
      await asked(path, () => client.fastGet(remote(path), to));
      return to;
    },
    head: (path, bytes) =>
      asked(
        path,
        async () =>
          (await client.get(remote(path), undefined, {
            readStreamOptions: { start: 0, end: bytes - 1 } as never,
          })) as Buffer,
      ),
    async close() {
      await client.end().catch(() => {});
    },
  };
}

function entry(folder: string, { name, size, modifyTime, type }: FileInfo): FileEntry {
  return { path: folder === '' ? name : `${folder}/${name}`, size, modifiedAt: modifyTime, isFolder: type === 'd' };
}
