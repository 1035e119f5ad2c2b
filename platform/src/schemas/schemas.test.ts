import { eachField } from '@meniscus/languages/xdm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  call,
  caller,
  codeOf,
  create,
  customGroup,
  data,
  descriptor,
  EVENT,
  EVENT_PARTS,
  FULL,
  freshRegistry,
  IDENTITY_MAP,
  IDS,
  LIST,
  LOYALTY,
  PROFILE,
  profileSchema,
  refs,
  schemaBody,
  schemas,
  scope,
  tag,
  XDM,
  XED,
} from './test-registry.ts';

beforeEach(freshRegistry);

const profileRecord = {
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: 'ann@example.com', primary: true }] },
  loyalty: {
    tier: 'gold',
    points: 1250,
    lifetimePoints: 122,
    expiredPoints: 12,
    pointsRedeemed: 500,
    program: 'loyalty program name',
    status: 'active',
  },
};
const lines = [{ SKU: 'A', quantity: 1, priceTotal: 90, name: 'Shirt', discountAmount: 5 }];
const eventRecord = {
  _id: 'T0001',
  timestamp: '2025-07-14T12:00:00-06:00',
  identityMap: profileRecord.identityMap,
  commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
};

describe('the schemas of the published tutorial', () => {
  it('take the documented profile payload as it is', async () => {
    const { schema } = await profileSchema();
    const compiled = (await schemas.compiled(scope, schema))!;
    expect(compiled).toMatchObject({
      classId: PROFILE,
      behavior: 'record',
      title: 'Profiles',
      version: '1.0',
      union: false,
      identities: [],
    });
    expect(compiled.validate(profileRecord)).toEqual([]);
    expect(compiled.validate({ ...profileRecord, _acme: { customerId: 'C1', visits: 5_000_000_000 } })).toEqual([]);
    expect(await schemas.compiled(scope, compiled.altId)).toBe(compiled);
  });

  it('refuse productLineItems in the documented transaction, and take it under its standard name', async () => {
    const schema = (await schemas.compiled(scope, await create('schemas', schemaBody('Transactions', EVENT_PARTS))))!;
    expect(schema.behavior).toBe('time-series');
    expect(schema.validate({ ...eventRecord, productLineItems: lines }, 5)).toEqual([
      {
        keyword: 'additionalProperties',
        pointer: '',
        message: 'extraneous key [productLineItems] is not permitted',
        phrase: { code: 'xdm-extraneous', values: { name: 'productLineItems' } },
      },
    ]);
    expect(schema.validate({ ...eventRecord, productListItems: lines })).toEqual([]);
    expect(
      schema
        .validate({ timestamp: 'now', productListItems: [{ quantity: 1.5 }] }, 5)
        .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
    ).toEqual([' required', '/timestamp format', '/productListItems/0 required', '/productListItems/0/quantity type']);
  });

  it('make the field of a primary identity mandatory, unless the identityMap names somebody', async () => {
    const { schema } = await profileSchema();
    expect((await call('POST', '/tenant/descriptors', { body: descriptor(schema) })).status).toBe(201);
    const compiled = (await schemas.compiled(scope, schema))!;
    expect(compiled.identities).toEqual([{ path: ['personalEmail', 'address'], namespace: 'Email', primary: true }]);
    const { identityMap: _, ...unnamed } = profileRecord;
    expect(compiled.validate(unnamed)[0]?.message).toBe('required key [personalEmail] not found');
    expect(compiled.validate({ ...unnamed, identityMap: { email: [] } })).toHaveLength(1);
    expect(compiled.validate({ ...unnamed, personalEmail: { address: 'ann@example.com' } })).toEqual([]);
    expect(compiled.validate(profileRecord)).toEqual([]);
  });

  it('have a sample that fits', async () => {
    const { schema } = await profileSchema();
    await call('POST', '/tenant/descriptors', { body: descriptor(schema) });
    const event = await create('schemas', schemaBody('Transactions', EVENT_PARTS));
    for (const id of [schema, event]) {
      const { body } = await call('GET', `/rpc/sampledata/${encodeURIComponent(id)}`);
      expect((await schemas.compiled(scope, id))?.validate(body)).toEqual([]);
    }
  });
});

