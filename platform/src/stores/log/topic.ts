import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { frameLength, writeFrame } from './frame.ts';
import { LogDamagedError, type LogEntry, LogFullError, type LogRecord } from './log.ts';
import { ANEW, Segment, segmentBase } from './segment.ts';

/** What a start found behind the last whole record of a file, and cut off. */
export interface Repair {
  readonly file: string;
  readonly cutBytes: number;
}

/** How a topic is kept. */
export interface TopicOptions {
  readonly segmentBytes: number;
  /**
   * Free space appends leave on the disk, so that the stores behind the log can still write what is accepted already. An
   * append that would go below it is refused as if the disk were full.
   */
  readonly reserveBytes: number;
  /** Newest records kept in memory, with what their appenders attached. */
  readonly tailBytes: number;
  readonly onRepair: (repair: Repair) => void;
  /** Told how long each sync took, seconds. */
  readonly onSync: (seconds: number) => void;
  /** Makes the data of a file durable; replaced in tests that count or fail it. */
  readonly sync: (segment: Segment) => Promise<void>;
}

interface Waiting {
  readonly entries: readonly LogEntry[];
  readonly resolve: (first: number) => void;
  readonly reject: (error: Error) => void;
}

const OUT_OF_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** Most bytes one commit writes; what waits beyond that goes with the next. */
const COMMIT_BYTES = 16 << 20;

/** Largest buffer kept for the next commit. */
const KEPT_BYTES = 4 << 20;

/** A commit of more bytes takes long enough by itself to let its file grow; for smaller ones room is made ahead. */
const SMALL_BYTES = 64 << 10;

/** How much may be written, and how long may pass, before free space is looked up again. */
const CLOSE = { bytes: 1 << 20, ms: 250 };
/** The same while there is much more than the reserve. */
const FAR = { bytes: 32 << 20, ms: 1000 };
const MUCH_BYTES = 1 << 30;

/** Makes a new or removed file name durable. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** One topic of the file log: its segments, its tail in memory, and the group commit. */
export class Topic {
  readonly #directory: string;
  readonly #options: TopicOptions;
  readonly #segments: Segment[];
  #end: number;
  #queue: Waiting[] = [];
  #committing: Promise<void> | undefined;
  #broken: Error | undefined;
  /** Bytes that may be written before free space is looked up again, and until when (milliseconds of the process). */
  #room = { bytes: 0, until: 0 };
  /** Whether there was much more than the reserve when it was looked up. */
  #isRoomy = false;
  /** What is written is put together here, commit after commit: new bytes for each would have the heap collected for them. */
  #buffer = Buffer.alloc(0);
  #tail: LogRecord[] = [];
  #tailBytes = 0;
  #watchers: { from: number; resolve: () => void }[] = [];

  private constructor(directory: string, options: TopicOptions, segments: Segment[]) {
    this.#directory = directory;
    this.#options = options;
    this.#segments = segments;
    const last = segments.at(-1)!;
    this.#end = last.base + last.count;
  }

  /**
   * Opens the folder of a topic; scans only its newest file and cuts a torn last write off. Rejects with `LogDamagedError`
   * when that file is damaged before its end.
   */
  static async open(directory: string, options: TopicOptions): Promise<Topic> {
    await mkdir(directory, { recursive: true });
    const names = await readdir(directory);
    for (const name of names.filter((one) => one.endsWith(ANEW))) await rm(join(directory, name));
    const bases = names
      .filter((name) => name.endsWith('.log'))
      .map(segmentBase)
      .sort((a, b) => a - b);
    const segments: Segment[] = [];
    for (const base of bases.length === 0 ? [0] : bases) segments.push(await Segment.open(directory, base));
    try {
      await Topic.#repair(segments.at(-1)!, options.onRepair);
    } catch (error) {
      for (const segment of segments) await segment.close();
      throw error;
    }
    await syncDirectory(directory);
    return new Topic(directory, options, segments);
  }

