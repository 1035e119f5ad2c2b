import { describe, expect, it } from 'vitest';
import { withPlatform } from '../../../../../tools/harness/with-platform.ts';

const stand = withPlatform('recommendations');
const PATH = '/meniscus/v1/schema-recommendations';

interface Answer {
  readonly class: { readonly id: string; readonly confidence: number };
  readonly columns: readonly { readonly name: string; readonly recommendations: readonly Record<string, unknown>[] }[];
  readonly file: Record<string, unknown>;
}

async function post(
  csv: string | undefined,
  fields: Record<string, string> = {},
  headers: Record<string, string> = stand.api.headers as Record<string, string>,
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (csv !== undefined) form.set('csv-file', new Blob([csv]), 'sample.csv');
  const response = await fetch(stand.platform.url + PATH, { method: 'POST', headers, body: form });
  return { status: response.status, body: (await response.json()) as Answer & Record<string, unknown> };
}

async function choose(body: unknown) {
  const response = await fetch(`${stand.platform.url}${PATH}/import`, {
    method: 'POST',
    headers: { ...stand.api.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const MEMBERS = `numéro_adhérent;prénom;nom;mob_no;Geburtsdatum;cp;solde_points;niveau
00123;Zoé;Martin;+33612345678;12.03.1985;75011;1250;Or
00124;Hugo;Petit;+33698765432;01.07.1990;69003;80;Argent
00125;Léa;Durand;+33611223344;22.11.1978;13001;4300;Or
`;

const bestPaths = ({ columns }: Answer) =>
  Object.fromEntries(columns.map(({ name, recommendations }) => [name, recommendations[0]?.path]));

describe('recommendations for an uploaded table', () => {
  it('name the class, and per column a path with type, field group, confidence and reason', async () => {
    const { status, body } = await post(MEMBERS);
    expect(status).toBe(200);
    expect(body.class.id).toBe('https://ns.adobe.com/xdm/context/profile');
    expect(bestPaths(body)).toMatchObject({
      numéro_adhérent: 'loyalty.loyaltyID',
      prénom: 'person.name.firstName',
      nom: 'person.name.lastName',
      mob_no: 'mobilePhone.number',
      Geburtsdatum: 'person.birthDate',
      cp: 'homeAddress.postalCode',
      solde_points: 'loyalty.points',
      niveau: 'loyalty.tier',
    });
    expect(body.columns[4]?.recommendations[0]).toMatchObject({
      type: 'string',
      format: 'date',
      fieldGroup: 'Demographic Details',
      fieldGroupId: 'https://ns.adobe.com/xdm/context/profile-person-details',
    });
    for (const { recommendations } of body.columns)
      for (const one of recommendations)
        expect(one).toMatchObject({
          displayName: expect.any(String),
          confidence: expect.any(Number),
          reason: expect.stringMatching(/\.$/),
        });
    expect(body.file).toEqual({ rows: 3, delimiter: ';', encoding: 'utf-8', header: true });
  });

  it('say which column tells whose row it is', async () => {
    const { body } = await post(MEMBERS);
    const primary = body.columns.filter(({ recommendations }) => recommendations[0]?.primaryIdentity === true);
    expect(primary.map(({ name, recommendations }) => [name, recommendations[0]?.identityNamespace])).toEqual([
      ['numéro_adhérent', 'Loyalty'],
    ]);
  });

  it('differ for the same name in a customer table and in an order table', async () => {
    const customers = await post(
      'id,first_name,email,created_at\n71,Ann,ann@example.com,2024-01-02\n72,Bob,bob@example.com,2024-01-03\n',
    );
    const orders = await post(
      'id,order_date,total,currency,payment_method\n9001,2024-02-01 10:00,12.50,EUR,card\n9002,2024-02-02 11:00,8.00,EUR,cash\n',
    );
    expect(bestPaths(customers.body).id).toBe('personID');
    expect(orders.body.class.id).toBe('https://ns.adobe.com/xdm/context/experienceevent');
    expect(bestPaths(orders.body).id).toBe('_id');
  });

  it('take the class the caller names', async () => {
    const { body } = await post('name,price\nShirt,10.50\nCap,5.00\n', {
      'schema-class-id': 'https://ns.adobe.com/xdm/classes/product',
    });
    expect(body.class).toEqual({ id: 'https://ns.adobe.com/xdm/classes/product', confidence: 1 });
    expect(bestPaths(body)).toEqual({ name: 'productName', price: 'productListPrice.amount' });
  });

  it('put what the library has no place for under the tenant', async () => {
    const { body } = await post('bill_no,bill_date,total,till_id\nB1,2024-01-01,5.00,T1\nB2,2024-01-02,6.00,T2\n');
    expect(bestPaths(body).till_id).toMatch(/^_[a-z0-9]+\.tillId$/);
  });

  it('come as an array to import, without identities of namespaces that do not exist, which are named', async () => {
    const csv = 'cust_id,email,pts_bal,till_id\nC1,ann@example.com,20,T1\nC2,bob@example.com,30,T2\n';
    const { status, body } = await post(csv, { 'schema-name': 'Members from a file' });
    expect([status, body.missingNamespaces]).toEqual([200, ['CRMID']]);
    const documents = body.import as readonly Record<string, unknown>[];
    expect(documents.filter((one) => one['@type'] === 'xdm:descriptorIdentity')).toMatchObject([
      { 'xdm:sourceProperty': '/personalEmail/address', 'xdm:namespace': 'Email' },
    ]);
    const made = await stand.api.call<readonly unknown[]>(
      'POST',
      '/data/foundation/schemaregistry/rpc/import',
      documents,
    );
    expect(made).toHaveLength(documents.length);
  });

  it('take what a person has changed: another place, an own field, another name; and become a schema', async () => {
    const csv = 'mail,till,points\nann@example.com,T1,20\nbob@example.com,T2,30\n';
    const { body } = await post(csv, { 'schema-class-id': 'https://ns.adobe.com/xdm/context/profile' });
    const [mail, till, points] = body.columns.map(({ recommendations }) => recommendations[0]!);
    const tenant = String(till!.path).split('.')[0];
    const { status, body: chosen } = await choose({
      class: body.class.id,
      name: 'Members with tills',
      columns: [
        { ...mail, path: 'workEmail.address', fieldGroupId: undefined, displayName: 'Mail at work' },
        { ...till, path: `${tenant}.shop.till`, type: 'string', displayName: 'Till', identityNamespace: 'TILL' },
        points,
      ],
    });
    expect([status, chosen.missingNamespaces]).toEqual([200, ['TILL']]);
    const made = await stand.api.call<readonly Record<string, unknown>[]>(
      'POST',
      '/data/foundation/schemaregistry/rpc/import',
      chosen.import,
    );
    const { $id } = made.find((one) => one['meta:resourceType'] === 'schemas')!;
    const { properties } = await stand.api.call<{ properties: Record<string, { properties: object }> }>(
      'GET',
      `/data/foundation/schemaregistry/tenant/schemas/${encodeURIComponent(String($id))}`,
      undefined,
      { accept: 'application/vnd.adobe.xed-full+json; version=1' },
    );
    expect(Object.keys(properties.workEmail!.properties)).toEqual(['address']);
    expect(properties[tenant!]!.properties).toMatchObject({ shop: { properties: { till: { title: 'Till' } } } });
    expect(made.filter((one) => one['@type'] === 'xdm:alternateDisplayInfo')).toMatchObject([
      { 'xdm:sourceProperty': '/workEmail/address', 'xdm:title': { en_us: 'Mail at work' } },
    ]);
  });

  it('can be put anywhere a field group of the class has a field, each of which an import takes', async () => {
    const at = (id: string) => `${PATH}/places?class=${encodeURIComponent(id)}`;
    const profile = 'https://ns.adobe.com/xdm/context/profile';
    const places = await stand.api.call<readonly Record<string, unknown>[]>('GET', at(profile));
    expect(new Set(places.map(({ path }) => path)).size).toBe(places.length);
    expect(places.find(({ path }) => path === 'person.birthDate')).toEqual({
      path: 'person.birthDate',
      type: 'string',
      format: 'date',
      fieldGroupId: 'https://ns.adobe.com/xdm/context/profile-person-details',
      displayName: 'Birth date(YYYY-MM-DD)',
    });
    const { status } = await choose({ class: profile, name: 'Everywhere', columns: places });
    expect(status).toBe(200);
    const response = await fetch(stand.platform.url + at('https://ns.adobe.com/xdm/context/nothing'), {
      headers: stand.api.headers as Record<string, string>,
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('schemas-no-standard-class'),
    ]);
  });

  it('leave out an identity that would lie in a list, also when its namespace exists', async () => {
    const namespace = { name: 'Loyalty', code: 'Loyalty', idType: 'CROSS_DEVICE' };
    await stand.api.call('POST', '/data/core/idnamespace/identities', namespace);
    const { status, body } = await post(MEMBERS, { 'schema-name': 'Members by number' });
    expect([status, body.missingNamespaces]).toEqual([200, undefined]);
  });

  it.each([
    ['without columns', { columns: [] }, 'no column is left', 'column-none-left'],
    ['without a name', { name: ' ' }, 'name is empty', 'schemas-name-empty'],
    [
      'of a class the library does not have',
      { class: 'https://ns.adobe.com/xdm/context/nothing' },
      'no class',
      'schemas-no-standard-class',
    ],
    ['with a column that is none', { columns: ['email'] }, '/columns/0', 'shape-type'],
    [
      'with a path no field group has',
      { columns: [{ path: 'no.such', type: 'string', displayName: 'X' }] },
      'no.such',
      'column-required-standard',
    ],
    ['that are no object', 'email', 'must be object', 'schemas-body-first'],
  ])('chosen %s are refused, and the problem says why', async (_, part, words, code) => {
    const whole = { class: 'https://ns.adobe.com/xdm/context/profile', name: 'Refused', columns: [] };
    const { status, body } = await choose(typeof part === 'string' ? part : { ...whole, ...part });
    expect([status, body.type]).toEqual([400, 'http://ns.adobe.com/aep/errors/XDM-1600-400']);
    expect(body.detail).toContain(words);
    expect(JSON.stringify(body.phrase)).toContain(`"${code}"`);
  });

  it.each([
    ['without a file', undefined, {}, 'XDM-1600-400', 'schemas-send-table'],
    [
      'with a class the library does not have',
      'a\n1\n',
      { 'schema-class-id': 'https://ns.adobe.com/xdm/context/nothing' },
      'XDM-1600-400',
      'schemas-no-standard-class',
    ],
    ['with an empty file', '', {}, 'XDM-1601-400', 'table-empty'],
    ['with an open quotation mark', 'a,b\n1,"2\n', {}, 'XDM-1601-400', 'table-open-quote'],
  ])('are refused %s, and the problem says why', async (_, csv, fields, code, said) => {
    const { status, body } = await post(csv, fields as Record<string, string>);
    expect([status, body.type]).toEqual([400, `http://ns.adobe.com/aep/errors/${code}`]);
    expect(body.detail).toMatch(/\.$/);
    expect(body.phrase).toMatchObject({ values: { detail: { code: said } } });
  });

  it('are refused without a token, before the file is read', async () => {
    const { authorization: _, ...headers } = stand.api.headers;
    const { status } = await post(MEMBERS, {}, headers);
    expect(status).toBe(403);
  });

  it('are refused for a body that is no form', async () => {
    const response = await fetch(stand.platform.url + PATH, {
      method: 'POST',
      headers: { ...stand.api.headers, 'content-type': 'text/csv' },
      body: MEMBERS,
    });
    expect([response.status, (await response.json()) as object]).toMatchObject([
      400,
      { detail: expect.stringContaining('multipart/form-data') },
    ]);
  });
});
