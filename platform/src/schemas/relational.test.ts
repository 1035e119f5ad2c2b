import { beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  call,
  codeOf,
  create,
  customGroup,
  data,
  descriptor,
  EVENT,
  FULL,
  freshRegistry,
  IDENTITY_MAP,
  LOYALTY,
  PROFILE,
  profileSchema,
  schemas,
  scope,
  tag,
  XED,
} from './test-registry.ts';

beforeEach(freshRegistry);

const FIELDS = {
  id: { type: 'string' },
  at: { type: 'string', format: 'date-time' },
  version: { type: 'integer' },
  shop: { type: 'string' },
  note: { type: 'string' },
  deep: { type: 'object', properties: { id: { type: 'string' } } },
};
const relational = (title: string, behavior = 'record') => ({
  type: 'object',
  title,
  'meta:extends': ['https://ns.adobe.com/xdm/data/adhoc-v2'],
  'meta:behaviorType': behavior,
  definitions: { customFields: { type: 'object', properties: FIELDS, required: ['id', 'at', 'version', 'shop'] } },
  allOf: [{ $ref: '#/definitions/customFields', 'meta:xdmType': 'object' }],
});
const post = (schema: string, type: string, property: unknown, more: object = {}) =>
  call('POST', '/tenant/descriptors', {
    body: { '@type': `xdm:descriptor${type}`, 'xdm:sourceSchema': schema, 'xdm:sourceProperty': property, ...more },
  });
const detail = async (reply: ReturnType<typeof post>) => {
  const { status, body } = await reply;
  return `${status} ${body.detail ?? body['@type']}`;
};

describe('relational schemas', () => {
  it('have fields at the root, and no class', async () => {
    const id = await create('schemas', relational('Members'));
    const compiled = (await schemas.compiled(scope, id))!;
    expect(compiled.classId).toBe('');
    expect(compiled.validate({ id: 'a', at: '2026-01-01T00:00:00Z', version: 1, shop: 's' })).toEqual([]);
    const withClass = { ...relational('X'), allOf: [...relational('X').allOf, { $ref: PROFILE }] };
    expect(String((await call('POST', '/tenant/schemas', { body: withClass })).body.detail)).toContain('no class');
    expect(String((await call('POST', '/tenant/schemas', { body: relational('Y', 'adhoc') })).body.detail)).toContain(
      'meta:behaviorType',
    );
  });

  it('have one key of mandatory root fields, and a version that stays as long as the key', async () => {
    const id = await create('schemas', relational('Members'));
    expect(await detail(post(id, 'PrimaryKey', '/note'))).toContain('note must be required');
    expect(await detail(post(id, 'PrimaryKey', '/deep/id'))).toContain('must lie at the root');
    expect(await detail(post(id, 'PrimaryKey', '/nothing'))).toContain('no field /nothing');
    expect(await detail(post(id, 'Version', '/shop'))).toContain('shop is string');
    expect(await detail(post(id, 'Timestamp', '/at'))).toContain('meta:behaviorType time-series');
    expect((await post(id, 'PrimaryKey', ['/id', '/shop'])).status).toBe(201);
    const version = await post(id, 'Version', '/version');
    expect(version.status).toBe(201);
    expect(await detail(post(id, 'PrimaryKey', '/id'))).toContain('already');
    expect(String((await call('DELETE', at('descriptors', version.body['@id']))).body.detail)).toContain(
      'needs its xdm:descriptorVersion',
    );
  });

  it('that are time series have the timestamp in the key', async () => {
    const id = await create('schemas', relational('Visits', 'time-series'));
    expect((await post(id, 'PrimaryKey', '/id')).status).toBe(201);
    expect(await detail(post(id, 'Timestamp', '/at'))).toContain('composite');
    const other = await create('schemas', relational('Orders', 'time-series'));
    expect((await post(other, 'Timestamp', '/at')).status).toBe(201);
    expect(await detail(post(other, 'PrimaryKey', '/id'))).toContain('composite');
    expect((await post(other, 'PrimaryKey', ['/id', '/at'])).status).toBe(201);
  });

  it('alone take keys', async () => {
    const { schema } = await profileSchema();
    expect(await detail(post(schema, 'PrimaryKey', '/_acme/customerId'))).toContain('relational schemas only');
  });
});

