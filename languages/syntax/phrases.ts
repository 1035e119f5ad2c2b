import { PATTERN_PHRASES } from './pattern-phrases.ts';
import { type Said, sayingOf } from './phrase.ts';

/** What every expression language here says of its texts, English by code. */
export const SYNTAX_PHRASES = {
  'unclosed-text': 'this text literal is never closed',
  'unclosed-name': 'this {opening} is never closed',
  'add-at-end': 'add {sign} at its end',
  'unknown-character': '`{character}` has no meaning here',
  expected: 'expected {what} but found {found}',
  'expected-here': 'expected {what}',
  'sign-for': '{sign} {why}',
  sign: '`{sign}`',
  'found-end': 'the end',
  'found-text': 'the text "{text}"',
  leftover: 'unexpected {found} after the end of the expression',
  'expression-too-deep': 'the expression is nested more than {most} levels deep',
  'expression-too-long': 'the expression is longer than {most} characters',
  'nearest-name': 'did you mean `{near}`?',
  'one-of': 'one of {words}',
  hinted: '{what}, {hint}',
  several: '{one}; {other}',
  'at-place': '{what} at {line}:{column}',
  ...PATTERN_PHRASES,
} as const;

/** Says something about a text. */
export const sayOfText = sayingOf(SYNTAX_PHRASES);

/** Several things as one, with a semicolon between them. There is at least one. */
export function sayAll(said: readonly Said[]): Said {
  if (said.length === 1) return said[0]!;
  // In halves, so that what is said of thousands of rows is not thousands of phrases deep.
  const half = said.length >> 1;
  return sayOfText('several', { one: sayAll(said.slice(0, half)), other: sayAll(said.slice(half)) });
}
