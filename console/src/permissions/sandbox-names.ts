import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { useMay, useMe } from '../ui/person.ts';

/** All sandboxes for whoever may see those, else the person's own. */
function useSandboxes() {
  const client = useClient();
  const me = useMe();
  const all = useQuery({
    queryKey: ['sandboxes'],
    enabled: useMay('view-sandboxes', 'manage-sandboxes'),
    queryFn: async () => (await client.call('listSandboxes', { query: { limit: 1000 } })).sandboxes,
  });
  return (all.data ?? me?.sandboxes ?? []).filter(({ state }) => state !== 'deleted');
}

/** Names of the sandboxes there are to choose from. */
export function useSandboxNames(): readonly string[] {
  return useSandboxes()
    .map(({ name }) => name)
    .toSorted();
}

/** Gives the title of a sandbox, by which people know it; of one that is not known, its name. */
export function useSandboxTitle(): (name: string) => string {
  const titles = new Map(useSandboxes().map(({ name, title }) => [name, title]));
  return (name) => titles.get(name) ?? name;
}
