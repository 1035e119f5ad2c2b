import { Link } from '@react-spectrum/s2';
import { to } from './address.ts';
import { useDataflowNames } from './dataflow-names.ts';
import { useMay } from './person.ts';

/** A dataflow by its name; a link to its page for those who may see it. */
export function FlowLink({ id }: { id: string }) {
  const name = useDataflowNames()(id);
  const may = useMay('view-sources', 'manage-sources');
  return may ? <Link href={to`/sources/dataflows/${id}`}>{name}</Link> : name;
}
