import type { Client } from '@meniscus/client';
import { readMappingFile } from '@meniscus/languages/dataprep';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import type { Dataflow } from '../flow-service.ts';
import { type DraftRow, draftRowOf } from './rows.ts';

/** The mapping set of a dataflow and the version it runs with; without one the latest. */
export interface MappingRef {
  readonly id: string;
  readonly version: number | undefined;
}

/** The mapping set a dataflow goes through; undefined where records are taken as they are. */
export function mappingOf({ transformations }: Dataflow): MappingRef | undefined {
  const params = transformations[0]?.params;
  if (params === undefined) return undefined;
  const { mappingId, mappingVersion } = params;
  return { id: mappingId, version: mappingVersion === undefined ? undefined : Number(mappingVersion) };
}

interface SetAnswer {
  readonly version: number;
  readonly name?: string;
  readonly xdmVersion: string;
  readonly xdmSchema: string;
  readonly tags?: readonly unknown[];
  readonly inputSchema?: { readonly sampleId?: string };
}

/** One version of a mapping set. */
export interface MappingVersion {
  readonly version: number;
  /** `$id` of the schema it leads to. */
  readonly schemaId: string;
  readonly rows: readonly DraftRow[];
  /** The sample it was made with, where the platform keeps it. */
  readonly sampleId: string | undefined;
  /** What the next version takes over. */
  readonly kept: Pick<SetAnswer, 'name' | 'xdmVersion' | 'tags' | 'inputSchema'>;
}

/** Versions that are listed. */
const LISTED = 50;

function versionsOf(client: Client, id: string) {
  return client.call('listMappingSetVersions', { path: { mappingSetId: id }, query: { limit: LISTED } });
}

/** Drafts never run: a dataflow that names no version has the latest that is none. */
async function latestPublished(client: Client, id: string): Promise<number | undefined> {
  return (await versionsOf(client, id)).items.find(({ status }) => status === 'PUBLISHED')?.version;
}

/** Reads a version of a set, without one that which runs. Throws `ApiError` when there is none. */
export async function readVersion(client: Client, { id, ...ref }: MappingRef): Promise<MappingVersion> {
  const version = ref.version ?? (await latestPublished(client, id));
  const answer = await client.call('getMappingSet', { path: { mappingSetId: id }, query: { version } });
  const { name, xdmVersion, xdmSchema, tags, inputSchema, ...set } = answer as unknown as SetAnswer;
  // The file form of a row is what callers write of it, without what the platform adds.
  const rows = readMappingFile(JSON.stringify(answer), 'json').rows ?? [];
  return {
    version: set.version,
    schemaId: xdmSchema,
    rows: rows.map(draftRowOf),
    sampleId: inputSchema?.sampleId,
    kept: {
      xdmVersion,
      ...(name === undefined ? {} : { name }),
      ...(tags === undefined ? {} : { tags }),
      ...(inputSchema === undefined ? {} : { inputSchema }),
    },
  };
}

/** One version of a set. */
export function useVersion(ref: MappingRef) {
  const client = useClient();
  return useQuery({
    queryKey: ['mapping-set', ref.id, ref.version],
    queryFn: () => readVersion(client, ref),
  });
}

/** Versions of a set, latest first, the last fifty. */
export function useVersions(id: string) {
  const client = useClient();
  return useQuery({ queryKey: ['mapping-set', id, 'versions'], queryFn: () => versionsOf(client, id) });
}

/** Lets a dataflow run with a version of its mapping set. Throws `ApiError`, as when the dataflow was changed meanwhile. */
export async function runWith(client: Client, { id, etag, transformations }: Dataflow, version: number): Promise<void> {
  const [{ params } = { params: {} }] = transformations;
  await client.call('updateFlow', {
    path: { id },
    headers: { 'if-match': etag },
    body: [
      {
        op: 'replace',
        path: '/transformations',
        value: [{ name: 'Mapping', params: { ...params, mappingVersion: version } }],
      },
    ],
  });
}
