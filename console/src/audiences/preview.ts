import type { Client, Operations } from '@meniscus/client';

export type Estimate = Operations['getEstimate']['answer'];

const PAUSE_MS = 250;

/**
 * How many people a rule matches, from a preview the platform makes of it. Tells `seen` about the estimates on the way and
 * resolves with the last one, and some of the people (by XID, at most `people`). Rejects when the platform fails, or the signal is aborted.
 */
export async function previewOf(
  client: Client,
  rule: string,
  { people, signal, seen }: { people: number; signal: AbortSignal; seen?: (estimate: Estimate) => void },
): Promise<{ estimate: Estimate; xids: readonly string[] }> {
  const body = { predicateExpression: rule, predicateType: 'pql/text' };
  const { previewId } = await client.call('createPreview', { body });
  const path = { previewId };
  try {
    const estimate = await finished(client, path, signal, seen);
    if (people === 0) return { estimate, xids: [] };
    const { results } = await client.call('getPreview', { path, query: { limit: people } });
    return { estimate, xids: results.flatMap((one) => Object.keys(one)) };
  } finally {
    void client.call('deletePreview', { path }).catch(() => undefined);
  }
}

async function finished(
  client: Client,
  path: { previewId: string },
  signal: AbortSignal,
  seen: (estimate: Estimate) => void = () => undefined,
): Promise<Estimate> {
  for (;;) {
    const estimate = await client.call('getEstimate', { path });
    if (estimate.state === 'FAILED') throw new Error(estimate.error.description);
    if (estimate.state !== 'RUNNING') return estimate;
    seen(estimate);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    signal.throwIfAborted();
  }
}
