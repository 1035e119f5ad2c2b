import { Link } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { to } from './address.ts';
import { useClient } from './client-context.ts';
import { useMay } from './person.ts';

/** A dataflow by its name, a link to its page, for those who may see it; else its id, as while the name is not there. */
export function FlowLink({ id }: { id: string }) {
  const client = useClient();
  const may = useMay('view-sources', 'manage-sources');
  const { data } = useQuery({
    queryKey: ['flow-name', id],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () => (await client.call('getFlow', { path: { id } })).items[0]?.name ?? id,
  });
  return may ? <Link href={to`/sources/dataflows/${id}`}>{data ?? id}</Link> : id;
}
