import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDiskObjects } from './disk-objects.ts';
import { differingByte, fileSums } from './file-sums.ts';
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

it('has a sum for every mebibyte, which say where a file is not what it was', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sums-'));
  const file = join(directory, 'file');
  const bytes = Buffer.alloc(2 * 2 ** 20 + 5, 'loyalty');
  await writeFile(file, bytes);
  const sums = await fileSums(file);
  expect(sums).toHaveLength(24);
  expect(differingByte(sums, await fileSums(file))).toBeUndefined();
  const changed = async (content: Buffer) => {
    await writeFile(file, content);
    return differingByte(sums, await fileSums(file));
  };
  expect(await changed(Buffer.from(bytes).fill(0, 2 ** 20 + 7, 2 ** 20 + 8))).toBe(2 ** 20);
  expect(await changed(bytes.subarray(0, 2 ** 21))).toBe(2 ** 21);
  expect(await changed(Buffer.alloc(0))).toBe(0);
  await rm(directory, { recursive: true });
});
