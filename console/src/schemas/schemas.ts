import type { Client } from '@meniscus/client';
import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { SCHEMAS, type Schema, schemaOf } from '../ui/schemas.ts';
import type { Marks } from './field-nodes.ts';
import { type Descriptor, marksOf, pathsOf } from './marks.ts';

const XED = 'application/vnd.adobe.xed+json';
/** Resolved, with descriptors. */
const FULL = 'application/vnd.adobe.xed-full-desc+json; version=1';

/** A schema with its fields resolved. */
export interface WholeSchema extends Schema {
  readonly document: SchemaNode;
  readonly marks: Marks;
  /** What its parts refer to, in order; empty for one that refers to nothing. */
  readonly references: readonly string[];
  /** Of each of them the fields that are used (`meta:refProperty`); undefined: all. */
  readonly pointers: readonly (readonly string[] | undefined)[];
  /** `$id`s of its field groups, in order. */
  readonly fieldGroups: readonly string[];
}

/** All descriptors of the sandbox, by type. */
function useDescriptorsByType<T>(read: (of: (type: string) => readonly Descriptor[]) => T, isAsked = true) {
  const client = useClient();
  return useQuery({
    queryKey: [SCHEMAS, 'descriptors'],
    enabled: isAsked,
    queryFn: () => client.call('listDescriptors', { headers: { accept: 'application/vnd.adobe.xdm+json' } }),
    select: (byType) => read((type) => (byType as Readonly<Record<string, readonly Descriptor[]>>)[type] ?? []),
  });
}

/** Namespaces of the primary identities of schemas, by `$id` of the schema: what other schemas can refer to. `isAsked`: from when on they are needed. */
export function usePrimaryNamespaces(isAsked: boolean) {
  return useDescriptorsByType((of) => {
    const primary = of('xdm:descriptorIdentity').filter((one) => one['xdm:isPrimary'] === true);
    return new Map(primary.map((one) => [String(one['xdm:sourceSchema']), String(one['xdm:namespace'])]));
  }, isAsked);
}

/** A field that refers to another schema. */
export interface RelatedField {
  /** `$id` of the schema it is of. */
  readonly sourceId: string;
  readonly path: string;
  /** `$id` of the schema it refers to. */
  readonly schemaId: string;
}

/** All fields of the sandbox that refer to a schema. */
export function useRelationships() {
  return useDescriptorsByType((of): readonly RelatedField[] =>
    of('xdm:descriptorOneToOne').flatMap((one) =>
      pathsOf(one).map((path) => ({
        sourceId: String(one['xdm:sourceSchema']),
        path,
        schemaId: String(one['xdm:destinationSchema']),
      })),
    ),
  );
}

async function wholeSchema(client: Client, id: string): Promise<WholeSchema> {
  const path = { container: 'tenant', resourceId: id };
  const [resolved, plain] = await Promise.all([
    client.call('getSchema', { path, headers: { accept: FULL } }),
    client.call('getSchema', { path, headers: { accept: `${XED}; version=1` } }),
  ]);
  const document = resolved as SchemaNode;
  const schema = schemaOf(plain as SchemaNode);
  const { allOf = [] } = plain as SchemaNode;
  const references = allOf.map(({ $ref }) => $ref ?? '');
  return {
    ...schema,
    document,
    marks: marksOf((document['meta:descriptors'] ?? []) as readonly Descriptor[]),
    references,
    pointers: allOf.map((one) => one['meta:refProperty']),
    fieldGroups: [...new Set(references)].filter(
      (reference) => reference !== schema.class && reference.startsWith('https:'),
    ),
  };
}

/** One schema by `$id` or `meta:altId`, with its fields and what descriptors say of them. */
export function useSchema(id: string) {
  const client = useClient();
  return useQuery({ queryKey: [SCHEMAS, 'schema', id], queryFn: () => wholeSchema(client, id) });
}
