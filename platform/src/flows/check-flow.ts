import { altIdOf } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { ConnectionBody } from './connection.ts';
import {
  badBody,
  badMapping,
  badMappingVersion,
  badSpec,
  namesDraft,
  schemasDiffer,
  unknownReference,
  versionMismatch,
} from './errors.ts';
import { etagOf } from './etag.ts';
import type { FlowInput, MappingRef } from './flow.ts';
import type { Body, Objects } from './objects.ts';
import { sayOfFlows } from './phrases.ts';
import type { SourceConnectionBody } from './source-connection.ts';
import { type ConnectionSpec, type FlowSpec, type Specs, sidesOf } from './spec.ts';
import { namedSchema, type TargetConnectionBody } from './target-connection.ts';

/** What Flow Service must know of other stages. */
export interface FlowQuestions {
  /** Schema of a dataset; undefined when there is no such dataset. */
  dataset(scope: Scope, id: string): Promise<{ readonly schemaId: string } | undefined>;
  /** Output schema of a mapping set, where it is known; undefined when the set, or that version of it, does not exist or is a draft. */
  mappingSet(scope: Scope, id: string, version?: number): Promise<{ readonly schemaId?: string } | undefined>;
}

export interface FlowParts {
  readonly specs: Specs;
  readonly questions: FlowQuestions;
  readonly connections: Objects<ConnectionBody>;
  readonly sources: Objects<SourceConnectionBody>;
  readonly targets: Objects<TargetConnectionBody>;
}

export interface CheckedFlow {
  /** Spec of the source; undefined on drafts that name none yet. */
  readonly sourceSpec?: ConnectionSpec;
  /** Run it in the transaction that writes the dataflow: what was looked at must still be there, unchanged. */
  guard(tx: unknown): Promise<void>;
}

async function seen<B extends Body>(
  objects: Objects<B>,
  scope: Scope,
  field: string,
  id: string | undefined,
): Promise<Document<B> | undefined> {
  if (id === undefined) return undefined;
  const document = await objects.find(scope, id);
  if (document === undefined) throw unknownReference(field, id);
  return document;
}

function checkSide(
  specs: Specs,
  flowSpec: FlowSpec,
  role: ConnectionSpec['role'],
  document: Document<{ connectionSpec: { id: string } }> | undefined,
): void {
  const allowed = sidesOf(specs, flowSpec, role);
  const used = document?.body.connectionSpec.id;
  if (used !== undefined && !allowed.includes(used))
    throw badSpec(sayOfFlows('flows-spec-takes', { id: flowSpec.id, role, used, allowed: allowed.join(', ') }));
}

function checkComplete(input: FlowInput, flowSpec: FlowSpec): void {
  if (input.sourceConnectionIds.length === 0) throw badBody(sayOfFlows('flows-source-needed'));
  if (input.targetConnectionIds.length === 0) throw badBody(sayOfFlows('flows-target-needed'));
  if (flowSpec.mapping === 'required' && input.mapping === undefined)
    throw badMapping(sayOfFlows('flows-mapping-needed', { id: flowSpec.id }));
}

function checkPublished(field: string, document: Document<Body> | undefined): void {
  if (document?.body.state === 'draft') throw namesDraft(field, document.id);
}

async function checkMapping(questions: FlowQuestions, scope: Scope, mapping: MappingRef) {
  const found = await questions.mappingSet(scope, mapping.id, mapping.version);
  if (found !== undefined) return found;
  const exists = mapping.version !== undefined && (await questions.mappingSet(scope, mapping.id)) !== undefined;
  throw exists
    ? badMappingVersion(mapping.id, mapping.version)
    : badMapping(sayOfFlows('flows-no-mapping-set', { id: mapping.id }));
}

/** A schema may be named by its `$id` or by its `meta:altId`. */
function isSameSchema(a: string, b: string): boolean {
  const altId = (id: string) => (id.startsWith('_') ? id : altIdOf(id));
  return altId(a) === altId(b);
}

async function checkSchemas(
  questions: FlowQuestions,
  scope: Scope,
  target: Document<TargetConnectionBody> | undefined,
  mapping: MappingRef | undefined,
): Promise<void> {
  const output = mapping === undefined ? undefined : (await checkMapping(questions, scope, mapping)).schemaId;
  if (target === undefined) return;
  const { dataSetId } = target.body.params;
  if (dataSetId === undefined) return;
  const dataset = await questions.dataset(scope, dataSetId);
  if (dataset === undefined) throw unknownReference('params.dataSetId of the target connection', dataSetId);
  for (const schema of [output, namedSchema(target.body)])
    if (schema !== undefined && !isSameSchema(schema, dataset.schemaId))
      throw schemasDiffer(dataSetId, dataset.schemaId, schema);
}

/**
 * Looks up everything a dataflow names: connections, their specs against the flow spec, mapping set and version, dataset and
 * schema (1425). A draft may leave things out, but what it names must be there. Throws the documented problems.
 */
export async function checkFlow(
  { specs, questions, connections, sources, targets }: FlowParts,
  scope: Scope,
  flowSpec: FlowSpec,
  input: FlowInput,
  draft: boolean,
): Promise<CheckedFlow> {
  if (!draft) checkComplete(input, flowSpec);
  if (flowSpec.mapping === 'none' && input.mapping !== undefined)
    throw badMapping(sayOfFlows('flows-takes-no-mapping', { id: flowSpec.id }));
  const source = await seen(sources, scope, 'sourceConnectionIds', input.sourceConnectionIds[0]);
  const target = await seen(targets, scope, 'targetConnectionIds', input.targetConnectionIds[0]);
  const baseId = source?.body.baseConnectionId;
  const base = await seen(connections, scope, 'baseConnectionId of the source connection', baseId);
  if (!draft) {
    checkPublished('sourceConnectionIds', source);
    checkPublished('targetConnectionIds', target);
    checkPublished('baseConnectionId of the source connection', base);
  }
  checkSide(specs, flowSpec, 'source', source);
  checkSide(specs, flowSpec, 'target', target);
  await checkSchemas(questions, scope, target, input.mapping);
  const sourceSpec = source && specs.connection(source.body.connectionSpec.id);
  return {
    ...(sourceSpec === undefined ? {} : { sourceSpec }),
    async guard(tx) {
      if (source !== undefined) unchanged(source, await sources.get(scope, source.id, tx));
      if (target !== undefined) unchanged(target, await targets.get(scope, target.id, tx));
      if (source?.body.baseConnectionId !== undefined) await connections.get(scope, source.body.baseConnectionId, tx);
    },
  };
}

function unchanged(before: Document<unknown>, now: Document<unknown>): void {
  if (before.version !== now.version) throw versionMismatch(etagOf(before), etagOf(now));
}