  static async #repair(last: Segment, onRepair: TopicOptions['onRepair']): Promise<void> {
    const cutBytes = await last.scan();
    if (cutBytes === 0) return;
    if (!(await last.isTorn(cutBytes))) throw new LogDamagedError(last.path, last.size);
    await last.cut();
    await last.handle.sync();
    onRepair({ file: last.path, cutBytes });
  }

  get end(): number {
    return this.#end;
  }

  get begin(): number {
    return this.#segments[0]!.base;
  }

  append(entries: readonly LogEntry[]): Promise<number> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (entries.length === 0) return Promise.resolve(this.#end);
    return new Promise((resolve, reject) => {
      this.#queue.push({ entries, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Commits until nothing waits. Appends that arrive while a commit is under way form the next one. */
  async #commitAll(): Promise<void> {
    while (this.#queue.length > 0) {
      // What arrived in the same turn of the event loop belongs together: requests are read one after the other.
      await setImmediate();
      const group = this.#nextGroup();
      try {
        await this.#commit(group);
      } catch (error) {
        for (const { reject } of group) reject(error as Error);
      }
    }
    // In the same turn as the check above: an append that comes now must find nobody committing.
    this.#committing = undefined;
  }

  #nextGroup(): Waiting[] {
    let bytes = 0;
    let taken = 0;
    while (taken < this.#queue.length && (taken === 0 || bytes < COMMIT_BYTES)) {
      for (const entry of this.#queue[taken]!.entries) bytes += frameLength(entry);
      taken += 1;
    }
    return this.#queue.splice(0, taken);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const entries = group.flatMap((one) => one.entries);
    const lengths = entries.map(frameLength);
    const buffer = this.#bufferOf(lengths.reduce((sum, length) => sum + length, 0));
    let offset = 0;
    for (const entry of entries) offset = writeFrame(buffer, offset, entry);
    await this.#checkRoom(buffer.length);
    const segment = await this.#writableSegment();
    await this.#write(segment, buffer);
    const first = this.#end;
    for (const length of lengths) segment.appended(length);
    this.#end = first + entries.length;
    for (let index = 0; index < entries.length; index += 1)
      this.#remember({ ...entries[index]!, position: first + index });
    let position = first;
    for (const { entries: own, resolve } of group) {
      resolve(position);
      position += own.length;
    }
    this.#wake();
    if (this.#isRoomy && buffer.length <= SMALL_BYTES) segment.makeRoom();
  }

  /** Bytes of a length that nobody else has until the commit under way is over. */
  #bufferOf(length: number): Buffer {
    if (length > KEPT_BYTES) return Buffer.allocUnsafeSlow(length);
    if (length > this.#buffer.length)
      this.#buffer = Buffer.allocUnsafeSlow(Math.min(KEPT_BYTES, Math.max(length, 2 * this.#buffer.length)));
    return this.#buffer.subarray(0, length);
  }

  async #checkRoom(bytes: number): Promise<void> {
    if (this.#room.bytes >= bytes && performance.now() < this.#room.until) {
      this.#room.bytes -= bytes;
      return;
    }
    const { bavail, bsize } = await statfs(this.#directory);
    const left = bavail * bsize - bytes - this.#options.reserveBytes;
    if (left < 0)
      throw new LogFullError(
        `less than ${this.#options.reserveBytes} bytes would be left on the disk of ${this.#directory}`,
      );
    this.#isRoomy = left >= MUCH_BYTES;
    const room = this.#isRoomy ? FAR : CLOSE;
    this.#room = { bytes: room.bytes, until: performance.now() + room.ms };
  }

  /** Writes and syncs, or leaves the file as it was. */
  async #write(segment: Segment, buffer: Buffer): Promise<void> {
    try {
      await segment.write(buffer);
    } catch (error) {
      await this.#undo(segment);
      if (OUT_OF_SPACE.has((error as NodeJS.ErrnoException).code ?? ''))
        throw new LogFullError(`no space left for ${segment.path}`);
      throw error;
    }
    const started = performance.now();
    try {
      await this.#options.sync(segment);
      this.#options.onSync((performance.now() - started) / 1000);
    } catch (error) {
      // After a failed sync the kernel may have dropped the pages: what is on disk is unknown until the file is read
      // again, so nothing more may be acknowledged by this process.
      this.#broken = new Error(`${segment.path} could not be made durable; restart to go on from what is on disk`, {
        cause: error,
      });
      throw this.#broken;
    }
  }

  async #undo(segment: Segment): Promise<void> {
    try {
      await segment.cut();
    } catch (error) {
      this.#broken = new Error(`${segment.path} could not be cut back after a failed write`, { cause: error });
    }
  }

  async #writableSegment(): Promise<Segment> {
    const last = this.#segments.at(-1)!;
    if (last.size < this.#options.segmentBytes) return last;
    try {
      await this.#beginSegment();
      return this.#segments.at(-1)!;
    } catch (error) {
      if (OUT_OF_SPACE.has((error as NodeJS.ErrnoException).code ?? ''))
        throw new LogFullError(`no space left in ${this.#directory}`);
      throw error;
    }
  }

  #remember(record: LogRecord): void {
    this.#tail.push(record);
    this.#tailBytes += record.value.byteLength;
    if (this.#tailBytes <= this.#options.tailBytes) return;
    // Drops the older half at once: shifting one by one would move the array for each record.
    const keep = Math.floor(this.#tail.length / 2);
    this.#tail = this.#tail.slice(this.#tail.length - keep);
    this.#tailBytes = this.#tail.reduce((sum, { value }) => sum + value.byteLength, 0);
  }

  /** Lets go of the records before a position, which nobody is expected to read soon. */
  passed(position: number): void {
    const first = this.#tail[0]?.position ?? position;
    for (const { value } of this.#tail.splice(0, Math.max(0, position - first))) this.#tailBytes -= value.byteLength;
  }

  async read(from: number, maxRecords: number, maxBytes: number): Promise<readonly LogRecord[]> {
    const start = Math.max(from, this.begin);
    if (start >= this.#end) return [];
    const tailBegin = this.#tail[0]?.position ?? this.#end;
    if (start >= tailBegin) return this.#fromTail(start - tailBegin, maxRecords, maxBytes);
    const segment = this.#segments.findLast(({ base }) => base <= start)!;
    return segment.read(start, this.#end, maxRecords, maxBytes);
  }

  #fromTail(index: number, maxRecords: number, maxBytes: number): readonly LogRecord[] {
    let end = index;
    let bytes = 0;
    while (end < this.#tail.length && end - index < maxRecords && (end === index || bytes < maxBytes)) {
      bytes += this.#tail[end]!.value.byteLength;
      end += 1;
    }
    return this.#tail.slice(index, end);
  }

  waitFor(from: number, signal: AbortSignal): Promise<void> {
    if (from < this.#end || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const watcher = {
        from,
        resolve: () => {
          signal.removeEventListener('abort', watcher.resolve);
          this.#watchers = this.#watchers.filter((one) => one !== watcher);
          resolve();
        },
      };
      signal.addEventListener('abort', watcher.resolve, { once: true });
      this.#watchers.push(watcher);
    });
  }

  #wake(): void {
    if (this.#watchers.length === 0) return;
    for (const { resolve } of this.#watchers.filter(({ from }) => from < this.#end)) resolve();
  }

  async trim(position: number): Promise<void> {
    while (this.#segments.length > 1 && this.#segments[1]!.base <= position) {
      const gone = this.#segments.shift()!;
      await gone.close();
      await rm(gone.path, { force: true });
    }
  }

  /**
   * Erases what matches. The newest segment is closed first, so that only files nobody appends to are written anew; each
   * of them stands in memory for the time of that.
   */
  async erase(matches: (value: Uint8Array) => boolean): Promise<void> {
    await this.#closeNewest();
    this.#tail = this.#tail.map(({ erased, value, time, position }, index) =>
      erased !== true && matches(value)
        ? { key: '', value: new Uint8Array(0), time, position, erased: true }
        : this.#tail[index]!,
    );
    let changed = false;
    for (const segment of this.#segments.slice(0, -1))
      if (this.#segments.includes(segment)) changed = (await segment.erase(matches)) || changed;
    if (changed) await syncDirectory(this.#directory);
  }

  /** Waits for the commits under way and begins a new segment; appends that come meanwhile go into it. */
  async #closeNewest(): Promise<void> {
    while (this.#committing !== undefined) await this.#committing;
    if (this.#segments.at(-1)!.count === 0) return;
    const beginning = this.#beginSegment().finally(() => {
      this.#committing = this.#queue.length > 0 ? this.#commitAll() : undefined;
    });
    // Appends wait behind it; whether it worked is for the caller of this.
    this.#committing = beginning.catch(() => {});
    await beginning;
  }

  async #beginSegment(): Promise<void> {
    await this.#segments.at(-1)!.cut();
    const next = await Segment.open(this.#directory, this.#end);
    await syncDirectory(this.#directory);
    this.#segments.push(next);
  }

  async close(): Promise<void> {
    await this.#committing;
    if (this.#broken === undefined) await this.#segments.at(-1)!.cut();
    for (const segment of this.#segments) await segment.close();
  }
}
