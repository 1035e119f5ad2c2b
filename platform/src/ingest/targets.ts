import { compileMappingSet, plainRow } from '@meniscus/languages/dataprep';
import type { Catalog, Dataset } from '../catalog/index.ts';
import type { FlowPlan, Flows } from '../flows/index.ts';
import type { Scope } from '../kernel/index.ts';
import type { CompiledMappingSet, Mapping, MappingRow } from '../mapping/index.ts';
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
  /** Root names of the destinations the mapping set has rows for. */
  readonly mapped?: ReadonlySet<string>;
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
  /** By target and by the source's array of rows: the same array stands for the same shape of payload. */
  readonly #implied = new WeakMap<Target, Map<readonly ImpliedMapping[], CompiledMappingSet>>();
  #seen: readonly number[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  #fresh(): void {
    const { flows, catalog, schemas, mapping } = this.#parts;
    const now = [flows.revision(), catalog.revision(), schemas.revision(), mapping.revision()];
    if (now.every((revision, index) => revision === this.#seen[index])) return;
    this.#seen = now;
    this.#byFlow.clear();
    this.#byDataset.clear();
  }

  /**
   * The target of a dataflow. Answers at once when known, otherwise a promise. On the inlet of a connection a caller may
   * name only dataflows of that connection.
   */
  ofFlow(scope: Scope, flowId: string, connectionId: string | undefined): Resolution | Promise<Resolution> {
    this.#fresh();
    const key = `${scope.key}/${connectionId ?? ''}/${flowId}`;
    return this.#byFlow.get(key) ?? this.#remember(this.#byFlow, key, this.#resolveFlow(scope, flowId, connectionId));
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
    const seen = this.#seen;
    const resolution = await work;
    // Something changed while it was resolved: use it for this record, but look again for the next.
    if (seen === this.#seen) cache.set(key, resolution);
    return resolution;
  }

  async #resolveDataset(scope: Scope, datasetId: string): Promise<Resolution> {
    const dataset = await this.#parts.catalog.dataset(scope, datasetId);
    if (dataset === undefined) return { missing: 'dataset', id: datasetId };
    const schema = await this.#parts.schemas.compiled(scope, dataset.schemaRef.id);
    if (schema === undefined) return { missing: 'schema', id: dataset.schemaRef.id };
    return { target: { scope, dataset, schema } };
  }

  async #resolveFlow(scope: Scope, flowId: string, connectionId: string | undefined): Promise<Resolution> {
    const flow = this.#parts.flows.plan(scope, flowId);
    const foreign = connectionId !== undefined && flow?.connectionId !== connectionId;
    if (flow === undefined || foreign) return { missing: 'flow', id: flowId };
    if (!flow.enabled) return { missing: 'disabled', id: flowId };
    const resolution = await this.#resolveDataset(scope, flow.datasetId);
    if (!found(resolution)) return resolution;
    if (flow.mapping === undefined) return { target: { ...resolution.target, flow } };
    const { id, version } = flow.mapping;
    const set = await this.#parts.mapping.get(scope, id, version);
    const mapping = await this.#parts.mapping.compiled(scope, id, version, resolution.target.schema.root);
    if (set === undefined || mapping === undefined) return { missing: 'mapping', id };
    return { target: { ...resolution.target, flow, mapping, mapped: rootsOf(set.mappings) } };
  }

  /**
   * What a source declares for its documented payloads, compiled, without the rows whose destination the mapping set fills
   * itself. Undefined when nothing is implied.
   */
  implied(target: Target, payload: unknown): CompiledMappingSet | undefined {
    if (target.flow === undefined) return undefined;
    const rows = this.#parts.sources.implied(target.flow.sourceSpecId, payload);
    if (rows.length === 0) return undefined;
    let known = this.#implied.get(target);
    if (known === undefined) {
      known = new Map();
      this.#implied.set(target, known);
    }
    let compiled = known.get(rows);
    if (compiled === undefined) {
      compiled = compileImplied(rows, target);
      known.set(rows, compiled);
    }
    return compiled;
  }
}

/** Root name of a destination, with or without the `xdm:` prefix. */
function rootOf(destination: string): string {
  return destination.replace(/^xdm:/, '').split(/[.[]/)[0]!;
}

function rootsOf(rows: readonly MappingRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => plainRow(row)?.destination ?? []).map(rootOf));
}

function compileImplied(rows: readonly ImpliedMapping[], target: Target): CompiledMappingSet {
  const missing = rows.filter(({ destination }) => !target.mapped?.has(rootOf(destination)));
  const mappings = missing.map(({ source, destination }) => ({ sourceType: 'ATTRIBUTE', source, destination }));
  return compileMappingSet({ mappings, target: target.schema.root });
}
