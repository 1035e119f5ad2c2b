import { bytesOf, paddedMessage } from './encoded.ts';

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  return round < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
}

/** SHA-1 (FIPS 180-4). For matching against hashed identifiers only. */
export function sha1(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = paddedMessage(message, 64, 8, false);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(block + index * 4);
    for (let index = 16; index < 80; index += 1) {
      words[index] = rotate(words[index - 3]! ^ words[index - 8]! ^ words[index - 14]! ^ words[index - 16]!, 1);
    }
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let round = 0; round < 80; round += 1) {
      const sum = (rotate(a, 5) + mix(round, b, c, d) + e + words[round]!) | 0;
      [a, b, c, d, e] = [sum, a, rotate(b, 30), c, d];
    }
    for (const [index, word] of [a, b, c, d, e].entries()) state[index]! += word;
  }
  return bytesOf(state, 5, false);
}
