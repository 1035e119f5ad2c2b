import { Link } from '@react-spectrum/s2';
import type { ReactNode } from 'react';
import { to } from '../../ui/address.ts';
import { type FieldNode, fieldNodes, fieldsWhere } from '../field-nodes.ts';
import { SchemaTitle } from '../schema-title.tsx';
import type { WholeSchema } from '../schemas.ts';
import { inlineList } from './inline-list.ts';
import { own } from './texts.ts';

/** The fields that identify, and those that refer to other schemas, as far as there are some; each with the way to it. */
export function markedFields({
  altId,
  document,
  marks,
}: WholeSchema): readonly (readonly [name: string, fields: ReactNode])[] {
  const nodes = fieldNodes(document, marks);
  const identities = fieldsWhere(nodes, ({ identity }) => identity !== undefined);
  const relationships = fieldsWhere(nodes, ({ relationship }) => relationship !== undefined);
  return [
    ...rowOf(altId, own('identities'), identities, ({ identity }) => `(${identity!.namespace})`),
    ...rowOf(altId, own('relationships'), relationships, ({ relationship }) => (
      <>
        {'→ '}
        <SchemaTitle id={relationship!.schemaId} />
      </>
    )),
  ];
}

function rowOf(altId: string, title: string, fields: readonly FieldNode[], more: (field: FieldNode) => ReactNode) {
  if (fields.length === 0) return [];
  return [
    [
      title,
      <ul key={title} aria-label={title} className={inlineList}>
        {fields.map((field) => (
          <li key={field.path}>
            <Link href={to`/schemas/${altId}?field=${field.path}`} isQuiet>
              {field.path}
            </Link>{' '}
            {more(field)}
          </li>
        ))}
      </ul>,
    ] as const,
  ];
}
