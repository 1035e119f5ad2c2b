import { createHash } from 'node:crypto';
import type { FileRow } from '@meniscus/languages/dataprep';
import { UsageError } from '../command.ts';
import type { Connection } from '../connection.ts';
import type { Source } from './source.ts';

/** What an import is to be. */
export interface Import {
  readonly source: Source;
  /** File, folder or pattern below the source. */
  readonly path: string;
  readonly recursive: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly datasetId: string;
  readonly rows: readonly FileRow[];
}

type Kind = 'Connection' | 'SourceConnection' | 'TargetConnection' | 'Flow';

const FLOW_SPEC = { id: '9753525b-82c7-4dce-8a9b-5ccfce2b9876', version: '1.0' };
const LAKE = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
const FULL = 'application/vnd.adobe.xed-full+json;version=1';
/** The dataflow is run when a run is asked for; its schedule never comes. */
const NEVER = { startTime: 4_900_000_000, frequency: 'once' };

/**
 * The dataflow of an import, found by its name or made. The name is made of everything the import is, so the same command
 * finds the same dataflow, which knows the files it has read.
 */
export async function flowOf(platform: Connection, wanted: Import): Promise<string> {
  const { source, datasetId } = wanted;
  const digest = createHash('sha256').update(JSON.stringify({ ...wanted, source: source.name }));
  const name = `${source.name} ${digest.digest('hex').slice(0, 12)}`;
  const known = await find(platform, 'Flow', name);
  if (known !== undefined) return known;
  const schemaId = await schemaOf(platform, datasetId);
  const schemaRef = { id: schemaId, contentType: FULL };
  const { connectionSpec } = source;
  // Secrets change, and a server gets another key: the connection is made anew for each import that is new.
  const connection = await make(platform, 'Connection', { name, connectionSpec, auth: source.auth });
  const from = await make(platform, 'SourceConnection', {
    name,
    baseConnectionId: connection,
    connectionSpec,
    data: { format: 'delimited', properties: wanted.properties },
    params: { path: wanted.path, type: wanted.path.endsWith('/') ? 'folder' : 'file', recursive: wanted.recursive },
  });
  const to = await make(platform, 'TargetConnection', {
    name,
    connectionSpec: LAKE,
    data: { schema: { id: schemaId, version: FULL } },
    params: { dataSetId: datasetId },
  });
  const set = await platform.call('createMappingSet', {
    body: { name, outputSchema: { schemaRef }, mappings: wanted.rows },
  });
  return make(platform, 'Flow', {
    name,
    flowSpec: FLOW_SPEC,
    sourceConnectionIds: [from],
    targetConnectionIds: [to],
    transformations: [{ name: 'Mapping', params: { mappingId: set.id, mappingVersion: 0 } }],
    scheduleParams: NEVER,
  });
}

async function find(platform: Connection, kind: Kind, name: string): Promise<string | undefined> {
  const answer = (await platform.call(`list${kind}s`, { query: { property: `name==${name}`, limit: 1 } } as never)) as {
    readonly items: readonly { readonly id: string }[];
  };
  return answer.items[0]?.id;
}

async function make(platform: Connection, kind: Kind, body: unknown): Promise<string> {
  return ((await platform.call(`create${kind}`, { body } as never)) as { readonly id: string }).id;
}

async function schemaOf(platform: Connection, id: string): Promise<string> {
  const found = (await platform.call('getDataSet', { path: { dataSetId: id } } as never)) as Readonly<
    Record<string, { readonly schemaRef?: { readonly id: string } }>
  >;
  const schema = found[id]?.schemaRef?.id;
  if (schema === undefined) throw new UsageError(`dataset ${id} has no schema`);
  return schema;
}
