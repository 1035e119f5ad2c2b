import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../kernel/index.ts';
import {
  at,
  call,
  codeOf,
  create,
  customGroup,
  descriptor,
  freshRegistry,
  IDENTITY_MAP,
  type Json,
  PROFILE,
  profileSchema,
  schemaBody,
  schemas,
  scope,
  tag,
  XED,
} from './test-registry.ts';

beforeEach(freshRegistry);

const other: Scope = { ...scope, sandbox: 'dev', sandboxId: 'sb-9', key: 'k9', tenant: 'other' };
const exportOf = async (id: string, where = scope) =>
  (await call('GET', `/rpc/export/${encodeURIComponent(id)}`, { scope: where })).body;
const describeField = (body: object) => call('POST', '/tenant/descriptors', { body });

/** A schema in the union with data type, group, identity, display name, deprecation and a relationship to a shop. */
async function everything(): Promise<string> {
  const type = await create('datatypes', { type: 'object', title: 'Card', properties: { number: { type: 'string' } } });
  const fields = { crmId: { type: 'string' }, shop: { type: 'string' }, card: { $ref: type } };
  const group = await create('fieldgroups', customGroup('Fields', fields));
  const shopGroup = await create('fieldgroups', customGroup('Shop fields', { shopId: { type: 'string' } }));
  const schema = async (title: string, own: string) =>
    create('schemas', {
      type: 'object',
      title,
      allOf: [{ $ref: PROFILE }, { $ref: own, 'meta:refProperty': ['/_acme'] }],
    });
  const [members, shops] = [await schema('Members', group), await schema('Shops', shopGroup)];
  const bodies = [
    descriptor(shops, { 'xdm:sourceProperty': '/_acme/shopId', 'xdm:namespace': 'CRMID' }),
    descriptor(members, { 'xdm:sourceProperty': '/_acme/crmId', 'xdm:namespace': 'CRMID' }),
    {
      '@type': 'xdm:descriptorOneToOne',
      'xdm:sourceSchema': members,
      'xdm:sourceProperty': '/_acme/shop',
      'xdm:destinationSchema': shops,
      'xdm:destinationProperty': '/_acme/shopId',
    },
    {
      '@type': 'xdm:descriptorReferenceIdentity',
      'xdm:sourceSchema': members,
      'xdm:sourceProperty': '/_acme/shop',
      'xdm:identityNamespace': 'CRMID',
    },
    {
      '@type': 'xdm:alternateDisplayInfo',
      'xdm:sourceSchema': members,
      'xdm:sourceProperty': '/modifiedByBatchID',
      'xdm:title': { en_us: 'Batch' },
    },
    { '@type': 'xdm:descriptorDeprecated', 'xdm:sourceSchema': members, 'xdm:sourceProperty': '/createdByBatchID' },
    {
      '@type': 'xdm:descriptorLabel',
      'xdm:sourceSchema': members,
      'xdm:sourceProperty': '/_acme/crmId',
      'xdm:labels': ['C2', 'I1'],
    },
  ];
  for (const body of bodies) {
    const reply = await describeField(body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  }
  expect((await tag(members)).status).toBe(200);
  return members;
}

describe('export', () => {
  it('has dependencies first, destinations of relationships and descriptors too, the asked resource last, no tenant', async () => {
    const members = await everything();
    const body = await exportOf(members);
    expect(body.map((one) => `${one['meta:resourceType']} ${one.title ?? one['@type']}`)).toEqual([
      'datatypes Card',
      'mixins Fields',
      'mixins Shop fields',
      'schemas Shops',
      'descriptors xdm:descriptorIdentity',
      'descriptors xdm:descriptorIdentity',
      'descriptors xdm:descriptorOneToOne',
      'descriptors xdm:descriptorReferenceIdentity',
      'descriptors xdm:alternateDisplayInfo',
      'descriptors xdm:descriptorDeprecated',
      'descriptors xdm:descriptorLabel',
      'schemas Members',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/acme|imsOrg|registryMetadata/i);
  });

  it('and import make equal resources in another sandbox', async () => {
    const members = await everything();
    const body = await exportOf(members);
    const made = await call('POST', '/rpc/import', { body, scope: other });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(made.body).toHaveLength(12);
    expect(made.body[0]?.refs).toEqual([]);
    expect(made.body[1]?.refs).toEqual([made.body[0]?.$id]);
    const id = String(made.body.at(-1)?.$id);
    const plain = (all: Json) => all.map(({ version: _version, 'meta:sandboxId': _sandbox, ...one }) => one);
    expect(plain(await exportOf(id, other))).toEqual(plain(body));
    const [here, there] = [await schemas.compiled(scope, members), await schemas.compiled(other, id)];
    expect(there?.union).toBe(true);
    expect(there?.identities[0]?.path).toEqual(['_other', 'crmId']);
    expect(JSON.stringify(there?.root).replaceAll('other', 'acme')).toBe(JSON.stringify(here?.root));
  });
});

describe('import', () => {
  const imported = async (body: unknown) => call('POST', '/rpc/import', { body, scope: other });
  const nothingThere = async () => {
    for (const kind of ['schemas', 'fieldgroups', 'datatypes'])
      expect(
        (
          await call('GET', `/tenant/${kind}`, {
            headers: { accept: 'application/vnd.adobe.xed-id+json' },
            scope: other,
          })
        ).body.results,
      ).toEqual([]);
    expect(
      (
        await call('GET', '/tenant/descriptors', {
          headers: { accept: 'application/vnd.adobe.xdm-id+json' },
          scope: other,
        })
      ).body,
    ).toEqual({});
  };

  it('does all or nothing, whatever of the array is wrong', async () => {
    const body = await exportOf(await everything());
    const change = (index: number, member: object) =>
      body.map((one, at) => (at === index ? { ...one, ...member } : one));
    const broken: readonly unknown[] = [
      change(4, { 'xdm:namespace': 'NOBODY' }),
      change(5, { 'xdm:sourceProperty': '/nothing' }),
      change(6, { '@type': 'xdm:unheardOf' }),
      change(6, { 'xdm:destinationSchema': 'https://ns.adobe.com/other/schemas/none' }),
      change(7, { '@id': body[6]?.['@id'] }),
      change(7, { '@id': '../../x' }),
      change(11, { title: 'Shops' }),
      change(11, { allOf: [{ $ref: 'https://nowhere' }] }),
      [...body, body[0]],
      [...body, null],
      [...body, { 'meta:resourceType': 'unions', type: 'object', $id: 'x' }],
      body.filter((one) => String(one['@type']) !== 'xdm:descriptorReferenceIdentity'),
      {},
      [],
    ];
    for (const [index, payload] of broken.entries()) {
      const reply = await imported(payload);
      expect(`${index} ${reply.status} ${codeOf(reply)}`).toMatch(/ 400 XDM-(3005|1500)-400$/);
      await nothingThere();
    }
    expect((await imported(body)).status).toBe(200);
  });

  it('refuses what exists: the same array twice, a title, a descriptor id', async () => {
    const { schema } = await profileSchema();
    const body = await exportOf(schema);
    expect((await imported(body)).status).toBe(200);
    const again = await imported(body);
    expect(codeOf(again)).toBe('XDM-3005-400');
    expect(again.body.title).toBe('Import Resource Failed');
    expect(String(again.body.detail)).toContain('already exists: Customer fields. Delete that one first');
    const renamed = body.map((one) => ({ ...one, $id: `${one.$id}0` })) as unknown as Json;
    expect(String((await imported(renamed)).body.detail)).toMatch(
      /Title must be unique\. An object \S+ already exists with the same title: /,
    );
  });

  it('takes thousands at once in any order, all or none, and bounds their number', async () => {
    const id = (kind: string, index: number) => `https://ns.adobe.com/other/${kind}/${index}`;
    const type = (index: number, more: object = {}) => ({
      $id: id('datatypes', index),
      'meta:resourceType': 'datatypes',
      type: 'object',
      title: `T${index}`,
      properties: index % 20 === 19 ? {} : { next: { $ref: id('datatypes', index + 1) } },
      ...more,
    });
    // Most refer to the one behind them.
    const many: object[] = Array.from({ length: 2100 }, (_, index) => type(index));
    const schema = (index: number) => ({
      $id: id('schemas', index),
      'meta:resourceType': 'schemas',
      'meta:immutableTags': ['union'],
      ...schemaBody(`S${index}`, [PROFILE, IDENTITY_MAP]),
    });
    many.push(...Array.from({ length: 400 }, (_, index) => schema(index)));
    const without = many.filter((_, index) => index !== 1210);
    expect(String((await imported(without)).body.detail)).toContain(id('datatypes', 1210));
    const back = { properties: { next: { $ref: id('datatypes', 2080) } } };
    const circle = many.map((one, index) => (index === 2099 ? type(2099, back) : one));
    expect(String((await imported(circle)).body.detail)).toContain(
      `${id('datatypes', 2098)} → ${id('datatypes', 2099)} → `,
    );
    expect(String((await imported([...many, type(9019, { title: 'S7' })])).body.detail)).toContain('S7');
    await nothingThere();
    expect((await imported(many)).status).toBe(200);
    expect((await call('GET', at('datatypes', id('datatypes', 1)), { headers: XED, scope: other })).status).toBe(200);
    const tooMany = Array.from({ length: 10_001 }, (_, index) => type(index));
    expect(String((await imported(tooMany)).body.detail)).toContain('at most 10000');
  });
});
