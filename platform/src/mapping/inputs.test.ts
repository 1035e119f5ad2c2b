import { describe, expect, it } from 'vitest';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, refusal, other, actor, clock, schemaId } = stand;

describe('samples', () => {
  it('are kept as they were given, in versions from 0, a page at a time', async () => {
    const created = await call('createSample', { body: { sampleData: '{"a": 1}' } });
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      version: 0,
      createdDate: clock(),
      modifiedDate: clock(),
      createdBy: actor.userId,
      modifiedBy: actor.userId,
      sampleData: '{"a": 1}',
      sampleDataType: 'JSON',
    });
    const params = { sampleId: created.id };
    clock.advance(5);
    const updated = await call('updateSample', { params, body: { sampleData: [{ a: 2 }] } });
    expect(updated).toMatchObject({ version: 1, sampleData: '[{"a":2}]', modifiedDate: created.createdDate + 5 });
    expect(await call('getSample', { params })).toEqual(updated);
    const headers = { 'content-type': 'text/csv' };
    const uploaded = await call('uploadSample', { body: Buffer.from('a,b\n1,2\n'), headers });
    expect(uploaded).toMatchObject({ sampleDataType: 'CSV', sampleData: 'a,b\n1,2\n' });
    const page = await call('listSamples', { query: { limit: '1', start: '1' } });
    expect(page).toEqual({ data: [uploaded], _page: { count: 1, limit: 1 } });
  });

  it('are refused when they cannot be read, are too long, or are not there', async () => {
    for (const [body, words] of [
      [{}, 'missing'],
      [{ sampleData: '{' }, 'no JSON'],
      [{ sampleData: 'a', sampleDataType: 'XML' }, 'JSON or CSV'],
      [{ sampleData: 'x'.repeat(500_001), sampleDataType: 'csv' }, 'at most 500000'],
    ] as const) {
      const { body: answer } = await refusal('createSample', { body });
      expect(answer).toMatchObject({ status: 400, type: expect.stringContaining('DPREP-1005-400') });
      expect(answer.detail).toContain(words);
    }
    const { id } = await call('createSample', { body: { sampleData: '1' } });
    expect((await refusal('getSample', { params: { sampleId: id }, scope: other })).status).toBe(404);
    expect((await refusal('updateSample', { params: { sampleId: 'x' }, body: { sampleData: '1' } })).status).toBe(404);
    expect((await refusal('listSamples', { query: { limit: '1001' } })).status).toBe(400);
  });
});

describe('schemas of sources', () => {
  it('are kept written out, as a reference, or from a file', async () => {
    const jsonSchema = { type: 'object', properties: { a: { type: 'string' } } };
    const created = await call('createSourceSchema', { body: { jsonSchema } });
    expect(created).toMatchObject({ version: 0, jsonSchema });
    expect(await call('getSourceSchema', { params: { schemaId: created.id } })).toEqual(created);
    const uploaded = await call('uploadSourceSchema', { body: Buffer.from(JSON.stringify(jsonSchema)) });
    const named = await call('createSourceSchema', { body: { schemaRef: { id: schemaId } } });
    expect(named.schemaRef).toEqual({ id: schemaId });
    expect((await call('listSourceSchemas')).data).toEqual([created, uploaded, named]);
  });

  it('are refused when they are none', async () => {
    for (const body of [undefined, {}, { jsonSchema: { type: 'objekt' } }, { schemaRef: {} }])
      expect((await refusal('createSourceSchema', { body })).status).toBe(400);
    expect((await refusal('uploadSourceSchema', { body: Buffer.from('{') })).body.detail).toContain('no JSON');
    expect((await refusal('getSourceSchema', { params: { schemaId: 'x' } })).status).toBe(404);
  });
});

describe('an expression with a sample', () => {
  it('shows what it gives for each record', async () => {
    const sampleData = '[{"a": "12"}, {"a": "x"}, {}]';
    const answer = await call('validateExpression', { body: { expression: 'to_integer(a)', sampleData } });
    expect(answer).toEqual({
      validationStatus: 'succeeded',
      error: 'none',
      results: [
        { value: 12 },
        { value: null, error: '"x" is no number', phrase: expect.objectContaining({ code: 'value-is-none' }) },
        { value: null },
      ],
    });
    const long = await call('validateExpression', {
      body: { expression: 'concat(lpad(a, 100000, "x"), a)', sampleData: { a: 'b' } },
    });
    expect(long.results).toEqual([
      {
        value: null,
        error: 'the value has 100001 characters, too many to show',
        phrase: { code: 'value-too-long', values: { count: 100_001 } },
      },
    ]);
    const dated = { expression: 'date(a)', sampleData: { a: '2020-01-02' }, sampleDataType: 'json' };
    expect((await call('validateExpression', { body: dated })).results).toEqual([{ value: '2020-01-02T00:00:00Z' }]);
  });

  it('is refused for a sample or a set that cannot be used', async () => {
    const validate = (more: object) => refusal('validateExpression', { body: { expression: 'a', ...more } });
    expect((await validate({ mappingSetId: 'none' })).status).toBe(404);
    expect((await validate({ mappingSetId: 1 })).status).toBe(400);
    expect((await validate({ sampleData: '{' })).status).toBe(400);
    expect((await validate({ sampleData: 'a', sampleDataType: 'CSV' })).status).toBe(400);
    expect((await validate({ sampleData: Array.from({ length: 101 }, () => ({})) })).status).toBe(400);
  });
});
