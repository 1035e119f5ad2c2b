import { spend } from './effort.ts';

/** What a place costs at which a part was found. */
const FOUND = 20;

/** Engines search for short parts fastest; for some longer ones they need length times length. */
const LONGEST_SHORT = 32;

/**
 * Positions of a part in a text, from a position on, those that overlap too; the empty part is everywhere, the end included.
 * Takes time for both lengths, whatever they hold, and for each position asked for, which is paid for here (`effort.ts`).
 */
export function* occurrences(text: string, part: string, from = 0): Generator<number, void> {
  const start = Math.min(Math.max(from, 0), text.length);
  for (const at of part.length <= LONGEST_SHORT ? shortOnes(text, part, start) : longOnes(text, part, start)) {
    spend(FOUND);
    yield at;
  }
}

/** The text cut at every occurrence of a separator that is not empty, from the left. */
export function pieces(text: string, separator: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (const at of occurrences(text, separator)) {
    if (at < from) continue;
    found.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...found, text.slice(from)];
}

function* shortOnes(text: string, part: string, start: number): Generator<number, void> {
  for (let at = text.indexOf(part, start); at >= 0; at = at < text.length ? text.indexOf(part, at + 1) : -1) yield at;
}

/** Knuth, Morris and Pratt: no character of the text is looked at again. */
function* longOnes(text: string, part: string, start: number): Generator<number, void> {
  const table = shorterMatches(part);
  let matched = 0;
  for (let at = start; at < text.length; at += 1) {
    matched = longer(part, table, matched, text.charCodeAt(at));
    if (matched === part.length) yield at + 1 - matched;
  }
}

/** How much of the part is matched after one more character, when so much was before. */
function longer(part: string, table: Int32Array, before: number, character: number): number {
  let matched = before;
  while (matched > 0 && part.charCodeAt(matched) !== character) matched = table[matched - 1]!;
  return part.charCodeAt(matched) === character ? matched + 1 : matched;
}

/** For each beginning of the part the length of its longest end that is a beginning, too. */
function shorterMatches(part: string): Int32Array {
  const table = new Int32Array(part.length);
  for (let at = 1; at < part.length; at += 1) table[at] = longer(part, table, table[at - 1]!, part.charCodeAt(at));
  return table;
}
