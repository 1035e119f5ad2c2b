/** Characters that stand for others in a pattern: `any` for a run of them, `one` for exactly one. */
export interface Wildcards {
  readonly any: string;
  readonly one: string;
}

/**
 * Whether all of a text fits a pattern, both as lists of characters. Walks both; at a mismatch it goes back to the last `any`
 * and lets that take one character more, so time is at most length of text times length of pattern.
 */
export function fitsPattern(text: readonly string[], pattern: readonly string[], { any, one }: Wildcards): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    if (pattern[wanted] === any) {
      star = wanted;
      taken = at;
      wanted += 1;
    } else if (wanted < pattern.length && (pattern[wanted] === one || pattern[wanted] === text[at])) {
      at += 1;
      wanted += 1;
    } else if (star >= 0) {
      wanted = star + 1;
      taken += 1;
      at = taken;
    } else return false;
  }
  while (pattern[wanted] === any) wanted += 1;
  return wanted === pattern.length;
}