describe('look-ups and lists', () => {
  it('answer a created schema with its system attributes', async () => {
    const { group, schema } = await profileSchema();
    const { body } = await call('GET', at('schemas', schema), { headers: XED });
    expect(body).toMatchObject({
      $id: schema,
      'meta:altId': schema.replace('https://ns.adobe.com/', '_').replaceAll('/', '.'),
      'meta:resourceType': 'schemas',
      version: '1.0',
      imsOrg: scope.org,
      'meta:class': PROFILE,
      'meta:containerId': 'tenant',
      'meta:sandboxType': 'production',
      'meta:tenantNamespace': '_acme',
      'meta:extensible': false,
    });
    expect(body.allOf?.at(-1)).toEqual({ $ref: group, type: 'object', 'meta:xdmType': 'object' });
    expect(body['meta:extends']).toEqual(
      expect.arrayContaining([PROFILE, `${XDM}data/record`, `${XDM}common/auditable`, group]),
    );
    expect((await call('GET', `/tenant/schemas/${body['meta:altId']}`, { headers: XED })).body).toEqual(body);
  });

  it('resolve everything in the full forms', async () => {
    const { schema } = await profileSchema();
    const { body } = await call('GET', at('schemas', schema), { headers: FULL });
    expect(body.allOf).toBeUndefined();
    expect(body.properties?.loyalty?.properties?.tier).toMatchObject({
      type: 'string',
      'meta:xdmType': 'string',
      'meta:xdmField': 'xdm:tier',
    });
    expect(body.properties?._acme?.properties?.visits).toMatchObject({ type: 'integer', 'meta:xdmType': 'long' });
    expect(body.properties?.person).toMatchObject({ 'meta:referencedFrom': `${XDM}context/person` });
    const bare = await call('GET', at('schemas', schema), {
      headers: { accept: 'application/vnd.adobe.xed-full-notext+json; version=1' },
    });
    expect(JSON.stringify(bare.body)).not.toContain('"title":"');
    const flat = await call('GET', at('schemas', schema), {
      headers: { accept: 'application/vnd.adobe.xed-full-flat+json; version=1' },
    });
    expect(flat.body.properties?.['loyalty.tier']).toMatchObject({ type: 'string' });
  });

  it('serve the standard library in the global container', async () => {
    const groups = await call('GET', '/global/fieldgroups', { headers: IDS });
    expect(groups.body.results).toHaveLength(225);
    expect(groups.body._page).toEqual({ orderby: 'updated', next: null, count: 225 });
    const loyalty = await call('GET', `/global/mixins/${encodeURIComponent(LOYALTY)}`, { headers: XED });
    expect(loyalty.body).toMatchObject({
      'meta:resourceType': 'mixins',
      'meta:intendedToExtend': [PROFILE],
      'meta:extensible': true,
    });
    const filtered = await call('GET', '/global/fieldgroups', {
      headers: IDS,
      query: { property: [`meta:intendedToExtend==${PROFILE}`, 'title~Loyalty'] },
    });
    expect(filtered.body.results?.map((one) => one.$id)).toContain(LOYALTY);
    expect((await call('GET', '/global/behaviors', { headers: IDS })).body.results).toHaveLength(3);
    expect((await call('GET', '/global/schemas', { headers: IDS })).body.results).toEqual([]);
    expect((await call('GET', '/tenant/classes/_xdm.context.profile', { headers: XED })).status).toBe(404);
  });

  it('page strictly after the start value and say null at the end', async () => {
    for (const title of ['A', 'B', 'C']) await create('schemas', schemaBody(title, [PROFILE]));
    const first = await call('GET', '/tenant/schemas', { headers: LIST, query: { orderby: 'title', limit: '2' } });
    expect(first.body._page).toEqual({ orderby: 'title', next: 'B', count: 2 });
    const second = await call('GET', '/tenant/schemas', {
      headers: LIST,
      query: { orderby: 'title', limit: '2', start: 'B' },
    });
    expect(second.body.results?.map((one) => one.title)).toEqual(['C']);
    expect(second.body._page?.next).toBeNull();
    const down = await call('GET', '/tenant/schemas', { headers: IDS, query: { orderby: '-title', start: 'B' } });
    expect(down.body.results?.map((one) => one.title)).toEqual(['A']);
    expect(Object.keys(down.body.results?.[0] as object)).toEqual(['$id', 'meta:altId', 'version', 'title']);
  });

  it('refuse Accept headers as documented', async () => {
    const { schema } = await profileSchema();
    const listed = await call('GET', '/tenant/schemas', { headers: XED });
    expect([listed.status, codeOf(listed), listed.body.report?.['sub-errors']]).toEqual([400, 'XDM-1006-400', []]);
    expect(listed.body.report).toMatchObject({ registryRequestId: 'r-1', 'detailed-message': listed.body.detail });
    expect(codeOf(await call('GET', '/tenant/schemas'))).toBe('XDM-1006-400');
    expect(codeOf(await call('GET', at('schemas', schema), { headers: LIST }))).toBe('XDM-1007-400');
    expect(codeOf(await call('GET', '/tenant/descriptors', { headers: LIST }))).toBe('XDM-1008-400');
    expect(
      (await call('GET', at('schemas', schema), { headers: { accept: 'application/vnd.adobe.xed+json; version=2' } }))
        .status,
    ).toBe(406);
    expect((await call('GET', at('schemas', schema), { headers: IDS })).body.title).toBe('Profiles');
  });

  it('do not show one sandbox to another', async () => {
    const { schema } = await profileSchema();
    const other = { ...scope, key: 'k2' };
    expect(codeOf(await call('GET', at('schemas', schema), { headers: XED, scope: other }))).toBe('XDM-1012-404');
    expect(await schemas.compiled(other, schema)).toBeUndefined();
  });

  it('tell the tenant id', async () => {
    await profileSchema();
    const { body } = await call('GET', '/stats');
    expect(body).toMatchObject({
      imsOrg: scope.org,
      tenantId: 'acme',
      counts: { schemas: 1, mixins: 1, classes: 0, datatypes: 0, unions: 0 },
    });
    expect(body.classUsage?.[0]).toMatchObject({ $id: PROFILE, numberOfSchemas: 1 });
  });
});

