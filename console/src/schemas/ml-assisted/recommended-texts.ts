import type { Phrase } from '@meniscus/languages/syntax';
import { libraryInWords } from '../../ui/library-names.ts';
import { phraseText } from '../../ui/phrase.ts';
import type { Answer } from './recommended-rows.ts';
import { own } from './texts.ts';

/** What the platform recommends, with reasons and the titles of field groups in the language of the console. */
export async function inWords(answer: Answer): Promise<Answer> {
  const named = await libraryInWords();
  const columns = answer.columns.map((column) => ({
    ...column,
    recommendations: column.recommendations.map((one) => ({
      ...one,
      fieldGroup:
        one.fieldGroupId === undefined
          ? own('ownFields')
          : named({ $id: one.fieldGroupId, title: one.fieldGroup }).title,
      reason: phraseText(one.phrase as Phrase, one.reason),
    })),
  }));
  return { ...answer, columns };
}
