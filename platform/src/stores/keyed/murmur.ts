/** MurmurHash3, 32 bits, by Austin Appleby, in the public domain: its steps, for what is hashed piece by piece. Not against people. */

/** The hash with four bytes more in it. */
export function mixed(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

/** A text, two of its characters at a time, mixed with its length. */
export function mixedText(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at += 2)
    hash = mixed(hash, text.charCodeAt(at) | ((at + 1 < text.length ? text.charCodeAt(at + 1) : 0) << 16));
  return hash;
}

/** What all that was mixed comes to, 0 to 2^32 - 1: each bit of it depends on every bit of what went in. */
export function finished(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
