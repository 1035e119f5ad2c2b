import { Link } from '@react-spectrum/s2';
import { to } from '../ui/address.ts';
import { useSchemas } from '../ui/schemas.ts';

/** What a schema is called; its id as long as that is not known. */
export function useSchemaTitle(id: string): string {
  return useSchemas().data?.find((one) => one.id === id)?.title ?? id;
}

/** A schema by its title alone, where a person would leave behind what they are making. */
export function SchemaName({ id }: { id: string }) {
  return useSchemaTitle(id);
}

/** A schema by its title, with the way to its page. */
export function SchemaTitle({ id }: { id: string }) {
  const schema = useSchemas().data?.find((one) => one.id === id);
  if (schema === undefined) return id;
  return (
    <Link href={to`/schemas/${schema.altId}`} isQuiet>
      {schema.title}
    </Link>
  );
}
