import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { useMay, useMe } from '../ui/person.ts';

/** Names of all sandboxes for whoever may see those, else of the person's own. */
export function useSandboxNames(): readonly string[] {
  const client = useClient();
  const me = useMe();
  const all = useQuery({
    queryKey: ['sandboxes'],
    enabled: useMay('view-sandboxes', 'manage-sandboxes'),
    queryFn: async () => (await client.call('listSandboxes', { query: { limit: 1000 } })).sandboxes,
  });
  const known = (all.data ?? me?.sandboxes ?? []).filter(({ state }) => state !== 'deleted');
  return known.map(({ name }) => name).toSorted();
}
