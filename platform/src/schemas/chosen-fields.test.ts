import { beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  call,
  codeOf,
  create,
  customGroup,
  FULL,
  freshRegistry,
  LOYALTY,
  PROFILE,
  PROFILE_PARTS,
  schemaBody,
  tag,
} from './test-registry.ts';

const only = (schema: string, ...pointers: readonly string[]) =>
  call('PATCH', at('schemas', schema), { body: [{ op: 'add', path: '/allOf/1/meta:refProperty', value: pointers }] });

async function loyaltyIn(kind: string, id: string): Promise<readonly string[]> {
  const { body } = await call('GET', at(kind, id), { headers: FULL });
  return Object.keys(body.properties!.loyalty?.properties ?? {});
}

describe('single fields of a field group', () => {
  beforeEach(freshRegistry);

  it('are in the schema and in its union, the others are not; they can be taken in later', async () => {
    const schema = await create('schemas', schemaBody('Members', PROFILE_PARTS));
    await only(schema, '/loyalty/tier');
    await tag(schema);
    expect(await loyaltyIn('schemas', schema)).toEqual(['tier']);
    expect(await loyaltyIn('unions', `${PROFILE}__union`)).toEqual(['tier']);
    expect((await only(schema, '/loyalty/tier', '/loyalty/points')).status).toBe(200);
    expect(await loyaltyIn('unions', `${PROFILE}__union`)).toEqual(['points', 'tier']);
    await call('PATCH', at('schemas', schema), { body: [{ op: 'remove', path: '/allOf/1/meta:refProperty' }] });
    expect((await loyaltyIn('schemas', schema)).length).toBeGreaterThan(2);
  });

  it('are fields the group has', async () => {
    const group = await create('fieldgroups', customGroup());
    const schema = await create('schemas', schemaBody('Members', [PROFILE, LOYALTY, group]));
    for (const pointer of ['/loyalty/teir', '/tier', '/loyalty/tier/name', '/loyalty/toString', '/loyalty/items']) {
      const { status, body } = await only(schema, '/loyalty/points', pointer);
      expect([status, body.detail]).toEqual([400, expect.stringContaining(`has no field ${pointer}; name one`)]);
    }
    for (const pointer of [
      '/properties/loyalty/properties/tier',
      '/loyalty/pointsExpiration/items/pointsExpiring',
      '/',
    ])
      expect((await only(schema, pointer)).status).toBe(200);
    const made = { ...schemaBody('Others', [PROFILE]), allOf: [{ $ref: PROFILE }] };
    const allOf = [...made.allOf, { $ref: group, 'meta:refProperty': ['/_acme/gone'] }];
    expect(codeOf(await call('POST', '/tenant/schemas', { body: { ...made, allOf } }))).toBe('XDM-1500-400');
  });

  it('may be gone from the group later; the schema can be changed all the same', async () => {
    const group = await create('fieldgroups', customGroup());
    const schema = await create('schemas', schemaBody('Members', [PROFILE, group]));
    await only(schema, '/_acme/visits');
    const gone = [{ op: 'remove', path: '/definitions/customFields/properties/_acme/properties/visits' }];
    expect((await call('PATCH', at('fieldgroups', group), { body: gone })).status).toBe(200);
    const title = [{ op: 'replace', path: '/title', value: 'People' }];
    expect((await call('PATCH', at('schemas', schema), { body: title })).status).toBe(200);
    expect((await only(schema, '/_acme/visits', '/_acme/visit')).body.detail).toContain('has no field /_acme/visit;');
  });

  it('stay where there are profiles made of them, and in another schema of the group', async () => {
    const schema = await create('schemas', schemaBody('Members', PROFILE_PARTS));
    const other = await create('schemas', schemaBody('Guests', [PROFILE, LOYALTY]));
    const before = await loyaltyIn('schemas', other);
    await tag(schema);
    const refused = await only(schema, '/loyalty/tier');
    expect([refused.status, codeOf(refused)]).toEqual([400, 'XDM-1510-400']);
    expect(refused.body.detail).toContain('loyalty.points');
    expect((await only(other, '/loyalty/tier')).status).toBe(200);
    expect(await loyaltyIn('schemas', schema)).toEqual(before);
  });
});
