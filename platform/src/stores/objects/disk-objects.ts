import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { filesBelow } from '../../kernel/index.ts';
import { fileSums } from './file-sums.ts';
import type { ObjectInfo, ObjectStore, StoredObject } from './objects.ts';

const SEGMENT = /^[A-Za-z0-9._=-]{1,200}$/;
/** Unfinished files end so; they are never listed or read. */
export const PARTIAL = '.partial';

function checked(path: string): string {
  const segments = path.split('/');
  if (segments.some((segment) => !SEGMENT.test(segment) || segment === '.' || segment === '..'))
    throw new Error(`${path} is not an object path`);
  return path;
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Makes a folder and everything above it, durably: each new name is synced in the folder that holds it. */
async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) await syncPath(dirname(folder));
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Objects as files below a folder. A file appears under its name only when it is whole and on disk. */
export async function openDiskObjects(options: { readonly dir: string }): Promise<ObjectStore> {
  const root = options.dir;
  await makeDirectory(root);
  const fileOf = (path: string) => join(root, ...checked(path).split('/'));

  const place = async (path: string, fill: (partial: string) => Promise<void>): Promise<StoredObject> => {
    const file = fileOf(path);
    await makeDirectory(dirname(file));
    const partial = file + PARTIAL;
    await fill(partial);
    await syncPath(partial);
    const sums = await fileSums(partial);
    await rename(partial, file);
    await syncPath(dirname(file));
    return { path, size: (await stat(file)).size, sums };
  };

  const head = async (path: string): Promise<ObjectInfo | undefined> => {
    try {
      return { path, size: (await stat(fileOf(path))).size };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  };

  return {
    put: (path, content) =>
      place(path, async (partial) => {
        const handle = await open(partial, 'w');
        await pipeline(content instanceof Readable ? content : Readable.from([content]), handle.createWriteStream());
      }),
    adopt: (path, localFile) =>
      place(path, async (partial) => {
        try {
          await rename(localFile, partial);
        } catch (error) {
          // Another file system: copy, then remove.
          if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
          await copyFile(localFile, partial);
          await rm(localFile);
        }
      }),
    head,
    async get(path, range) {
      if ((await head(path)) === undefined) return undefined;
      return createReadStream(fileOf(path), range === undefined ? {} : { start: range.start, end: range.end });
    },
    async list(prefix) {
      const all = await filesBelow(root);
      const paths = all.filter((path) => path.startsWith(prefix) && !path.endsWith(PARTIAL)).sort();
      return Promise.all(paths.map(async (path) => ({ path, size: (await stat(fileOf(path))).size })));
    },
    delete: (path) => rm(fileOf(path), { force: true }),
    deleteFolder: async (path) => rm(fileOf(path), { recursive: true, force: true }),
    async localFile(path) {
      return fileOf(path);
    },
  };
}
