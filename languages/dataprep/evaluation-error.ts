import type { Phrase, Said } from '@meniscus/languages/syntax';

/**
 * A value an expression cannot go on with (text where a number is needed, a date that cannot be read, …). The mapping set
 * leaves the attribute out and warns; the rest of the record goes on (page "Data Prep overview").
 */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  /** The message, for other languages. */
  readonly phrase: Phrase;

  constructor({ message, phrase }: Said) {
    super(message);
    this.phrase = phrase;
  }
}
