import { compileMappingSet, plainRow } from '@meniscus/languages/dataprep';
import type { Catalog, Dataset } from '../catalog/index.ts';
import type { FlowPlan, Flows } from '../flows/index.ts';
import type { Scope } from '../kernel/index.ts';
import type { CompiledMappingSet, Mapping, MappingRow } from '../mapping/index.ts';
import type { CompiledSchema, Schemas } from '../schemas/index.ts';
import type { ImpliedMapping, RecordPart, Sources, Translator } from '../sources/index.ts';
import type { LoadTarget } from './received.ts';

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
  /** Present where the source sends events that stand for several records. */
  readonly apart?: Apart;
}

/** How messages of a source are taken apart, and where their records go. */
export interface Apart {
  readonly translator: Translator;
  /** Base connection: its dataflows share what the translator remembers. */
  readonly connectionId: string;
  /** The oldest enabled dataflow of the connection for each behaviour. */
  readonly ways: Readonly<Partial<Record<RecordPart['behavior'], Target>>>;
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

  /** Where the events of a webhook go: the dataflow for experience events of its connection, else the one for records. */
  ofConnection(scope: Scope, connectionId: string): Resolution | Promise<Resolution> {
    this.#fresh();
    const key = `${scope.key}/${connectionId}/`;
    return this.#byFlow.get(key) ?? this.#remember(this.#byFlow, key, this.#resolveConnection(scope, connectionId));
  }

  /** The target of records that came in by no inlet. */
  of(scope: Scope, to: LoadTarget): Resolution | Promise<Resolution> {
    return 'flow' in to ? this.ofFlow(scope, to.flow, undefined) : this.ofDataset(scope, to.dataset);
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
    const resolution = await this.#resolvePlan(scope, flow);
    const apart = found(resolution) ? await this.#apart(scope, flow) : undefined;
    return !found(resolution) || apart === undefined ? resolution : { target: { ...resolution.target, apart } };
  }

  async #resolveConnection(scope: Scope, connectionId: string): Promise<Resolution> {
    const ids = this.#parts.flows.flowsOf(scope, connectionId);
    const plan = ids.map((id) => this.#parts.flows.plan(scope, id)).find((flow) => flow?.enabled === true);
    const apart = plan === undefined ? undefined : await this.#apart(scope, plan);
    const target = apart?.ways['time-series'] ?? apart?.ways.record;
    if (apart === undefined || target === undefined) return { missing: 'flow', id: ids[0] ?? '' };
    return { target: { ...target, apart } };
  }

  /** The dataflows beside this one that records of its source's events go to. */
  async #apart(scope: Scope, { sourceSpecId, connectionId }: FlowPlan): Promise<Apart | undefined> {
    const translator = this.#parts.sources.translator(sourceSpecId);
    if (translator === undefined || connectionId === undefined) return undefined;
    const ways: Partial<Record<RecordPart['behavior'], Target>> = {};
    for (const id of this.#parts.flows.flowsOf(scope, connectionId)) {
      const plan = this.#parts.flows.plan(scope, id);
      if (plan?.enabled !== true) continue;
      const resolution = await this.#resolvePlan(scope, plan);
      if (!found(resolution)) continue;
      const { behavior } = resolution.target.schema;
      if (behavior !== 'adhoc') ways[behavior] ??= resolution.target;
    }
    return { translator, connectionId, ways };
  }

  async #resolvePlan(scope: Scope, flow: FlowPlan): Promise<Resolution> {
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
