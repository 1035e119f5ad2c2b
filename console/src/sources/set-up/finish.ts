import type { Client } from '@meniscus/client';
import type { Source } from '../flow-service.ts';
import { type Draft, type DraftDataset, plainRowOf } from './draft.ts';
import { FULL } from './row-answers.ts';

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
}

async function flowSpecOf(client: Client, { id }: Source) {
  const { items } = await client.call('listFlowSpecs', {});
  const found = (items as readonly FlowSpec[]).find(({ sourceConnectionSpecIds }) =>
    sourceConnectionSpecIds.includes(id),
  );
  // The connection spec came from the same platform, with its dataflows.
  return { id: found!.id, version: found!.version };
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

/**
 * Makes everything of a dataflow in the documented order: dataset, source connection, target connection, mapping set, dataflow,
 * subscriptions to alerts. Gives the id of the dataflow. Throws `ApiError` at what the platform refuses; see `Made`.
 */
export async function createDataflow(client: Client, source: Source, draft: Draft, made: Made): Promise<string> {
  const once: Once = async (kind, body, make) => {
    const key = JSON.stringify([kind, body]);
    const id = made.get(key) ?? (await make(body));
    made.set(key, id);
    return id;
  };
  const { dataset, rows } = draft;
  const name = draft.name.trim();
  const connectionSpec = { id: source.id, version: source.version };
  const dataSetId = await datasetOf(client, dataset, once);
  const sourceId = await once(
    'source',
    { name: `${name} source`, baseConnectionId: draft.accountId, connectionSpec },
    async (body) => (await client.call('createSourceConnection', { body })).id,
  );
  const targetId = await once(
    'target',
    {
      name: `${name} target`,
      connectionSpec: DATA_LAKE,
      data: { schema: { id: dataset.schemaId, version: FULL } },
      params: { dataSetId },
    },
    async (body) => (await client.call('createTargetConnection', { body })).id,
  );
  const mappingId = await once(
    'mapping',
    {
      name: `${name} mapping`,
      outputSchema: { schemaRef: { id: dataset.schemaId, contentType: FULL } },
      mappings: rows.map(plainRowOf),
    },
    async (body) => (await client.call('createMappingSet', { body })).id,
  );
  const flowId = await once(
    'flow',
    {
      name,
      ...(draft.description === '' ? {} : { description: draft.description }),
      flowSpec: await flowSpecOf(client, source),
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [targetId],
      transformations: [{ name: 'Mapping', params: { mappingId, mappingVersion: 0 } }],
      options: {
        errorDiagnosticsEnabled: draft.errorDiagnostics,
        ...(draft.partialIngestion ? { partialIngestionPercent: draft.threshold } : {}),
      },
    },
    async (body) => (await client.call('createFlow', { body })).id,
  );
  for (const rule of draft.alerts)
    await once(
      'alert',
      { name: `${name}: ${rule}`, rule, flowIds: [flowId] },
      async (body) => (await client.call('createAlertSubscription', { body })).id,
    );
  return flowId;
}
