import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { PageSums } from './page-sums.ts';

/**
 * The file of a SQLite database and its write-ahead log, which are made durable from here: SQLite itself waits for no disk, so that the
 * thread does not.
 */
export class TablesFile {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #sums: PageSums;
  readonly #file: FileHandle;
  readonly #writeAhead: FileHandle;

  private constructor(path: string, database: DatabaseSync, file: FileHandle, writeAhead: FileHandle) {
    this.#path = path;
    this.#database = database;
    this.#sums = new PageSums(path, Number(database.prepare('pragma page_size').get()?.page_size));
    this.#file = file;
    this.#writeAhead = writeAhead;
  }

  /** Of an open database in WAL mode, whose syncs and checkpoints of its own end with this. */
  static async open(path: string, database: DatabaseSync): Promise<TablesFile> {
    database.exec('pragma wal_autocheckpoint = 0; pragma synchronous = off');
    // Opens the write-ahead log, which may not be there yet.
    database.prepare('pragma schema_version').get();
    return new TablesFile(path, database, await open(path, 'r+'), await open(`${path}-wal`, 'a+'));
  }

  get writeAheadBytes(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Resolves when what was committed before the call is on disk. */
  sync(): Promise<void> {
    return this.#writeAhead.datasync();
  }

  /** Brings the write-ahead log into the file, with the sums of its pages. Nobody may use the connection meanwhile. */
  async bringIn(): Promise<void> {
    await this.#sums.checkpoint(async () => {
      // Pages are in two places until one is durable: a log made empty, or begun anew over its old frames, must not be all there is.
      await this.#writeAhead.datasync();
      this.#copy('passive');
      await this.#file.datasync();
      this.#copy('truncate');
      await this.#writeAhead.sync();
    });
  }

  #copy(how: 'passive' | 'truncate'): void {
    this.#database.prepare(`pragma wal_checkpoint(${how})`).all();
  }

  /** Lets go of the sums, since they could not be kept up: the next open makes them anew. */
  forgetSums(): void {
    this.#sums.forget();
  }

  /** From here on SQLite syncs by itself: it brings in what is left as it closes. */
  async close(): Promise<void> {
    this.#database.exec('pragma synchronous = full');
    await this.#writeAhead.close();
    await this.#file.close();
  }
}
