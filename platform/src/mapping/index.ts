import type { CompiledMappingSet } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import type { Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { languageRoutes } from './api/languages/languages.ts';
import { mappingSetRoutes } from './api/mapping-sets/mapping-sets.ts';
import { CompiledSets } from './compiled-sets.ts';
import type { MappingSet } from './mapping-set.ts';
import { MappingSets, type SchemaQuestion } from './mapping-sets.ts';

export type { CompiledMappingSet, MappingWarning } from '@meniscus/languages/dataprep';
export type { Mapping as MappingRow, MappingSet, SchemaRef } from './mapping-set.ts';
export type { SchemaQuestion } from './mapping-sets.ts';

export interface MappingDeps {
  readonly tables: Tables;
  /** Answered by schemas: the output schema of a set. */
  readonly schema: SchemaQuestion;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The mapping stage: mapping sets as they are declared, and the compiled form records go through. */
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

/** Builds the stage; nothing is read before the first call. Documents need `documentsMigration` of the stores. */
export function createMapping(deps: MappingDeps): Mapping {
  const sets = new MappingSets(deps);
  const compiled = new CompiledSets(sets);
  return {
    routes: BASES.flatMap((base) => [...mappingSetRoutes(base, { ...deps, sets }), ...languageRoutes(base)]),
    compiled: (scope, id, version, target) => compiled.get(scope, id, version, target),
    get: (scope, id, version) => sets.get(scope, id, version),
    exists: async (scope, id, version) => (await sets.get(scope, id, version)) !== undefined,
    outputSchemaId: async (scope, id, version) => (await sets.get(scope, id, version))?.outputSchema.id,
    revision: () => sets.revision(),
  };
}
