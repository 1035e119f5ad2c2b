import type { Api } from './api.ts';

/** A loyalty programme set up through the public API: two datasets, two dataflows. */
export interface Programme {
  readonly profileInlet: string;
  readonly eventInlet: string;
  readonly profileTable: string;
  readonly eventTable: string;
  readonly profileDataset: string;
  readonly eventDataset: string;
  /** The batch form of an inlet URL. */
  batch(inletUrl: string): string;
  /** The same programme when the platform has come back under another address. */
  at(url: string): Programme;
}

const SCHEMAS = '/data/foundation/schemaregistry/tenant/schemas';
const FLOWS = '/data/foundation/flowservice';
const CAPILLARY = { connectionSpec: { id: '6360f136-5980-4111-8bdf-15d29eab3b5a', version: '1.0' } };
const PROFILE_TAGS = { unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] };
const XED = { accept: 'application/vnd.adobe.xed+json; version=1' };

/** Makes a schema of standard parts that takes part in profiles. */
export async function schema(api: Api, title: string, refs: readonly string[]): Promise<string> {
  const body = { type: 'object', title, description: title, allOf: refs.map(($ref) => ({ $ref })) };
  const { $id } = await api.call<{ $id: string }>('POST', SCHEMAS, body, XED);
  await api.call(
    'PATCH',
    `${SCHEMAS}/${encodeURIComponent($id)}`,
    [{ op: 'add', path: '/meta:immutableTags', value: ['union'] }],
    XED,
  );
  return $id;
}

/** Makes a dataset with a flat schema, as files of rows and columns need it: an ad-hoc class with these fields. */
export async function flatDataset(
  api: Api,
  title: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<{ id: string; table: string }> {
  const classes = '/data/foundation/schemaregistry/tenant/classes';
  const adhoc = { properties: { _adhoc: { type: 'object', properties: fields } } };
  const body = {
    type: 'object',
    title: `${title} class`,
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/adhoc' }, adhoc],
  };
  const { $id: $ref } = await api.call<{ $id: string }>('POST', classes, body, XED);
  const made = await api.call<{ $id: string }>('POST', SCHEMAS, { type: 'object', title, allOf: [{ $ref }] }, XED);
  return dataset(api, title, made.$id, {});
}

/** Makes a dataset enabled for identity and profile. */
export async function dataset(
  api: Api,
  name: string,
  schemaId: string,
  tags: Readonly<Record<string, readonly string[]>> = PROFILE_TAGS,
): Promise<{ id: string; table: string }> {
  const [ref] = await api.call<string[]>('POST', '/data/foundation/catalog/dataSets', {
    name,
    schemaRef: { id: schemaId, contentType: 'application/vnd.adobe.xed+json;version=1' },
    tags,
  });
  const id = ref!.split('/').at(-1)!;
  const found = await api.call<Record<string, { tags: Record<string, string[]> }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${id}`,
  );
  return { id, table: found[id]!.tags['adobe/pqs/table']![0]! };
}

/** Makes connections, mapping set and dataflow; returns the inlet URL. */
export async function flow(
  api: Api,
  name: string,
  schemaId: string,
  datasetId: string,
  rows: readonly (readonly [string, string])[],
): Promise<string> {
  const make = async (path: string, body: unknown) =>
    (await api.call<{ id: string }>('POST', `${FLOWS}/${path}`, body)).id;
  const connection = await make('connections', {
    name,
    ...CAPILLARY,
    auth: { specName: 'OAuth generic-rest-connector', params: { clientId: 'c', clientSecret: 's', accessToken: 't' } },
  });
  const source = await make('sourceConnections', { name, baseConnectionId: connection, ...CAPILLARY });
  const version = 'application/vnd.adobe.xed-full+json;version=1';
  const target = await make('targetConnections', {
    name,
    connectionSpec: { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' },
    data: { schema: { id: schemaId, version } },
    params: { dataSetId: datasetId },
  });
  const { id: mappingId } = await api.call<{ id: string }>('POST', '/data/foundation/conversion/mappingSets', {
    outputSchema: { schemaRef: { id: schemaId, contentType: version } },
    mappings: rows.map(([from, to]) => ({ sourceType: 'ATTRIBUTE', source: from, destination: to })),
  });
  const id = await make('flows', {
    name,
    flowSpec: { id: '6499120c-0b15-42dc-936e-847ea3c24d72', version: '1.0' },
    sourceConnectionIds: [source],
    targetConnectionIds: [target],
    transformations: [{ name: 'Mapping', params: { mappingId, mappingVersion: 0 } }],
  });
  const { items } = await api.call<{ items: { options: { inletUrl: string } }[] }>('GET', `${FLOWS}/flows/${id}`);
  return items[0]!.options.inletUrl;
}

const SAME = (...paths: string[]) => paths.map((path) => [path, path] as const);

/** Sets the programme up, call by call, as the published tutorial does; with other tags than given its datasets stay out of profiles. */
export async function setUpProgramme(api: Api, tags: Parameters<typeof dataset>[3] = PROFILE_TAGS): Promise<Programme> {
  const profileSchema = await schema(api, 'Loyalty member', [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  const eventSchema = await schema(api, 'Loyalty transaction', [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  ]);
  const profiles = await dataset(api, 'Loyalty members', profileSchema, tags);
  const events = await dataset(api, 'Loyalty transactions', eventSchema, tags);
  const profileInlet = await flow(api, 'Members', profileSchema, profiles.id, [
    ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
    ...SAME(
      'loyalty.tier',
      'loyalty.points',
      'loyalty.lifetimePoints',
      'loyalty.expiredPoints',
      'loyalty.pointsRedeemed',
      'loyalty.program',
      'loyalty.status',
    ),
  ]);
  const eventInlet = await flow(api, 'Transactions', eventSchema, events.id, [
    ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
    ...SAME('commerce.commerceScope.storeCode', 'commerce.order.priceTotal'),
    ...['SKU', 'quantity', 'priceTotal', 'name', 'discountAmount'].map(
      (name) => [`productLineItems.${name}`, `productListItems.${name}`] as const,
    ),
  ]);
  return programmeAt({
    profileInlet,
    eventInlet,
    profileTable: profiles.table,
    eventTable: events.table,
    profileDataset: profiles.id,
    eventDataset: events.id,
  });
}

function programmeAt(facts: Omit<Programme, 'batch' | 'at'>): Programme {
  return {
    ...facts,
    batch: (inletUrl) => inletUrl.replace('/collection/', '/collection/batch/'),
    at(url) {
      const move = (inlet: string) => url + new URL(inlet).pathname;
      return programmeAt({ ...facts, profileInlet: move(facts.profileInlet), eventInlet: move(facts.eventInlet) });
    },
  };
}

/** Makes an audience and returns its id. */
export async function setUpAudience(api: Api, name: string, expression: string): Promise<string> {
  const { id } = await api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
    name,
    expression: { type: 'PQL', format: 'pql/text', value: expression },
    schema: { name: '_xdm.context.profile' },
    evaluationInfo: { batch: { enabled: false }, continuous: { enabled: true }, synchronous: { enabled: false } },
  });
  return id;
}
