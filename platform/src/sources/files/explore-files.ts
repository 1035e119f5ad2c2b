import { type ExploreContents, type ExploreEntry, type Explorer, SourceError } from '../../flows/index.ts';
import { sayOfSources } from '../phrases.ts';
import { type FileStore, type OpenFiles, plainPath, type Surroundings } from './file-store.ts';
import { firstRows } from './first-rows.ts';

const MOST_LISTED = 1000;
const HEAD_BYTES = 65_536;

/** Folders and files of a store, and the columns of a file with its first rows (page "Explore a cloud storage source"). */
export function exploreFiles(open: OpenFiles, surroundings: Surroundings): Explorer {
  const opened = async <T>(
    params: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    work: (store: FileStore) => Promise<T>,
  ): Promise<T> => {
    const store = await open(params, surroundings, signal);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  return {
    type: 'FileSystem',
    test: (params, signal) => opened(params, signal, async (store) => void (await store.list(''))),
    explore({ objectType, object, preview, options }, params, signal) {
      const path = plainPath(object ?? '');
      return opened(params, signal, async (store) =>
        objectType === 'file' || objectType === 'table'
          ? columnsOf(store, path, preview, options)
          : entriesOf(store, path),
      );
    },
  };
}

async function entriesOf(store: FileStore, folder: string): Promise<readonly ExploreEntry[]> {
  const entries = await store.list(folder);
  return entries.slice(0, MOST_LISTED).map(({ path, isFolder }) => ({
    type: isFolder ? 'folder' : 'file',
    name: path.slice(path.lastIndexOf('/') + 1),
    path: `/${path}`,
    canPreview: !isFolder,
    canFetchSchema: !isFolder,
  }));
}

async function columnsOf(
  store: FileStore,
  path: string,
  preview: boolean,
  options: Readonly<Record<string, string>>,
): Promise<ExploreContents> {
  const file = await store.find(path);
  if (file === undefined) throw new SourceError('not-found', sayOfSources('source-no-file', { path: `/${path}` }));
  const { columns, rows } = await firstRows(await store.head(path, HEAD_BYTES), options, file.size <= HEAD_BYTES);
  return {
    format: 'flat',
    schema: { columns: columns.map((name) => ({ name, type: 'string' })) },
    ...(preview ? { data: rows } : {}),
  };
}
