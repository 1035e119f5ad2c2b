import { sayOfRequest } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import { badBody, badMapping } from './errors.ts';
import type { Body, SpecRef } from './objects.ts';
import { sayOfFlows } from './phrases.ts';
import { isObject, readNames, readOptionalObject } from './read-body.ts';
import { checkSchedule, type Schedule } from './schedule.ts';
import type { Params } from './secrets.ts';

export interface Transformation {
  readonly name: string;
  readonly params: Params;
}

/** The mapping set of a dataflow; without a version the latest one. */
export interface MappingRef {
  readonly id: string;
  readonly version?: number;
}

/** What callers write of a dataflow, in one form. */
export interface FlowInput {
  readonly name?: string;
  readonly description?: string;
  readonly sourceConnectionIds: readonly string[];
  readonly targetConnectionIds: readonly string[];
  readonly transformations: readonly Transformation[];
  readonly mapping?: MappingRef;
  readonly scheduleParams?: Schedule;
  readonly options?: Params;
  readonly labels?: readonly string[];
}

/** A dataflow as it is stored. */
export interface FlowBody extends Body, FlowInput {
  readonly flowSpec: SpecRef;
  /** Streaming endpoint, for sources that have it on the dataflow. */
  readonly inletId?: string;
  readonly lastOperation: {
    readonly operation: 'create' | 'update' | 'enable' | 'disable' | 'publish';
    /** Epoch milliseconds. */
    readonly at: number;
  };
}

/** Members a PATCH may change. */
export const EDITABLE_FLOW = [
  'name',
  'description',
  'sourceConnectionIds',
  'targetConnectionIds',
  'transformations',
  'scheduleParams',
  'options',
  'labels',
  'state',
] as const;

type Members = Readonly<Record<string, unknown>>;

/** Ids as an array, or as one plain text (page "Create a Capillary connection with Flow Service"). */
function readIds(members: Members, name: string): readonly string[] {
  const value = members[name];
  if (value === undefined || value === null) return [];
  const ids = Array.isArray(value) ? (value as unknown[]) : [value];
  if (!ids.every((id) => typeof id === 'string' && id !== ''))
    throw badBody(sayOfFlows('flows-connection-ids', { name }));
  if (ids.length > 1) throw badBody(sayOfFlows('flows-one-connection', { name }));
  return ids as string[];
}

function readMappingVersion(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const version = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0)
    throw badMapping(sayOfFlows('flows-mapping-version'));
  return version;
}

function readTransformations(members: Members): Pick<FlowInput, 'transformations' | 'mapping'> {
  const value = members.transformations ?? [];
  if (!Array.isArray(value)) throw badBody(sayOfRequest('request-array', { name: 'transformations' }));
  const transformations = value.map((one: unknown) => {
    if (!isObject(one) || one.name !== 'Mapping' || !isObject(one.params))
      throw badBody(
        sayOfFlows('flows-transformations', { example: '{"name": "Mapping", "params": {"mappingId": …}}' }),
      );
    return { name: one.name, params: one.params };
  });
  if (transformations.length > 1) throw badBody(sayOfFlows('flows-one-mapping'));
  const params = transformations[0]?.params;
  if (params === undefined) return { transformations };
  if (typeof params.mappingId !== 'string' || params.mappingId === '') throw badMapping(sayOfFlows('flows-mapping-id'));
  const version = readMappingVersion(params.mappingVersion);
  return { transformations, mapping: { id: params.mappingId, ...(version === undefined ? {} : { version }) } };
}

function readOptions(members: Members): Params | undefined {
  const options = readOptionalObject(members, 'options');
  if (options === undefined) return undefined;
  const { errorDiagnosticsEnabled, partialIngestionPercent } = options;
  if (errorDiagnosticsEnabled !== undefined && typeof errorDiagnosticsEnabled !== 'boolean')
    throw badBody(sayOfRequest('request-flag', { name: 'options.errorDiagnosticsEnabled' }));
  const percent = partialIngestionPercent;
  if (percent !== undefined && !(typeof percent === 'number' && percent > 0 && percent <= 100))
    throw badBody(sayOfFlows('flows-partial-percent'));
  // Shown in `options`, and sent back by clients that change what they have read.
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'inletUrl'));
}

function readLabels({ labels }: Members): readonly string[] | undefined {
  if (labels === undefined || labels === null) return undefined;
  if (!Array.isArray(labels) || !labels.every((label) => typeof label === 'string'))
    throw badBody(sayOfRequest('request-texts', { name: 'labels' }));
  return labels as string[];
}

/** Reads the body of a create call, or a patched one. What it names is looked up later (`check-flow.ts`). */
export function readFlow(members: Members): FlowInput {
  const optional = {
    scheduleParams: members.scheduleParams === undefined ? undefined : checkSchedule(members.scheduleParams),
    options: readOptions(members),
    labels: readLabels(members),
  };
  return {
    ...readNames(members, false),
    sourceConnectionIds: readIds(members, 'sourceConnectionIds'),
    targetConnectionIds: readIds(members, 'targetConnectionIds'),
    ...readTransformations(members),
    ...(optional.scheduleParams === undefined ? {} : { scheduleParams: optional.scheduleParams }),
    ...(optional.options === undefined ? {} : { options: optional.options }),
    ...(optional.labels === undefined ? {} : { labels: optional.labels }),
  };
}

/** The members a PATCH works on. */
export function editableFlow({ body }: Document<FlowBody>): Record<string, unknown> {
  return Object.fromEntries(
    EDITABLE_FLOW.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]] as const])),
  );
}
