import { Type } from 'typebox';
import { defineSource } from '../connector.ts';
import { BATCH_PROVIDER, CLOUD_STORAGE_FLOW } from '../files/file-store.ts';
import { openLocalFolder } from './local-store.ts';

/** Files on the machine the platform runs on, below the one folder it may read. */
export const localFolder = defineSource({
  name: 'local-folder',
  connectionSpec: {
    id: '5b1f0c3e-9a47-4d55-8f2a-6d0c9be1a7f4',
    name: 'local-folder',
    version: '1.0',
    providerId: BATCH_PROVIDER,
    type: 'FileSystem',
    title: 'Local folder',
    description: 'Read CSV files, plain or in zip or gzip, from a folder of the machine the platform runs on.',
    category: 'Local system',
    beta: false,
    auth: [
      {
        name: 'Folder',
        type: 'Folder',
        params: Type.Object({
          folderPath: Type.Optional(
            Type.String({
              title: 'Folder',
              description:
                'Below the folder for files of the platform (MENISCUS_FILES_DIR); that folder itself unless given.',
            }),
          ),
        }),
      },
    ],
    flowSpecs: [CLOUD_STORAGE_FLOW],
  },
  files: openLocalFolder,
});
