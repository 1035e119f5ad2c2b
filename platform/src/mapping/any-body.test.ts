import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../kernel/index.ts';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { answer, refusal, schemaId } = stand;

const odd = fc.oneof(
  { maxDepth: 2 },
  fc.constantFrom<unknown>(
    null,
    '',
    'a',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    '__proto__',
    'constructor',
    'a[',
    '${',
    '\u0000',
    '{}',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const row = fc.dictionary(
  fc.constantFrom('sourceType', 'source', 'destination', 'sourceAttribute', 'destinationXdmPath', 'name', 'identity'),
  fc.oneof(
    odd,
    fc.constantFrom<unknown>('STATIC', 'EXPRESSION', 'ATTRIBUTE', 'loyalty.points', 'lines[*].sku', 'a.b[0]'),
  ),
);
const set = fc.record(
  {
    id: odd,
    name: odd,
    status: fc.oneof(odd, fc.constant('DRAFT')),
    outputSchema: fc.oneof(odd, fc.constant({ schemaRef: { id: schemaId } })),
    xdmSchema: fc.oneof(odd, fc.constant(schemaId)),
    inputSchema: fc.oneof(odd, fc.record({ id: odd, jsonSchema: odd, schemaRef: odd })),
    tags: odd,
    mappings: fc.oneof(odd, fc.array(row, { maxLength: 4 })),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  odd,
  set,
  fc.record({ data: fc.oneof(odd, fc.array(odd)), mappingSet: set }, { requiredKeys: [] }),
  fc.record({ expression: odd, mappingSetId: odd, sampleData: odd, sampleDataType: odd }, { requiredKeys: [] }),
  fc.record({ jsonSchema: odd, schemaRef: odd }, { requiredKeys: [] }),
);
const query = fc.dictionary(
  fc.constantFrom('limit', 'start', 'orderBy', 'version', 'format', 'status', 'schemaId'),
  fc.string(),
);

describe('any body', () => {
  it('that is nested too deeply is refused', async () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    const mappings = [{ source: 'a', destination: '_id' }];
    const sets = [{ tags: [deep] }, { inputSchema: { jsonSchema: deep } }, { inputSchema: { x: deep } }];
    for (const part of sets)
      expect((await refusal('createMappingSet', { body: { xdmSchema: schemaId, mappings, ...part } })).status).toBe(
        400,
      );
    for (const [id, sent] of [
      ['previewMappingSet', { data: [deep], mappingSet: { mappings } }],
      ['validateMappingSet', { mappings, inputSchema: { jsonSchema: deep } }],
      ['createSample', { sampleData: deep }],
      ['createSourceSchema', { jsonSchema: deep }],
      ['validateExpression', { expression: 'a', sampleData: deep }],
    ] as const)
      expect((await refusal(id, { body: sent })).status, id).toBe(400);
    const text = { sampleData: `[${JSON.stringify({ a: 1 })},${'['.repeat(50_000)}${']'.repeat(50_000)}]` };
    for (const [id, sent] of [
      ['validateExpression', { expression: 'upper(a)', ...text }],
      ['createSample', text],
    ] as const)
      expect((await refusal(id, { body: sent })).status, id).toBe(400);
  });

  it('is answered or refused with a coded problem, on every route', async () => {
    const routes = stand.mapping.routes.filter(({ id, consumes }) => !id.endsWith('Short') && consumes !== 'upload');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), body, query, async ({ id, consumes }, sent, asked) => {
        const bytes = consumes === 'file' ? Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent)) : sent;
        const params = { mappingSetId: 'm', mappingId: 'r', sampleId: 's', schemaId: 's' };
        try {
          await answer(id, { body: bytes, query: asked, params });
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          expect((error as Problem).body.type).toMatch(/\/DPREP-\d{4}-4\d\d$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
