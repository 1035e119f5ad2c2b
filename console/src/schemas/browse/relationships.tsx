import { Link } from '@react-spectrum/s2';
import { to } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { useSchemas } from '../../ui/schemas.ts';
import { SchemaTitle } from '../schema-title.tsx';
import { type RelatedField, useRelationships } from '../schemas.ts';
import { own } from './texts.ts';

/** Which fields refer to which schemas. */
export function Relationships() {
  const relationships = useRelationships();
  return (
    <Loaded query={relationships}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState title={own('noRelationship')} hint={own('noRelationshipHint')} />
        ) : (
          <RowsTable
            label={own('relationships')}
            rows={all}
            id={({ sourceId, path }) => `${sourceId} ${path}`}
            columns={[
              { key: 'source', title: own('sourceSchema'), cell: ({ sourceId }) => <SchemaTitle id={sourceId} /> },
              { key: 'field', title: own('sourceField'), cell: (related) => <FieldLink related={related} /> },
              {
                key: 'reference',
                title: own('referenceSchema'),
                cell: ({ schemaId }) => <SchemaTitle id={schemaId} />,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}

function FieldLink({ related: { sourceId, path } }: { related: RelatedField }) {
  const schema = useSchemas().data?.find(({ id }) => id === sourceId);
  if (schema === undefined) return path;
  return (
    <Link href={`${to`/schemas/${schema.altId}`}?field=${encodeURIComponent(path)}`} isQuiet>
      {path}
    </Link>
  );
}
