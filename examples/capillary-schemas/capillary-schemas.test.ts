import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withProcess } from '../../tools/harness/with-platform.ts';

const REGISTRY = '/data/foundation/schemaregistry';
const XDM = 'https://ns.adobe.com/xdm';
const stand = withProcess('capillary-schemas');

type Document = Readonly<Record<string, unknown>>;

const here = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const sample = (name: string) => JSON.parse(here(`../capillary-tutorial/${name}.json`)) as Document;

async function upload(
  path: string,
  csv: string,
  fields: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('csv-file', new Blob([csv]), 'template.csv');
  const response = await fetch(stand.platform.url + path, { method: 'POST', headers: stand.api.headers, body: form });
  return { status: response.status, body: await response.json() };
}

const full = { accept: 'application/vnd.adobe.xed-full+json; version=1' };
const lookUp = (id: unknown) =>
  stand.api.call<Document>('GET', `${REGISTRY}/tenant/schemas/${encodeURIComponent(String(id))}`, undefined, full);

/** Sends a payload through an inlet without mapping to a dataset of the schema and waits until it is a row. */
async function stored(schemaId: unknown, name: string, payload: Document): Promise<number> {
  const schema = { id: schemaId, contentType: 'application/vnd.adobe.xed+json;version=1' };
  const [created] = await stand.api.call<string[]>('POST', '/data/foundation/catalog/dataSets', {
    name,
    schemaRef: schema,
  });
  const datasetId = String(created).replace('@/dataSets/', '');
  const connection = await stand.api.call<{ id: string }>('POST', '/data/foundation/flowservice/connections', {
    name: `${name} inlet`,
    connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' },
    auth: { specName: 'Streaming Connection', params: { dataType: 'xdm', sourceId: name, name } },
  });
  const { items } = await stand.api.call<{ items: readonly { auth: { params: { inletUrl: string } } }[] }>(
    'GET',
    `/data/foundation/flowservice/connections/${connection.id}`,
  );
  const body = {
    header: { schemaRef: schema, imsOrgId: stand.api.headers['x-gw-ims-org-id'], datasetId, source: { name } },
    body: { xdmMeta: { schemaRef: schema }, xdmEntity: payload },
  };
  const answer = await fetch(`${items[0]?.auth.params.inletUrl}?syncValidation=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...stand.api.headers },
    body: JSON.stringify(body),
  });
  expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
  await stand.api.settled();
  const dataset = await stand.api.call<Record<string, { tags: Record<string, readonly string[]> }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${datasetId}`,
  );
  const table = dataset[datasetId]?.tags['adobe/pqs/table']?.[0];
  const { rows } = await stand.api.sql(`select count(*) from "${table}"`);
  return Number(rows[0]?.[0]);
}

const MEMBER = sample('profile');
const { productLineItems, ...rest } = sample('transaction');
const PURCHASE = { ...rest, productListItems: productLineItems } as Document;

describe('by API', () => {
  let tenant: string;
  beforeAll(async () => {
    tenant = `_${(await stand.api.call<{ tenantId: string }>('GET', `${REGISTRY}/stats`)).tenantId}`;
  });

  const create = (kind: string, body: Document) => stand.api.call<Document>('POST', `${REGISTRY}/tenant/${kind}`, body);
  const parts = (...ids: readonly string[]) => ids.map((id) => ({ $ref: id.startsWith('http') ? id : `${XDM}/${id}` }));

  it('a member fits the profile schema', async () => {
    const group = await create('fieldgroups', {
      title: 'Member fields by API',
      type: 'object',
      'meta:intendedToExtend': [`${XDM}/context/profile`],
      definitions: {
        fields: {
          properties: {
            [tenant]: {
              type: 'object',
              properties: { registeredStore: { type: 'string', title: 'Registered store' } },
            },
          },
        },
      },
      allOf: [{ $ref: '#/definitions/fields' }],
    });
    const schema = await create('schemas', {
      title: 'Members by API',
      type: 'object',
      description: 'Members of the programme.',
      allOf: parts(
        'context/profile',
        'context/identitymap',
        'mixins/profile/profile-loyalty-details',
        String(group.$id),
      ),
    });
    expect(await stored(schema.$id, 'members-by-api', { ...MEMBER, [tenant]: { registeredStore: 'HSR' } })).toBe(1);
  });

  it('a purchase fits the event schema', async () => {
    const schema = await create('schemas', {
      title: 'Purchases by API',
      type: 'object',
      description: 'Purchases of members.',
      allOf: parts(
        'context/experienceevent',
        'context/experienceevent-commerce',
        'context/experienceevent-loyalty-details',
      ),
    });
    expect(await stored(schema.$id, 'purchases-by-api', PURCHASE)).toBe(1);
  });
});

