import { inWords, type Phrase, phrasesOf } from '@meniscus/languages/syntax';

/** What alerts say, English by code. */
export const ALERT_PHRASES = {
  lag: 'the next message in line has waited {seconds} s (limit {limit} s)',
  'no-data': '{flow} has received nothing for {minutes} minutes',
  'error-rate': '{rate} % of the records of {flow} failed in {minutes} minutes (failed: {failed}, limit: {limit} %)',
  'run-begun': 'a run of {flow} has begun',
  'run-success': 'a run of {flow} has ended with success',
  'run-partial-success': 'a run of {flow} has ended with partialSuccess',
  'run-failed': 'a run of {flow} has failed: {why}',
  'no-reason': 'no reason was reported',
  test: 'this is a test: nothing has happened',
} as const;

/** A phrase of an alert. */
export const ofAlert = phrasesOf(ALERT_PHRASES);

/** What an alert says: in English, and by its code for other languages. */
export interface AlertSaid {
  readonly message: string;
  /** Absent on what was kept before messages had one. */
  readonly phrase?: Phrase;
}

/** What an alert says with this code. */
export function alertSaid(code: keyof typeof ALERT_PHRASES, values: Phrase['values'] = {}): AlertSaid {
  const phrase = ofAlert(code, values);
  // Every code comes from the table.
  return { message: inWords(phrase, ALERT_PHRASES)!, phrase };
}
