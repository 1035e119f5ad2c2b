import { describe, expect, it } from 'vitest';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, refusal, schemaId } = stand;
const mappings = [
  { sourceType: 'STATIC', source: 'active', destination: 'loyalty.status' },
  { sourceType: 'ATTRIBUTE', source: 'items.sku', destination: 'lines.sku' },
  { sourceType: 'ATTRIBUTE', source: 'items.count', destination: 'lines.quantity' },
  { sourceType: 'ATTRIBUTE', source: 'who', destination: 'person.name' },
  { sourceType: 'EXPRESSION', source: 'upper(who.lastName)', destination: 'person.name.lastName' },
];
const mappingSet = { xdmSchema: schemaId, mappings };

describe('a preview', () => {
  it('names the row of every value, in copied objects and lists too, with what was said while it was made', async () => {
    const data = {
      items: [
        { sku: 's1', count: 1 },
        { sku: 's2', count: 2.5 },
      ],
      who: { firstName: 'Jim', lastName: 'Kay' },
    };
    const [answer] = await call('previewMappingSet', { body: { data, mappingSet } });
    const from = Object.fromEntries(
      answer.values.map(({ pointer, source }: { pointer: string; source: string }) => [pointer, source]),
    );
    expect(from).toEqual({
      '/loyalty/status': 'active',
      '/lines/0/sku': 'items.sku',
      '/lines/1/sku': 'items.sku',
      '/lines/0/quantity': 'items.count',
      '/lines/1/quantity': 'items.count',
      '/person/name/firstName': 'who',
      '/person/name/lastName': 'upper(who.lastName)',
    });
    const cut = answer.values.find(({ pointer }: { pointer: string }) => pointer === '/lines/1/quantity');
    expect(cut).toMatchObject({ value: 2, warnings: ['the fraction of 2.5 was cut off'] });
    expect(answer.errors).toMatchObject([{ code: 'MAPPING-FRACTION', destination: 'lines.quantity' }]);
  });

  it('finds the row of a value that stands elsewhere because of other rows', async () => {
    const rows = [
      { source: 'items.sku', destination: 'lines.sku' },
      { source: 'count', destination: 'lines.quantity' },
    ];
    const data = { items: [{ sku: 'a' }, { sku: 'b' }], count: 3 };
    const [answer] = await call('previewMappingSet', { body: { data, mappingSet: { ...mappingSet, mappings: rows } } });
    expect(answer.data).toEqual({
      lines: [
        { sku: 'a', quantity: 3 },
        { sku: 'b', quantity: 3 },
      ],
    });
    expect(answer.values).toContainEqual({
      pointer: '/lines/1/quantity',
      value: 3,
      source: 'count',
      destination: 'lines.quantity',
      sourceType: 'ATTRIBUTE',
    });
  });

  it('takes several records, and not too many', async () => {
    const answers = await call('previewMappingSet', { body: { data: [{ who: {} }, {}, 7, null], mappingSet } });
    expect(answers).toHaveLength(4);
    expect(answers[3].data).toEqual({ loyalty: { status: 'active' } });
    const data = Array.from({ length: 101 }, () => ({}));
    expect((await refusal('previewMappingSet', { body: { data, mappingSet } })).body.detail).toContain('at most 100');
    const long = { sourceType: 'EXPRESSION', source: 'lpad("", 100000, "x")', destination: 'loyalty.tier' };
    const large = { data: data.slice(50), mappingSet: { ...mappingSet, mappings: [long] } };
    expect((await refusal('previewMappingSet', { body: large })).body.detail).toContain(
      'more than 10000000 characters',
    );
    const many = Array.from({ length: 200 }, () => mappings[0]);
    const tooMuch = { data: data.slice(1), mappingSet: { ...mappingSet, mappings: many } };
    expect((await refusal('previewMappingSet', { body: tooMuch })).body.detail).toContain('too much for a preview');
  });
  it('is refused when its rows copy large parts again and again', async () => {
    const rows = Array.from({ length: 300 }, () => ({ source: 'list', destination: 'lines' }));
    const data = { list: Array.from({ length: 5000 }, (_, at) => ({ sku: `s${at}`, quantity: at })) };
    const body = { data, mappingSet: { ...mappingSet, mappings: rows } };
    const started = performance.now();
    expect((await refusal('previewMappingSet', { body })).body.detail).toContain('more than 500000 values');
    // Without an end it takes some ten seconds.
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('is refused when too many values stand elsewhere than their rows alone put them', async () => {
    const rows = [
      ...Array.from({ length: 1500 }, () => ({ source: 'nothing.there', destination: 'person.name.lastName' })),
      { source: 'list.sku', destination: 'lines.sku' },
      { source: 'one', destination: 'lines.quantity' },
    ];
    const data = { list: Array.from({ length: 30_000 }, () => ({ sku: 's' })), one: 1 };
    const body = { data, mappingSet: { ...mappingSet, mappings: rows } };
    expect((await refusal('previewMappingSet', { body })).body.detail).toContain('more than 500000 values');
  });
  it('is refused when its remarks would be larger than anything they are about', async () => {
    const text = `"${'x'.repeat(3000)}"`;
    const rows = [
      {
        sourceType: 'EXPRESSION',
        source: `transformArray(list, x -> iif(x == 1, ${text}, "no"))`,
        destination: 'lines.quantity',
      },
    ];
    const data = { list: Array.from({ length: 2000 }, () => 0) };
    const body = { data, mappingSet: { ...mappingSet, mappings: rows } };
    expect((await refusal('previewMappingSet', { body })).body.detail).toContain('more than 10000000 characters');
  });
  it('says of a value of a long list what was said of its row, each thing once and not thousands', async () => {
    const rows = [{ source: 'list.count', destination: 'lines.quantity' }];
    const data = { list: Array.from({ length: 5000 }, (_, at) => ({ count: at + 0.5 })) };
    const [{ values, errors }] = await call('previewMappingSet', {
      body: { data, mappingSet: { ...mappingSet, mappings: rows } },
    });
    expect(errors).toHaveLength(5000);
    expect(values).toHaveLength(5000);
    expect(values[4999]).toMatchObject({ value: 4999, warnings: { length: 10 } });
  });
});
