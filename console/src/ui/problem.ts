import { ApiError } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { t } from './messages.ts';
import { phraseText, titleText } from './phrase.ts';

/** What went wrong, for a person. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((text) => typeof text === 'string' && text !== '') as string | undefined;
}

/** What Segmentation Service says instead of a detail: messages by status, the title again the first of them. */
function messagesOf({ errors }: Record<string, unknown>, status: number): string | undefined {
  const messages = (errors as Record<string, unknown> | undefined)?.[status];
  return Array.isArray(messages) ? messages.map(({ message }: { message: string }) => message).join(' ') : undefined;
}

/** The words of the platform's answer, in the language of the console where they have a code; of any other error its own. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError))
    return { title: error instanceof Error ? error.message : String(error), detail: '' };
  // Whoever reads it has signed in again meanwhile, or is asked to: what the platform says of the token helps nobody.
  if (error.status === 401) return { title: t('notDone'), detail: t('notDoneHint') };
  const body = typeof error.body === 'object' && error.body !== null ? (error.body as Record<string, unknown>) : {};
  const detail = firstText(body.detail, body.message, body.description, body.error_description);
  const title = firstText(body.title, body.error_code) ?? `HTTP ${error.status}`;
  const phrase = body.phrase as Phrase | undefined;
  return detail === undefined
    ? { title: phraseText(phrase, messagesOf(body, error.status) ?? title), detail: '' }
    : { title: titleText(title), detail: phraseText(phrase, detail) };
}
