import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { eraseFrame, readFrame } from './frame.ts';
import type { LogRecord } from './log.ts';

/** Every how many records an offset is remembered. */
const STRIDE = 64;
const CHUNK = 1 << 20;
/** Ending of a segment that is being written anew; left over by a crash, it is removed by the next open. */
export const ANEW = '.anew';

/** File name of the segment that begins at a position. */
export function segmentName(base: number): string {
  return `${String(base).padStart(20, '0')}.log`;
}

/** First position of a segment, from its file name. */
export function segmentBase(file: string): number {
  return Number(basename(file, '.log'));
}

/**
 * One file of a topic: frames one after the other. Knows where every 64th record begins, so that a read starts near its
 * first record; the index of an older file is made when it is first read.
 */
export class Segment {
  readonly base: number;
  readonly path: string;
  #handle: FileHandle;
  /** Offset of record base + 64 n at n. */
  readonly #offsets: number[] = [];
  /** Records whose frames are whole. */
  count = 0;
  /** Bytes of whole frames. */
  size = 0;
  #scanned = false;

  private constructor(path: string, base: number, handle: FileHandle) {
    this.path = path;
    this.base = base;
    this.#handle = handle;
  }

  static async open(directory: string, base: number): Promise<Segment> {
    const path = join(directory, segmentName(base));
    return new Segment(path, base, await open(path, 'a+'));
  }

  get handle(): FileHandle {
    return this.#handle;
  }

  /** Reads the whole file and finds its whole frames. Returns the bytes behind the last of them. */
  async scan(): Promise<number> {
    const { size } = await this.#handle.stat();
    this.#offsets.length = 0;
    this.count = 0;
    this.size = 0;
    let pending: Buffer = Buffer.alloc(0);
    let at = 0;
    while (at < size) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - at));
      const { bytesRead } = await this.#handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      pending = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
      let offset = 0;
      for (let frame = readFrame(pending, offset); frame !== undefined; frame = readFrame(pending, offset)) {
        this.appended(frame.end - offset);
        offset = frame.end;
      }
      pending = pending.subarray(offset);
    }
    this.#scanned = true;
    return size - this.size;
  }

  /** Notes a frame that is on disk. */
  appended(bytes: number): void {
    if (this.count % STRIDE === 0) this.#offsets.push(this.size);
    this.count += 1;
    this.size += bytes;
    this.#scanned = true;
  }

  /** Records from a position of this segment on, up to the limits, but not beyond `end` (the durable end). */
  async read(from: number, end: number, maxRecords: number, maxBytes: number): Promise<LogRecord[]> {
    if (!this.#scanned) await this.scan();
    const slot = Math.floor((from - this.base) / STRIDE);
    let offset = this.#offsets[slot];
    if (offset === undefined) return [];
    let position = this.base + slot * STRIDE;
    const records: LogRecord[] = [];
    let bytes = 0;
    let window: Buffer = Buffer.alloc(0);
    while (
      position < end &&
      records.length < maxRecords &&
      (records.length === 0 || bytes < maxBytes) &&
      offset < this.size
    ) {
      let frame = readFrame(window, 0);
      if (frame === undefined) {
        window = await this.#window(offset, Math.max(CHUNK, window.length * 2));
        frame = readFrame(window, 0);
        if (frame === undefined) {
          if (window.length >= this.size - offset) throw new Error(`${this.path} is damaged at byte ${offset}`);
          continue;
        }
      }
      if (position >= from) {
        records.push({ ...frame.entry, position });
        bytes += frame.entry.value.byteLength;
      }
      window = window.subarray(frame.end);
      offset += frame.end;
      position += 1;
    }
    return records;
  }

  async #window(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.min(length, this.size - offset));
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  }

  /**
   * Writes the file anew with the matching records erased, and puts it in place of the old one: a crash leaves one or the
   * other, whole. Nothing may be appended meanwhile; reads go on. False when no record matched.
   */
  async erase(matches: (value: Uint8Array) => boolean): Promise<boolean> {
    if (!this.#scanned) await this.scan();
    const content = Buffer.allocUnsafe(this.size);
    let read = 0;
    while (read < content.length)
      read += (await this.#handle.read(content, read, content.length - read, read)).bytesRead;
    let found = false;
    for (let at = 0, frame = readFrame(content, at); frame !== undefined; frame = readFrame(content, at)) {
      if (frame.entry.erased !== true && matches(frame.entry.value)) {
        eraseFrame(content, at);
        found = true;
      }
      at = frame.end;
    }
    if (!found) return false;
    const anew = await open(this.path + ANEW, 'w+');
    await anew.writeFile(content);
    await anew.sync();
    await anew.close();
    await rename(this.path + ANEW, this.path);
    const old = this.#handle;
    this.#handle = await open(this.path, 'a+');
    await old.close();
    return true;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
