import { appendFile, type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { differingByte, fileSums, PIECE_BYTES, sumOf, sumsIn } from './file-sums.ts';
import type { ObjectStore } from './objects.ts';

/** An object is not as it was written. The message is for everybody: it has no path of this machine. */
export class ObjectDamagedError extends Error {
  override readonly name = 'ObjectDamagedError';
  /** Where the piece that is damaged begins. */
  readonly byte: number;

  constructor(path: string, byte: number) {
    super(`${path} is not as it was written, from byte ${byte} on`);
    this.byte = byte;
  }
}

/** Objects that say themselves what they were when they were written: for those whose sums no table keeps. */
export interface SealedObjects {
  put(path: string, content: Uint8Array): Promise<void>;
  /** Moves a finished local file into the store; the local file is gone afterwards. Gives the bytes it had. */
  adopt(path: string, localFile: string): Promise<number>;
  /** All of it is compared before its first byte comes. Undefined when it is not there, `ObjectDamagedError` when it is damaged. */
  get(path: string): Promise<Readable | undefined>;
}

const SUM_DIGITS = 8;
const SIZE_DIGITS = 16;
/** Behind the sums of the pieces: how many bytes the content has, and a sum over sums and size. */
const TAIL_BYTES = SIZE_DIGITS + SUM_DIGITS;

/** What stands behind the content. */
function sealOf(sums: string, size: number): string {
  const sealed = sums + size.toString(16).padStart(SIZE_DIGITS, '0');
  return sealed + sumOf(Buffer.from(sealed));
}

/** Objects with the sums of their content behind it, in a store. */
export function sealedObjects(objects: ObjectStore): SealedObjects {
  return {
    async put(path, content) {
      let sums = '';
      for (let at = 0; at < content.length; at += PIECE_BYTES) sums += sumOf(content.subarray(at, at + PIECE_BYTES));
      await objects.put(path, Buffer.concat([content, Buffer.from(sealOf(sums, content.length))]));
    },
    async adopt(path, localFile) {
      const { size } = await stat(localFile);
      await appendFile(localFile, sealOf(await fileSums(localFile), size));
      await objects.adopt(path, localFile);
      return size;
    },
    async get(path) {
      if ((await objects.head(path)) === undefined) return undefined;
      // One handle for looking and reading: another object may take the place of this one.
      const handle = await open(await objects.localFile(path), 'r');
      try {
        const size = await contentOf(handle, path);
        return await content(handle, size);
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
  };
}

/** Where the file of a sealed object is not as it was written; undefined when all of it is. */
export async function damagedSeal(file: string): Promise<number | undefined> {
  const handle = await open(file, 'r');
  try {
    await contentOf(handle, file);
    return undefined;
  } catch (error) {
    if (error instanceof ObjectDamagedError) return error.byte;
    throw error;
  } finally {
    await handle.close();
  }
}

async function content(handle: FileHandle, size: number): Promise<Readable> {
  if (size > 0) return handle.createReadStream({ start: 0, end: size - 1 });
  await handle.close();
  return Readable.from([]);
}

/** Bytes of the content, when all of it is as it was written. */
async function contentOf(handle: FileHandle, path: string): Promise<number> {
  const { size: all } = await handle.stat();
  const tail = await textAt(handle, Math.max(0, all - TAIL_BYTES), TAIL_BYTES);
  const size = Number.parseInt(tail.slice(0, SIZE_DIGITS), 16);
  const sumsLength = Math.ceil(size / PIECE_BYTES) * SUM_DIGITS;
  if (size + sumsLength + TAIL_BYTES !== all) throw new ObjectDamagedError(path, Math.max(0, all - TAIL_BYTES));
  const seal = await textAt(handle, size, sumsLength + TAIL_BYTES);
  const sums = seal.slice(0, sumsLength);
  if (seal !== sealOf(sums, size)) throw new ObjectDamagedError(path, size);
  const byte = differingByte(sums, await sumsIn(handle, size));
  if (byte !== undefined) throw new ObjectDamagedError(path, byte);
  return size;
}

async function textAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('latin1', 0, bytesRead);
}
