import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PARTIAL } from './disk-objects.ts';

/** A file of the object store, with its place on the disk. */
export interface StoredFile {
  readonly path: string;
  readonly file: string;
  readonly size: number;
  /** It was being written when the process ended, and is not an object. */
  readonly partial: boolean;
}

/** All files below the folder of an object store; nothing is changed, and a folder that is not there is empty. */
export async function inspectDiskObjects(dir: string): Promise<readonly StoredFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(files.map((file) => inspected(dir, file)));
  return found.filter((file) => file !== undefined);
}

/** Undefined: it was removed meanwhile. */
async function inspected(dir: string, file: string): Promise<StoredFile | undefined> {
  try {
    const { size } = await stat(file);
    return { path: relative(dir, file).split(sep).join('/'), file, size, partial: file.endsWith(PARTIAL) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
