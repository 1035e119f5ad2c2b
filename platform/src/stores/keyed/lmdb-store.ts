import { statfs } from 'node:fs/promises';
import { open } from 'lmdb';
import type { KeyedStore, WriteBatch } from './keyed.ts';

const POSITION_PREFIX = 'position/';

/**
 * The embedded keyed store: one LMDB environment. A batch is one LMDB transaction, so values and reader positions change
 * together; the promise of `write` resolves after its fdatasync.
 *
 * Keys are UTF-8 bytes in LMDB's own byte order. Reads copy out of the memory map, since a later write may reuse the page.
 */
export async function openLmdbStore(options: {
  readonly path: string;
  readonly mapSizeBytes?: number;
}): Promise<KeyedStore> {
  const root = open<Buffer, Buffer>({
    path: options.path,
    noSubdir: false,
    encoding: 'binary',
    keyEncoding: 'binary',
    mapSize: options.mapSizeBytes ?? 2 ** 36,
    maxDbs: 4,
    // Without the overlapping mode a commit's promise is its durability.
    overlappingSync: false,
    compression: false,
    cache: false,
  });
  const values = root.openDB<Buffer, Buffer>({ name: 'values', encoding: 'binary', keyEncoding: 'binary' });
  const positions = root.openDB<Buffer, Buffer>({ name: 'positions', encoding: 'binary', keyEncoding: 'binary' });
  const key = (text: string) => Buffer.from(text);

  const put = (batch: WriteBatch): void => {
    for (const [name, value] of batch.puts) {
      values.put(key(name), Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    }
    for (const name of batch.deletes) values.remove(key(name));
    for (const { reader, topic, position } of batch.positions) {
      positions.put(key(`${POSITION_PREFIX}${reader}/${topic}`), Buffer.from(String(position)));
    }
  };

  const writeOne = async (batch: WriteBatch): Promise<void> => {
    await checkRoom(options.path, batch);
    await root.transaction(() => put(batch));
    // lmdb-js keeps a read snapshot for a while; what is read after this call must see what it wrote.
    root.resetReadTxn();
  };

  /** Batches one after another: what lmdb-js makes of transactions queued at the same time is not ours to rely on. */
  let last: Promise<unknown> = Promise.resolve();

  return {
    getMany: (keys) => Promise.resolve(keys.map((one) => values.get(key(one)))),
    async range({ from, to, limit, reverse = false }) {
      // Going backwards LMDB takes the upper bound first and excludes the end it stops at, so both ends are checked here.
      const bounds = reverse ? { start: key(to), end: undefined, reverse } : { start: key(from), end: key(to) };
      const out: (readonly [string, Uint8Array])[] = [];
      for (const entry of values.getRange(bounds as { start: Buffer })) {
        const name = entry.key.toString();
        if (reverse && Buffer.compare(entry.key, key(to)) >= 0) continue;
        if (reverse && Buffer.compare(entry.key, key(from)) < 0) break;
        out.push([name, entry.value]);
        if (out.length >= limit) break;
      }
      return out;
    },
    write(batch) {
      const written = last.then(() => writeOne(batch));
      last = written.catch(() => {});
      return written;
    },
    async positions(reader) {
      const prefix = `${POSITION_PREFIX}${reader}/`;
      const out: Record<string, number> = {};
      for (const entry of positions.getRange({ start: key(prefix), end: key(`${prefix}~`) }))
        out[entry.key.toString().slice(prefix.length)] = Number(entry.value.toString());
      return out;
    },
    close: () => root.close(),
  };
}

/** Free space beyond the batch itself: pages that change are written anew, and the tree above them too. */
const ROOM_FACTOR = 4;
const ROOM_BYTES = 4 << 20;

/**
 * Refuses a batch the disk has no room for before LMDB meets the end of the disk: a commit that fails inside lmdb-js leaves
 * a rejected promise that cannot be reached and would end the process.
 */
async function checkRoom(path: string, { puts }: WriteBatch): Promise<void> {
  const bytes = puts.reduce((sum, [name, value]) => sum + name.length + value.byteLength, 0);
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize < bytes * ROOM_FACTOR + ROOM_BYTES)
    throw new Error(`no space left for the keyed store in ${path}`);
}
