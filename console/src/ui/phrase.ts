import { inWords, type Phrase, type Templates } from '@meniscus/languages/syntax';
import { locale } from './texts.ts';

/**
 * What the platform says, in the language of the console: in French by the templates of its code, and in the platform's own
 * English where there is no code or no template for it.
 */
export function phraseText(phrase: Phrase | undefined, french: Templates, english: string): string {
  if (locale !== 'fr' || phrase === undefined) return english;
  return inWords(phrase, french) ?? english;
}
