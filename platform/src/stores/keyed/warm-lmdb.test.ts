import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLmdbStore } from './lmdb-store.ts';
import { warmLmdb } from './warm-lmdb.ts';

const path = mkdtempSync(join(tmpdir(), 'warm-lmdb-'));
const running = new AbortController().signal;
let size = 0;

beforeAll(async () => {
  const store = await openLmdbStore({ path });
  await store.write({ puts: [['key', Buffer.alloc(70 << 20, 1)]], deletes: [], positions: [] });
  await store.close();
  size = statSync(join(path, 'data.mdb')).size;
});
afterAll(() => rmSync(path, { recursive: true, force: true }));

const having = (cached: number, available: number) => async () => ({ cached, available });

describe('the file of a keyed store', () => {
  it('is read from its beginning to its end, beside a store in use', async () => {
    const store = await openLmdbStore({ path });
    const [read, [value]] = await Promise.all([
      warmLmdb(path, running, having(size - 1, size)),
      store.getMany(['key']),
    ]);
    expect([read, value?.byteLength]).toEqual([size, 70 << 20]);
    await store.close();
  });

  it('is not read when all of it may be in memory, or has no room there', async () => {
    expect(await warmLmdb(path, running, having(size, size))).toBe(0);
    expect(await warmLmdb(path, running, having(size - 1, size - 1))).toBe(0);
  });

  it('is read no further when the platform stops', async () => {
    const stopping = new AbortController();
    const reading = warmLmdb(path, stopping.signal, async () => {
      setImmediate(() => stopping.abort());
      return { cached: 0, available: size };
    });
    expect(await reading).toBeLessThan(size);
    expect(await warmLmdb(path, AbortSignal.abort(), having(0, size))).toBe(0);
  });

  it('ends where a file ends that became shorter, and rejects when there is none', async () => {
    const shorter = warmLmdb(path, running, async () => {
      truncateSync(join(path, 'data.mdb'), size - 4096);
      return { cached: 0, available: size };
    });
    expect(await shorter).toBe(size - 4096);
    await expect(warmLmdb(join(path, 'nowhere'), running)).rejects.toThrow('ENOENT');
  });
});
