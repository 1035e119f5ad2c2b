import { type Phrase, sayingOf } from '@meniscus/languages/syntax';

/** What alerts say, English by code. */
export const ALERT_PHRASES = {
  'waited-for': 'the next message in line has waited {time} (limit: {limit})',
  'nothing-for': '{flow} has received nothing for {time}',
  'failed-within': '{rate}% of the records of {flow} failed in {time} (failed: {failed}, limit: {limit}%)',
  'run-begun': 'a run of {flow} has begun',
  'run-success': 'a run of {flow} has ended with success',
  'run-partial-success': 'a run of {flow} has ended with partialSuccess',
  'run-failed': 'a run of {flow} has failed: {why}',
  'run-error': '{what} [{code}]',
  'no-reason': 'no reason was reported',
  test: 'this is a test: nothing has happened',
} as const;

/** What an alert says: in English, and by its code for other languages. */
export interface AlertSaid {
  readonly message: string;
  /** Absent on what was kept before messages had one. */
  readonly phrase?: Phrase;
}

/** What an alert says with this code. */
export const alertSaid = sayingOf(ALERT_PHRASES);
