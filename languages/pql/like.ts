import { fitsPattern } from '../syntax/index.ts';

const WILDCARDS = { any: '%', one: '_' };

/**
 * A test for `like`: `%` is any run of characters, `_` exactly one (page "String functions"). No escape is documented.
 * Time is at most length of text times length of pattern.
 */
export function likePattern(pattern: string): (text: string) => boolean {
  const inner = pattern.slice(1, -1);
  if (pattern.length >= 2 && pattern.startsWith('%') && pattern.endsWith('%') && !/[%_]/.test(inner))
    return (text) => text.includes(inner);
  const wanted = [...pattern];
  return (text) => fitsPattern([...text], wanted, WILDCARDS);
}
