import { beforeEach, describe, expect, it } from 'vitest';
import { call, FULL, freshRegistry, IDS, type Json, LIST, PROFILE, scope, XDM, XED } from './test-registry.ts';

/**
 * The request bodies the public description of the API shows, in its own spelling: `"$ref "` has a blank, the patch of a class has
 * no slash, the tag's path no second one. Ids of other organisations are put in by the tests.
 */
const ROOT = `_${scope.tenant}`;

const FIELD_GROUP = (classId: string, dataType: string) => ({
  type: 'object',
  title: 'Property Details',
  description: 'Properties a company runs.',
  'meta:intendedToExtend': [classId],
  definitions: {
    property: {
      properties: {
        [ROOT]: {
          type: 'object',
          properties: {
            propertyName: { type: 'string', title: 'Property Name' },
            propertyCity: { title: 'Property City', type: 'string' },
            phoneNumber: { title: 'Phone Number', type: 'string' },
            propertyType: {
              type: 'string',
              title: 'Property Type',
              enum: ['retail', 'yoga', 'fitness'],
              'meta:enum': { retail: 'Retail Store', yoga: 'Yoga Studio', fitness: 'Fitness Center' },
            },
            propertyConstruction: { '$ref ': dataType },
          },
        },
      },
    },
  },
  allOf: [{ $ref: '#/definitions/property' }],
});
const CLASS = {
  type: 'object',
  title: 'New Class',
  description: 'A class.',
  allOf: [{ '$ref ': `${XDM}data/record` }],
};
const DATA_TYPE = {
  title: 'Property Construction',
  description: 'How a property is built.',
  type: 'object',
  properties: {
    yearBuilt: { type: 'integer', title: 'Year Built' },
    propertyType: {
      type: 'string',
      title: 'Property Type',
      enum: ['freeStanding', 'mall', 'shoppingCenter'],
      'meta:enum': { freeStanding: 'Free Standing Building', mall: 'Mall Space', shoppingCenter: 'Shopping Center' },
    },
  },
};
const SCHEMA = (classId: string) => ({
  type: 'object',
  title: 'New Schema',
  description: 'A schema.',
  allOf: [{ '$ref ': classId }],
});
const PATCHES = {
  fieldgroups: [
    {
      op: 'add',
      path: `/definitions/property/properties/${ROOT}/properties/propertyCity`,
      value: { title: 'Property Country', type: 'string' },
    },
  ],
  classes: [{ op: 'replace', path: 'description', value: 'Another description.' }],
  datatypes: [{ op: 'add', path: '/properties/field3', value: { title: 'Field 3', type: 'string', format: 'date' } }],
};

beforeEach(freshRegistry);

const encoded = (id: unknown) => encodeURIComponent(String(id));

async function made(kind: string, body: unknown): Promise<Json> {
  const reply = await call('POST', `/tenant/${kind}`, { body });
  expect([kind, reply.status]).toEqual([kind, 201]);
  return reply.body;
}

/** What every answer about a tenant's resource has (page "Schema Registry API: getting started"). */
const RESOURCE = {
  $id: expect.stringMatching(/^https:\/\/ns\.adobe\.com\/acme\//),
  'meta:altId': expect.stringMatching(/^_acme\./),
  'meta:resourceType': expect.any(String),
  version: expect.stringMatching(/^1\.\d+$/),
  title: expect.any(String),
  'meta:registryMetadata': expect.any(Object),
};

async function cycle(kind: string, body: Readonly<Record<string, unknown>>, patch: unknown): Promise<void> {
  const created = await made(kind, body);
  expect(created).toMatchObject(RESOURCE);
  const path = `/tenant/${kind}/${encoded(created.$id)}`;
  for (const headers of [XED, FULL]) expect((await call('GET', path, { headers })).body).toMatchObject(RESOURCE);
  const list = await call('GET', `/tenant/${kind}`, { headers: IDS });
  expect(list.body).toMatchObject({ results: [{ $id: created.$id }], _page: { count: 1 } });
  expect((await call('PATCH', path, { body: patch })).status).toBe(200);
  const replaced = await call('PUT', path, { body: { ...body, description: 'Replaced.' } });
  expect([replaced.status, replaced.body.description]).toEqual([200, 'Replaced.']);
  expect(await call('GET', `/rpc/auditlog/${encoded(created.$id)}`)).toMatchObject({
    status: 200,
    body: [
      expect.objectContaining({ id: created.$id, updates: expect.any(Array) }),
      expect.anything(),
      expect.anything(),
    ],
  });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path, { headers: XED })).status).toBe(404);
}

