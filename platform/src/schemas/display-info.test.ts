import { beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  call,
  create,
  customGroup,
  EVENT,
  FULL,
  freshRegistry,
  LOYALTY,
  PROFILE,
  schemaBody,
  tag,
  XDM,
  XED,
} from './test-registry.ts';

const DEMOGRAPHIC = `${XDM}context/profile-person-details`;

const displaying = (schema: string, path: string | readonly string[], more: object) =>
  call('POST', '/tenant/descriptors', {
    body: { '@type': 'xdm:alternateDisplayInfo', 'xdm:sourceSchema': schema, 'xdm:sourceProperty': path, ...more },
  });

async function fieldOf(kind: string, id: string, path: string, headers: Record<string, string> = FULL) {
  const { body } = await call('GET', at(kind, id), { headers });
  return path.split('.').reduce((node, name) => node.properties?.[name] ?? node.items!.properties![name]!, body);
}

describe('what a schema calls standard fields', () => {
  beforeEach(freshRegistry);

  it('is in its resolved forms, and gone with the descriptor', async () => {
    const schema = await create('schemas', schemaBody('Members', [PROFILE, LOYALTY]));
    const other = await create('schemas', schemaBody('Others', [PROFILE, LOYALTY]));
    const { body } = await displaying(schema, '/loyalty/tier', {
      'xdm:title': { fr_fr: 'Niveau', en_us: 'Level' },
      'xdm:description': { de_de: 'Die Stufe' },
      'meta:enum': { gold: 'Gold', silver: { en_us: 'Silver', fr_fr: 'Argent' } },
    });
    expect(await fieldOf('schemas', schema, 'loyalty.tier')).toMatchObject({
      title: 'Level',
      description: 'Die Stufe',
      'meta:enum': { gold: 'Gold', silver: 'Silver' },
    });
    expect((await fieldOf('schemas', other, 'loyalty.tier')).title).not.toBe('Level');
    expect((await call('GET', at('schemas', schema), { headers: XED })).body.properties).toBeUndefined();
    await call('DELETE', `/tenant/descriptors/${body['@id']}`);
    const plain = await fieldOf('schemas', other, 'loyalty.tier');
    expect(await fieldOf('schemas', schema, 'loyalty.tier')).toEqual(plain);
  });

  it('reaches fields in lists', async () => {
    const schema = await create('schemas', schemaBody('Members', [PROFILE, LOYALTY]));
    await displaying(schema, '/loyalty/pointsExpiration/pointsExpiring', { 'xdm:title': { en_us: 'Ending' } });
    await displaying(schema, '/loyalty/loyaltyID', { 'meta:enum': { none: 'None' } });
    expect((await fieldOf('schemas', schema, 'loyalty.pointsExpiration.pointsExpiring')).title).toBe('Ending');
    expect((await fieldOf('schemas', schema, 'loyalty.loyaltyID')).items!['meta:enum']).toEqual({ none: 'None' });
  });

  it('is of each field a descriptor names', async () => {
    const schema = await create(
      'schemas',
      schemaBody('Members', [PROFILE, LOYALTY, await create('fieldgroups', customGroup())]),
    );
    const several = (...paths: readonly string[]) =>
      displaying(schema, paths, { 'xdm:title': { en_us: 'Level' }, 'meta:enum': { gold: 'Gold' } });
    expect((await several('/loyalty/tier', '/loyalty/status')).status).toBe(201);
    for (const path of ['loyalty.tier', 'loyalty.status'])
      expect(await fieldOf('schemas', schema, path)).toMatchObject({ title: 'Level', 'meta:enum': { gold: 'Gold' } });
    expect((await call('GET', at('schemas', schema), { headers: FULL })).body.title).toBe('Members');
    const refused = await several('/loyalty/tier', '/loyalty/points', '/_acme/customerId');
    expect(refused.body.detail).toMatch(
      /\/loyalty\/points is number.*_acme\/customerId is a custom field, which has a title of its own/s,
    );
  });

  it('adds to the suggested values of the library and leaves some out', async () => {
    const schema = await create('schemas', schemaBody('Events', [EVENT]));
    const before = Object.keys((await fieldOf('schemas', schema, 'eventType'))['meta:enum']!);
    await displaying(schema, '/eventType', {
      'meta:enum': { 'card.swiped': 'Card swiped' },
      'xdm:excludeMetaEnum': { 'media.ping': 'Media ping' },
    });
    const after = Object.keys((await fieldOf('schemas', schema, 'eventType'))['meta:enum']!);
    expect(after).toEqual([...before.filter((value) => value !== 'media.ping'), 'card.swiped']);
  });

  it('is in the union: values of all members, without those no member suggests', async () => {
    const schemas = [];
    for (const title of ['First', 'Second']) {
      const schema = await create('schemas', schemaBody(title, [EVENT]));
      const value = title.toLowerCase();
      await displaying(schema, '/eventType', {
        'xdm:title': { en_us: 'Kind of event' },
        'meta:enum': { [value]: title, both: title },
        'meta:excludeMetaEnum': ['media.ping', ...(title === 'First' ? ['media.play'] : [])],
      });
      await tag(schema);
      schemas.push(schema);
    }
    const { title, 'meta:enum': values } = await fieldOf('unions', `${EVENT}__union`, 'eventType');
    expect(title).toBe('Kind of event');
    expect(values).toMatchObject({ first: 'First', second: 'Second', both: 'Second', 'media.play': 'Media play' });
    expect(values).not.toHaveProperty(['media.ping']);
    const profiles = await fieldOf('unions', `${PROFILE}__union`, 'timeSeriesEvents.eventType');
    expect(profiles['meta:enum']).toMatchObject({ first: 'First', second: 'Second' });
  });

  it.each([
    ['/loyalty/points', { many: 'Many' }, '/loyalty/points is number'],
    ['/person/gender', { unheard: 'Unheard of' }, 'unheard is none of them'],
    ['/loyalty/tier', { gold: 1 }, 'texts by locale'],
  ])('suggests only what the field can hold: %s', async (path, values, words) => {
    const schema = await create('schemas', schemaBody('Members', [PROFILE, LOYALTY, DEMOGRAPHIC]));
    const { status, body } = await displaying(schema, path, { 'meta:enum': values });
    expect([status, body.detail]).toEqual([400, expect.stringContaining(words)]);
  });
});
