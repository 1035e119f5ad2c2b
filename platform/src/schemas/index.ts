import type { Field } from '@meniscus/languages/xdm';
import type { Actor, Clock, Ids, Route, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { descriptorRoutes } from './api/descriptors/descriptors.ts';
import { recommendationRoutes } from './api/recommendations/recommendations.ts';
import { resourceRoutes } from './api/resources/resources.ts';
import { rpcRoutes } from './api/rpc/rpc.ts';
import { statsRoutes } from './api/stats/stats.ts';
import { unionRoutes } from './api/unions/unions.ts';
import type { NamespaceExists } from './check-descriptor.ts';
import { type CompiledSchema, compileSchema, compileUnion } from './compiled-schema.ts';
import { Descriptors } from './descriptors.ts';
import { FieldViews, type Sight } from './field-views.ts';
import { loadLibrary } from './library.ts';
import { type InUse, Registry } from './registry.ts';
import { attributesRoot, unionRoot } from './unions.ts';
import { classOfUnion } from './view.ts';

export type { NamespaceExists } from './check-descriptor.ts';
export type { CompiledSchema } from './compiled-schema.ts';
export type { SchemaIdentity } from './descriptor.ts';
export { type FieldViews, type LabelView, visibleFields } from './field-views.ts';
export { schemaMigrations } from './migrations.ts';
export { readTable, type SampledTable } from './recommendation/read-table.ts';
export { loadModel } from './recommendation/recommender.ts';
export { UnreadableTable } from './recommendation/unreadable-table.ts';
export type { InUse } from './registry.ts';
export { type Behavior, isUnion } from './view.ts';
export { visibleRoots } from './visible-roots.ts';

export interface SchemasDeps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Answered by identity: is there a namespace of that code (or integer id as text)? */
  readonly namespaceExists: NamespaceExists;
  /** Answered by the catalogue: which dataset uses the schema? */
  readonly inUse: InUse;
  /** Answered by access: does the caller hold any of the permissions in the sandbox? */
  readonly allows: (actor: Actor, scope: Scope, permissions: readonly string[]) => boolean;
}

/** The schemas stage: what is declared about the shape of data, and the compiled form the other stages work with. */
export interface Schemas {
  readonly routes: readonly Route[];
  /** A schema by `$id` or `meta:altId`, compiled once per registry revision. Undefined when there is none. */
  compiled(scope: Scope, id: string): Promise<CompiledSchema | undefined>;
  /**
   * The union of a class by `$id` or `meta:altId` of class or union, without `timeSeriesEvents`, which only rows of exports have
   * (`compiled` of the union). An object without fields for an unknown class.
   */
  union(scope: Scope, classId: string): Promise<Field>;
  /** All schemas of the sandbox, compiled, oldest first. */
  list(scope: Scope): Promise<readonly CompiledSchema[]>;
  /** Which fields callers may see. */
  fieldViews(sight: Sight): FieldViews;
  /** Counts up with every change of a resource or descriptor in any sandbox. */
  revision(): number;
}

/** Compiled schemas and unions, forgotten whenever anything declared changes. */
class Compiled {
  readonly #registry: Registry;
  readonly #schemas = new Map<string, CompiledSchema>();
  readonly #unions = new Map<string, Field>();
  #revision = -1;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  #fresh(): number {
    const revision = this.#registry.revision();
    if (revision !== this.#revision) {
      this.#schemas.clear();
      this.#unions.clear();
      this.#revision = revision;
    }
    return revision;
  }

  async schema(scope: Scope, id: string): Promise<CompiledSchema | undefined> {
    const revision = this.#fresh();
    const known = this.#schemas.get(`${scope.key}/${id}`);
    if (known !== undefined) return known;
    const view = await this.#registry.view(scope);
    const classId = classOfUnion(id);
    if (classId !== undefined) {
      const root = unionRoot(classId, view);
      const union = root && compileUnion(id, classId, root, revision);
      if (union !== undefined && this.#fresh() === revision) this.#schemas.set(`${scope.key}/${id}`, union);
      return union;
    }
    const resource = view.resource(id);
    if (resource?.body.kind !== 'schemas') return undefined;
    const compiled = compileSchema(resource, view, revision);
    // Made from what was declared before a change that came meanwhile: good for this call, not for the next.
    if (this.#fresh() === revision)
      this.#schemas.set(`${scope.key}/${compiled.id}`, compiled).set(`${scope.key}/${compiled.altId}`, compiled);
    return compiled;
  }

  async union(scope: Scope, id: string): Promise<Field> {
    const revision = this.#fresh();
    const classId = classOfUnion(id) ?? id;
    const key = `${scope.key}/${classId}`;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const root = attributesRoot(classId, await this.#registry.view(scope)) ?? { type: 'object', fields: {} };
    if (this.#fresh() === revision) this.#unions.set(key, root);
    return root;
  }

  async list(scope: Scope): Promise<readonly CompiledSchema[]> {
    const view = await this.#registry.view(scope);
    const ids = view.resources.filter(({ body }) => body.kind === 'schemas').map(({ body }) => body.$id);
    return (await Promise.all(ids.map((id) => this.schema(scope, id)))).filter((one) => one !== undefined);
  }
}

export function createSchemas(deps: SchemasDeps): Schemas {
  const { clock, ids } = deps;
  const registry = new Registry({ ...deps, library: loadLibrary() });
  const compiled = new Compiled(registry);
  const descriptors = new Descriptors(registry, ids, deps.namespaceExists);
  return {
    routes: [
      ...statsRoutes(registry, clock),
      ...unionRoutes(registry, clock),
      ...descriptorRoutes({ registry, descriptors, clock, allows: deps.allows }),
      ...rpcRoutes({ registry, descriptors, clock, ids, compiled: (scope, id) => compiled.schema(scope, id) }),
      ...recommendationRoutes({ registry, namespaceExists: deps.namespaceExists, clock, ids }),
      ...resourceRoutes(registry, clock),
    ],
    compiled: (scope, id) => compiled.schema(scope, id),
    union: (scope, classId) => compiled.union(scope, classId),
    list: (scope) => compiled.list(scope),
    fieldViews: (sight) => new FieldViews(registry, sight),
    revision: () => registry.revision(),
  };
}
