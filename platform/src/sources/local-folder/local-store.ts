import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { SourceError } from '../../flows/index.ts';
import { sayOfRequest } from '../../kernel/index.ts';
import { type FileEntry, type FileStore, type OpenFiles, plainPath } from '../files/file-store.ts';
import { sayOfSources } from '../phrases.ts';

/**
 * Opens a folder of this machine, below the one that dataflows may read. Symbolic links are not followed: a file put there by
 * somebody else must not lead to what only the platform may read.
 */
export const openLocalFolder: OpenFiles = async (params, { filesDir }) => {
  if (filesDir === undefined) throw new SourceError('refused', sayOfSources('source-no-folder'));
  const below = plainPath(String(params.folderPath ?? ''));
  const root = await asked('', () => realpath(filesDir));
  return store(join(root, ...below.split('/')), root);
};

async function asked<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new SourceError('not-found', sayOfSources('source-nothing-below', { path }));
    if (code === 'EACCES' || code === 'ELOOP')
      throw new SourceError('refused', sayOfSources('source-closed', { path }));
    throw new SourceError('unreachable', sayOfRequest('request-at', { name: `/${path}`, what: String(code) }));
  }
}

function store(base: string, root: string): FileStore {
  /** The path on this machine, once it is known to be inside. */
  const inside = async (path: string): Promise<string> => {
    const wanted = join(base, ...plainPath(path).split('/'));
    const real = await realpath(wanted);
    if (real !== wanted || !(real === root || real.startsWith(root + sep)))
      throw new SourceError('refused', sayOfSources('source-link', { path }));
    return real;
  };
  const entry = async (folder: string, name: string): Promise<readonly FileEntry[]> => {
    const path = folder === '' ? name : `${folder}/${name}`;
    const info = await lstat(join(base, ...path.split('/')));
    if (!info.isFile() && !info.isDirectory()) return [];
    return [{ path, size: info.size, modifiedAt: Math.trunc(info.mtimeMs), isFolder: info.isDirectory() }];
  };
  return {
    list: (folder) =>
      asked(folder, async () => {
        const names = (await readdir(await inside(folder))).toSorted();
        return (await Promise.all(names.map((name) => entry(folder, name)))).flat();
      }),
    async find(path) {
      try {
        await inside(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        return asked(path, () => Promise.reject(error as Error));
      }
      const [found] = await entry(path.split('/').slice(0, -1).join('/'), path.split('/').at(-1)!);
      return found?.isFolder === false ? { path, size: found.size, modifiedAt: found.modifiedAt } : undefined;
    },
    // It is on this machine already.
    fetch: ({ path }) => asked(path, () => inside(path)),
    head: (path, bytes) =>
      asked(path, async () => {
        const handle = await open(await inside(path), constants.O_RDONLY | constants.O_NOFOLLOW);
        try {
          const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
          return buffer.subarray(0, bytesRead);
        } finally {
          await handle.close();
        }
      }),
    close: () => Promise.resolve(),
  };
}
