import { ApiError } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import type { Endpoint } from './endpoint.ts';
import { t } from './texts.ts';

/** What the inlet answers a message it keeps. */
interface Accepted {
  readonly xactionId: string;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(t('notJson', (error as Error).message));
  }
}

/**
 * Sends a message to a streaming endpoint as a source does: no token, no sandbox, the address says it all, or with the
 * dataflow that is meant. Gives the id of its transaction. Throws when the text is no JSON, and `ApiError` when the endpoint
 * refuses it.
 */
export async function sendEvent({ url, namesFlow }: Endpoint, flowId: string, text: string): Promise<string> {
  const message = jsonIn(text);
  // The endpoint is this platform under the name callers know it by, which need not be the one the console has.
  const response = await fetch(new URL(url).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(namesFlow ? { 'x-adobe-flow-id': flowId } : {}) },
    body: JSON.stringify(message),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return (answer as Accepted).xactionId;
  const { report, phrase } = answer as { report?: { message?: string }; phrase?: Phrase };
  throw new ApiError('collect', response.status, {
    title: t('refused', response.status),
    detail: report?.message ?? '',
    phrase,
  });
}
