import { type Call, type Credential, caller, requestToken } from './calls.ts';
import { eventMappings, type MappingRow, profileMappings } from './mappings.ts';
import { EVENT_DESIGN, fieldGroupBody, PROFILE_DESIGN, type SchemaDesign, schemaBody } from './schemas.ts';

/** Fixed ids of the Capillary source (page "Capillary Streaming Events") and of the data lake target. */
const CAPILLARY_CONNECTION_SPEC = { id: '6360f136-5980-4111-8bdf-15d29eab3b5a', version: '1.0' };
const DATA_LAKE_CONNECTION_SPEC = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
const CAPILLARY_FLOW_SPEC = { id: '6499120c-0b15-42dc-936e-847ea3c24d72', version: '1.0' };
const SCHEMA_TYPE = 'application/vnd.adobe.xed-full+json;version=1';

/** Namespace of Capillary's own customer id. */
export const CUSTOMER_NAMESPACE = 'CapillaryId';

/** Where to set up, and as whom. */
export interface SetUpOptions extends Credential {
  /** Put before every name, since names of schemas are unique in a sandbox. */
  readonly label?: string;
}

/** Ids of one of the two ways: schema, dataset, mapping set, connections, dataflow. */
export interface WayIds {
  readonly schemaId: string;
  readonly datasetId: string;
  /** Name of the dataset's view in SQL. */
  readonly table: string;
  readonly sourceConnectionId: string;
  readonly targetConnectionId: string;
  readonly mappingSetId: string;
  readonly flowId: string;
}

/** What was made. */
export interface CapillarySetUp {
  /** Collection URL of the profile dataflow: `…/collection/<inlet>`. */
  readonly profileInlet: string;
  /** Collection URL of the transaction dataflow. */
  readonly eventInlet: string;
  /** Root of custom fields with its underscore, e.g. `_acme`. */
  readonly tenant: string;
  /** Token used for the calls; good for 24 hours. */
  readonly token: string;
  readonly ids: { readonly baseConnectionId: string; readonly profile: WayIds; readonly event: WayIds };
}

async function idOf(answer: Promise<unknown>): Promise<string> {
  return ((await answer) as { id: string }).id;
}

async function schemaIdOf(answer: Promise<unknown>): Promise<string> {
  return ((await answer) as { $id: string }).$id;
}

/** Makes the namespace of customer ids unless the organisation has it already. */
async function customerNamespace(call: Call): Promise<void> {
  const known = (await call('GET /data/core/idnamespace/identities')) as readonly { code: string }[];
  if (known.some(({ code }) => code === CUSTOMER_NAMESPACE)) return;
  const namespace = {
    name: 'Capillary customer',
    code: CUSTOMER_NAMESPACE,
    description: 'User id in the loyalty system',
    idType: 'CROSS_DEVICE',
  };
  await call('POST /data/core/idnamespace/identities', namespace);
}

async function schema(call: Call, tenant: string, title: string, design: SchemaDesign): Promise<string> {
  const registry = '/data/foundation/schemaregistry/tenant';
  const group = await schemaIdOf(
    call(`POST ${registry}/fieldgroups`, fieldGroupBody(`${title} own fields`, tenant, design)),
  );
  return schemaIdOf(call(`POST ${registry}/schemas`, schemaBody(title, design, group)));
}

async function identity(
  call: Call,
  schemaId: string,
  property: string,
  namespace: string,
  primary: boolean,
): Promise<void> {
  await call('POST /data/foundation/schemaregistry/tenant/descriptors', {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': property,
    'xdm:namespace': namespace,
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': primary,
  });
}

/** Enables a schema for Real-Time Customer Profile. */
async function unionTag(call: Call, schemaId: string): Promise<void> {
  const patch = [{ op: 'add', path: '/meta:immutableTags', value: ['union'] }];
  await call(`PATCH /data/foundation/schemaregistry/tenant/schemas/${encodeURIComponent(schemaId)}`, patch);
}

async function dataset(call: Call, name: string, schemaId: string): Promise<{ datasetId: string; table: string }> {
  const created = (await call('POST /data/foundation/catalog/dataSets', {
    name,
    schemaRef: { id: schemaId, contentType: SCHEMA_TYPE },
    tags: { unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] },
  })) as readonly string[];
  const datasetId = created[0]!.replace('@/dataSets/', '');
  const read = (await call(`GET /data/foundation/catalog/dataSets/${datasetId}`)) as Record<
    string,
    { tags: Record<string, readonly string[]> }
  >;
  return { datasetId, table: read[datasetId]!.tags['adobe/pqs/table']![0]! };
}

