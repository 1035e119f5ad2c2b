/**
 * A test for `like`: `%` is any run of characters, `_` exactly one (page "String functions"). No escape is documented.
 * Time is at most length of text times length of pattern.
 */
export function likePattern(pattern: string): (text: string) => boolean {
  const inner = pattern.slice(1, -1);
  if (pattern.length >= 2 && pattern.startsWith('%') && pattern.endsWith('%') && !/[%_]/.test(inner))
    return (text) => text.includes(inner);
  const wanted = [...pattern];
  return (text) => matchesLike([...text], wanted);
}

/** Walks both; at a mismatch it goes back to the last `%` and lets that take one character more. */
function matchesLike(text: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    if (pattern[wanted] === '%') {
      star = wanted;
      taken = at;
      wanted += 1;
    } else if (wanted < pattern.length && (pattern[wanted] === '_' || pattern[wanted] === text[at])) {
      at += 1;
      wanted += 1;
    } else if (star >= 0) {
      wanted = star + 1;
      taken += 1;
      at = taken;
    } else return false;
  }
  while (pattern[wanted] === '%') wanted += 1;
  return wanted === pattern.length;
}
