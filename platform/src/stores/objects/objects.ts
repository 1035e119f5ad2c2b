import type { Readable } from 'node:stream';

/** What is known of a stored object without reading it. */
export interface ObjectInfo {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** An object that was just stored. */
export interface StoredObject extends ObjectInfo {
  /** CRC-32 of every mebibyte, 8 hexadecimal digits each: what `fileSums` gives for it as long as it is not damaged. */
  readonly sums: string;
}

/**
 * Immutable files under slash-separated paths (`lake/k1/5f…/part-0.parquet`). Paths are `[A-Za-z0-9._=-]` segments; `.` and
 * `..` are refused.
 *
 * Promises, proven by `objects.contract.ts`: an object is readable whole or not at all; it is durable when the call
 * resolves; writing an existing path replaces it atomically; deleting an absent one is no error.
 */
export interface ObjectStore {
  put(path: string, content: Uint8Array | Readable): Promise<StoredObject>;
  /** Moves a finished local file into the store; the local file is gone afterwards. */
  adopt(path: string, localFile: string): Promise<StoredObject>;
  get(path: string, range?: { start: number; end: number }): Promise<Readable | undefined>;
  head(path: string): Promise<ObjectInfo | undefined>;
  list(prefix: string): Promise<readonly ObjectInfo[]>;
  delete(path: string): Promise<void>;
  /** Deletes every object below a folder, and the folder. Nothing may be written there meanwhile. */
  deleteFolder(path: string): Promise<void>;
  /** A local path to read the object from (for engines that read files themselves), fetched first if it is remote. */
  localFile(path: string): Promise<string>;
}
