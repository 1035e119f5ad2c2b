/** A record to append. */
export interface LogEntry {
  /** Ordering key: records with the same key are read in the order they were appended. */
  readonly key: string;
  readonly value: Uint8Array;
  /** When it was received, epoch milliseconds. Stored with the record; readers use it instead of a clock. */
  readonly time: number;
  /**
   * What the appender already knows about the value (for example its parse). A hint, never stored: a reader in the same
   * process may get it back on records read soon after the append and must work without it.
   */
  readonly attachment?: unknown;
}

export interface LogRecord extends LogEntry {
  /** What stood here was erased: key and value are empty. */
  readonly erased?: true;
  /** Ordinal of the record in its topic: 0, 1, 2, … without gaps. Never reused, also not after trimming. */
  readonly position: number;
}

/**
 * An ordered, durable sequence of records per topic: the truth from which everything else can be rebuilt.
 *
 * Promises, proven by `log.contract.ts` for every adapter:
 * - `append` resolves only when all its entries are on stable storage (fdatasync or acknowledged by all replicas), together
 *   and in order; appends that run at the same time share one commit (group commit). It rejects with `LogFullError` when
 *   the disk is full, and then none of its entries will ever be read.
 * - What an `append` acknowledged is read back with the same bytes after `kill -9`, at the same position.
 * - A torn last write is cut off on open, reported through `onRepair`, and positions continue without a gap.
 * - Bytes that read otherwise than they were written are never taken for records, nor for the end of the topic: opening or
 *   reading rejects with `LogDamagedError`, and nothing is changed.
 * - `read` returns at least one record if there is one at or after `from`, whatever the byte limit.
 * - Records not yet durable are never read.
 *
 * - What `erase` took is on no disk any more when it resolves; everything else reads as before, also over `kill -9`.
 *
 * Reader positions are not kept here: a reader commits its position in the same transaction as its effects.
 */
export interface Log {
  /** Returns the position of the first entry; the others follow one by one. */
  append(topic: string, entries: readonly LogEntry[]): Promise<number>;
  /** Records from position `from` on, at most `maxRecords` and about `maxBytes` of values. Empty at the end. */
  read(topic: string, from: number, maxRecords: number, maxBytes: number): Promise<readonly LogRecord[]>;
  /** Resolves as soon as a durable record at or after `from` exists, or the signal aborts. */
  waitFor(topic: string, from: number, signal: AbortSignal): Promise<void>;
  /** Position after the last durable record: how far a reader can get. 0 for an unknown topic. */
  end(topic: string): number;
  /** First position still kept. */
  begin(topic: string): number;
  /**
   * The reader of a topic is done with the records before `position` and will hardly ask for them again: they need not stay in
   * memory, nor what was attached to them. They are read as before, from disk.
   */
  passed(topic: string, position: number): void;
  /** Gives back space of records before `position`, whole segments only. Readers below it get the next kept record. */
  trim(topic: string, position: number): Promise<void>;
  /**
   * Takes key and value of every record of the topic whose value matches, those of appends under way included, and leaves
   * an erased record at each position.
   */
  erase(topic: string, matches: (value: Uint8Array) => boolean): Promise<void>;
  /** Waits for appends under way, then releases files. */
  close(): Promise<void>;
}

/** No space left: nothing of the append was kept. Callers answer 503 with Retry-After. */
export class LogFullError extends Error {
  override readonly name = 'LogFullError';
}

/** A record reads otherwise than it was written. The message names file and byte. */
export class LogDamagedError extends Error {
  override readonly name = 'LogDamagedError';
  readonly file: string;

  constructor(file: string, offset: number) {
    super(
      `${file} is damaged at byte ${offset}: what stands there is not what was written, and it is not its end. ` +
        'Nothing was changed. Bring the file back from a copy, and have the disk checked',
    );
    this.file = file;
  }
}

/** A reader has gone further than the topic does: its end is missing, and what comes next would stand at positions it has passed. */
export class LogShortError extends Error {
  override readonly name = 'LogShortError';
  readonly topic: string;

  /** `remedy`: what else can be done, where there is something. */
  constructor(topic: string, end: number, passed: number, remedy?: string) {
    super(
      `topic ${topic} of the log ends at position ${end}, and what stood before position ${passed} was worked on already: its end ` +
        `is missing. Nothing was changed. Bring the log back from a copy that is as new as the other stores${remedy === undefined ? '' : `, or ${remedy}`}`,
    );
    this.topic = topic;
  }
}