describe('relationships', () => {
  it('of relational schemas begin at the root and have one type at both ends', async () => {
    const [members, shops] = [
      await create('schemas', relational('Members')),
      await create('schemas', relational('Shops')),
    ];
    await post(shops, 'PrimaryKey', '/id');
    const to = { 'xdm:destinationSchema': shops, 'xdm:cardinality': 'M:1' };
    expect(await detail(post(members, 'Relationship', '/deep/id', to))).toContain('foreign key deep.id');
    expect(await detail(post(members, 'Relationship', '/version', to))).toContain('both ends need one type');
    expect(
      await detail(post(members, 'Relationship', '/shop', { ...to, 'xdm:destinationProperty': '/none' })),
    ).toContain('has no field /none');
    expect(await detail(post(members, 'Relationship', '/shop', { 'xdm:destinationSchema': PROFILE }))).toContain(
      'there is no schema',
    );
    expect((await post(members, 'Relationship', '/shop', to)).status).toBe(201);
  });

  it('do not take ad-hoc schemas', async () => {
    const { schema } = await profileSchema();
    const adhoc = await create('classes', {
      type: 'object',
      title: 'Loose',
      allOf: [
        { $ref: 'https://ns.adobe.com/xdm/data/adhoc' },
        { properties: { _adhoc: { type: 'object', properties: { a: { type: 'string' } } } } },
      ],
    });
    const loose = await create('schemas', { type: 'object', title: 'Loose one', allOf: [{ $ref: adhoc }] });
    const reply = post(schema, 'Relationship', '/_acme/customerId', { 'xdm:destinationSchema': loose });
    expect(await detail(reply)).toContain('ad-hoc schema');
  });
});

describe('descriptors that change what is shown', () => {
  it('of display names are for standard fields and by locale', async () => {
    const { schema } = await profileSchema();
    const body = (property: string, more: object) => ({
      '@type': 'xdm:alternateDisplayInfo',
      'xdm:sourceSchema': schema,
      'xdm:sourceProperty': property,
      ...more,
    });
    const send = async (property: string, more: object) => {
      const reply = await call('POST', '/tenant/descriptors', { body: body(property, more) });
      return `${reply.status} ${reply.body.detail}`;
    };
    expect(await send('/_acme/customerId', { 'xdm:title': { en_us: 'x' } })).toContain('title of its own');
    expect(await send('/loyalty/tier', { 'xdm:title': 'x' })).toContain('texts by locale');
    expect(await send('/loyalty/tier', { 'meta:enum': ['gold'] })).toContain('meta:enum must be');
    expect(
      await send('/loyalty/tier', {
        'meta:enum': { gold: { en_us: 'Gold' }, silver: 'Silver' },
        'xdm:excludeMetaEnum': { a: 'b' },
      }),
    ).toMatch(/^201/);
  });

  it('of deprecation mark fields in the deprecatefield form only, inside arrays too; desc and flat forms as written down', async () => {
    const group = 'https://ns.adobe.com/xdm/context/experienceevent-commerce';
    const schema = await create('schemas', {
      type: 'object',
      title: 'Buys',
      allOf: [{ $ref: EVENT }, { $ref: group }],
    });
    await post(schema, 'Deprecated', ['/productListItems/SKU', '/commerce/order']);
    const look = async (form: string) =>
      (
        await call('GET', at('schemas', schema), {
          headers: { accept: `application/vnd.adobe.${form}+json; version=1` },
        })
      ).body;
    const marked = (await look('xed-deprecatefield')).properties;
    expect(marked?.productListItems?.items?.properties?.SKU?.['meta:status']).toBe('deprecated');
    expect(marked?.commerce?.properties?.order?.['meta:status']).toBe('deprecated');
    expect(
      (await call('GET', at('schemas', schema), { headers: FULL })).body.properties?.commerce?.properties?.order?.[
        'meta:status'
      ],
    ).not.toBe('deprecated');
    expect((await look('xed-full-desc'))['meta:descriptors']).toHaveLength(1);
    const flat = (await look('xed-full-flat')).properties;
    expect(flat?.['productListItems.SKU']).toMatchObject({ type: 'string', 'meta:xdmType': 'string' });
    expect(flat?.['commerce.order']).not.toHaveProperty('properties');
  });

  it('of labels leave the root of the tenant alone', async () => {
    const { schema } = await profileSchema();
    expect(await detail(post(schema, 'Label', '/_acme', { 'xdm:labels': ['core/C2'] }))).toContain(
      'cannot be labelled',
    );
    expect((await post(schema, 'Label', '/_acme/customerId', { 'xdm:labels': ['core/C2'] })).status).toBe(201);
  });
});

