import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';

const FLOWS = '/data/foundation/flowservice';
const FULL = 'application/vnd.adobe.xed-full+json;version=1';
const LAKE = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
const CLOUD_STORAGE = { id: '9753525b-82c7-4dce-8a9b-5ccfce2b9876', version: '1.0' };

/** Connection specs of stores of files. */
export const STORES = {
  folder: { id: '5b1f0c3e-9a47-4d55-8f2a-6d0c9be1a7f4', version: '1.0' },
  sftp: { id: 'b7bf2577-4520-42c9-bae9-cad01560f7bc', version: '1.0' },
  s3: { id: 'ecadc60c-7455-4d87-84dc-2a0e293d997b', version: '1.0' },
} as const;

/** A run of a dataflow over files, as Flow Service shows it. */
export interface HistoryRun {
  readonly id: string;
  readonly params?: { readonly dryRun?: boolean };
  readonly metrics: {
    readonly recordSummary?: {
      readonly inputRecordCount: number;
      readonly outputRecordCount: number;
      readonly failedRecordCount: number;
      readonly skippedRecordCount: number;
    };
    readonly fileSummary?: {
      readonly inputFileCount: number;
      readonly outputFileCount: number;
      readonly skippedFileCount: number;
      readonly failedFileCount: number;
    };
    readonly statusSummary: { readonly status: string; readonly errors: readonly { code: string; message: string }[] };
  };
}

/** What a dataflow over files is made of. */
export interface FilesFlow {
  readonly name: string;
  readonly spec: { readonly id: string; readonly version: string };
  readonly auth: { readonly specName: string; readonly params: object };
  /** Of the source connection. */
  readonly params: object;
  readonly properties?: object;
  readonly schemaId: string;
  readonly datasetId: string;
  readonly rows: readonly { readonly sourceType: string; readonly source: string; readonly destination: string }[];
  /** Once, in a hundred years, unless given: it is run when a run is asked for. */
  readonly schedule?: object;
}

/** Makes connection, source and target connection, mapping set and dataflow; gives the id of the dataflow. */
export async function filesFlow(api: Api, flow: FilesFlow): Promise<string> {
  const { name, spec, schemaId, datasetId } = flow;
  const make = async (path: string, body: unknown) =>
    (await api.call<{ id: string }>('POST', `${FLOWS}/${path}`, body)).id;
  const connection = await make('connections', { name, connectionSpec: spec, auth: flow.auth });
  const source = await make('sourceConnections', {
    name,
    baseConnectionId: connection,
    connectionSpec: spec,
    data: { format: 'delimited', properties: flow.properties ?? {} },
    params: flow.params,
  });
  const target = await make('targetConnections', {
    name,
    connectionSpec: LAKE,
    data: { schema: { id: schemaId, version: FULL } },
    params: { dataSetId: datasetId },
  });
  const { id: mappingId } = await api.call<{ id: string }>('POST', '/data/foundation/conversion/mappingSets', {
    outputSchema: { schemaRef: { id: schemaId, contentType: FULL } },
    mappings: flow.rows,
  });
  return make('flows', {
    name,
    flowSpec: CLOUD_STORAGE,
    sourceConnectionIds: [source],
    targetConnectionIds: [target],
    transformations: [{ name: 'Mapping', params: { mappingId, mappingVersion: 0 } }],
    scheduleParams: flow.schedule ?? { startTime: 4_900_000_000, frequency: 'once' },
  });
}

/** Asks for a run and waits for its end. */
export async function runFlow(api: Api, flowId: string, params: object = {}): Promise<HistoryRun> {
  const { id } = await api.call<{ id: string }>('POST', `${FLOWS}/runs`, {
    flowId,
    params: { startTime: 0, ...params },
  });
  return ended(api, id);
}

/** Waits for the end of a run. */
export async function ended(api: Api, id: string): Promise<HistoryRun> {
  for (;;) {
    const { items } = await api.call<{ items: HistoryRun[] }>('GET', `${FLOWS}/runs/${id}`);
    if (!['scheduled', 'inProgress'].includes(items[0]!.metrics.statusSummary.status)) return items[0]!;
    await sleep(50);
  }
}
