import { inWords, type Phrase, type Templates } from '@meniscus/languages/syntax';
import { locale } from './texts.ts';

let french: Templates = {};

/** Loads what phrases are in the language of the console; English needs nothing. Texts said before are in English. */
export async function loadPhrases(): Promise<void> {
  if (locale === 'fr') french = (await import('./french-phrases.ts')).FRENCH;
}

/**
 * What the platform says, in the language of the console: in French by the template of its code, and in the platform's own
 * English where there is no code.
 */
export function phraseText(phrase: Phrase | undefined, english: string): string {
  if (locale !== 'fr' || phrase === undefined) return english;
  return inWords(phrase, french) ?? english;
}