interface WayPlan {
  readonly name: string;
  readonly baseConnectionId: string;
  readonly schemaId: string;
  readonly mappings: readonly MappingRow[];
}

/** Dataset, connections, mapping set and dataflow of one kind of record; the dataflow's streaming endpoint. */
async function way(
  call: Call,
  { name, baseConnectionId, schemaId, mappings }: WayPlan,
): Promise<{ ids: WayIds; inlet: string }> {
  const { datasetId, table } = await dataset(call, name, schemaId);
  const sourceConnectionId = await idOf(
    call('POST /data/foundation/flowservice/sourceConnections', {
      name: `${name} source`,
      description: name,
      baseConnectionId,
      connectionSpec: CAPILLARY_CONNECTION_SPEC,
    }),
  );
  const targetConnectionId = await idOf(
    call('POST /data/foundation/flowservice/targetConnections', {
      name: `${name} target`,
      description: name,
      connectionSpec: DATA_LAKE_CONNECTION_SPEC,
      data: { schema: { id: schemaId, version: SCHEMA_TYPE } },
      params: { dataSetId: datasetId },
    }),
  );
  const outputSchema = { schemaRef: { id: schemaId, contentType: SCHEMA_TYPE } };
  const mappingSetId = await idOf(call('POST /data/foundation/conversion/mappingSets', { outputSchema, mappings }));
  const flowId = await idOf(
    call('POST /data/foundation/flowservice/flows', {
      name: `${name} dataflow`,
      description: name,
      flowSpec: CAPILLARY_FLOW_SPEC,
      sourceConnectionIds: [sourceConnectionId],
      targetConnectionIds: [targetConnectionId],
      transformations: [{ name: 'Mapping', params: { mappingId: mappingSetId, mappingVersion: '0' } }],
    }),
  );
  const read = (await call(`GET /data/foundation/flowservice/flows/${flowId}`)) as {
    items: readonly { options?: { inletUrl?: string } }[];
  };
  const inlet = read.items[0]?.options?.inletUrl;
  if (inlet === undefined) throw new Error(`dataflow ${flowId} shows no options.inletUrl: ${JSON.stringify(read)}`);
  return { ids: { schemaId, datasetId, table, sourceConnectionId, targetConnectionId, mappingSetId, flowId }, inlet };
}

async function profileSchema(call: Call, tenant: string, label: string): Promise<string> {
  const schemaId = await schema(call, tenant, `${label} Profiles`, PROFILE_DESIGN);
  await identity(call, schemaId, '/personalEmail/address', 'Email', true);
  await identity(call, schemaId, `/${tenant}/capillary/customerId`, CUSTOMER_NAMESPACE, false);
  await unionTag(call, schemaId);
  return schemaId;
}

async function eventSchema(call: Call, tenant: string, label: string): Promise<string> {
  const schemaId = await schema(call, tenant, `${label} Transactions`, EVENT_DESIGN);
  await unionTag(call, schemaId);
  return schemaId;
}

/**
 * Sets up the Capillary source from nothing to two streaming endpoints, through the public API only, in the order of the
 * published tutorial (`tutorial.sh` beside this file shows the same calls with curl). Throws `SetUpError` at the first call
 * that is refused; what was made before it stays.
 */
export async function setUpCapillary(options: SetUpOptions): Promise<CapillarySetUp> {
  const label = options.label ?? 'Capillary';
  const token = await requestToken(options);
  const call = caller(options, token);
  const stats = (await call('GET /data/foundation/schemaregistry/stats')) as { tenantId: string };
  const tenant = `_${stats.tenantId}`;
  await customerNamespace(call);
  const baseConnectionId = await idOf(
    call('POST /data/foundation/flowservice/connections', {
      name: `${label} base connection`,
      description: 'Capillary Streaming Events',
      auth: {
        specName: 'OAuth generic-rest-connector',
        params: { clientId: options.clientId, clientSecret: options.clientSecret, accessToken: token },
      },
      connectionSpec: CAPILLARY_CONNECTION_SPEC,
    }),
  );
  const profile = await way(call, {
    name: `${label} profiles`,
    baseConnectionId,
    schemaId: await profileSchema(call, tenant, label),
    mappings: profileMappings(tenant),
  });
  const event = await way(call, {
    name: `${label} transactions`,
    baseConnectionId,
    schemaId: await eventSchema(call, tenant, label),
    mappings: eventMappings(tenant),
  });
  return {
    profileInlet: profile.inlet,
    eventInlet: event.inlet,
    tenant,
    token,
    ids: { baseConnectionId, profile: profile.ids, event: event.ids },
  };
}