describe('by CSV', () => {
  async function imported(file: string, classId: string, title: string): Promise<readonly Document[]> {
    const { status, body } = await upload(`${REGISTRY}/rpc/csv2schema`, here(file), {
      'schema-class-id': `${XDM}/${classId}`,
      'schema-name': title,
      'schema-description': `Made from ${file}.`,
    });
    expect([status, body]).toEqual([200, expect.any(Array)]);
    return stand.api.call<readonly Document[]>('POST', `${REGISTRY}/rpc/import`, body);
  }
  const schemaOf = (documents: readonly Document[]) =>
    documents.find((document) => document['meta:resourceType'] === 'schemas') as Document;

  it('a template gives own fields, selected standard fields, an identity and a display name, and a member fits', async () => {
    const documents = await imported('profile.csv', 'context/profile', 'Members by CSV');
    expect(documents.map((document) => document['@type'] ?? document['meta:resourceType'])).toEqual([
      'mixins',
      'schemas',
      'xdm:descriptorIdentity',
      'xdm:alternateDisplayInfo',
    ]);
    const schema = await lookUp(schemaOf(documents).$id);
    const fields = schema.properties as {
      person: { properties: { name: { properties: object } } };
      personalEmail: { properties: object };
    };
    expect(Object.keys(fields.person.properties.name.properties)).toEqual(['firstName', 'lastName']);
    expect(Object.keys(fields.personalEmail.properties)).toEqual(['address']);
    expect(
      await stored(schema.$id, 'members-by-csv', { ...MEMBER, personalEmail: { address: 'ana.sample@example.com' } }),
    ).toBe(1);
  });

  it('a purchase fits, and a bill without its till does not', async () => {
    const schema = schemaOf(await imported('event.csv', 'context/experienceevent', 'Purchases by CSV'));
    expect(await stored(schema.$id, 'purchases-by-csv', PURCHASE)).toBe(1);
    const own = (await lookUp(schema.$id)).properties as Record<
      string,
      { properties: { bill: { required: unknown } } }
    >;
    const root = Object.keys(own).find(
      (name) => /^_[a-z0-9]{6,}$/.test(name) && own[name]?.properties.bill !== undefined,
    );
    expect(own[root ?? '']?.properties.bill.required).toEqual(['tillId']);
  });

  it('an import of the same template again is refused, and leaves nothing', async () => {
    const { body } = await upload(`${REGISTRY}/rpc/csv2schema`, here('event.csv'), {
      'schema-class-id': `${XDM}/context/experienceevent`,
      'schema-name': 'Purchases by CSV',
    });
    await expect(stand.api.call('POST', `${REGISTRY}/rpc/import`, body)).rejects.toThrow('XDM-3005-400');
  });

  it('everything wrong in a template is told with row and column', async () => {
    const csv = here('profile.csv')
      .replace(',true,Email,true,', ',true,,true,')
      .replaceAll('Capillary member,', 'Another group,')
      .replace('member.registeredStore', 'member.registered store')
      .replace('Source channel,,string', 'Source channel,,text');
    const { status, body } = await upload(`${REGISTRY}/rpc/csv2schema`, csv, {
      'schema-class-id': `${XDM}/context/profile`,
      'schema-name': 'Broken',
    });
    expect([status, (body as Document).type]).toEqual([400, 'http://ns.adobe.com/aep/errors/XDM-1520-400']);
    for (const place of [
      'row 7, column 12 (identityNamespace)',
      'row 8, column 5 (fieldPath)',
      'row 9, column 8 (dataType)',
    ])
      expect(String((body as Document).detail)).toContain(place);
  });
});

describe('from an export of the loyalty system', () => {
  it('the recommendations come as an array that can be imported', async () => {
    const csv =
      'email,first_name,mobile,points_balance,tier,till_no\nann@example.com,Ann,+4479000000001,120,gold,T1\nbob@example.com,Bob,+4479000000002,80,silver,T2\n';
    const { status, body } = await upload('/meniscus/v1/schema-recommendations', csv, {
      'schema-name': 'Members recommended',
      'schema-class-id': `${XDM}/context/profile`,
    });
    expect(status).toBe(200);
    const documents = await stand.api.call<readonly Document[]>(
      'POST',
      `${REGISTRY}/rpc/import`,
      (body as { import: unknown }).import,
    );
    const schema = documents.find((document) => document['meta:resourceType'] === 'schemas') as Document;
    const { properties } = (await lookUp(schema.$id)) as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(['person', 'personalEmail', 'mobilePhone', 'loyalty']),
    );
    const identities = documents.filter((document) => document['@type'] === 'xdm:descriptorIdentity');
    expect(identities.map((identity) => [identity['xdm:namespace'], identity['xdm:isPrimary']])).toContainEqual([
      'Email',
      true,
    ]);
  });
});
