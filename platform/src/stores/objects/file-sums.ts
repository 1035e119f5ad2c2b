import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Bytes one sum is over: small enough to say where damage is, and that nobody waits for one. */
export const PIECE_BYTES = 1 << 20;
const DIGITS = 8;

/** CRC-32 of bytes, 8 hexadecimal digits. */
export function sumOf(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(DIGITS, '0');
}

/** CRC-32 of every mebibyte of a file, 8 hexadecimal digits each, one after the other. */
export async function fileSums(file: string): Promise<string> {
  const handle = await open(file, 'r');
  return sumsIn(handle).finally(() => handle.close());
}

/** The same of the first `size` bytes of an open file, or of all of it. */
export async function sumsIn(handle: FileHandle, size = Number.POSITIVE_INFINITY): Promise<string> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let sums = '';
  for (let at = 0; ; at += PIECE_BYTES) {
    const wanted = Math.min(PIECE_BYTES, size - at);
    let length = 0;
    for (let read = -1; read !== 0 && length < wanted; length += read)
      read = (await handle.read(buffer, length, wanted - length, at + length)).bytesRead;
    if (length === 0) return sums;
    sums += sumOf(buffer.subarray(0, length));
    if (length < PIECE_BYTES) return sums;
  }
}

/** First byte of the piece two lists of sums differ in; undefined when they are the same. */
export function differingByte(one: string, other: string): number | undefined {
  for (let at = 0; at < Math.max(one.length, other.length); at += DIGITS)
    if (one.slice(at, at + DIGITS) !== other.slice(at, at + DIGITS)) return (at / DIGITS) * PIECE_BYTES;
  return undefined;
}
