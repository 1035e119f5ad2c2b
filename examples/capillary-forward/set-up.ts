import type { Api } from '../../tools/harness/api.ts';

/** Two dataflows of the target, and where their records end. */
export interface Flows {
  readonly profileFlow: string;
  readonly eventFlow: string;
  /** Endpoint for several messages. */
  readonly eventInlet: string;
  readonly eventTable: string;
}

interface Way {
  readonly inletUrl: string;
  readonly flowId: string;
  readonly schemaId: string;
  readonly datasetId: string;
}

const FLOWS = '/data/foundation/flowservice';
const FULL = 'application/vnd.adobe.xed-full+json;version=1';

async function table(api: Api, datasetId: string): Promise<string> {
  const found = await api.call<{ [id: string]: { tags: { [name: string]: string[] } } }>(
    'GET',
    `/data/foundation/catalog/dataSets/${datasetId}`,
  );
  return found[datasetId]!.tags['adobe/pqs/table']![0]!;
}

const setUp = (api: Api, name: string) =>
  api.call<{ profile: Way; event: Way }>('POST', '/meniscus/v1/sources/capillary/setup', { name });

/** The dataflows of the ready-made Capillary source: they take records in the connector's shape and map them. */
export async function setUpMapping(api: Api, name: string): Promise<Flows> {
  const { profile, event } = await setUp(api, name);
  return {
    profileFlow: profile.flowId,
    eventFlow: event.flowId,
    eventInlet: event.inletUrl.replace('/collection/', '/collection/batch/'),
    eventTable: await table(api, event.datasetId),
  };
}

/** Dataflows of the HTTP API source that take XDM from senders with a token, into the same kind of datasets. */
export async function setUpXdm(api: Api, name: string): Promise<Flows> {
  const { profile, event } = await setUp(api, name);
  const make = async (path: string, body: unknown) =>
    (await api.call<{ id: string }>('POST', `${FLOWS}/${path}`, body)).id;
  const connectionSpec = { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' };
  const connection = await make('connections', {
    name: `${name} XDM`,
    connectionSpec,
    auth: {
      specName: 'Streaming Connection',
      params: { dataType: 'xdm', name, authenticationRequired: true },
    },
  });
  const flow = async ({ schemaId, datasetId }: Way) => {
    const source = await make('sourceConnections', { name, baseConnectionId: connection, connectionSpec });
    const target = await make('targetConnections', {
      name,
      connectionSpec: { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' },
      data: { schema: { id: schemaId, version: FULL } },
      params: { dataSetId: datasetId },
    });
    return make('flows', {
      name: `${name} ${datasetId}`,
      flowSpec: { id: 'd8a6f005-7eaf-4153-983e-e8574508b877', version: '1.0' },
      sourceConnectionIds: [source],
      targetConnectionIds: [target],
    });
  };
  const found = await api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
    'GET',
    `${FLOWS}/connections/${connection}`,
  );
  return {
    profileFlow: await flow(profile),
    eventFlow: await flow(event),
    eventInlet: found.items[0]!.auth.params.inletUrl.replace('/collection/', '/collection/batch/'),
    eventTable: await table(api, event.datasetId),
  };
}
