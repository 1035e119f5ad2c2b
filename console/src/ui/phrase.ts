import { asSentence, inFrench, type Phrase, type Templates } from '@meniscus/languages/syntax';
import { declaredText } from './declared.ts';
import { locale } from './texts.ts';

let french: Templates = {};
let titles: Templates = {};

/** Loads what phrases are in the language of the console; English needs nothing. Texts said before are in English. */
export async function loadPhrases(): Promise<void> {
  if (locale === 'fr') ({ FRENCH: french, TITLES: titles } = await import('./french-phrases.ts'));
}

/**
 * What the platform says, in the language of the console: in French by the template of its code, and in the platform's own
 * English where there is no code.
 */
export function phraseText(phrase: Phrase | undefined, english: string): string {
  if (locale !== 'fr' || phrase === undefined) return english;
  return inFrench(phrase, french) ?? english;
}

/** What the platform says, where it stands by itself: with a capital, as in the platform's own English. */
export function sentenceText(phrase: Phrase | undefined, english: string): string {
  const text = phraseText(phrase, english);
  return text === english || phrase === undefined ? english : asSentence(phrase, text, french);
}

/** The title of a problem; titles are their own codes. */
export function titleText(title: string): string {
  return declaredText(titles, title, title);
}
