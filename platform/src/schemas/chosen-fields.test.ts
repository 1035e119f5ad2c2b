import { beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  call,
  codeOf,
  create,
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
