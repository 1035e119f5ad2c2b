import { type Cursor, type Said, sayOfText, type Token } from '../syntax/index.ts';

/** A keyword or sign as it is compared: names in lower case; strings and numbers never are keywords. */
export function wordOf(token: Token): string {
  if (token.kind === 'name') return token.text.toLowerCase();
  return token.kind === 'symbol' ? token.text : '';
}

export function takeWord(cursor: Cursor, word: string): boolean {
  if (wordOf(cursor.token) !== word) return false;
  cursor.next();
  return true;
}

/** Takes one of the words, or stops with all of them as the suggestion. */
export function expectWord<Word extends string>(cursor: Cursor, words: readonly Word[], what: Said): Word {
  const found = words.find((word) => word === wordOf(cursor.token));
  if (found === undefined) return notHere(cursor, what, sayOfText('one-of', { words: words.join(', ') }));
  cursor.next();
  return found;
}

/** Stops because something else should be here. */
export function notHere(cursor: Cursor, what: Said, hint?: Said): never {
  return cursor.stop('SYNTAX-EXPECTED', sayOfText('expected-here', { what }), hint);
}
