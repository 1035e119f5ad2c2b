import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { sentenceText } from '../../ui/phrase.ts';
import { t } from './texts.ts';

/** A run of a dataflow. */
export type Run = Operations['listFlowRuns']['answer']['items'][number];

/** Something that went wrong in a run. */
export interface RunError {
  readonly code: string;
  readonly text: string;
}

interface Said {
  readonly code: string;
  readonly message: string;
  readonly phrase?: Phrase;
}

/** What went wrong in a run, in the language of the console: what most records failed for comes first. */
export function errorsOf({ metrics }: Run): readonly RunError[] {
  const { errors = [] } = metrics.statusSummary as { errors?: readonly Said[] };
  return errors.map(({ code, message, phrase }) => ({ code, text: sentenceText(phrase, message) }));
}

/** The first of the errors, and how many there are beside it. */
export function shortReason([first, ...others]: readonly RunError[]): string {
  if (first === undefined) return '–';
  return others.length === 0 ? first.text : t('andMore', { reason: first.text, more: others.length });
}
