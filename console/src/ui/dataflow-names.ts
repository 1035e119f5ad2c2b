import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { everyItem, MOST_ITEMS } from './flow-service-pages.ts';
import { useMay } from './person.ts';

/** Names dataflows by their id. An id is its own name until the answer is there, and where the person may not see dataflows. */
export function useDataflowNames(): (id: string) => string {
  const client = useClient();
  const may = useMay('view-sources', 'manage-sources');
  const { data } = useQuery({
    queryKey: ['dataflow-names'],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () => {
      const query = { limit: MOST_ITEMS, property: 'id,name' };
      const items = await everyItem((continuationToken) =>
        client.call('listFlows', { query: { ...query, continuationToken } }),
      );
      return new Map(items.map(({ id, name }) => [id, name]));
    },
  });
  return (id) => data?.get(id) ?? id;
}
