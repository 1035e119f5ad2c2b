import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPatch, type Scope } from '../kernel/index.ts';
import { differences } from './differences.ts';
import {
  actor,
  at,
  call,
  codeOf,
  create,
  customGroup,
  freshRegistry,
  PROFILE,
  profileSchema,
  scope,
} from './test-registry.ts';

beforeEach(freshRegistry);

const log = async (id: string, where: Scope = scope) =>
  (await call('GET', `/rpc/auditlog/${encodeURIComponent(id)}`, { scope: where })).body;

describe('differences', () => {
  it('are a JSON Patch from the one to the other', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (first, second) => {
        fc.pre(!/__proto__|constructor|prototype/.test(first + second));
        const [before, after] = [JSON.parse(first), JSON.parse(second)];
        const [a, b] = [
          JSON.stringify({ a: before, both: [before, 1, after] }),
          JSON.stringify({ a: after, both: [before, after] }),
        ];
        const patch = differences(JSON.parse(a), JSON.parse(b));
        const made = applyPatch(
          JSON.parse(a),
          patch.map(({ action, path, value }) => ({ op: action, path, value })),
        );
        expect(made).toEqual(JSON.parse(b));
      }),
      { numRuns: 300, examples: [['{"x/y~": 1}', '{"x/y~": 2}']] },
    );
  });

  it('show one element more as one difference', () => {
    expect(differences([1, 2, 3], [1, 9, 2, 3])).toEqual([{ action: 'add', path: '/1', value: 9 }]);
  });
});

describe('the audit log', () => {
  it('has who, when, by which request and what, newest first', async () => {
    const { schema } = await profileSchema();
    await call('PATCH', at('schemas', schema), {
      body: [{ op: 'replace', path: '/description', value: 'Members of the programme' }],
    });
    const entries = await log(schema);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toEqual({
      id: schema,
      updatedUser: actor.userId,
      imsOrg: scope.org,
      updatedTime: expect.stringMatching(/^\d{2}-\d{2}-\d{4} \d{2}:\d{2}:\d{2}$/),
      requestId: 'r-1',
      clientId: actor.clientId,
      sandBoxId: scope.sandboxId,
      updates: [
        {
          id: schema,
          xdmType: 'schemas',
          action: 'replace',
          path: '/description',
          value: 'Members of the programme',
        },
      ],
    });
    expect(entries[1]?.updates?.map(({ action, path }) => `${action} ${path}`)).toContain('add /title');
    expect(await log(`_acme.schemas.${schema.split('/').at(-1)}`)).toEqual(entries);
  });

  it('shows a change of a field group under the schemas that use it, from when they use it', async () => {
    const group = await create('fieldgroups', customGroup());
    const schema = await create('schemas', {
      type: 'object',
      title: 'Members',
      allOf: [{ $ref: PROFILE }, { $ref: group }],
    });
    const city = '/definitions/customFields/properties/_acme/properties/city';
    await call('PATCH', at('fieldgroups', group), { body: [{ op: 'add', path: city, value: { type: 'string' } }] });
    const [newest, ...older] = await log(schema);
    expect(newest).toMatchObject({
      id: schema,
      updates: [{ id: group, xdmType: 'mixins', action: 'add', path: city }],
    });
    expect(older).toHaveLength(1);
    expect(await log(group)).toHaveLength(2);
    await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/allOf/1' }] });
    await call('PATCH', at('fieldgroups', group), { body: [{ op: 'remove', path: city }] });
    expect(await log(schema)).toHaveLength(3);
  });

  it('shows a data type under group and schema, and a class under its schemas', async () => {
    const type = await create('datatypes', {
      type: 'object',
      title: 'Card',
      properties: { number: { type: 'string' } },
    });
    const group = await create('fieldgroups', customGroup('Cards', { card: { $ref: type } }));
    const behavior = 'https://ns.adobe.com/xdm/data/record';
    const shop = await create('classes', { type: 'object', title: 'Shop', allOf: [{ $ref: behavior }] });
    const member = await create('schemas', { type: 'object', title: 'M', allOf: [{ $ref: PROFILE }, { $ref: group }] });
    const shops = await create('schemas', { type: 'object', title: 'S', allOf: [{ $ref: shop }] });
    await call('PATCH', at('datatypes', type), { body: [{ op: 'replace', path: '/description', value: 'x' }] });
    await call('PATCH', at('classes', shop), { body: [{ op: 'replace', path: '/title', value: 'Store' }] });
    for (const id of [group, member]) expect((await log(id))[0]?.updates?.[0]).toMatchObject({ id: type });
    expect((await log(shops))[0]?.updates).toEqual([
      { id: shop, xdmType: 'classes', action: 'replace', path: '/title', value: 'Store' },
    ]);
  });

  it('records what an import makes, keeps the log of what is deleted, and stays in its sandbox', async () => {
    const { schema, group } = await profileSchema();
    const { body } = await call('GET', `/rpc/export/${encodeURIComponent(schema)}`);
    const other: Scope = { ...scope, key: 'k9', sandboxId: 'sb-9' };
    await call('POST', '/rpc/import', { body, scope: other });
    expect((await log(group, other)).map(({ sandBoxId }) => sandBoxId)).toEqual(['sb-9']);
    await call('DELETE', at('schemas', schema));
    const entries = await log(schema);
    expect(entries.map(({ updates }) => updates?.[0]?.action)).toEqual(['remove', 'add']);
    expect(await log(`_acme.schemas.${schema.split('/').at(-1)}`)).toEqual(entries);
    expect(await log(schema, other)).toHaveLength(1);
  });

  it('has nothing of a change that was refused, and is empty for standard resources', async () => {
    const { schema } = await profileSchema();
    const refused = await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/allOf' }] });
    expect(refused.status).toBe(400);
    expect(await log(schema)).toHaveLength(1);
    expect(await log(PROFILE)).toEqual([]);
    expect(await log('_xdm.context.profile')).toEqual([]);
    expect(codeOf(await call('GET', '/rpc/auditlog/_acme.schemas.none'))).toBe('XDM-1012-404');
  });

  it('answers no more than about four megabytes', async () => {
    const group = await create('fieldgroups', customGroup());
    for (let round = 0; round < 12; round += 1)
      await call('PATCH', at('fieldgroups', group), {
        body: [{ op: 'replace', path: '/description', value: String(round).repeat(500_000) }],
      });
    const entries = await log(group);
    expect(JSON.stringify(entries).length).toBeLessThan(5_000_000);
    expect(String(entries[0]?.updates?.[0]?.value).slice(0, 2)).toBe('11');
    expect(entries.length).toBeGreaterThan(3);
  });
});
