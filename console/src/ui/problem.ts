import { ApiError } from '@meniscus/client';

/** What went wrong, for a person. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.find((text) => typeof text === 'string' && text !== '') as string | undefined;
}

/** The words of the platform's answer; of any other error its own. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError))
    return { title: error instanceof Error ? error.message : String(error), detail: '' };
  const body = typeof error.body === 'object' && error.body !== null ? (error.body as Record<string, unknown>) : {};
  const detail = firstText(body.detail, body.message, body.description, body.error_description) ?? '';
  return { title: firstText(body.title, body.error_code) ?? `HTTP ${error.status}`, detail };
}