describe('a schema that is in use', () => {
  const FIELD = '/definitions/customFields/properties/_acme/properties';
  const start = async () => {
    const group = await create(
      'fieldgroups',
      customGroup('G', {
        level: { type: 'string', enum: ['a', 'b'], 'meta:enum': { a: 'A', b: 'B' } },
        kind: { type: 'string', 'meta:enum': { x: 'X' } },
        size: { type: 'integer', maximum: 10 },
      }),
    );
    const schema = await create('schemas', {
      type: 'object',
      title: 'S',
      allOf: [{ $ref: PROFILE }, { $ref: group }, { $ref: LOYALTY }, { $ref: IDENTITY_MAP }],
    });
    return { group, schema };
  };

  it.each<[string, object[]]>([
    ['an enum value more', [{ op: 'add', path: `${FIELD}/level/enum/-`, value: 'c' }]],
    ['a suggested value more', [{ op: 'add', path: `${FIELD}/kind/meta:enum/y`, value: 'Y' }]],
    ['an enum that becomes suggestions', [{ op: 'remove', path: `${FIELD}/level/enum` }]],
    ['a new field', [{ op: 'add', path: `${FIELD}/extra`, value: { type: 'string' } }]],
    ['a deprecation', [{ op: 'add', path: `${FIELD}/kind/meta:status`, value: 'deprecated' }]],
    ['another title', [{ op: 'add', path: `${FIELD}/kind/title`, value: 'Sort' }]],
    [
      'a new mandatory field',
      [{ op: 'add', path: '/definitions/customFields/properties/_acme/required', value: ['kind'] }],
    ],
    ['a wider limit', [{ op: 'replace', path: `${FIELD}/size/maximum`, value: 20 }]],
  ])('takes %s', async (_title, body) => {
    const { group } = await start();
    data.user = 'Members';
    const reply = await call('PATCH', at('fieldgroups', group), { body });
    expect(`${reply.status} ${reply.body.detail}`).toBe('200 undefined');
  });

  it.each<[string, string, object[]]>([
    ['a removed field', '_acme.kind', [{ op: 'remove', path: `${FIELD}/kind` }]],
    ['a renamed field', '_acme.kind', [{ op: 'move', from: `${FIELD}/kind`, path: `${FIELD}/sort` }]],
    ['another type', '_acme.kind', [{ op: 'replace', path: `${FIELD}/kind`, value: { type: 'boolean' } }]],
    [
      'an enum value less',
      '_acme.level',
      [
        { op: 'remove', path: `${FIELD}/level/enum/1` },
        { op: 'remove', path: `${FIELD}/level/meta:enum/b` },
      ],
    ],
    ['suggestions that become an enum', '_acme.kind', [{ op: 'add', path: `${FIELD}/kind/enum`, value: ['x'] }]],
    ['a narrower limit', '_acme.size', [{ op: 'replace', path: `${FIELD}/size/maximum`, value: 5 }]],
  ])('refuses %s, naming field and user', async (_title, field, body) => {
    const { group, schema } = await start();
    data.user = 'Members';
    const reply = await call('PATCH', at('fieldgroups', group), { body });
    expect(codeOf(reply)).toBe('XDM-1510-400');
    expect(String(reply.body.detail)).toContain(field);
    expect(String(reply.body.detail)).toContain('dataset Members');
    data.user = undefined;
    await tag(schema);
    const inProfile = await call('PATCH', at('fieldgroups', group), { body });
    expect(String(inProfile.body.detail)).toContain('Real-Time Customer Profile');
    expect((await call('GET', at('fieldgroups', group), { headers: XED })).body.version).toBe('1.0');
  });

  it('refuses a field group less and its own deletion', async () => {
    const { schema } = await start();
    data.user = 'Members';
    const less = await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/allOf/2' }] });
    expect(String(less.body.detail)).toMatch(/dataset Members.*loyalty is removed/);
    expect(codeOf(await call('DELETE', at('schemas', schema)))).toBe('XDM-1511-400');
    expect(
      (
        await call('POST', '/tenant/descriptors', {
          body: descriptor(schema, { 'xdm:sourceProperty': '/loyalty/tier' }),
        })
      ).status,
    ).toBe(201);
  });
});
