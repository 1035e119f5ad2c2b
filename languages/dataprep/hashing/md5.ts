import { bytesOf, paddedMessage } from './encoded.ts';

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const CONSTANTS = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 16) return (b & c) | (~b & d);
  if (round < 32) return (d & b) | (~d & c);
  return round < 48 ? b ^ c ^ d : c ^ (b | ~d);
}

function wordIndex(round: number): number {
  if (round < 16) return round;
  if (round < 32) return (5 * round + 1) % 16;
  return round < 48 ? (3 * round + 5) % 16 : (7 * round) % 16;
}

/** MD5 (RFC 1321). For matching against hashed identifiers only: it protects nothing. */
export function md5(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = paddedMessage(message, 64, 8, true);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let round = 0; round < 64; round += 1) {
      const sum = (a + mix(round, b, c, d) + CONSTANTS[round]! + view.getInt32(block + wordIndex(round) * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, SHIFTS[(round >> 4) * 4 + (round % 4)]!)) | 0];
    }
    for (const [index, word] of [a, b, c, d].entries()) state[index]! += word;
  }
  return bytesOf(state, 4, true);
}
