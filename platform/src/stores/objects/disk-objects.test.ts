import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDiskObjects } from './disk-objects.ts';
import { objectsContract } from './objects.contract.ts';

objectsContract('the disk', async () => {
  const root = mkdtempSync(join(tmpdir(), 'disk-objects-'));
  return {
    store: await openDiskObjects({ dir: join(root, 'objects') }),
    localFile: async (content) => {
      const file = join(root, 'local');
      writeFileSync(file, content);
      return file;
    },
    close: async () => rmSync(root, { recursive: true, force: true }),
  };
});
