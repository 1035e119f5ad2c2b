import type { SYNTAX_PHRASES } from '@meniscus/languages/syntax';

/** What is said of any expression as a text, in French. */
export const FRENCH_SYNTAX: Readonly<Record<keyof typeof SYNTAX_PHRASES, string>> = {
  'unclosed-text': 'ce texte entre guillemets n’est jamais fermé',
  'unclosed-name': 'ce {opening} n’est jamais fermé',
  'add-at-end': 'ajoutez {sign} à sa fin',
  'unknown-character': '`{character}` n’a pas de sens ici',
  expected: 'il faut ici {what}, et non {found}',
  'expected-here': 'il faut ici {what}',
  'sign-for': '{sign} {why}',
  sign: '`{sign}`',
  'found-end': 'la fin',
  'found-text': 'le texte "{text}"',
  leftover: '{found} n’a rien à faire après la fin de l’expression',
  'expression-too-deep': 'l’expression est imbriquée sur plus de {most} niveaux',
  'expression-too-long': 'l’expression compte plus de {most} caractères',
  'nearest-name': 'vouliez-vous dire `{near}` ?',
  'one-of': 'l’un de ces mots : {words}',
  hinted: '{what} ; {hint}',
  several: '{one} ; {other}',
  'at-place': '{what}, à {line}:{column}',
};
