import { describe, expect, it } from 'vitest';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, answer, refusal, schemaId } = stand;
const rows = [
  { sourceType: 'ATTRIBUTE', source: 'id', destination: '_id', identity: true, name: 'id' },
  { sourceType: 'EXPRESSION', source: 'concat("a, b", \'"\', name)', destination: 'person.name.firstName' },
  { sourceType: 'EXPRESSION', source: '-points', destination: 'loyalty.points', description: '=HYPERLINK("http://x")' },
  { sourceType: 'STATIC', source: '@gold', destination: 'loyalty.tier' },
];
const body = { name: 'set', xdmSchema: schemaId, tags: [{ name: 't', values: ['v'] }], mappings: rows };
const rowsOf = async (mappingSetId: string) =>
  (await call('listMappings', { params: { mappingSetId } })).map(
    // biome-ignore lint/suspicious/noExplicitAny: rows are read as a client reads them
    ({ sourceType, source, destination, identity, name, description }: any) => ({
      sourceType,
      source,
      destination,
      ...(identity === true ? { identity } : {}),
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    }),
  );

describe('mapping files', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['json', 'application/json'],
  ])('go out as %s and come back the same', async (format, type) => {
    const { id } = await call('createMappingSet', { body });
    const params = { mappingSetId: id };
    const file = await answer('exportMappings', { params, query: { format } });
    expect(file.headers).toEqual({
      'content-type': type,
      'content-disposition': `attachment; filename="mapping-${id}-v0.${format}"`,
    });
    const sent = { body: Buffer.from(file.body as string), headers: { 'content-type': type } };
    const updated = await call('importMappings', { params, ...sent });
    expect(updated).toMatchObject({ id, version: 1, name: 'set', xdmSchema: schemaId, tags: body.tags });
    expect(await rowsOf(id)).toEqual(rows);
    const made = await call('createMappingSetFromFile', {
      query: { schemaId, name: 'other', format },
      body: sent.body,
    });
    expect(made).toMatchObject({ version: 0 });
    expect(await rowsOf(made.id)).toEqual(rows);
    const draft = await call('importMappings', { params, query: { status: 'DRAFT' }, ...sent });
    expect(draft).toMatchObject({ version: 2, status: 'DRAFT' });
    expect(await call('exportMappings', { params: { mappingSetId: made.id }, query: { format } })).toBe(file.body);
  });

  it('hold nothing that a spreadsheet runs', async () => {
    const { id } = await call('createMappingSet', { body });
    const text = await call('exportMappings', { params: { mappingSetId: id } });
    expect(text).toContain("'-points,loyalty.points");
    expect(text).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(text).toContain("'@gold");
  });

  it('are refused with everything that is wrong, and then nothing is written', async () => {
    const { id } = await call('createMappingSet', { body });
    const params = { mappingSetId: id };
    const put = (text: string, query: Record<string, string> = {}) =>
      refusal('importMappings', { params, query, body: Buffer.from(text) });
    const wide = await put('source,destination\na,b,c\nd,e,f\n');
    expect(wide.status).toBe(400);
    expect(wide.body.type).toContain('DPREP-1006-400');
    expect(wide.body.report).toMatchObject({ errors: [{ code: 'MAPPING-FILE-ROW' }, { code: 'MAPPING-FILE-ROW' }] });
    expect(wide.body.phrase).toMatchObject({
      values: {
        detail: { values: { other: { code: 'file-line', values: { line: 3, what: { code: 'file-cells' } } } } },
      },
    });
    expect((await put('{', { format: 'json' })).body.detail).toContain('no JSON');
    expect((await put('a', { format: 'xlsx' })).body.detail).toContain('csv or json');
    const broken = await put('sourceType,source,destination\nEXPRESSION,concta(a),_id\n');
    expect(broken.body.detail).toContain('did you mean `concat`');
    expect((await refusal('importMappings', { params })).body.detail).toContain('first line must name the columns');
    expect((await refusal('importMappings', { params: { mappingSetId: 'none' } })).status).toBe(404);
    expect((await refusal('exportMappings', { params: { mappingSetId: 'none' } })).status).toBe(404);
    expect((await refusal('createMappingSetFromFile', { body: Buffer.from('') })).body.detail).toContain('schemaId');
    expect((await call('getMappingSet', { params })).version).toBe(0);
  });

  it('come as the file of a form, which may say the rest, too', async () => {
    const text = JSON.stringify([{ sourceType: 'ATTRIBUTE', source: 'id', destination: '_id' }]);
    const form = { text, type: 'application/octet-stream', name: 'rows.json', fields: { schemaId, name: 'by form' } };
    const made = await call('createMappingSetFromFile', { body: form });
    expect(await call('getMappingSet', { params: { mappingSetId: made.id } })).toMatchObject({
      name: 'by form',
      mappings: [{ source: 'id', destination: '_id' }],
    });
    const params = { mappingSetId: made.id };
    const csv = {
      text: 'sourceType,source,destination\nSTATIC,gold,loyalty.tier\n',
      type: 'text/csv',
      name: '',
    };
    const draft = await call('importMappings', { params, body: { ...csv, fields: { status: 'DRAFT' } } });
    expect(draft).toMatchObject({ status: 'DRAFT', mappings: [{ source: 'gold' }] });
    const wrong = { ...csv, fields: { format: 'xml' } };
    expect((await refusal('importMappings', { params, body: wrong })).body.detail).toContain('format=xml');
  });
});
