import { describe, expect, it } from 'vitest';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, refusal, schemaId } = stand;
const rows = [
  { sourceType: 'ATTRIBUTE', source: 'state', destination: 'loyalty.status' },
  { sourceType: 'ATTRIBUTE', source: 'tier', destination: 'loyalty.tier' },
  { sourceType: 'ATTRIBUTE', source: 'x', destination: 'commerce.order.priceTotal' },
];
const MAY_FAIL = {
  status: 'SUCCESS',
  errors: null,
  warnings: [
    {
      destination: 'loyalty.status',
      source: 'state',
      columnName: 'state',
      sourceType: 'ATTRIBUTE',
      code: 'MAPPING-MAY-FAIL',
      exception: expect.stringMatching(
        /^this row fails when the value is not one of active, inactive; for example \{"state":0\}: /,
      ),
      phrase: { code: 'row-fails-example', values: { record: '{"state":0}', when: { code: 'when-value' } } },
      counterExample: { record: { state: 0 }, message: expect.stringContaining('not a valid enum value') },
    },
  ],
};
const body = { outputSchema: { schemaRef: { id: schemaId } }, mappings: rows };

describe('what is known of rows when they are saved', () => {
  it('comes with the answer of validate, create and update, row by row; an unknown destination is let through', async () => {
    const unknown = {
      status: 'FAILED',
      errors: [{ code: 'MAPPING-UNKNOWN-DESTINATION', destination: rows[2]!.destination }],
    };
    const wanted = [MAY_FAIL, { status: 'SUCCESS', errors: null }, unknown];
    expect((await call('validateMappingSet', { body })).validationResponse).toMatchObject(wanted);
    const created = await call('createMappingSet', { body });
    expect(created.validationResponse).toMatchObject(wanted);
    expect(created.validationResponse[1]).toEqual({ status: 'SUCCESS', errors: null });
    const updated = await call('updateMappingSet', { params: { mappingSetId: created.id }, body });
    expect(updated).toMatchObject({ version: 1, validationResponse: wanted });
  });

  it('says nothing of a number that nothing known speaks against, and of a text where one is declared', async () => {
    const mappings = [{ sourceType: 'ATTRIBUTE', source: 'points', destination: 'loyalty.points' }];
    expect((await call('createMappingSet', { body: { ...body, mappings } })).validationResponse).toBeUndefined();
    const inputSchema = { jsonSchema: { type: 'object', properties: { points: { type: 'string' } } } };
    const { validationResponse } = await call('createMappingSet', { body: { ...body, mappings, inputSchema } });
    expect(validationResponse[0].warnings[0].exception).toContain('when the text is no number');
  });

  it('is left out of the answer when nothing is wrong with any row', async () => {
    const created = await call('createMappingSet', { body: { ...body, mappings: [rows[1]] } });
    expect(created.validationResponse).toBeUndefined();
  });

  it('uses the types of the input schema: written out, or stored', async () => {
    const state = { type: 'string', enum: ['active', 'inactive'] };
    const jsonSchema = { type: 'object', properties: { state, tier: { type: 'string' } } };
    const mappings = rows.slice(0, 2);
    const silent = await call('createMappingSet', { body: { ...body, mappings, inputSchema: { jsonSchema } } });
    expect(silent.validationResponse).toBeUndefined();
    const { id } = await call('createSourceSchema', { body: { jsonSchema } });
    const stored = await call('createMappingSet', { body: { ...body, mappings, inputSchema: { id } } });
    expect(stored.validationResponse).toBeUndefined();
    const flags = { jsonSchema: { type: 'object', properties: { points: { type: 'boolean' } } } };
    const points = [{ sourceType: 'ATTRIBUTE', source: 'points', destination: 'loyalty.points' }];
    const problem = await refusal('createMappingSet', { body: { ...body, mappings: points, inputSchema: flags } });
    expect(problem.body.detail).toContain('a boolean is no number');
    // The published answer shows an input schema by an id that is not of this sandbox.
    const foreign = {
      id: 'e660142cab8e438382abc5691b364b30',
      version: 0,
      sampleId: 'f9e83882e3e34c1f8b873a3b8113c01e',
    };
    const kept = await call('createMappingSet', { body: { ...body, mappings, inputSchema: foreign } });
    expect(kept.validationResponse).toHaveLength(2);
    const broken = { jsonSchema: { type: 'objekt' } };
    expect((await refusal('createMappingSet', { body: { ...body, inputSchema: broken } })).status).toBe(400);
  });

  it.each([
    ['rows', { mappings: Array.from({ length: 2001 }, () => rows[1]) }, '2001 elements; at most 2000'],
    ['a destination', { mappings: [{ ...rows[1], destination: 'a'.repeat(2049) }] }, 'at most 2048'],
    ['a source path', { mappings: [{ ...rows[1], source: 'a'.repeat(4097) }] }, 'at most 4096'],
    ['an expression', { mappings: [{ ...rows[1], sourceType: 'EXPRESSION', source: 'a'.repeat(4097) }] }, '4096'],
    ['a description', { mappings: [{ ...rows[1], description: 'a'.repeat(4097) }] }, 'at most 4096'],
    ['a name', { name: 'a'.repeat(256) }, 'at most 255'],
    ['tags', { tags: Array.from({ length: 101 }, () => ({ name: 'a' })) }, 'at most 100'],
  ])('has limits on %s', async (_, part, words) => {
    const { status, body: answer } = await refusal('createMappingSet', { body: { ...body, ...part } });
    expect({ status, detail: answer.detail }).toEqual({ status: 400, detail: expect.stringContaining(words) });
  });
});
