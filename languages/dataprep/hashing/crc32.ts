import { bytesOf } from './encoded.ts';

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of IEEE 802.3, least significant byte first: the documented example prints it in that order. */
export function crc32(message: Uint8Array): Uint8Array<ArrayBuffer> {
  let value = 0xffffffff;
  for (const byte of message) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff]!;
  return bytesOf([~value], 1, true);
}
