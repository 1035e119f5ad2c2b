import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { everyDataset } from './datasets.ts';
import { useMay } from './person.ts';

/** Names datasets by their id. An id is its own name until the answer is there, and where the person may not see datasets. */
export function useDatasetNames(): (id: string) => string {
  const client = useClient();
  const may = useMay('view-datasets', 'manage-datasets');
  const { data } = useQuery({
    queryKey: ['dataset-names'],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () => new Map((await everyDataset(client, 'name')).map(([id, { name }]) => [id, name])),
  });
  return (id) => data?.get(id) ?? id;
}
