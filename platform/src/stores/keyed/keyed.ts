/** How far a reader has got in a topic: the next position it will read. */
export interface ReaderPosition {
  readonly reader: string;
  readonly topic: string;
  readonly position: number;
}

/** Which entries are read: `from <= key < to` in key order, backwards with `reverse`, at most `limit`. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly reverse?: boolean;
  /**
   * Where a value is put, when the caller has memory to use again; otherwise each gets its own. Gives room for at least so many
   * bytes. A store may leave it unused.
   */
  readonly room?: (bytes: number) => Buffer;
}

/** One atomic change of the store. A key is put or deleted at most once in a batch. */
export interface WriteBatch {
  readonly puts: readonly (readonly [key: string, value: Uint8Array])[];
  readonly deletes: readonly string[];
  readonly positions: readonly ReaderPosition[];
}

/**
 * Many small values by key, written in large atomic batches together with the log positions they came from.
 *
 * Promises, proven by `keyed.contract.ts` for every adapter:
 * - `write` is all or nothing, also over `kill -9`, and durable when it resolves. Writes apply in the order they were called.
 * - Reads see every write whose promise has resolved.
 * - Bytes that are not those written under a key are never returned: a read of them rejects with `KeyedDamagedError`.
 * - Keys are strings of at most 1,000 UTF-8 bytes, ordered by their UTF-8 bytes.
 *
 * It is never written once per event: stages keep what changed in memory and checkpoint it (a few times a second);
 * after a crash the log is read again from the stored position.
 */
export interface KeyedStore {
  /** Values in the order of the keys, undefined where there is none. The bytes belong to the caller. */
  getMany(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /**
   * The same with what `read` makes of each value there is, which need not be copied for it: the bytes are `read`'s until it returns.
   * Rejects with what it throws.
   */
  readMany<T>(
    keys: readonly string[],
    read: (bytes: Uint8Array, index: number) => T,
  ): Promise<readonly (T | undefined)[]>;
  range(options: KeyRange): Promise<readonly (readonly [string, Uint8Array])[]>;
  write(batch: WriteBatch): Promise<void>;
  /** Stored positions of a reader by topic; an absent topic means 0. */
  positions(reader: string): Promise<Readonly<Record<string, number>>>;
  /**
   * When it resolves, what was deleted or replaced before the call is in no file of the store any more. Takes time by all
   * that is kept; writes wait meanwhile.
   */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** The store reads otherwise than it was written. The message names the place. */
export class KeyedDamagedError extends Error {
  override readonly name = 'KeyedDamagedError';

  constructor(where: string, what: string) {
    super(
      `the keyed store ${where} is damaged: ${what}. Nothing was changed. Run meniscus doctor and have the disk checked; what ` +
        'is in this store can be made again from the log (meniscus rebuild --adopt), else bring the data directory back from a copy',
    );
  }
}
