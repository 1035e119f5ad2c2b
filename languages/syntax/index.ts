export { type Diagnostic, lineAndColumn, renderDiagnostic, type Span } from './diagnostic.ts';
export { type LexicalRules, type Token, type TokenKind, tokenize } from './lexer.ts';
export { distance, nearest } from './nearest.ts';
export { parseJson } from './parse-json.ts';
export { Cursor, describe, parseWith } from './parser.ts';
export { inWords, type Phrase, type PhraseValue, phrasesOf, placesOf, type Templates } from './phrase.ts';
export { fitsPattern, type Wildcards } from './wildcards.ts';
