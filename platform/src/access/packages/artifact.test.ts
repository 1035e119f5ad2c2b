import { describe, expect, it } from 'vitest';
import { countingIds, manualClock, type Scope } from '../../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../../stores/index.ts';
import { Dependencies, partOf, withAlternative } from './artifact.ts';
import type { SandboxPackage } from './package.ts';
import { EXPIRY_MS, type PackageBody, StoredPackages } from './stored-package.ts';

const id = (name: string) => `https://ns.adobe.com/acme/${name}`;
const PACK: SandboxPackage = {
  format: 'meniscus-sandbox-package/1',
  schemas: [
    { $id: id('datatypes/d'), title: 'D', 'meta:resourceType': 'datatypes' },
    { $id: id('mixins/m'), title: 'M', 'meta:resourceType': 'mixins', properties: { x: { $ref: id('datatypes/d') } } },
    { $id: id('schemas/other'), title: 'O', 'meta:resourceType': 'schemas' },
    {
      $id: id('schemas/s'),
      title: 'S',
      'meta:resourceType': 'schemas',
      allOf: [{ $ref: `${id('mixins/m')}#/definitions/x` }],
    },
    {
      '@type': 'xdm:descriptorOneToOne',
      'xdm:sourceSchema': id('schemas/s'),
      'xdm:destinationSchema': id('schemas/other'),
    },
    { '@type': 'xdm:descriptorLabel', 'xdm:sourceSchema': id('schemas/other') },
  ],
  datasets: [
    { name: 'Data', schema: id('schemas/s'), tags: {} },
    { name: 'Unused', schema: id('schemas/other'), tags: {} },
  ],
  connections: [{ name: 'Shop' }],
  flows: [
    {
      name: 'Members',
      flowSpec: {},
      connection: 'Shop',
      dataset: 'Data',
      source: {},
      target: { data: { schema: { id: id('schemas/s') } } },
      mapping: { schema: id('schemas/s'), rows: [] },
    },
  ],
  audiences: [
    { name: 'Gold', expression: { value: 'x = 1' } },
    { name: 'Rich', expression: { value: 'inSegment("{audience Gold}")' } },
  ],
};
const FLOW = { type: 'FLOW', key: 'Members' } as const;

describe('a part of a sandbox', () => {
  it('has everything its objects need, and nothing else', () => {
    const part = partOf(PACK, [FLOW]);
    expect(part.schemas.map((one) => one.$id ?? one['@type'])).toEqual([
      id('datatypes/d'),
      id('mixins/m'),
      id('schemas/other'),
      id('schemas/s'),
      'xdm:descriptorOneToOne',
      'xdm:descriptorLabel',
    ]);
    expect([part.datasets.length, part.connections.length, part.flows.length, part.audiences.length]).toEqual([
      1, 1, 1, 0,
    ]);
    expect(partOf(PACK, [{ type: 'PROFILE_SEGMENT', key: 'Rich' }]).audiences).toHaveLength(2);
    expect(partOf(PACK, [{ type: 'REGISTRY_MIXIN', key: id('mixins/m') }]).schemas).toHaveLength(2);
  });

  it('knows what each object needs directly', () => {
    const needs = new Dependencies(PACK);
    expect(needs.of({ type: 'CONNECTION', key: 'Shop' })).toEqual([]);
    expect(needs.of({ type: 'CATALOG_DATASET', key: 'Data' })).toEqual([
      { type: 'REGISTRY_SCHEMA', key: id('schemas/s') },
    ]);
    expect(needs.of({ type: 'REGISTRY_SCHEMA', key: id('schemas/s') })).toEqual([
      { type: 'REGISTRY_MIXIN', key: id('mixins/m') },
      { type: 'REGISTRY_SCHEMA', key: id('schemas/other') },
    ]);
  });
});

describe('an alternative', () => {
  it('takes the place of a schema wherever it is used, and the schema is not made', () => {
    const other = withAlternative(PACK, { type: 'REGISTRY_SCHEMA', key: id('schemas/s') }, id('schemas/theirs'));
    expect(JSON.stringify(other)).not.toContain(`${id('schemas/s')}"`);
    expect(other.schemas).toHaveLength(4);
    expect([other.datasets[0]!.schema, other.flows[0]!.mapping!.schema]).toEqual([
      id('schemas/theirs'),
      id('schemas/theirs'),
    ]);
  });

  it('takes the place of datasets, connections and audiences by name', () => {
    const dataset = withAlternative(PACK, { type: 'CATALOG_DATASET', key: 'Data' }, 'Theirs');
    expect([dataset.datasets[0]!.name, dataset.flows[0]!.dataset]).toEqual(['Theirs', 'Theirs']);
    const connection = withAlternative(PACK, { type: 'CONNECTION', key: 'Shop' }, 'Theirs');
    expect([connection.connections[0]!.name, connection.flows[0]!.connection]).toEqual(['Theirs', 'Theirs']);
    const audience = withAlternative(PACK, { type: 'PROFILE_SEGMENT', key: 'Gold' }, 'Theirs');
    expect(audience.audiences[1]!.expression).toEqual({ value: 'inSegment("{audience Theirs}")' });
    expect(withAlternative(PACK, FLOW, 'Members')).toBe(PACK);
  });
});

describe('stored packages', () => {
  it('are gone when they expire, one of a name at a time, and two changes at once do not both hold', async () => {
    const tables = await openSqliteTables({ path: ':memory:' });
    await tables.migrate([documentsMigration]);
    const clock = manualClock();
    const packages = new StoredPackages({ tables, clock, ids: countingIds() });
    const scope = { key: 'k', org: 'o', sandbox: 'prod' } as Scope;
    const body: PackageBody = {
      name: 'P',
      description: '',
      packageType: 'FULL',
      status: 'DRAFT',
      visibility: 'PRIVATE',
      expiry: clock() + EXPIRY_MS,
      artifacts: [],
      source: { name: 'prod', imsOrgId: 'o' },
    };
    const added = await packages.add(scope, body, 'me');
    await expect(packages.add(scope, body, 'me')).rejects.toMatchObject({ status: 409 });
    await packages.change(added, { ...body, description: 'x' }, 'me');
    await expect(packages.change(added, { ...body, description: 'y' }, 'me')).rejects.toMatchObject({ status: 409 });
    clock.advance(EXPIRY_MS);
    expect(await packages.list([scope])).toEqual([]);
    await expect(packages.get([scope], added.id)).rejects.toMatchObject({ status: 404 });
    expect((await packages.add(scope, { ...body, expiry: clock() + 1 }, 'me')).id).not.toBe(added.id);
  });
});
