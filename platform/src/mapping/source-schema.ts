import { badMappingSet } from './errors.ts';
import type { SchemaRef } from './mapping-set.ts';
import { refuseDeep } from './nesting.ts';
import { say } from './phrases.ts';
import { schemaRefIn } from './read-mapping-set.ts';
import { sourceField } from './source-types.ts';

/** The schema of a source (`SchemaRepresentation`): written out, or a reference to one of the Schema Registry. */
export interface SourceSchema {
  readonly jsonSchema?: unknown;
  readonly schemaRef?: SchemaRef;
}

/** The schema a body holds. Throws when it holds none, or one that is no JSON Schema. */
export function sourceSchemaIn(body: unknown): SourceSchema {
  const { jsonSchema } = (body ?? {}) as { jsonSchema?: unknown };
  refuseDeep(jsonSchema);
  const schemaRef = schemaRefIn(body);
  if (jsonSchema === undefined && schemaRef === undefined) throw badMappingSet(say('mapping-source-missing'));
  sourceField(jsonSchema);
  return {
    ...(jsonSchema === undefined ? {} : { jsonSchema }),
    ...(schemaRef === undefined ? {} : { schemaRef }),
  };
}
