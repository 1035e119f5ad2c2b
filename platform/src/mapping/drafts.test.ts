import { describe, expect, it } from 'vitest';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, refusal, scope, schemaId, root } = stand;
const row = (source: string, destination = 'person.name.firstName', sourceType = 'ATTRIBUTE') => ({
  sourceType,
  source,
  destination,
});
const set = (status: string | undefined, ...mappings: readonly unknown[]) => ({
  xdmSchema: schemaId,
  status,
  mappings,
});
const entityBy = async (id: string, version?: number) =>
  (await stand.mapping.compiled(scope, id, version, root))?.apply({ a: 'A', b: 'B' }, { now: 0 }).entity;

describe('a draft', () => {
  it('never runs, by its version or as the latest, but is read, previewed and listed', async () => {
    const { id } = await call('createMappingSet', { body: set('DRAFT', row('a')) });
    expect(await entityBy(id)).toBeUndefined();
    expect(await entityBy(id, 0)).toBeUndefined();
    expect(await stand.mapping.exists(scope, id)).toBe(false);
    expect(await stand.mapping.get(scope, id, 0)).toBeUndefined();
    expect(await stand.mapping.outputSchemaId(scope, id)).toBeUndefined();
    expect((await call('getMappingSet', { params: { mappingSetId: id } })).status).toBe('DRAFT');
    expect((await call('listMappingSets')).data).toHaveLength(1);
    const [previewed] = await call('previewMappingSet', { body: { data: { a: 'A' }, mappingSet: { id } } });
    expect(previewed.data).toEqual({ person: { name: { firstName: 'A' } } });
  });

  it('runs from the version on in which it is published, and stays a draft until that is said', async () => {
    const { id } = await call('createMappingSet', { body: set('DRAFT', row('a')) });
    const params = { mappingSetId: id };
    expect((await call('updateMappingSet', { params, body: set(undefined, row('a')) })).status).toBe('DRAFT');
    expect(await stand.mapping.exists(scope, id)).toBe(false);
    const before = stand.mapping.revision();
    expect((await call('updateMappingSet', { params, body: set('PUBLISHED', row('b')) })).version).toBe(2);
    expect(stand.mapping.revision()).toBeGreaterThan(before);
    expect(await entityBy(id)).toEqual({ person: { name: { firstName: 'B' } } });
    expect(await entityBy(id, 2)).toEqual({ person: { name: { firstName: 'B' } } });
    expect(await entityBy(id, 1)).toBeUndefined();
  });

  it('written over a published set leaves what runs as it is', async () => {
    const { id } = await call('createMappingSet', { body: set(undefined, row('a')) });
    const params = { mappingSetId: id };
    for (const source of ['b', 'c']) await call('updateMappingSet', { params, body: set('DRAFT', row(source)) });
    expect((await call('getMappingSet', { params })).version).toBe(2);
    expect(await entityBy(id)).toEqual({ person: { name: { firstName: 'A' } } });
    expect((await stand.mapping.get(scope, id))?.version).toBe(0);
    expect(await stand.mapping.exists(scope, id, 1)).toBe(false);
    await call('updateMappingSet', { params, body: set('PUBLISHED', row('b')) });
    expect(await entityBy(id)).toEqual({ person: { name: { firstName: 'B' } } });
    expect(await entityBy(id, 0)).toEqual({ person: { name: { firstName: 'A' } } });
  });

  it('may hold rows that can never fit, and says so; a published set may not', async () => {
    const never = row('is_empty(a)', 'loyalty.points', 'EXPRESSION');
    const { id, validationResponse } = await call('createMappingSet', { body: set('DRAFT', row('a'), never) });
    expect(validationResponse).toMatchObject([{ status: 'SUCCESS' }, { status: 'FAILED' }]);
    const params = { mappingSetId: id };
    const problem = await refusal('updateMappingSet', { params, body: set('PUBLISHED', row('a'), never) });
    expect(problem.status).toBe(400);
    expect(problem.body.report).toMatchObject({
      errors: [
        'mappings[1]: this row can never give a valid value: a boolean is no number (is_empty(a) → loyalty.points)',
      ],
      validationResponse: [{ status: 'SUCCESS', errors: null }, { status: 'FAILED' }],
    });
    expect((await call('getMappingSet', { params })).version).toBe(0);
    expect((await refusal('createMappingSet', { body: set('draft', row('a')) })).body.detail).toContain(
      'DRAFT or PUBLISHED',
    );
  });
});
