import type { InnerCall } from '../server/index.ts';

/** What the canary sends to, and what it has to change. */
export interface Perch {
  readonly inletUrl: string;
  readonly schemaId: string;
  readonly datasetId: string;
  /** Profiles whose first name is `tick`. */
  readonly audienceId: string;
}

const NAME = 'Canary';
const XDM = 'https://ns.adobe.com/xdm/context';
const FULL = 'application/vnd.adobe.xed-full+json;version=1';
const HTTP_API = { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' };

interface Items<T> {
  readonly items: readonly T[];
}

/** Sets up what the canary needs, or finds it: schema, dataset, HTTP API connection, audience, by the operations anybody uses. */
export async function setUpPerch(call: InnerCall): Promise<Perch> {
  const schemaId = await schema(call);
  const datasetId = await dataset(call, schemaId);
  return { schemaId, datasetId, inletUrl: await inlet(call), audienceId: await audience(call) };
}

async function schema(call: InnerCall): Promise<string> {
  const { results } = (await call('listSchemas', {
    params: { container: 'tenant' },
    headers: { accept: 'application/vnd.adobe.xed-id+json' },
  })) as { readonly results: readonly { readonly $id: string; readonly title: string }[] };
  const known = results.find(({ title }) => title === NAME);
  if (known !== undefined) return known.$id;
  const made = (await call('createSchema', {
    body: {
      type: 'object',
      title: NAME,
      allOf: ['profile', 'identitymap', 'profile-person-details'].map((part) => ({ $ref: `${XDM}/${part}` })),
      'meta:immutableTags': ['union'],
    },
  })) as { readonly $id: string };
  return made.$id;
}

async function dataset(call: InnerCall, schemaId: string): Promise<string> {
  const [known] = Object.keys((await call('listDataSets', { query: { limit: '1' } })) as object);
  if (known !== undefined) return known;
  const tags = { unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] };
  const body = { name: NAME, schemaRef: { id: schemaId, contentType: FULL }, tags };
  const [reference] = (await call('createDataSet', { body })) as readonly string[];
  return reference!.replace('@/dataSets/', '');
}

async function inlet(call: InnerCall): Promise<string> {
  const listed = (await call('listConnections')) as Items<{ readonly id: string }>;
  const params = { dataType: 'xdm', name: NAME, authenticationRequired: false };
  const body = { name: NAME, connectionSpec: HTTP_API, auth: { specName: 'Streaming Connection', params } };
  const { id } = listed.items[0] ?? ((await call('createConnection', { body })) as { readonly id: string });
  const { items } = (await call('getConnection', { params: { id } })) as Items<{
    readonly auth: { readonly params: { readonly inletUrl: string } };
  }>;
  return items[0]!.auth.params.inletUrl;
}

async function audience(call: InnerCall): Promise<string> {
  const { children } = (await call('listAudiences')) as { readonly children: readonly { readonly id: string }[] };
  const body = {
    name: NAME,
    type: 'SegmentDefinition',
    expression: { type: 'PQL', format: 'pql/text', value: 'person.name.firstName = "tick"' },
    evaluationInfo: { batch: { enabled: false }, continuous: { enabled: true }, synchronous: { enabled: false } },
  };
  const { id } = children[0] ?? ((await call('createAudience', { body })) as { readonly id: string });
  return id;
}
