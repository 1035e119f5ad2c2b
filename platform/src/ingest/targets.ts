import type { Catalog, Dataset } from '../catalog/index.ts';
import type { FlowPlan, Flows } from '../flows/index.ts';
import type { Scope } from '../kernel/index.ts';
import type { CompiledMappingSet, Mapping } from '../mapping/index.ts';
import type { CompiledSchema, Schemas } from '../schemas/index.ts';
import type { ImpliedMapping, Sources } from '../sources/index.ts';

/** Where a record goes and how it gets there, everything compiled. */
export interface Target {
  readonly scope: Scope;
  readonly dataset: Dataset;
  readonly schema: CompiledSchema;
  /** Present on raw dataflows. */
  readonly mapping?: CompiledMappingSet;
  readonly flow?: FlowPlan;
}

/** Why there is no target, for the answer or the failed record. */
export interface NoTarget {
  readonly missing: 'flow' | 'disabled' | 'dataset' | 'schema' | 'mapping';
  readonly id: string;
}

export type Resolution = { readonly target: Target } | NoTarget;

/** True when the resolution found its target. */
export function found(resolution: Resolution): resolution is { readonly target: Target } {
  return 'target' in resolution;
}

interface Parts {
  readonly flows: Flows;
  readonly catalog: Catalog;
  readonly schemas: Schemas;
  readonly mapping: Mapping;
  readonly sources: Sources;
}

/**
 * Resolved targets, kept until anything declared changes. The revisions of the declaring stages are compared per look-up
 * (four integers), so a change is seen by the very next record and the hot path never waits.
 */
export class Targets {
  readonly #parts: Parts;
  readonly #byFlow = new Map<string, Resolution>();
  readonly #byDataset = new Map<string, Resolution>();
  #stamp = '';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  #fresh(): void {
    const { flows, catalog, schemas, mapping } = this.#parts;
    const stamp = `${flows.revision()}.${catalog.revision()}.${schemas.revision()}.${mapping.revision()}`;
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    this.#byFlow.clear();
    this.#byDataset.clear();
  }

  /** The target of a dataflow. Answers at once when known, otherwise a promise. */
  ofFlow(scope: Scope, flowId: string): Resolution | Promise<Resolution> {
    this.#fresh();
    return (
      this.#byFlow.get(`${scope.key}/${flowId}`) ??
      this.#remember(this.#byFlow, `${scope.key}/${flowId}`, this.#resolveFlow(scope, flowId))
    );
  }

  /** The target of an XDM message that names its dataset. */
  ofDataset(scope: Scope, datasetId: string): Resolution | Promise<Resolution> {
    this.#fresh();
    return (
      this.#byDataset.get(`${scope.key}/${datasetId}`) ??
      this.#remember(this.#byDataset, `${scope.key}/${datasetId}`, this.#resolveDataset(scope, datasetId))
    );
  }

  async #remember(cache: Map<string, Resolution>, key: string, work: Promise<Resolution>): Promise<Resolution> {
    const stamp = this.#stamp;
    const resolution = await work;
    // Something changed while it was resolved: use it for this record, but look again for the next.
    if (stamp === this.#stamp) cache.set(key, resolution);
    return resolution;
  }

  async #resolveDataset(scope: Scope, datasetId: string): Promise<Resolution> {
    const dataset = await this.#parts.catalog.dataset(scope, datasetId);
    if (dataset === undefined) return { missing: 'dataset', id: datasetId };
    const schema = await this.#parts.schemas.compiled(scope, dataset.schemaRef.id);
    if (schema === undefined) return { missing: 'schema', id: dataset.schemaRef.id };
    return { target: { scope, dataset, schema } };
  }

  async #resolveFlow(scope: Scope, flowId: string): Promise<Resolution> {
    const flow = this.#parts.flows.plan(scope, flowId);
    if (flow === undefined) return { missing: 'flow', id: flowId };
    if (!flow.enabled) return { missing: 'disabled', id: flowId };
    const resolution = await this.#resolveDataset(scope, flow.datasetId);
    if (!found(resolution)) return resolution;
    if (flow.mapping === undefined) return { target: { ...resolution.target, flow } };
    const mapping = await this.#parts.mapping.compiled(
      scope,
      flow.mapping.id,
      flow.mapping.version,
      resolution.target.schema.root,
    );
    if (mapping === undefined) return { missing: 'mapping', id: flow.mapping.id };
    return { target: { ...resolution.target, flow, mapping } };
  }

  /** Rows a source declares for its documented payloads, used where the mapping set says nothing. */
  implied(target: Target, payload: unknown): readonly ImpliedMapping[] {
    return target.flow === undefined ? [] : this.#parts.sources.implied(target.flow.sourceSpecId, payload);
  }
}
