import type { Scope } from '../../../kernel/index.ts';
import { eventRows, profileRows, type Row } from './mappings.ts';
import { EVENT_SCHEMA, PROFILE_SCHEMA, type SchemaDesign } from './schemas.ts';

/** Calls an operation of the API by its id on behalf of the caller; see `innerCalls` of the server. */
export type Operation = (
  id: string,
  options?: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<unknown>;

/** One kind of record: where it is sent to, and everything on its way. */
export interface Way {
  readonly inletUrl: string;
  readonly schemaId: string;
  readonly datasetId: string;
  readonly mappingSetId: string;
  readonly sourceConnectionId: string;
  readonly targetConnectionId: string;
  readonly flowId: string;
}

/** What the set-up found or made. */
export interface SetUp {
  readonly connectionId: string;
  readonly profile: Way;
  readonly event: Way;
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

const CONNECTION_SPEC = { id: '6360f136-5980-4111-8bdf-15d29eab3b5a', version: '1.0' };
const FLOW_SPEC = { id: '6499120c-0b15-42dc-936e-847ea3c24d72', version: '1.0' };
const DATA_LAKE = { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' };
const FULL = 'application/vnd.adobe.xed-full+json;version=1';
const LISTED = { accept: 'application/vnd.adobe.xed-id+json' };

/** Namespaces of the loyalty system's own identities. */
const NAMESPACES = [
  { code: 'CapillaryId', name: 'Capillary customer', description: 'Customer number in the loyalty system' },
  { code: 'LoyaltyId', name: 'Loyalty external id', description: 'External id of a member' },
  { code: 'LoyaltyCard', name: 'Loyalty card', description: 'Number of a loyalty card' },
] as const;

async function namespaces(call: Operation): Promise<void> {
  const known = (await call('listNamespaces')) as readonly { readonly code: string }[];
  for (const namespace of NAMESPACES) {
    if (known.some(({ code }) => code.toLowerCase() === namespace.code.toLowerCase())) continue;
    await call('createNamespace', { body: { ...namespace, idType: 'CROSS_DEVICE' } });
  }
}

/** The object of this name a list operation shows, or the one that is made. */
async function named(call: Operation, kind: string, name: string, body: () => Promise<unknown>): Promise<Item> {
  const listed = (await call(`list${kind}s`, { query: { property: `name==${name}`, limit: '1' } })) as {
    readonly items: readonly Item[];
  };
  if (listed.items[0] !== undefined) return listed.items[0];
  return (await call(`create${kind}`, { body: await body() })) as Item;
}

async function resource(call: Operation, kind: 'FieldGroup' | 'Schema', title: string, body: unknown): Promise<string> {
  const listed = (await call(`list${kind}s`, {
    params: { container: 'tenant' },
    query: { property: `title==${title}` },
    headers: LISTED,
  })) as { readonly results: readonly { readonly $id: string; readonly title: string }[] };
  const found = listed.results.find((one) => one.title === title);
  if (found !== undefined) return found.$id;
  return ((await call(`create${kind}`, { body })) as { readonly $id: string }).$id;
}

async function schema(call: Operation, title: string, tenant: string, design: SchemaDesign): Promise<string> {
  const own = { title, type: 'object', properties: design.own.fields };
  const custom = { properties: { [tenant]: { type: 'object', properties: { [design.own.name]: own } } } };
  const group = await resource(call, 'FieldGroup', `${title} own fields`, {
    type: 'object',
    title: `${title} own fields`,
    description: `${title} own fields`,
    'meta:intendedToExtend': [design.class],
    definitions: { customFields: custom },
    allOf: [{ $ref: '#/definitions/customFields' }],
  });
  return resource(call, 'Schema', title, {
    type: 'object',
    title,
    description: title,
    allOf: [design.class, ...design.groups, group].map(($ref) => ({ $ref })),
    'meta:immutableTags': ['union'],
  });
}

async function dataset(call: Operation, name: string, schemaId: string): Promise<string> {
  const listed = (await call('listDataSets', { query: { name, limit: '100' } })) as Readonly<
    Record<string, { readonly name: string }>
  >;
  const known = Object.entries(listed).find(([, one]) => one.name === name);
  if (known !== undefined) return known[0];
  const [reference] = (await call('createDataSet', {
    body: {
      name,
      schemaRef: { id: schemaId, contentType: FULL },
      tags: { unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] },
    },
  })) as readonly string[];
  return reference!.replace('@/dataSets/', '');
}

interface WayPlan {
  readonly name: string;
  readonly connectionId: string;
  readonly tenant: string;
  readonly design: SchemaDesign;
  readonly rows: readonly Row[];
}

async function way(call: Operation, { name, connectionId, tenant, design, rows }: WayPlan): Promise<Way> {
  const schemaId = await schema(call, name, tenant, design);
  const datasetId = await dataset(call, name, schemaId);
  const source = await named(call, 'SourceConnection', `${name} source`, async () => ({
    name: `${name} source`,
    baseConnectionId: connectionId,
    connectionSpec: CONNECTION_SPEC,
  }));
  const target = await named(call, 'TargetConnection', `${name} target`, async () => ({
    name: `${name} target`,
    connectionSpec: DATA_LAKE,
    data: { schema: { id: schemaId, version: FULL } },
    params: { dataSetId: datasetId },
  }));
  const { id: flowId } = await named(call, 'Flow', `${name} dataflow`, async () => {
    const set = (await call('createMappingSet', {
      body: { outputSchema: { schemaRef: { id: schemaId, contentType: FULL } }, mappings: rows },
    })) as Item;
    return {
      name: `${name} dataflow`,
      flowSpec: FLOW_SPEC,
      sourceConnectionIds: [source.id],
      targetConnectionIds: [target.id],
      transformations: [{ name: 'Mapping', params: { mappingId: set.id, mappingVersion: 0 } }],
    };
  });
  const { items } = (await call('getFlow', { params: { id: flowId } })) as { readonly items: readonly Item[] };
  const flow = items[0] as unknown as {
    readonly options: { readonly inletUrl: string };
    readonly transformations: readonly { readonly params: { readonly mappingId: string } }[];
  };
  return {
    inletUrl: flow.options.inletUrl,
    schemaId,
    datasetId,
    mappingSetId: flow.transformations[0]?.params.mappingId ?? '',
    sourceConnectionId: source.id,
    targetConnectionId: target.id,
    flowId,
  };
}

/**
 * Everything the Capillary source needs, from namespaces to two dataflows. Idempotent: what is there under its name is
 * found and used, as it is, so a second call (or one after a failure half way) makes only what is missing. `credential` is
 * asked for only when the base connection is made.
 */
export async function setUpCapillary(
  call: Operation,
  scope: Scope,
  name: string,
  credential: () => Promise<{ readonly clientId: string; readonly clientSecret: string }>,
): Promise<SetUp> {
  await namespaces(call);
  const connection = await named(call, 'Connection', `${name} connection`, async () => ({
    name: `${name} connection`,
    description: 'Capillary Streaming Events',
    connectionSpec: CONNECTION_SPEC,
    auth: { specName: 'OAuth generic-rest-connector', params: await credential() },
  }));
  const tenant = `_${scope.tenant}`;
  const common = { connectionId: connection.id, tenant };
  return {
    connectionId: connection.id,
    profile: await way(call, {
      ...common,
      name: `${name} members`,
      design: PROFILE_SCHEMA,
      rows: profileRows(tenant),
    }),
    event: await way(call, { ...common, name: `${name} events`, design: EVENT_SCHEMA, rows: eventRows(tenant) }),
  };
}