describe('creating and changing', () => {
  it('refuses what is not a resource, naming every finding', async () => {
    const reply = await call('POST', '/tenant/schemas', {
      body: { type: 'object', title: 'X', allOf: refs([LOYALTY, 'https://nowhere']) },
    });
    expect(reply.status).toBe(400);
    expect(reply.body.detail).toContain('exactly one class');
    expect(reply.body.detail).toContain('https://nowhere');
    const phrases = reply.body.report?.['sub-errors']?.map(({ phrase }) => phrase);
    expect(phrases).toEqual([
      { code: 'schemas-one-class', values: { count: 0 } },
      { code: 'schemas-unknown-part', values: { id: 'https://nowhere' } },
    ]);
    expect(reply.body.phrase).toMatchObject({
      code: 'schemas-invalid',
      values: { detail: { code: 'several', values: { one: phrases?.[0], other: phrases?.[1] } } },
    });
    const wrong = await call('POST', '/tenant/schemas', { body: schemaBody('X', [EVENT, LOYALTY]) });
    expect(wrong.body.detail).toMatch(
      /^the field group .+ \(https:\S+\) is not made for the class .+ \(https:\S+\); add the class/,
    );
    expect((await call('POST', '/tenant/fieldgroups', { body: [] })).status).toBe(400);
    expect((await call('POST', '/tenant/fieldgroups', { body: undefined })).status).toBe(400);
  });

  it('keeps own fields under the tenant and titles unique', async () => {
    const outside = { ...customGroup(), definitions: { customFields: { properties: { points: { type: 'string' } } } } };
    expect(codeOf(await call('POST', '/tenant/fieldgroups', { body: outside }))).toBe('XDM-1021-400');
    await create('fieldgroups', customGroup());
    expect(codeOf(await call('POST', '/tenant/schemas', { body: schemaBody('Customer fields', [PROFILE]) }))).toBe(
      'XDM-1521-400',
    );
  });

  it('lets a group put its fields inside a standard object', async () => {
    const inside = {
      ...customGroup('Loyalty Details (Extended)'),
      definitions: {
        customFields: {
          properties: {
            loyalty: {
              type: 'object',
              properties: {
                _acme: { type: 'object', properties: { till: { type: 'string' } } },
                challenges: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: { _acme: { type: 'object', properties: { level: { type: 'integer' } } } },
                  },
                },
              },
            },
          },
        },
      },
      allOf: [{ $ref: '#/definitions/customFields' }, { $ref: LOYALTY }],
    };
    const group = await create('fieldgroups', inside);
    const schema = (await schemas.compiled(scope, await create('schemas', schemaBody('S', [PROFILE, group]))))!;
    expect(schema.validate({ loyalty: { tier: 'gold', _acme: { till: '7' } } })).toEqual([]);
    expect(schema.validate({ loyalty: { challenges: [{ _acme: { level: 3 } }] } })).toEqual([]);
    expect(schema.validate({ loyalty: { challenges: [{ _acme: { level: 'x' } }] } })).toHaveLength(1);
    // Outside of the namespace nothing is added, in lists neither.
    const items = { type: 'object', properties: { level: { type: 'integer' } } };
    const loyalty = { type: 'object', properties: { challenges: { type: 'array', items } } };
    const beside = { ...inside, title: 'Beside', definitions: { customFields: { properties: { loyalty } } } };
    expect(codeOf(await call('POST', '/tenant/fieldgroups', { body: beside }))).toBe('XDM-1021-400');
  });

  it('adds a field group by JSON Patch and shows its $ref', async () => {
    const schema = await create('schemas', schemaBody('S', [PROFILE]));
    const before = schemas.revision();
    const patch = [
      { op: 'add', path: '/allOf/-', value: { $ref: LOYALTY } },
      { op: 'add', path: '/meta:extends/-', value: LOYALTY },
    ];
    const { status, body } = await call('PATCH', at('schemas', schema), { body: patch });
    expect([status, body.version]).toEqual([200, '1.1']);
    expect(body.allOf?.map((one) => one.$ref)).toEqual([PROFILE, LOYALTY]);
    expect(schemas.revision()).toBeGreaterThan(before);
    expect((await schemas.compiled(scope, schema))?.validate({ loyalty: { points: 1 } })).toEqual([]);
    expect((await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/nothing' }] })).status).toBe(
      400,
    );
    expect((await call('PATCH', at('schemas', schema), { body: { op: 'add' } })).status).toBe(400);
  });

  it('replaces by PUT, also with what a look-up answered', async () => {
    const { group } = await profileSchema();
    const { body } = await call('GET', at('fieldgroups', group), { headers: XED });
    const put = await call('PUT', at('mixins', group), { body: { ...body, title: 'Renamed' } });
    expect(put.body).toMatchObject({ $id: group, title: 'Renamed', version: '1.1' });
  });

  it('refuses a breaking change of a schema with data, through a field group too, naming field and user', async () => {
    const { group } = await profileSchema();
    const remove = {
      body: [{ op: 'remove', path: '/definitions/customFields/properties/_acme/properties/customerId' }],
    };
    data.user = 'Members';
    const reply = await call('PATCH', at('fieldgroups', group), remove);
    expect([reply.status, reply.body.title]).toEqual([400, 'Breaking change']);
    expect(reply.body.detail).toContain('_acme.customerId is removed');
    expect(reply.body.detail).toContain('dataset Members');
    const add = {
      body: [
        { op: 'add', path: '/definitions/customFields/properties/_acme/properties/more', value: { type: 'string' } },
      ],
    };
    expect((await call('PATCH', at('fieldgroups', group), add)).status).toBe(200);
    data.user = undefined;
    expect((await call('PATCH', at('fieldgroups', group), remove)).status).toBe(200);
  });

  it('deletes only what nobody depends on', async () => {
    const { group, schema } = await profileSchema();
    expect((await call('DELETE', at('fieldgroups', group))).body.detail).toContain('refers to it');
    data.user = 'Members';
    expect((await call('DELETE', at('schemas', schema))).status).toBe(400);
    data.user = undefined;
    await call('POST', '/tenant/descriptors', { body: descriptor(schema) });
    expect(await call('DELETE', at('schemas', schema))).toEqual({ status: 204, body: null });
    expect(codeOf(await call('GET', at('schemas', schema), { headers: XED }))).toBe('XDM-1012-404');
    expect(
      (await call('GET', '/tenant/descriptors', { headers: { accept: 'application/vnd.adobe.xdm+json' } })).body,
    ).toEqual({});
    expect((await call('DELETE', at('fieldgroups', group))).status).toBe(204);
  });

  it('refuses references that go in a circle, naming the way', async () => {
    const part = (title: string, properties: object) => ({ type: 'object', title, properties });
    const first = await create('datatypes', part('First', { name: { type: 'string' } }));
    const second = await create('datatypes', part('Second', { first: { $ref: first } }));
    const change = (value: object) =>
      call('PATCH', `/tenant/datatypes/${encodeURIComponent(first)}`, {
        body: [{ op: 'add', path: '/properties/next', value }],
      });
    const around = await change({ type: 'array', items: { $ref: second } });
    expect([around.status, around.body.detail]).toEqual([
      400,
      `the references go in a circle: ${first} → ${second} → ${first}; remove one of them`,
    ]);
    expect((await change({ $ref: first })).body.detail).toContain(`${first} → ${first}`);
    expect((await change({ type: 'string' })).status).toBe(200);
  });

  it('makes custom classes and data types, and ad-hoc classes with a name of their own', async () => {
    const store = await create('datatypes', {
      type: 'object',
      title: 'Store',
      properties: { code: { type: 'string' } },
    });
    const body = {
      type: 'object',
      title: 'Stores',
      definitions: { own: { properties: { _acme: { type: 'object', properties: { store: { $ref: store } } } } } },
      allOf: [{ $ref: `${XDM}data/record` }, { $ref: '#/definitions/own' }],
    };
    const schema = (await schemas.compiled(
      scope,
      await create('schemas', schemaBody('Store list', [await create('classes', body)])),
    ))!;
    expect(schema.validate({ _acme: { store: { code: 'HSR' } } })).toEqual([]);
    const adhoc = {
      type: 'object',
      title: 'Import 1',
      allOf: [
        { $ref: `${XDM}data/adhoc` },
        { properties: { _adhoc: { type: 'object', properties: { a: { type: 'string' } } } } },
      ],
    };
    const { body: made } = await call('POST', '/tenant/classes', { body: adhoc });
    expect(made['meta:datasetNamespace']).toMatch(/^_[0-9a-f]{32}$/);
    expect(Object.keys(made.allOf?.[1]?.properties as object)).toEqual([made['meta:datasetNamespace']]);
  });

  it('takes two creations of one title at the same time only once', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() => call('POST', '/tenant/schemas', { body: schemaBody('Same', [PROFILE]) })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });
});

