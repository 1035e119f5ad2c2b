import { existsSync } from 'node:fs';
import { mkdir, open as openFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from 'lmdb';
import { Turns } from '../../kernel/index.ts';
import { DATABASES, inspectLmdb, NO_FORMAT, POSITION_PREFIX } from './inspect-lmdb.ts';
import { KeyedDamagedError, type KeyedStore, type KeyRange, type WriteBatch } from './keyed.ts';
import { SealedValues, sealed, unsealed } from './value-seal.ts';

/** Key among the positions, and what stands there: how values are kept. A store without it was written before they were sealed. */
const FORMAT = 'format';
const SEALED = 'sealed';

/** Folder inside the store's own in which `scrub` writes everything anew; what a crash leaves in it is removed. */
const ANEW = 'anew';
const COPIED_AT_ONCE = 2000;

type Database = ReturnType<typeof openEnvironment>['values'];

/** Keys go as UTF-8 bytes straight to where LMDB reads them: a buffer for each would be most of what a look-up costs. */
const KEY_ENCODER = {
  writeKey: (key: string, target: Buffer, start: number): number => start + target.write(key, start),
  readKey: (source: Buffer, start: number, end: number): string => source.toString('utf8', start, end),
};

/**
 * Values are copied out of the room LMDB reads them into, into a piece of a shared one. LMDB's own way for bytes makes a piece of
 * memory for each value, which costs more than reading it.
 */
const VALUE_CODEC = {
  encode: (value: Buffer): Buffer => value,
  decode(read: Buffer): Buffer {
    // Of that room only so much is the value: `length` is not the length of its memory.
    const { length } = read;
    const value = givenRoom === undefined ? Buffer.allocUnsafe(length) : givenRoom(length);
    read.copy(value, 0, 0, length);
    return value.length === length ? value : value.subarray(0, length);
  },
};

/** Of the range that is being read, which nothing comes between. */
let givenRoom: KeyRange['room'];

/**
 * Pages that are needed together do not lie together, so the megabytes the system would read around each are hardly ever of use (LMDB's
 * MDB_NORDAHEAD, which the types of its package lack). Only where the file is read in order besides (`warm-lmdb.ts`).
 */
const BY_PAGE = { noReadAhead: process.platform === 'linux' };

function openEnvironment(path: string, mapSize: number, noSync: boolean) {
  const coding = { encoding: 'binary', keyEncoder: KEY_ENCODER, encoder: VALUE_CODEC } as const;
  const root = open<Buffer, string>({
    path,
    noSubdir: false,
    ...coding,
    mapSize,
    maxDbs: 4,
    // Without the overlapping mode a commit's promise is its durability.
    overlappingSync: false,
    noSync,
    ...BY_PAGE,
    compression: false,
    cache: false,
  });
  const values = root.openDB<Buffer, string>({ name: 'values', ...coding });
  const positions = root.openDB<Buffer, string>({ name: 'positions', ...coding });
  return { root, values, positions };
}

/** Copies all entries as `change` makes them, a few thousand in a transaction, so that others have their turn. */
async function copyAll(
  from: Database,
  to: Database,
  transaction: (work: () => void) => Promise<unknown>,
  change: (key: string, value: Buffer) => Buffer,
) {
  // Before every key.
  let start = '\0';
  for (;;) {
    const entries = [...from.getRange({ start, limit: COPIED_AT_ONCE })];
    await transaction(() => {
      for (const { key, value } of entries) to.put(key, change(key, value));
    });
    if (entries.length < COPIED_AT_ONCE) return;
    start = `${entries.at(-1)!.key}\0`;
  }
}

/**
 * The embedded keyed store: one LMDB environment. A batch is one LMDB transaction, so values and reader positions change
 * together; the promise of `write` resolves after its fdatasync.
 *
 * Keys are UTF-8 bytes in LMDB's own byte order. Reads copy out of the memory map, since a later write may reuse the page.
 * Each value has a sum before it (`value-seal.ts`); one that does not match rejects with `KeyedDamagedError`. A file of up to
 * 256 MiB, with `verifyAll` any, is read page by page before LMDB sees it: LMDB trusts it, and may take the process with it.
 * `durable: false`: nobody needs the store after a crash, and who needs it after a close makes the file durable.
 */
export async function openLmdbStore(options: {
  readonly path: string;
  readonly mapSizeBytes?: number;
  readonly verifyAll?: boolean;
  readonly durable?: boolean;
}): Promise<KeyedStore> {
  verify(options.path, options.verifyAll === true ? Number.POSITIVE_INFINITY : VERIFY_BYTES);
  const isNew = !existsSync(join(options.path, 'data.mdb'));
  const mapSize = options.mapSizeBytes ?? 2 ** 36;
  const anew = join(options.path, ANEW);
  await rm(anew, { recursive: true, force: true });
  const openAt = (path: string) => openEnvironment(path, mapSize, options.durable === false);
  let environment = openAt(options.path);
  /** While one environment takes the place of another nobody may read. */
  let swapping: Promise<void> | undefined;
  const sealing = new SealedValues();
  const seal = (database: Database, key: string, value: Uint8Array) => database.put(key, sealing.seal(key, value));
  const opened = (key: string, bytes: Buffer): Buffer => {
    const value = unsealed(key, bytes);
    if (value === undefined) throw new KeyedDamagedError(options.path, `the entry ${key}`);
    return value;
  };

  const put = (batch: WriteBatch): void => {
    for (const [key, value] of batch.puts) seal(environment.values, key, value);
    for (const key of batch.deletes) environment.values.remove(key);
    for (const { reader, topic, position } of batch.positions)
      seal(environment.positions, `${POSITION_PREFIX}${reader}/${topic}`, Buffer.from(String(position)));
  };

  const writeOne = async (batch: WriteBatch): Promise<void> => {
    await checkRoom(options.path, batch);
    // In a batch, unlike in a transaction with a callback, LMDB's own thread does the puts.
    await environment.root.batch(() => put(batch)).finally(() => sealing.clear());
    // lmdb-js keeps a read snapshot for a while; what is read after this call must see what it wrote.
    environment.root.resetReadTxn();
  };

  /** Batches one after another: what lmdb-js makes of transactions queued at the same time is not ours to rely on. */
  const turns = new Turns();

  const noteFormat = ({ positions }: typeof environment) => positions.put(FORMAT, sealed(FORMAT, Buffer.from(SEALED)));

  /**
   * LMDB keeps what was deleted in free pages, and parts of it in pages in use. So everything kept goes into a new file,
   * which takes the place of the old one by one rename.
   */
  const writeAnew = async (change: (key: string, value: Buffer) => Buffer): Promise<void> => {
    await rm(anew, { recursive: true, force: true });
    await mkdir(anew);
    const fresh = openAt(anew);
    for (const name of DATABASES)
      await copyAll(environment[name], fresh[name], (work) => fresh.root.transaction(work), change);
    await noteFormat(fresh);
    await fresh.root.close();
    swapping = swap();
    await swapping.finally(() => {
      swapping = undefined;
    });
  };

  const swap = async (): Promise<void> => {
    await environment.root.close();
    await rename(join(anew, 'data.mdb'), join(options.path, 'data.mdb'));
    const folder = await openFile(options.path, 'r');
    await folder.sync().finally(() => folder.close());
    await rm(anew, { recursive: true, force: true });
    environment = openAt(options.path);
  };

  if (isNew) await noteFormat(environment);
  else if (environment.positions.get(FORMAT) === undefined)
    await writeAnew((key, value) => {
      // The mark is gone, and values are sealed: once more would make all of them others.
      if (unsealed(key, value) !== undefined) throw new KeyedDamagedError(options.path, NO_FORMAT);
      return sealed(key, value);
    });

  const read = ({ from, to, limit, reverse = false }: KeyRange) => {
    // Going backwards LMDB takes the upper bound first and excludes the end it stops at, so both ends are checked here.
    const bounds = reverse ? { start: to, end: undefined, reverse } : { start: from, end: to };
    const out: (readonly [string, Uint8Array])[] = [];
    for (const { key, value } of environment.values.getRange(bounds as { start: string })) {
      if (reverse && byBytes(key, to) >= 0) continue;
      if (reverse && byBytes(key, from) < 0) break;
      out.push([key, opened(key, value)]);
      if (out.length >= limit) break;
    }
    return out;
  };

  return {
    async getMany(keys) {
      if (swapping !== undefined) await swapping;
      return keys.map((key) => {
        const bytes = environment.values.get(key);
        return bytes === undefined ? undefined : opened(key, bytes);
      });
    },
    async readMany(keys, read) {
      if (swapping !== undefined) await swapping;
      return keys.map((key, index) => {
        const bytes = environment.values.getBinaryFast(key);
        return bytes === undefined ? undefined : read(opened(key, bytes), index);
      });
    },
    async range({ room, ...options }) {
      if (swapping !== undefined) await swapping;
      givenRoom = room;
      try {
        return read(options);
      } finally {
        givenRoom = undefined;
      }
    },
    write: (batch) => turns.take('write', () => writeOne(batch)),
    async positions(reader) {
      if (swapping !== undefined) await swapping;
      const prefix = `${POSITION_PREFIX}${reader}/`;
      const out: Record<string, number> = {};
      for (const { key, value } of environment.positions.getRange({ start: prefix, end: `${prefix}~` }))
        out[key.slice(prefix.length)] = Number(opened(key, value).toString());
      return out;
    },
    scrub: () => turns.take('write', () => writeAnew((_, value) => value)),
    async close() {
      await turns.take('write', async () => {});
      await environment.root.close();
    },
  };
}

/** The order of keys in LMDB; that of strings is another one beyond the basic plane. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A file up to this size is read whole when it is opened: about half a second of it. */
const VERIFY_BYTES = 256 << 20;

function verify(path: string, mostBytes: number): void {
  const [first] = inspectLmdb(path, mostBytes)?.damage ?? [];
  if (first !== undefined) throw new KeyedDamagedError(`${first.file} at byte ${first.byte}`, first.what);
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
