import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import type { DraftSample } from './rows.ts';

/** A payload that documents a source. */
export interface Sample {
  readonly title: string;
  readonly payload: unknown;
}

interface Entry {
  readonly name: string;
  readonly path: string;
}

/** What a connection is documented to send, by exploring it (page "Explore your data systems"). */
async function samplesOf(client: Client, accountId: string): Promise<readonly Sample[]> {
  const explore = (query: Record<string, string>) =>
    client.call('exploreConnection', { path: { id: accountId }, query });
  const entries = (await explore({ objectType: 'root' })) as readonly Entry[];
  return Promise.all(
    entries.map(async ({ name, path }) => {
      const { data } = (await explore({ objectType: 'table', object: path, preview: 'true' })) as {
        readonly data: readonly unknown[];
      };
      return { title: name, payload: data[0] };
    }),
  );
}

/** The built-in samples of an account. */
export function useSamples(accountId: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: ['samples', accountId],
    enabled: accountId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => samplesOf(client, accountId!),
  });
}

/** Lets the platform keep a sample, as text; gives its id. Throws `ApiError` when it is no JSON or too long. */
export async function keepSample(client: Client, sampleData: string): Promise<string> {
  const { id } = (await client.call('createSample', { body: { sampleData, sampleDataType: 'JSON' } })) as {
    readonly id: string;
  };
  return id;
}

/** A sample the platform keeps. Throws `ApiError` when it has none under this id. */
export async function keptSample(client: Client, id: string, title: string): Promise<DraftSample> {
  const { sampleData } = (await client.call('getSample', { path: { sampleId: id } })) as {
    readonly sampleData: string;
  };
  return { id, title, records: recordsOf(sampleData) };
}

/** The records of a text of JSON: one, or a list of them. */
export function recordsOf(text: string): readonly unknown[] {
  const value = JSON.parse(text) as unknown;
  return Array.isArray(value) ? value : [value];
}
