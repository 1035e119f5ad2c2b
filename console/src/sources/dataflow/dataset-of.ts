import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';

interface TargetConnection {
  readonly params: { readonly dataSetId?: string };
}

/** Id of the dataset a target connection leads to; undefined until that is known. */
export function useDatasetOf(targetId: string | undefined): string | undefined {
  const client = useClient();
  const target = useQuery({
    queryKey: ['target-connections', targetId],
    enabled: targetId !== undefined,
    queryFn: async () => {
      const { items } = await client.call('getTargetConnection', { path: { id: targetId! } });
      return items[0] as unknown as TargetConnection;
    },
  });
  return target.data?.params.dataSetId;
}
