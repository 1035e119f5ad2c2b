import { Link } from '@react-spectrum/s2';
import { to } from './address.ts';
import { useDatasetNames } from './dataset-names.ts';
import { useMay } from './person.ts';

/** A dataset by its name; a link to its page for those who may see it. */
export function DatasetLink({ id }: { id: string }) {
  const name = useDatasetNames()(id);
  const may = useMay('view-datasets', 'manage-datasets');
  return may ? <Link href={to`/datasets/${id}`}>{name}</Link> : name;
}
