import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';

/** A dataset a dataflow can end in. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly schemaId: string;
  /** Sends what arrives to profiles. */
  readonly profile: boolean;
}

const PAGE = 100;

async function allDatasets(client: Client): Promise<readonly Dataset[]> {
  const found: Dataset[] = [];
  for (;;) {
    const page = Object.entries(await client.call('listDataSets', { query: { limit: PAGE, start: found.length } }));
    for (const [id, { name, schemaRef, tags }] of page)
      found.push({ id, name, schemaId: schemaRef.id, profile: tags.unifiedProfile?.includes('enabled:true') ?? false });
    if (page.length < PAGE) return found;
  }
}

/** Every dataset of the sandbox. */
export function useDatasets() {
  const client = useClient();
  return useQuery({ queryKey: ['set-up', 'datasets'], queryFn: () => allDatasets(client) });
}
