import { constants } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { claimedLength, eraseFrame, nextFrame, readFrame } from './frame.ts';
import { LogDamagedError, type LogRecord } from './log.ts';

/** Every how many records an offset is remembered. */
const STRIDE = 64;
const CHUNK = 1 << 20;
const LEAST_CHUNK = 64 << 10;
/** Ending of a segment that is being written anew; left over by a crash, it is removed by the next open. */
export const ANEW = '.anew';

/** Not `a+`, which would write behind the room instead of into it. */
const TO_WRITE = constants.O_RDWR | constants.O_CREAT;
/** Zeros written ahead at a time. */
const STEP_BYTES = 512 << 10;
/** How much room there is at first and at most: it doubles while it is used, so that a disk that is slow for seconds finds enough. */
const ROOM = { first: 512 << 10, most: 8 << 20 };
const ZEROS = Buffer.alloc(64 << 10);

/** A place in a segment, with bytes of the file that were read from there on. */
interface Place {
  readonly position: number;
  readonly offset: number;
  readonly window: Buffer;
}

const NOTHING = Buffer.alloc(0);
const NOWHERE: Place = { position: -1, offset: 0, window: NOTHING };

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
  /**
   * Where the last read ended, with bytes of the file from there on: who reads on begins there, and not at the record before it whose
   * offset is known, and asks the disk for much at a time.
   */
  #readTo: Place = NOWHERE;
  /** How long the file is at least: behind `size` there are zeros. */
  #length = 0;
  #makingRoom: Promise<void> | undefined;
  #room = ROOM.first;

  private constructor(path: string, base: number, handle: FileHandle) {
    this.path = path;
    this.base = base;
    this.#handle = handle;
  }

  /** `r`: for reading only; the file must be there. */
  static async open(directory: string, base: number, flags: number | 'r' = TO_WRITE): Promise<Segment> {
    const path = join(directory, segmentName(base));
    return new Segment(path, base, await open(path, flags));
  }

  get handle(): FileHandle {
    return this.#handle;
  }

  /** Writes behind the last whole frame; `appended` says that what was written stays. */
  async write(bytes: Buffer): Promise<void> {
    if (this.size + bytes.length > this.#length) await this.#makingRoom;
    let written = 0;
    while (written < bytes.length)
      written += (await this.handle.write(bytes, written, bytes.length - written, this.size + written)).bytesWritten;
    this.#length = Math.max(this.#length, this.size + bytes.length);
  }

  /**
   * Begins to write zeros ahead when little room is left, and waits for nothing. What is written over them changes neither the length
   * of the file nor where it lies, so that making it durable does not wait until everything else the file system has noted is.
   */
  makeRoom(): void {
    if (this.#length - this.size >= this.#room) return;
    this.#makingRoom ??= this.#writeZeros(this.#length)
      // Without room the file grows write by write.
      .catch(() => {})
      .finally(() => {
        this.#makingRoom = undefined;
      });
  }

  /** By a handle of its own: what fails here must be told to whoever makes records durable as well. */
  async #writeZeros(from: number): Promise<void> {
    const handle = await open(this.path, 'r+');
    try {
      for (let at = from; at < from + STEP_BYTES; at += ZEROS.length) await handle.write(ZEROS, 0, ZEROS.length, at);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    this.#length = from + STEP_BYTES;
    this.#room = Math.min(ROOM.most, 2 * this.#room);
  }

  /** Takes from the file whatever stands behind the last whole frame. */
  async cut(): Promise<void> {
    await this.#makingRoom;
    await this.#handle.truncate(this.size);
    this.#length = this.size;
  }

  /**
   * Reads the whole file and finds its whole frames, up to the first that is not. Returns the bytes behind them; 0 when these are
   * all zeros, and room for more.
   */
  async scan(): Promise<number> {
    const { size } = await this.#handle.stat();
    this.#offsets.length = 0;
    this.count = 0;
    this.size = 0;
    // Read into the same room again and again: new ones of a megabyte have the whole heap collected twice more in a start.
    const room = Buffer.allocUnsafe(Math.min(size, CHUNK));
    let window: Buffer = NOTHING;
    let at = 0;
    for (;;) {
      const frame = readFrame(window, at);
      if (frame !== undefined) {
        this.appended(frame.end - at);
        at = frame.end;
        continue;
      }
      const left = size - this.size;
      const claimed = claimedLength(window, at) ?? 0;
      // All of it was read and it is no frame, or there is not as much as it says.
      if (window.length - at >= left || (claimed > 0 && claimed <= window.length - at) || claimed > left) break;
      window = await this.#bytes(this.size, Math.min(left, Math.max(CHUNK, claimed)), room);
      at = 0;
      if (window.length === 0) break;
    }
    this.#scanned = true;
    this.#length = size;
    return (await this.#isRoom(size - this.size)) ? 0 : size - this.size;
  }

  async #isRoom(rest: number): Promise<boolean> {
    for (let at = 0; at < rest; at += ZEROS.length) {
      const bytes = await this.#bytes(this.size + at, Math.min(ZEROS.length, rest - at));
      if (!isZero(bytes)) return false;
    }
    return true;
  }

  /** `room` is used where it is large enough. */
  async #bytes(from: number, length: number, room: Buffer = NOTHING): Promise<Buffer> {
    const buffer = length <= room.length ? room : Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await this.#handle.read(buffer, read, length - read, from + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }

  /**
   * Whether what stands behind the last whole frame is a write that was torn, and may be cut off. It is not when whole
   * frames follow it; unless a sector in between was never written: then they were of the same write, and not acknowledged.
   */
  async isTorn(rest: number): Promise<boolean> {
    const bytes = await this.#bytes(this.size, rest);
    const next = nextFrame(bytes, 0);
    return next === undefined || hasHole(bytes, next, this.size);
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
    if (from >= this.base + this.count) throw new LogDamagedError(this.path, this.size);
    const file = this.#handle;
    const goesOn = this.#readTo.position === from;
    let { position, offset, window } = goesOn ? this.#readTo : this.#before(from);
    const records: LogRecord[] = [];
    let bytes = 0;
    const chunk = goesOn ? CHUNK : Math.min(CHUNK, maxBytes + LEAST_CHUNK);
    while (
      position < end &&
      records.length < maxRecords &&
      (records.length === 0 || bytes < maxBytes) &&
      offset < this.size
    ) {
      let frame = readFrame(window, 0);
      if (frame === undefined) {
        window = await this.#bytes(offset, Math.min(Math.max(chunk, window.length * 2), this.size - offset));
        frame = readFrame(window, 0);
        if (frame === undefined) {
          if (window.length >= this.size - offset) throw new LogDamagedError(this.path, offset);
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
    // Who looks one record up does not read on, and look-ups in many segments must not keep a piece of each in memory. What was
    // read before an erasure must not be read on.
    if (maxRecords > 1 && file === this.#handle)
      this.#readTo = { position, offset, window: window.length === 0 ? NOTHING : window };
    return records;
  }

  /** The last known place that is not behind a position. */
  #before(from: number): Place {
    const slot = Math.floor((from - this.base) / STRIDE);
    return { position: this.base + slot * STRIDE, offset: this.#offsets[slot]!, window: NOTHING };
  }

  /**
   * Writes the file anew with the matching records erased, and puts it in place of the old one: a crash leaves one or the
   * other, whole. Nothing may be appended meanwhile; reads go on. False when no record matched.
   */
  async erase(matches: (value: Uint8Array) => boolean): Promise<boolean> {
    if ((await this.scan()) > 0) throw new LogDamagedError(this.path, this.size);
    const content = await this.#bytes(0, this.size);
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
    this.#handle = await open(this.path, TO_WRITE);
    this.#readTo = NOWHERE;
    await old.close();
    return true;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

const SECTOR = 512;
/** A frame begins with its length, whose first bytes may be zeros as they were written; not all of them. */
const NEVER_ZERO = 4;

function isZero(bytes: Buffer): boolean {
  return bytes.equals(ZEROS.subarray(0, bytes.length));
}

/**
 * Is there a sector of the file, between a frame that these bytes begin with at an offset and the next whole one, that was never
 * written and so holds zeros? Of the first sector only what belongs to the frame is looked at.
 */
function hasHole(bytes: Buffer, next: number, offset: number): boolean {
  const first = SECTOR - (offset % SECTOR);
  if (first >= NEVER_ZERO && first <= next && isZero(bytes.subarray(0, first))) return true;
  for (let at = first; at < next; at += SECTOR) if (isZero(bytes.subarray(at, at + SECTOR))) return true;
  return false;
}
