import { bytesOf, paddedMessage } from './encoded.ts';
import { rootFractions } from './primes.ts';

const START = Int32Array.from(rootFractions(8, 2n, 32n), Number);
const CONSTANTS = Int32Array.from(rootFractions(64, 3n, 32n), Number);

function right(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function schedule(view: DataView, block: number, words: Int32Array): void {
  for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(block + index * 4);
  for (let index = 16; index < 64; index += 1) {
    const [older, newer] = [words[index - 15]!, words[index - 2]!];
    const low = right(older, 7) ^ right(older, 18) ^ (older >>> 3);
    const high = right(newer, 17) ^ right(newer, 19) ^ (newer >>> 10);
    words[index] = words[index - 16]! + low + words[index - 7]! + high;
  }
}

/** SHA-256 (FIPS 180-4). */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = paddedMessage(message, 64, 8, false);
  const state = START.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    schedule(view, block, words);
    const s = state.slice();
    for (let round = 0; round < 64; round += 1) {
      const [a, b, c, , e, f, g, h] = s as unknown as [number, number, number, number, number, number, number, number];
      const one =
        h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[round]! + words[round]!;
      const two = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      s.copyWithin(1, 0, 7);
      s[4]! += one;
      s[0] = one + two;
    }
    for (let index = 0; index < 8; index += 1) state[index]! += s[index]!;
  }
  return bytesOf(state, 8, false);
}
