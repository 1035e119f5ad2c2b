export {
  type Diagnostic,
  diagnostic,
  lineAndColumn,
  renderDiagnostic,
  type Span,
  sayDiagnostics,
} from './diagnostic.ts';
export { DURATION_PHRASES, sayOfDuration } from './duration.ts';
export { frenchTexts, inFrench, typesetFrench } from './french.ts';
export { type LexicalRules, type Token, type TokenKind, tokenize } from './lexer.ts';
export { distance, nearest } from './nearest.ts';
export { parseJson } from './parse-json.ts';
export { Cursor, parseWith } from './parser.ts';
export { saidOfPattern } from './pattern-phrases.ts';
export {
  asSentence,
  type Filling,
  inWords,
  type Phrase,
  type PhraseValue,
  phrasesOf,
  placesOf,
  type Said,
  sayingOf,
  type Templates,
} from './phrase.ts';
export { SYNTAX_PHRASES, sayAll, sayOfText } from './phrases.ts';
export { fitsPattern, type Wildcards } from './wildcards.ts';
