import type { Field } from '@meniscus/languages/xdm';
import { toSchemaNode } from '@meniscus/languages/xdm';
import type { Mapping, MappingSet } from './mapping-set.ts';
import type { StoredSet } from './mapping-sets.ts';

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
