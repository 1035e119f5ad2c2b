import { Link } from '@react-spectrum/s2';
import { to } from '../ui/address.ts';
import { useMay } from '../ui/person.ts';
import type { Schema } from '../ui/schemas.ts';

/** The schema of a dataset by its title, with the way to it for those who may go there. */
export function SchemaLink({ schema }: { schema: Schema | undefined }) {
  const may = useMay('view-schemas', 'manage-schemas');
  if (schema === undefined) return null;
  return may ? (
    <Link href={to`/schemas/${schema.altId}`} isQuiet>
      {schema.title}
    </Link>
  ) : (
    schema.title
  );
}
