import { crc32 } from 'node:zlib';
import type { LogEntry, LogRecord } from './log.ts';

/** `u32 length of the rest · u32 crc32 of what follows · f64 time · u16 key length · key · value`, big endian. */
export const FRAME_HEAD = 8;
const BODY_HEAD = 10;
/** As key length: the record was erased, zeros stand in the place of key and value. No key is that long. */
const ERASED = 0xff_ff;

/** Bytes an entry takes in a segment. */
export function frameLength(entry: LogEntry): number {
  return FRAME_HEAD + BODY_HEAD + Buffer.byteLength(entry.key) + entry.value.byteLength;
}

/** Writes the frame of an entry into `out` and returns the offset behind it. */
export function writeFrame(out: Buffer, offset: number, entry: LogEntry): number {
  const body = offset + FRAME_HEAD;
  const keyLength = out.write(entry.key, body + BODY_HEAD, 'utf8');
  out.writeDoubleBE(entry.time, body);
  out.writeUInt16BE(keyLength, body + 8);
  out.set(entry.value, body + BODY_HEAD + keyLength);
  const end = body + BODY_HEAD + keyLength + entry.value.byteLength;
  out.writeUInt32BE(end - body, offset);
  out.writeUInt32BE(crc32(out.subarray(body, end)), offset + 4);
  return end;
}

/** Puts an erased record of the same length over the frame at an offset; its time stays. */
export function eraseFrame(bytes: Buffer, offset: number): void {
  const body = offset + FRAME_HEAD;
  const end = body + bytes.readUInt32BE(offset);
  bytes.writeUInt16BE(ERASED, body + 8);
  bytes.fill(0, body + BODY_HEAD, end);
  bytes.writeUInt32BE(crc32(bytes.subarray(body, end)), offset + 4);
}

/** Reads the frame at an offset; undefined when it is cut off or damaged. The value is a view. */
export function readFrame(
  bytes: Buffer,
  offset: number,
): { readonly entry: LogEntry & Pick<LogRecord, 'erased'>; readonly end: number } | undefined {
  if (offset + FRAME_HEAD > bytes.length) return undefined;
  const length = bytes.readUInt32BE(offset);
  const body = offset + FRAME_HEAD;
  const end = body + length;
  if (length < BODY_HEAD || end > bytes.length) return undefined;
  if (crc32(bytes.subarray(body, end)) !== bytes.readUInt32BE(offset + 4)) return undefined;
  const keyLength = bytes.readUInt16BE(body + 8);
  if (keyLength === ERASED)
    return { entry: { time: bytes.readDoubleBE(body), key: '', value: bytes.subarray(end, end), erased: true }, end };
  const value = body + BODY_HEAD + keyLength;
  if (value > end) return undefined;
  return {
    entry: {
      time: bytes.readDoubleBE(body),
      key: bytes.toString('utf8', body + BODY_HEAD, value),
      value: bytes.subarray(value, end),
    },
    end,
  };
}

/** What a frame at an offset would take, by its head; undefined when the head itself is cut off. */
export function claimedLength(bytes: Buffer, offset: number): number | undefined {
  return offset + FRAME_HEAD > bytes.length ? undefined : FRAME_HEAD + bytes.readUInt32BE(offset);
}

/** Times of records, epoch milliseconds: what is far from all of them is no frame, and is told so without a checksum. */
const FIRST_TIME = Date.UTC(2000, 0);
const LAST_TIME = Date.UTC(2500, 0);

/**
 * Offset of the next whole frame behind a damaged one: first where the damaged one says that it ends, then anywhere.
 * Undefined when there is none: then the bytes are what a write was torn at.
 */
export function nextFrame(bytes: Buffer, damaged: number): number | undefined {
  const claimed = damaged + (claimedLength(bytes, damaged) ?? bytes.length);
  if (readFrame(bytes, claimed) !== undefined) return claimed;
  for (let at = damaged + 1; at + FRAME_HEAD + BODY_HEAD <= bytes.length; at += 1) {
    const time = bytes.readDoubleBE(at + FRAME_HEAD);
    if (time >= FIRST_TIME && time < LAST_TIME && readFrame(bytes, at) !== undefined) return at;
  }
  return undefined;
}
