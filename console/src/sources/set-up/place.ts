import type { DraftPlace } from './draft.ts';

/** The folder a file lies in; empty for the root. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** The last part of a path. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** What of the source is read: the file, or the folder it lies in. */
export function pathOf({ file, type }: DraftPlace): string {
  return type === 'file' ? file : folderOf(file) || '/';
}
