import { pace } from '../../kernel/index.ts';
import {
  allAudiences,
  allDatasets,
  allOf,
  audienceReference,
  byName,
  FORMAT,
  type Json,
  type Operation,
  type PackedFlow,
  picked,
  registryIds,
  type SandboxPackage,
  sorted,
  withoutTenant,
} from './package.ts';

const DATASET_TAGS = ['unifiedProfile', 'unifiedIdentity'];
const ROW = ['sourceType', 'source', 'destination', 'name', 'description', 'identity', 'primaryIdentity'];
/** Schemas read in a row before requests are let in: some milliseconds. */
const READ_IN_A_ROW = 8;
/** Where a record would come in is of the sandbox it was made in. */
const OF_THE_SANDBOX = ['inletUrl', 'inletId'];

async function packedSchemas(call: Operation): Promise<readonly Json[]> {
  const seen = new Map<string, Json>();
  const read = pace(READ_IN_A_ROW);
  for (const resourceId of await registryIds(call, 'listSchemas')) {
    const documents = (await call('exportResource', { params: { resourceId } })) as readonly Json[];
    for (const document of documents) {
      // The version counts the changes made in this sandbox.
      const kept = Object.entries(document).filter(([name]) => !name.startsWith('meta:sandbox') && name !== 'version');
      const id = String(document.$id ?? document['@id']);
      if (!seen.has(id)) seen.set(id, Object.fromEntries(kept));
    }
    await read();
  }
  return [...seen.values()];
}

/** What is left of an authentication: answers of Flow Service hold no secrets, and the rest is of the sandbox. */
function packedAuth(auth: Json | undefined): Json {
  if (auth === undefined) return {};
  const params = Object.entries((auth.params ?? {}) as Json).filter(([name]) => !OF_THE_SANDBOX.includes(name));
  return { auth: { specName: auth.specName, params: Object.fromEntries(params) } };
}

async function packedMapping(
  call: Operation,
  flow: Json,
): Promise<Pick<PackedFlow, 'mapping' | 'otherTransformations'>> {
  const transformations = (flow.transformations ?? []) as readonly { name: string; params: Json }[];
  const mapping = transformations.find(({ name }) => name === 'Mapping');
  const others = transformations.filter((one) => one !== mapping);
  if (mapping === undefined) return others.length === 0 ? {} : { otherTransformations: others as never };
  const { mappingId, mappingVersion } = mapping.params;
  const query: Record<string, string> = mappingVersion === undefined ? {} : { version: String(mappingVersion) };
  const set = (await call('getMappingSet', { params: { mappingSetId: String(mappingId) }, query })) as {
    readonly outputSchema?: { readonly schemaRef?: { readonly id: string } };
    readonly mappings: readonly Json[];
  };
  const rows = set.mappings.map((row) =>
    Object.fromEntries(Object.entries(picked(row, ROW)).filter(([, value]) => value !== false)),
  );
  return {
    mapping: { schema: set.outputSchema?.schemaRef?.id ?? '', rows },
    ...(others.length === 0 ? {} : { otherTransformations: others as never }),
  };
}

async function packedFlows(call: Operation, connections: readonly Json[], datasets: readonly Json[]) {
  const [sources, targets] = [await allOf(call, 'listSourceConnections'), await allOf(call, 'listTargetConnections')];
  const find = (list: readonly Json[], id: unknown) => list.find((one) => one.id === id);
  const nameIn = (list: readonly Json[], id: unknown) => find(list, id)?.name as string | undefined;
  const packed: PackedFlow[] = [];
  for (const flow of await allOf(call, 'listFlows')) {
    const source = find(sources, (flow.sourceConnectionIds as readonly string[])[0]);
    const target = find(targets, (flow.targetConnectionIds as readonly string[])[0]);
    if (source === undefined || target === undefined) continue;
    const connection = nameIn(connections, source.baseConnectionId);
    const { dataSetId, ...params } = (target.params ?? {}) as Json;
    const dataset = nameIn(datasets, dataSetId);
    packed.push({
      ...(picked(flow, ['name', 'description', 'flowSpec', 'scheduleParams']) as Pick<PackedFlow, 'name' | 'flowSpec'>),
      ...(connection === undefined ? {} : { connection }),
      source: picked(source, ['name', 'description', 'connectionSpec', 'data', 'params']),
      target: { ...picked(target, ['name', 'description', 'connectionSpec', 'data']), params },
      ...(dataset === undefined ? {} : { dataset }),
      ...(await packedMapping(call, flow)),
    });
  }
  return byName(packed);
}

async function packedAudiences(call: Operation): Promise<readonly Json[]> {
  const audiences = await allAudiences(call);
  const named = (text: string): string => {
    let out = text;
    for (const { id, name } of audiences) out = out.replaceAll(String(id), audienceReference(String(name)));
    return out;
  };
  return byName(
    audiences.map((audience) => {
      const { value, ...rest } = (audience.expression ?? {}) as Json;
      return {
        ...picked(audience, ['name', 'description', 'schema', 'evaluationInfo']),
        expression: { ...rest, value: named(String(value)) },
      };
    }),
  );
}

/** Packs the sandbox of a caller, who must be allowed to read all of it. */
export async function exportPackage(call: Operation, tenant: string): Promise<SandboxPackage> {
  const [datasets, connections] = [await allDatasets(call), await allOf(call, 'listConnections')];
  const whole: SandboxPackage = {
    format: FORMAT,
    schemas: await packedSchemas(call),
    datasets: byName(
      datasets.map((dataset) => ({
        ...(picked(dataset, ['name', 'description']) as { name: string }),
        schema: (dataset.schemaRef as { id: string }).id,
        tags: picked((dataset.tags ?? {}) as Json, DATASET_TAGS),
      })),
    ),
    connections: byName(
      connections.map((connection) => ({
        ...picked(connection, ['name', 'description', 'connectionSpec']),
        ...packedAuth(connection.auth as Json | undefined),
      })),
    ),
    flows: await packedFlows(call, connections, datasets),
    audiences: await packedAudiences(call),
  };
  return sorted(withoutTenant(whole, tenant)) as SandboxPackage;
}
