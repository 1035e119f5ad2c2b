import type { Field } from '@meniscus/languages/xdm';
import { toSchemaNode } from '@meniscus/languages/xdm';
import { Type } from 'typebox';
import type { Call } from '../kernel/index.ts';
import { noMappingSet } from './errors.ts';
import { wholeNumber } from './list-query.ts';
import type { Mapping } from './mapping-row.ts';
import type { MappingSet } from './mapping-set.ts';
import type { MappingSets, StoredSet } from './mapping-sets.ts';
import { visibleSet } from './visible-set.ts';

const ROW = Type.Object({
  sourceType: Type.Optional(Type.String({ description: 'ATTRIBUTE, EXPRESSION or STATIC.' })),
  source: Type.Optional(Type.String()),
  destination: Type.Optional(Type.String()),
  sourceAttribute: Type.Optional(Type.String({ description: 'Old style of source.' })),
  destinationXdmPath: Type.Optional(Type.String({ description: 'Old style of destination.' })),
});
const SCHEMA_REF = Type.Object({ id: Type.String(), contentType: Type.Optional(Type.String()) });
/** Body of a create, an update and a validation, in both styles. */
export const SET = Type.Object({
  name: Type.Optional(Type.String()),
  outputSchema: Type.Optional(Type.Object({ schemaRef: SCHEMA_REF })),
  xdmSchema: Type.Optional(Type.String({ description: 'Old style of outputSchema.schemaRef.id.' })),
  xdmVersion: Type.Optional(Type.String()),
  status: Type.Optional(Type.String({ description: 'PUBLISHED (default), or DRAFT: a draft never runs.' })),
  inputSchema: Type.Optional(Type.Unknown({ description: 'Schema of the records: jsonSchema, or the id of one.' })),
  mappings: Type.Array(ROW),
});
/** What a create answers. */
export const SUMMARY = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  createdDate: Type.Integer(),
  modifiedDate: Type.Integer(),
  createdBy: Type.String(),
  modifiedBy: Type.String(),
});
/** A set as it is read back. */
export const STORED = Type.Intersect([SUMMARY, Type.Object({ mappings: Type.Array(Type.Unknown()) })]);

/** Query of lists. The pages require both; clients leave them out. */
export const PAGE_QUERY = Type.Object({ limit: Type.Optional(Type.Integer()), start: Type.Optional(Type.Integer()) });

/** A page of anything, in the shape of the list of mapping sets. */
export function pageBody<T>(
  { documents, limit }: { readonly documents: readonly T[]; readonly limit: number },
  body: (document: T) => Record<string, unknown>,
): Record<string, unknown> {
  return { data: documents.map(body), _page: { count: documents.length, limit } };
}

/**
 * The set of the path. Without `version` it is the latest: the API description calls 0 the default, but a client that reads a
 * set back after an update expects what it wrote. It is as the caller sees it.
 */
export async function storedSet(
  sets: MappingSets,
  { scope, params, query, fields }: Call<unknown>,
): Promise<{ id: string; set: MappingSet }> {
  const id = params.mappingSetId!;
  const version = wholeNumber(query, 'version', 0);
  const set = await sets.get(scope, id, version);
  if (set === undefined) throw noMappingSet(id, version);
  return { id, set: visibleSet(set, fields) };
}

/** What a create answers: id, version, dates and users only. */
export function summaryOf({ id, set }: StoredSet): Record<string, unknown> {
  return {
    id,
    version: set.version,
    createdDate: set.createdAt,
    modifiedDate: set.modifiedAt,
    createdBy: set.createdBy,
    modifiedBy: set.modifiedBy,
  };
}

/** A row as answers show it; `sourceAttribute` and `destinationXdmPath` repeat source and destination for older clients. */
export function mappingBody(mapping: Mapping, set: MappingSet): Record<string, unknown> {
  const { id, sourceType, source, destination, expressionAttributes, ...more } = mapping;
  return {
    id,
    version: 0,
    createdDate: set.modifiedAt,
    modifiedDate: set.modifiedAt,
    createdBy: set.modifiedBy,
    modifiedBy: set.modifiedBy,
    sourceType,
    source,
    destination,
    ...more,
    matchScore: 0,
    functionVersion: 1,
    expressionAttributes,
    sourceAttribute: source,
    destinationXdmPath: destination,
  };
}

/** A set as answers show it. `root` adds the output schema itself (`expandSchema=true`). */
export function mappingSetBody(stored: StoredSet, root?: Field): Record<string, unknown> {
  const { set } = stored;
  const { outputSchema, outputSchemaId, name, inputSchema, tags } = set;
  return {
    ...summaryOf(stored),
    ...(name === undefined ? {} : { name }),
    supportVersion: '1.1',
    ...(inputSchema === undefined ? {} : { inputSchema }),
    outputSchema: {
      id: outputSchemaId,
      version: 0,
      ...(root === undefined ? {} : { jsonSchema: toSchemaNode(root) }),
      schemaRef: outputSchema,
    },
    mappings: set.mappings.map((mapping) => mappingBody(mapping, set)),
    status: set.status,
    strictMapping: false,
    allowNullValues: false,
    xdmVersion: set.xdmVersion,
    schemaRef: outputSchema,
    xdmSchema: outputSchema.id,
    ...(tags === undefined ? {} : { tags }),
  };
}
