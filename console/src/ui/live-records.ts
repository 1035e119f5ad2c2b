import type { Client } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { sentenceText } from './phrase.ts';

/** A record at a stage, as it is told. */
export interface Passing {
  readonly id: string;
  readonly stage: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly xactionId: string;
  /** In the language of the console. */
  readonly detail?: string;
}

/** A record at a stage, as the platform tells it. */
type Told = Omit<Passing, 'id'> & { readonly phrase?: Phrase };

/** What to follow: all of the sandbox unless a dataflow is named. */
export interface Followed {
  readonly flowId?: string;
}

const RECONNECT_MS = 2000;

/**
 * Follows records as they pass until it is stopped; a broken connection goes on where it ended. `dropped` is told how many
 * passed too quickly to be shown. Throws `ApiError` when the platform refuses.
 */
export async function followRecords(
  client: Client,
  { flowId }: Followed,
  stop: AbortSignal,
  seen: (record: Passing) => void,
  dropped: (count: number) => void,
): Promise<void> {
  let last: string | undefined;
  while (!stop.aborted) {
    const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    for await (const { id, event, data } of client.events('streamLive', { headers, query: { flowId } }, stop)) {
      if (event === 'dropped') dropped((data as { count: number }).count);
      if (event !== 'record' || id === undefined) continue;
      last = id;
      seen({ ...inWords(data as Told), id });
    }
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

function inWords({ phrase, detail, ...record }: Told): Omit<Passing, 'id'> {
  return detail === undefined ? record : { ...record, detail: sentenceText(phrase, detail) };
}