describe('unions', () => {
  it('need an identity', async () => {
    const schema = await create('schemas', schemaBody('S', [PROFILE, `${XDM}context/profile-personal-details`]));
    expect(codeOf(await tag(schema))).toBe('XDM-1528-400');
    await call('POST', '/tenant/descriptors', { body: descriptor(schema) });
    expect((await tag(schema)).body['meta:immutableTags']).toEqual(['union']);
  });

  it('show all tagged schemas of a class with the system fields', async () => {
    const { schema } = await profileSchema();
    expect(Object.keys((await schemas.union(scope, PROFILE)).fields ?? {})).toEqual(
      expect.arrayContaining(['personID', 'identityMap', 'segmentMembership']),
    );
    expect((await tag(schema)).status).toBe(200);
    expect((await schemas.compiled(scope, schema))?.union).toBe(true);
    const paths: string[] = [];
    eachField(await schemas.union(scope, `${PROFILE}__union`), (path) => paths.push(path.join('.')));
    expect(paths).toEqual(expect.arrayContaining(['loyalty.tier', '_acme.customerId', 'segmentMembership']));
    expect(paths.some((path) => path.startsWith('timeSeriesEvents'))).toBe(false);
    const listed = await call('GET', '/tenant/unions', { headers: LIST });
    expect(listed.body.results?.[0]).toMatchObject({
      $id: `${PROFILE}__union`,
      'meta:altId': '_xdm.context.profile__union',
      'meta:resourceType': 'unions',
      title: 'XDM Individual Profile',
    });
    const full = await call('GET', at('unions', '_xdm.context.profile__union'), { headers: FULL });
    expect(full.body.properties?.loyalty?.properties?.tier).toMatchObject({ type: 'string' });
    expect((await call('GET', at('schemas', `${PROFILE}__union`), { headers: FULL })).body).toEqual(full.body);
    const members = await call('GET', '/tenant/schemas', {
      headers: IDS,
      query: { property: ['meta:immutableTags==union', `meta:class==${PROFILE}`] },
    });
    expect(members.body.results?.map((one) => one.$id)).toEqual([schema]);
  });

  it('hold the events of a profile with the fields of all event schemas that take part', async () => {
    const { schema } = await profileSchema();
    await tag(schema);
    const taking = async (title: string, parts: readonly string[]) =>
      expect((await tag(await create('schemas', schemaBody(title, parts)))).status).toBe(200);
    await taking('Transactions', EVENT_PARTS);
    const visit = await create('classes', {
      ...customGroup('Visit', { shop: { type: 'string' } }),
      allOf: [{ $ref: `${XDM}data/time-series` }, { $ref: '#/definitions/customFields' }],
    });
    await taking('Visits', [visit, IDENTITY_MAP]);
    const union = (await schemas.compiled(scope, `${PROFILE}__union`))!;
    const row = {
      loyalty: { tier: 'gold' },
      timeSeriesEvents: [
        { ...eventRecord, commerce: { order: { priceTotal: 5 } } },
        { _id: 'V1', timestamp: '2026-11-01T10:00:00Z', _acme: { shop: 'HSR' } },
      ],
    };
    expect(union.validate(row)).toEqual([]);
    expect(union.validate({ timeSeriesEvents: [{ commerce: { order: { priceTotal: 'five' } } }] })[0]?.pointer).toBe(
      '/timeSeriesEvents/0/commerce/order/priceTotal',
    );
    const { body } = await call('GET', at('unions', `${PROFILE}__union`), { headers: FULL });
    expect(body.properties?.timeSeriesEvents?.items?.properties).toMatchObject({ commerce: {}, _acme: {}, _id: {} });
    const events = await call('GET', at('unions', `${XDM}context/experienceevent__union`), { headers: FULL });
    expect(events.body.properties).not.toHaveProperty('timeSeriesEvents');
  });

  it('keep their members: no untagging, no deleting, no breaking change', async () => {
    const { group, schema } = await profileSchema();
    await tag(schema);
    expect(
      (await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/meta:immutableTags' }] })).status,
    ).toBe(400);
    expect((await call('DELETE', at('schemas', schema))).status).toBe(400);
    expect((await call('PUT', at('fieldgroups', group), { body: customGroup('Customer fields', {}) })).body.title).toBe(
      'Breaking change',
    );
  });

  it('refuse one path with two types', async () => {
    const { schema } = await profileSchema();
    await tag(schema);
    const group = await create('fieldgroups', customGroup('Other', { customerId: { type: 'integer' } }));
    const other = await create('schemas', schemaBody('Others', [PROFILE, IDENTITY_MAP, group]));
    const reply = await tag(other);
    expect(codeOf(reply)).toBe('XDM-1413-400');
    expect(reply.body.detail).toContain('_acme.customerId');
  });

  it('ask for a reference identity under a one-to-one relationship', async () => {
    const { schema } = await profileSchema();
    const lookup = await create('schemas', schemaBody('Lookup', [PROFILE, `${XDM}context/profile-personal-details`]));
    await call('POST', '/tenant/descriptors', { body: descriptor(lookup) });
    const property = { 'xdm:sourceSchema': schema, 'xdm:sourceProperty': '/_acme/customerId' };
    const relation = { '@type': 'xdm:descriptorOneToOne', ...property, 'xdm:destinationSchema': lookup };
    expect((await call('POST', '/tenant/descriptors', { body: relation })).status).toBe(201);
    expect(codeOf(await tag(schema))).toBe('XDM-1526-400');
    const reference = { '@type': 'xdm:descriptorReferenceIdentity', ...property, 'xdm:identityNamespace': 'CRMID' };
    expect((await call('POST', '/tenant/descriptors', { body: reference })).body.detail).toContain('must be Email');
    await call('POST', '/tenant/descriptors', { body: { ...reference, 'xdm:identityNamespace': 'Email' } });
    expect((await tag(schema)).status).toBe(200);
  });
});

describe('descriptors', () => {
  it.each([
    ['manage-identity-metadata', 'xdm:descriptorIdentity'],
    ['manage-relationships', 'xdm:descriptorOneToOne'],
  ])('of other types are not for who holds %s alone', async (held, type) => {
    const { schema } = await profileSchema();
    const lookup = await create('schemas', schemaBody('Lookup', [PROFILE, `${XDM}context/profile-personal-details`]));
    await call('POST', '/tenant/descriptors', { body: descriptor(lookup) });
    const property = { 'xdm:sourceSchema': schema, 'xdm:sourceProperty': '/_acme/customerId' };
    const all = [
      descriptor(schema),
      { '@type': 'xdm:descriptorOneToOne', ...property, 'xdm:destinationSchema': lookup },
      { '@type': 'xdm:descriptorLabel', ...property, 'xdm:labels': ['core/C2'] },
    ];
    caller.held = [held];
    for (const body of all) {
      const made = await call('POST', '/tenant/descriptors', { body });
      if (body['@type'] === type) {
        const address = `/tenant/descriptors/${made.body['@id']}`;
        expect(made.status).toBe(201);
        expect((await call('PUT', address, { body })).status).toBe(201);
        expect(codeOf(await call('PUT', address, { body: all.find((other) => other !== body) }))).toBe('XDM-1901-403');
        expect((await call('DELETE', address)).status).toBe(204);
        continue;
      }
      expect(codeOf(made)).toBe('XDM-1901-403');
      caller.held = undefined;
      const there = await call('POST', '/tenant/descriptors', { body });
      caller.held = [held];
      const address = `/tenant/descriptors/${there.body['@id']}`;
      expect(codeOf(await call('PUT', address, { body }))).toBe('XDM-1901-403');
      expect(codeOf(await call('DELETE', address))).toBe('XDM-1901-403');
    }
  });

  it('are listed in one page, grouped or as an array', async () => {
    const { schema } = await profileSchema();
    const { body } = await call('POST', '/tenant/descriptors', { body: descriptor(schema) });
    const list = (form: string) =>
      call('GET', '/tenant/descriptors', { headers: { accept: `application/vnd.adobe.${form}+json` } });
    expect((await list('xdm')).body).toEqual({ 'xdm:descriptorIdentity': [body] });
    expect((await list('xdm-id')).body).toEqual({ 'xdm:descriptorIdentity': [body['@id']] });
    expect((await list('xdm-link')).body).toEqual({ 'xdm:descriptorIdentity': [`/tenant/descriptors/${body['@id']}`] });
    expect((await list('xdm-v2')).body).toMatchObject({ results: [body], _page: { next: null, count: 1 } });
    expect((await call('GET', `/tenant/descriptors/${body['@id']}`)).body).toEqual(body);
    expect(body).toMatchObject({ version: '1', imsOrg: scope.org, 'meta:containerId': 'tenant' });
  });

  it.each([
    ['schema', { 'xdm:sourceSchema': 'https://ns.adobe.com/acme/schemas/0' }, 'there is no schema'],
    ['field', { 'xdm:sourceProperty': '/personalEmail/nothing' }, 'has no field'],
    ['pointer', { 'xdm:sourceProperty': 'personalEmail/address' }, 'must begin with a slash'],
    [
      'JSON Schema path',
      { 'xdm:sourceProperty': '/properties/personalEmail/properties/address' },
      'without "properties"',
    ],
    ['namespace', { 'xdm:namespace': 'Nobody' }, 'no identity namespace Nobody'],
    ['kind of name', { 'xdm:property': 'code' }, 'xdm:property must be'],
    ['type of field', { 'xdm:sourceProperty': '/loyalty/points' }, 'is a text field'],
    ['place', { 'xdm:sourceProperty': '/identityMap/Email/id' }, 'inside an array or a map'],
    ['descriptor type', { '@type': 'xdm:descriptorOther' }, '@type must be one of'],
    ['attribute', { 'xdm:namespace': undefined }, 'xdm:namespace is required'],
  ])('of identities are refused for a wrong %s', async (_what, change, words) => {
    const { schema } = await profileSchema();
    const reply = await call('POST', '/tenant/descriptors', { body: { ...descriptor(schema), ...change } });
    expect([reply.status, reply.body.detail]).toEqual([400, expect.stringContaining(words)]);
    // Of which schema is said by its title.
    const ofSchema = Object.keys(change).every((name) => !['@type', 'xdm:sourceSchema'].includes(name));
    if (ofSchema && words !== 'xdm:namespace is required')
      expect(reply.body.detail).toContain(`Profiles (${schema}): `);
  });

  it('of identities: one primary a schema, one a field, kept while the union needs it', async () => {
    const schema = await create('schemas', schemaBody('S', [PROFILE, `${XDM}context/profile-personal-details`]));
    const { body } = await call('POST', '/tenant/descriptors', { body: descriptor(schema) });
    expect(
      (await call('POST', '/tenant/descriptors', { body: descriptor(schema, { 'xdm:isPrimary': false }) })).body.detail,
    ).toContain('already');
    expect(
      (await call('POST', '/tenant/descriptors', { body: descriptor(schema, { 'xdm:sourceProperty': '/personID' }) }))
        .body.detail,
    ).toContain('primary identity already');
    await tag(schema);
    const path = `/tenant/descriptors/${body['@id']}`;
    expect(codeOf(await call('DELETE', path))).toBe('XDM-1528-400');
    expect(
      (
        await call('PUT', path, {
          body: descriptor(schema, { 'xdm:sourceProperty': '/personID', 'xdm:namespace': 'CRMID' }),
        })
      ).status,
    ).toBe(201);
    expect((await schemas.compiled(scope, schema))?.identities[0]).toMatchObject({
      path: ['personID'],
      namespace: 'CRMID',
    });
  });

  it('of other kinds need their own attributes', async () => {
    const { schema } = await profileSchema();
    const post = (body: object) =>
      call('POST', '/tenant/descriptors', {
        body: { 'xdm:sourceSchema': schema, 'xdm:sourceVersion': 1, 'xdm:sourceProperty': '/loyalty/tier', ...body },
      });
    expect((await post({ '@type': 'xdm:alternateDisplayInfo' })).body.detail).toContain('xdm:title');
    const title = { 'xdm:title': { en_us: 'Level' } };
    for (const type of ['xdm:alternateDisplayInfo', 'xdm:descriptorDeprecated']) {
      const { body } = await post({ '@type': type, 'xdm:sourceProperty': '/', ...title });
      expect(body).toMatchObject({ status: 400, phrase: { code: 'schemas-invalid' } });
      expect(body.detail).toContain('/ is no field');
    }
    expect((await post({ '@type': 'xdm:alternateDisplayInfo', 'xdm:title': { en_us: 'Level' } })).status).toBe(201);
    expect(
      (await post({ '@type': 'xdm:descriptorRelationship', 'xdm:destinationSchema': schema, 'xdm:cardinality': 'N:1' }))
        .status,
    ).toBe(400);
    expect((await post({ '@type': 'xdm:descriptorDeprecated' })).status).toBe(201);
    const { body } = await call('GET', at('schemas', schema), {
      headers: { accept: 'application/vnd.adobe.xed-deprecatefield+json; version=1' },
    });
    expect(body.properties?.loyalty?.properties?.tier?.['meta:status']).toBe('deprecated');
  });
});
