import type { CompiledMappingSet } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import type { Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { languageRoutes } from './api/languages/languages.ts';
import { mappingFileRoutes } from './api/mapping-files/mapping-files.ts';
import { mappingSetRoutes } from './api/mapping-sets/mapping-sets.ts';
import { mappingVersionRoutes } from './api/mapping-versions/mapping-versions.ts';
import { recommendationRoutes } from './api/recommendations/recommendations.ts';
import { sampleRoutes } from './api/samples/samples.ts';
import { sourceSchemaRoutes } from './api/schemas/schemas.ts';
import { trialRoutes } from './api/trials/trials.ts';
import { CompiledSets } from './compiled-sets.ts';
import type { MappingSet } from './mapping-set.ts';
import { MappingSets, type SchemaQuestion, type SourceQuestion } from './mapping-sets.ts';
import type { Sample } from './sample.ts';
import type { SourceSchema } from './source-schema.ts';
import { sourceField } from './source-types.ts';
import { StoredInputs } from './stored-inputs.ts';

export type { CompiledMappingSet, MappingWarning } from '@meniscus/languages/dataprep';
export type { Mapping as MappingRow } from './mapping-row.ts';
export type { MappingSet, SchemaRef } from './mapping-set.ts';
export type { SchemaQuestion } from './mapping-sets.ts';

export interface MappingDeps {
  readonly tables: Tables;
  /** Answered by schemas: the output schema of a set. */
  readonly schema: SchemaQuestion;
  /** Answered by flows: what the dataflow is called that a set maps for; undefined when none does. */
  readonly dataflow: (scope: Scope, id: string) => string | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The mapping stage: mapping sets as they are declared, and the compiled form records go through. Other stages see what may
 * run only: a draft is not there, and without a version the latest published one is meant.
 */
export interface Mapping {
  readonly routes: readonly Route[];
  /**
   * The set as one function for a target schema, compiled once per version and target object. Version 0 is the first; without
   * one it is the latest. Undefined when there is no such set or version.
   */
  compiled(
    scope: Scope,
    id: string,
    version: number | undefined,
    target: Field,
  ): Promise<CompiledMappingSet | undefined>;
  get(scope: Scope, id: string, version?: number): Promise<MappingSet | undefined>;
  exists(scope: Scope, id: string, version?: number): Promise<boolean>;
  /** `$id` of the schema a set maps to, as its caller named it. */
  outputSchemaId(scope: Scope, id: string, version?: number): Promise<string | undefined>;
  /** Counts up with every change of a set in any sandbox. */
  revision(): number;
}

/** Where Data Prep answers: its published base path, and the one without `conversion` that older pages use. */
const BASES = [
  { path: '/data/foundation/conversion', suffix: '' },
  { path: '/data/foundation', suffix: 'Short' },
] as const;

/** The types of a set's records: written out in its input schema, or in the schema that it names. */
function sourceQuestion(schemas: StoredInputs<SourceSchema>, registry: SchemaQuestion): SourceQuestion {
  return async (scope, inputSchema) => {
    const given = (inputSchema ?? {}) as { id?: unknown } & SourceSchema;
    const stored = typeof given.id === 'string' ? await schemas.find(scope, given.id) : undefined;
    const { jsonSchema, schemaRef } = { ...stored?.body, ...given };
    if (jsonSchema !== undefined) return sourceField(jsonSchema);
    return typeof schemaRef?.id === 'string' ? (await registry(scope, schemaRef.id))?.root : undefined;
  };
}

/** Builds the stage; nothing is read before the first call. Documents need `documentsMigration` of the stores. */
export function createMapping(deps: MappingDeps): Mapping {
  const schemas = new StoredInputs<SourceSchema>(deps, 'schema');
  const samples = new StoredInputs<Sample>(deps, 'sample');
  const source = sourceQuestion(schemas, deps.schema);
  const sets = new MappingSets({ ...deps, source });
  const compiled = new CompiledSets(sets);
  const parts = { ...deps, sets, source };
  const routes = BASES.flatMap((base) => [
    ...mappingSetRoutes(base, parts),
    ...trialRoutes(base, parts),
    ...languageRoutes(base, parts),
    ...sourceSchemaRoutes(base, schemas),
    ...sampleRoutes(base, samples),
  ]);
  return {
    routes: [
      ...routes,
      ...mappingFileRoutes(parts),
      ...mappingVersionRoutes(sets),
      ...recommendationRoutes(deps.schema),
    ],
    compiled: (scope, id, version, target) => compiled.get(scope, id, version, target),
    get: (scope, id, version) => sets.runnable(scope, id, version),
    exists: async (scope, id, version) => (await sets.runnable(scope, id, version)) !== undefined,
    outputSchemaId: async (scope, id, version) => (await sets.runnable(scope, id, version))?.outputSchema.id,
    revision: () => sets.revision(),
  };
}
