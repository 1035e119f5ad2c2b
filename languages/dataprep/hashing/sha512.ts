import { paddedMessage } from './encoded.ts';
import { rootFractions } from './primes.ts';

const START = BigUint64Array.from(rootFractions(8, 2n, 64n));
const CONSTANTS = BigUint64Array.from(rootFractions(80, 3n, 64n));

function right(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word >> by) | (word << (64n - by)));
}

function schedule(view: DataView, block: number, words: BigUint64Array): void {
  for (let index = 0; index < 16; index += 1) words[index] = view.getBigUint64(block + index * 8);
  for (let index = 16; index < 80; index += 1) {
    const [older, newer] = [words[index - 15]!, words[index - 2]!];
    const low = right(older, 1n) ^ right(older, 8n) ^ (older >> 7n);
    const high = right(newer, 19n) ^ right(newer, 61n) ^ (newer >> 6n);
    words[index] = words[index - 16]! + low + words[index - 7]! + high;
  }
}

/** SHA-512 (FIPS 180-4). On big integers: some tens of microseconds a block, which is enough for identifiers. */
export function sha512(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = paddedMessage(message, 128, 16, false);
  const state = START.slice();
  const words = new BigUint64Array(80);
  for (let block = 0; block < view.byteLength; block += 128) {
    schedule(view, block, words);
    const s = state.slice();
    for (let round = 0; round < 80; round += 1) {
      const [a, b, c, , e, f, g, h] = s as unknown as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
      const one =
        h +
        (right(e, 14n) ^ right(e, 18n) ^ right(e, 41n)) +
        ((e & f) ^ (BigInt.asUintN(64, ~e) & g)) +
        CONSTANTS[round]! +
        words[round]!;
      const two = (right(a, 28n) ^ right(a, 34n) ^ right(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      s.copyWithin(1, 0, 7);
      s[4]! += one;
      s[0] = one + two;
    }
    for (let index = 0; index < 8; index += 1) state[index]! += s[index]!;
  }
  const bytes = new Uint8Array(64);
  const out = new DataView(bytes.buffer);
  for (const [index, word] of state.entries()) out.setBigUint64(index * 8, word);
  return bytes;
}
