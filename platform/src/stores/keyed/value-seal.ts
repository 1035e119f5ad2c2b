/**
 * What stands before each value in the keyed store's file: a sum over its key and itself, so that bytes which are not those
 * that were written, or not of this key, are never taken for a value. The sum is MurmurHash3 (32 bits, public domain): every
 * change within four neighbouring bytes shows, any other one but for one in four billion. Not against people.
 */
const SUM_BYTES = 4;

function mixed(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

/** The sum of a key, which that of its value goes on from. */
function keySum(key: string): number {
  let hash = key.length;
  for (let at = 0; at < key.length; at += 2)
    hash = mixed(hash, key.charCodeAt(at) | ((at + 1 < key.length ? key.charCodeAt(at + 1) : 0) << 16));
  return hash;
}

/** The sum of the bytes from an offset on. */
function sumOf(key: string, bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  let hash = keySum(key);
  let at = from;
  for (; at + 4 <= end; at += 4)
    hash = mixed(hash, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
  let rest = 0;
  for (let shift = 0; at < end; at += 1, shift += 8) rest |= bytes[at]! << shift;
  hash = mixed(hash, rest) ^ (end - from);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A value as it stands in the file. */
export function sealed(key: string, value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(SUM_BYTES + value.length);
  bytes.set(value, SUM_BYTES);
  bytes.writeUInt32LE(sumOf(key, bytes, SUM_BYTES));
  return bytes;
}

/** The value that stands in the file, a view; undefined when it is not what was written under this key. */
export function unsealed(key: string, bytes: Buffer): Buffer | undefined {
  if (bytes.length < SUM_BYTES) return undefined;
  return bytes.readUInt32LE() === sumOf(key, bytes, SUM_BYTES) ? bytes.subarray(SUM_BYTES) : undefined;
}
