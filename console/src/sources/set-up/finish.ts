import type { Client } from '@meniscus/client';
import { subscribe } from '../alerts.ts';
import type { Source } from '../flow-service.ts';
import { FULL } from '../mapping/row-answers.ts';
import { plainRowOf } from '../mapping/rows.ts';
import { keepSample } from '../mapping/samples.ts';
import { scheduleParamsOf } from '../schedule/entered.ts';
import type { Draft, DraftDataset } from './draft.ts';
import { pathOf } from './place.ts';

/**
 * What was made, by what it was made of. When a later part is refused and the person tries again, what is there already is used
 * and not made a second time; what they have changed since is made anew.
 */
export type Made = Map<string, string>;

const DATA_LAKE = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
const PROFILE_TAGS = { unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] };

interface FlowSpec {
  readonly id: string;
  readonly version: string;
  readonly sourceConnectionSpecIds: readonly string[];
  /** Empty where records are taken as they are. */
  readonly transformationSpecs: readonly unknown[];
}

/** What is set up: a source, and whether its records are XDM and taken as they are. */
export interface SetUp {
  readonly source: Source;
  readonly isXdm: boolean;
}

async function flowSpecOf(client: Client, { source, isXdm }: SetUp) {
  const { items } = await client.call('listFlowSpecs', {});
  const found = (items as readonly FlowSpec[]).find(
    ({ sourceConnectionSpecIds, transformationSpecs }) =>
      sourceConnectionSpecIds.includes(source.id) && (transformationSpecs.length === 0) === isXdm,
  );
  // The connection spec came from the same platform, with its dataflows.
  return { id: found!.id, version: found!.version };
}

/** What of the source is taken, where a part of it is chosen (page "Create a source connection"). */
function partOf({ kind }: Source, { place }: Draft) {
  if (kind !== 'files') return {};
  const { type, delimiter, encoding } = place;
  return {
    data: { format: 'delimited', properties: { columnDelimiter: delimiter, encoding } },
    params: { path: pathOf(place), type },
  };
}

type Once = <Body>(kind: string, body: Body, make: (body: Body) => Promise<string>) => Promise<string>;

async function datasetOf(client: Client, dataset: DraftDataset, once: Once): Promise<string> {
  const { kind, name, description, schemaId, profile, enabled } = dataset;
  if (kind === 'existing') {
    if (profile && !enabled)
      await client.call('updateDataSet', { path: { dataSetId: dataset.id }, body: { tags: PROFILE_TAGS } });
    return dataset.id;
  }
  const body = {
    name: name.trim(),
    ...(description === '' ? {} : { description }),
    schemaRef: { id: schemaId, contentType: FULL },
    ...(profile ? { tags: PROFILE_TAGS } : {}),
  };
  return once('dataset', body, async () => {
    const [reference] = await client.call('createDataSet', { body });
    return reference!.replace('@/dataSets/', '');
  });
}

/** Where the dataflow begins and where it ends. */
async function connectionsOf(client: Client, source: Source, draft: Draft, dataSetId: string, once: Once) {
  const name = draft.name.trim();
  const connectionSpec = { id: source.id, version: source.version };
  const sourceId = await once(
    'source',
    { name: `${name} source`, baseConnectionId: draft.accountId, connectionSpec, ...partOf(source, draft) },
    async (body) => (await client.call('createSourceConnection', { body })).id,
  );
  const data = { schema: { id: draft.dataset.schemaId, version: FULL } };
  const targetId = await once(
    'target',
    { name: `${name} target`, connectionSpec: DATA_LAKE, data, params: { dataSetId } },
    async (body) => (await client.call('createTargetConnection', { body })).id,
  );
  return { sourceConnectionIds: [sourceId], targetConnectionIds: [targetId] };
}

/** The set names the sample it was made with, so that it can be changed with it later. */
async function mappingOf(client: Client, { name, dataset, rows, sample }: Draft, once: Once): Promise<string> {
  const outputSchema = { schemaRef: { id: dataset.schemaId, contentType: FULL } };
  const sampleId =
    sample?.id ?? (await once('sample', JSON.stringify(sample?.records), (text) => keepSample(client, text)));
  return once(
    'mapping',
    { name: `${name.trim()} mapping`, outputSchema, inputSchema: { sampleId }, mappings: rows.map(plainRowOf) },
    async (body) => (await client.call('createMappingSet', { body })).id,
  );
}

/** What the dataflow is called, and what it does with records that fail. */
function describedBy({ name, description, errorDiagnostics, partialIngestion, threshold }: Draft) {
  return {
    name: name.trim(),
    ...(description === '' ? {} : { description }),
    options: {
      errorDiagnosticsEnabled: errorDiagnostics,
      ...(partialIngestion ? { partialIngestionPercent: threshold } : {}),
    },
  };
}

/**
 * Makes everything of a dataflow in the documented order: dataset, source connection, target connection, mapping set, dataflow,
 * subscriptions to alerts. Gives the id of the dataflow. Throws `ApiError` at what the platform refuses; see `Made`.
 */
export async function createDataflow(client: Client, setUp: SetUp, draft: Draft, made: Made): Promise<string> {
  const once: Once = async (kind, body, make) => {
    const key = JSON.stringify([kind, body]);
    const id = made.get(key) ?? (await make(body));
    made.set(key, id);
    return id;
  };
  const dataSetId = await datasetOf(client, draft.dataset, once);
  const connections = await connectionsOf(client, setUp.source, draft, dataSetId, once);
  const transformations = setUp.isXdm
    ? []
    : [{ name: 'Mapping', params: { mappingId: await mappingOf(client, draft, once), mappingVersion: 0 } }];
  const flowSpec = await flowSpecOf(client, setUp);
  const scheduled = setUp.source.kind === 'files' ? { scheduleParams: scheduleParamsOf(draft.schedule) } : {};
  const flowId = await once(
    'flow',
    { ...describedBy(draft), flowSpec, ...connections, transformations, ...scheduled },
    async (body) => (await client.call('createFlow', { body })).id,
  );
  for (const rule of draft.alerts) await once('alert', [flowId, rule], () => subscribe(client, flowId, rule));
  return flowId;
}
