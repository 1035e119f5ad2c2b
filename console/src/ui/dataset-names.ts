import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { useMay } from './person.ts';

/** Most datasets one call lists. */
const MOST = 100;

/**
 * Names datasets by their id. An id is its own name until the answer is there, where the person may not see datasets, and
 * beyond the first hundred.
 */
export function useDatasetNames(): (id: string) => string {
  const client = useClient();
  const may = useMay('view-datasets', 'manage-datasets');
  const { data } = useQuery({
    queryKey: ['dataset-names'],
    enabled: may,
    staleTime: 60_000,
    queryFn: () => client.call('listDataSets', { query: { limit: MOST, properties: 'name' } }),
  });
  return (id) => (data as Readonly<Record<string, { readonly name?: string }>> | undefined)?.[id]?.name ?? id;
}
