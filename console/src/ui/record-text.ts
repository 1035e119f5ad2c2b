import type { Phrase } from '@meniscus/languages/syntax';
import { phraseText, sentenceText } from './phrase.ts';

/** What a failure of a record says. */
export function failureText({ message, phrase }: { readonly message: string; readonly phrase?: unknown }): string {
  return sentenceText(phrase as Phrase | undefined, message);
}

/** What a stage on the way of a record says; its detail in English where a part of it has no French. */
export function stageText({
  detail,
  phrases,
}: {
  readonly detail: string;
  readonly phrases: readonly unknown[];
}): string {
  const said = (phrases as readonly Phrase[]).map((phrase, at) => (at === 0 ? sentenceText : phraseText)(phrase, ''));
  return said.length === 0 || said.includes('') ? detail : said.join(' ; ');
}

/** What records that failed for a reason have in common, by its code; the code where nothing is known of it. `english` as the platform answers it. */
export function reasonText(code: string, english: string | undefined): string {
  return phraseText({ code, values: {} }, english ?? code);
}