describe('every published example gets the published kind of answer', () => {
  it.each([
    ['classes', CLASS, PATCHES.classes],
    ['datatypes', DATA_TYPE, PATCHES.datatypes],
  ] as const)('for %s', (kind, body, patch) => cycle(kind, body, patch));

  it.each(['fieldgroups', 'mixins'])('for %s', async (kind) => {
    const dataType = String((await made('datatypes', DATA_TYPE)).$id);
    await cycle(kind, FIELD_GROUP(PROFILE, dataType), PATCHES.fieldgroups);
  });

  it('for schemas: made on a class, tagged for the union, replaced while they are not', async () => {
    await cycle('schemas', SCHEMA(PROFILE), [
      { op: 'add', path: '/allOf/-', value: { '$ref ': `${XDM}context/identitymap` } },
    ]);
    const ofClass = String((await made('classes', CLASS)).$id);
    expect(await made('schemas', { ...SCHEMA(ofClass), title: 'On a class' })).toMatchObject({ 'meta:class': ofClass });
    const body = {
      ...SCHEMA(PROFILE),
      title: 'Tagged',
      allOf: [...SCHEMA(PROFILE).allOf, { $ref: `${XDM}context/identitymap` }],
    };
    const tagged = `/tenant/schemas/${encoded((await made('schemas', body)).$id)}`;
    const patched = await call('PATCH', tagged, {
      body: [{ op: 'add', path: '/meta:immutableTags-', value: 'union' }],
    });
    expect([patched.status, patched.body['meta:immutableTags']]).toEqual([200, ['union']]);
    const unions = await call('GET', '/tenant/unions', { headers: LIST });
    const [union] = unions.body.results as unknown as readonly Json[];
    expect(union).toMatchObject({ 'meta:resourceType': 'unions', 'meta:class': PROFILE });
    expect((await call('GET', `/tenant/unions/${encoded(union?.$id)}`, { headers: FULL })).status).toBe(200);
  });

  it('for descriptors: the one shown lacks what its own page requires, the complete one is made, replaced and deleted', async () => {
    const schema = await made('schemas', {
      ...SCHEMA(PROFILE),
      allOf: [{ $ref: PROFILE }, { $ref: `${XDM}context/profile-personal-details` }],
    });
    const shown = {
      '@type': 'xdm:descriptorIdentity',
      'xdm:sourceSchema': schema.$id,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': '/personalEmail/address',
    };
    const refused = await call('POST', '/tenant/descriptors', { body: shown });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('xdm:namespace')]);
    const whole = { ...shown, 'xdm:namespace': 'Email', 'xdm:property': 'xdm:code', 'xdm:isPrimary': true };
    const created = await call('POST', '/tenant/descriptors', { body: whole });
    expect([created.status, created.body['@id']]).toEqual([201, expect.any(String)]);
    const path = `/tenant/descriptors/${String(created.body['@id'])}`;
    expect((await call('GET', path)).body).toMatchObject(whole);
    expect((await call('PUT', path, { body: whole })).status).toBe(201);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it('for what only reads: stats, behaviors, the global containers, samples and exports', async () => {
    expect((await call('GET', '/stats')).body).toMatchObject({
      imsOrg: scope.org,
      tenantId: scope.tenant,
      counts: expect.any(Object),
    });
    for (const kind of ['behaviors', 'classes', 'fieldgroups', 'mixins', 'datatypes', 'schemas'])
      expect([kind, (await call('GET', `/global/${kind}`, { headers: IDS })).status]).toEqual([kind, 200]);
    expect((await call('GET', `/global/behaviors/${encoded(`${XDM}data/time-series`)}`, { headers: XED })).status).toBe(
      200,
    );
    const schema = await made('schemas', { ...SCHEMA(PROFILE), title: 'To export' });
    const exported = await call('GET', `/rpc/export/${encoded(schema.$id)}`);
    expect([exported.status, (exported.body as unknown as readonly Json[]).at(-1)?.title]).toEqual([200, 'To export']);
    expect((await call('GET', `/rpc/sampledata/${encoded(schema.$id)}`)).status).toBe(200);
    const again = await call('POST', '/rpc/import', { body: exported.body });
    expect([again.status, again.body.type]).toEqual([400, 'http://ns.adobe.com/aep/errors/XDM-3005-400']);
  });
});
