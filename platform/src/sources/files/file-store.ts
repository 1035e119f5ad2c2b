import { type FlowSpec, SourceError } from '../../flows/index.ts';
import type { AllowedRanges } from '../../kernel/index.ts';
import { sayOfSources } from '../phrases.ts';

/** A file of a source. */
export interface SourceFile {
  /** Its name at the source, below the folder of the connection; slashes between folders. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

/** What of a source is read: the parameters of a source connection (page "Create a source connection"). */
export interface Place {
  /** A file, or a folder; the last part may hold `*`. */
  readonly path: string;
  readonly type: 'file' | 'folder';
  /** Folders inside it, too. */
  readonly recursive: boolean;
}

/** An open connection to a source of files. Methods throw `SourceError`. */
export interface FileStore {
  /** Files and folders directly in a folder, in the order of their names. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** One file; undefined when it is not there. */
  find(path: string): Promise<SourceFile | undefined>;
  /** Brings the whole file to this machine, under a name that is not there yet, and gives its path. */
  fetch(file: SourceFile, to: string): Promise<string>;
  /** The first bytes of a file, at most that many. */
  head(path: string, bytes: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** What a folder has. */
export interface FileEntry extends SourceFile {
  readonly isFolder: boolean;
}

/** What connectors need of the machine they run on. */
export interface Surroundings {
  /** The one folder of this machine that dataflows may read; undefined: none. */
  readonly filesDir: string | undefined;
  /** Addresses outside the public internet that may be called all the same. */
  readonly allowed: AllowedRanges;
}

/** Opens the source a connection leads to; `params` are its parameters, secrets in the clear. Throws `SourceError`. */
export type OpenFiles = (
  params: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  signal: AbortSignal,
) => Promise<FileStore>;

/** Adobe's provider of batch sources, and the one kind of dataflow all stores of files have (page "Cloud storage dataflows"). */
export const BATCH_PROVIDER = '0ed90a81-07f4-4586-8190-b40eccef1c5a';
export const CLOUD_STORAGE_FLOW: FlowSpec = {
  id: '9753525b-82c7-4dce-8a9b-5ccfce2b9876',
  name: 'CloudStorageToAEP',
  version: '1.0',
  providerId: BATCH_PROVIDER,
  frequency: 'batch',
  mapping: 'required',
  flowRuns: true,
};

const MOST_FILES = 100_000;
const DEEPEST = 20;

/** A path without what leads nowhere or upwards. Throws `SourceError` for one that leaves its root. */
export function plainPath(path: string): string {
  if (/\p{Cc}|\\/u.test(path)) throw new SourceError('bad-request', sayOfSources('source-path'));
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new SourceError('bad-request', sayOfSources('source-path-out', { path }));
  return parts.join('/');
}

/** A pattern of file names as a test; `*` stands for any characters but the slash. */
function matcher(pattern: string): (name: string) => boolean {
  const pieces = pattern.split('*');
  // Piece by piece from the left: no pattern makes this slow.
  return (name) => {
    let at = 0;
    for (const [index, piece] of pieces.entries()) {
      const found = index === 0 ? (name.startsWith(piece) ? 0 : -1) : name.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return pieces.length === 1
      ? at === name.length
      : name.endsWith(pieces.at(-1)!) && name.length >= pattern.length - pieces.length + 1;
  };
}

/**
 * The files of a place, in the order of their paths. Names that start with a dot, and files without a byte, are passed over.
 * Throws `SourceError` when a single file that is named is not there.
 */
export async function filesOf(store: FileStore, { path, type, recursive }: Place): Promise<readonly SourceFile[]> {
  const plain = plainPath(path);
  const cut = plain.lastIndexOf('/');
  const name = plain.slice(cut + 1);
  if (name.includes('*')) return within(store, plain.slice(0, Math.max(0, cut)), recursive, matcher(name));
  if (type === 'folder') return within(store, plain, recursive, () => true);
  const file = await store.find(plain);
  if (file === undefined) throw new SourceError('not-found', sayOfSources('source-no-file', { path: plain }));
  return [file];
}

async function within(
  store: FileStore,
  folder: string,
  recursive: boolean,
  accepts: (name: string) => boolean,
): Promise<readonly SourceFile[]> {
  const found: SourceFile[] = [];
  const walk = async (at: string, depth: number): Promise<void> => {
    for (const { isFolder, ...file } of await store.list(at)) {
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      if (name.startsWith('.')) continue;
      if (isFolder && recursive && depth < DEEPEST) await walk(file.path, depth + 1);
      if (isFolder || file.size === 0 || !accepts(name)) continue;
      found.push(file);
      if (found.length > MOST_FILES)
        throw new SourceError('bad-request', sayOfSources('source-most-files', { most: MOST_FILES, folder }));
    }
  };
  await walk(folder, 0);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
