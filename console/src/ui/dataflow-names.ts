import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { useMay } from './person.ts';

/** Most dataflows one call lists. */
const MOST = 100;

/**
 * Names dataflows by their id. An id is its own name until the answer is there, where the person may not see dataflows, and
 * beyond the first hundred.
 */
export function useDataflowNames(): (id: string) => string {
  const client = useClient();
  const may = useMay('view-sources', 'manage-sources');
  const { data } = useQuery({
    queryKey: ['dataflow-names'],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () => {
      const { items } = await client.call('listFlows', { query: { limit: MOST, property: 'id,name' } });
      return new Map(items.map(({ id, name }) => [id, name]));
    },
  });
  return (id) => data?.get(id) ?? id;
}
