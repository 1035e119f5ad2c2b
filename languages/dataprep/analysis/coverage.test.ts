import type { Field } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';

const text: Field = { type: 'string' };
const target: Field = {
  type: 'object',
  required: ['_id', 'timestamp'],
  fields: {
    _id: text,
    timestamp: { type: 'date-time' },
    old: { ...text, status: 'deprecated' },
    person: { type: 'object', fields: { name: { type: 'object', fields: { first: text, last: text } }, gender: text } },
    items: {
      type: 'array',
      items: { type: 'object', required: ['sku'], fields: { sku: text, price: { type: 'number' } } },
    },
    store: { type: 'object', required: ['code'], fields: { code: text } },
    identityMap: {
      type: 'map',
      values: { type: 'array', items: { type: 'object', required: ['id'], fields: { id: text } } },
    },
  },
};

describe('coverage', () => {
  it('lists target fields without a row, those that must be there, and those beside mapped ones', () => {
    const { target: reach } = coverageOf({
      target,
      records: [],
      mappings: [
        { source: 'id', destination: 'xdm:_id' },
        { source: 'lines.price', destination: 'items[*].price' },
        { source: 'mail', destination: 'identityMap.email[0].id' },
        { source: 'nowhere', destination: 'not.a.field' },
      ],
    });
    expect(reach.mapped).toEqual(['_id', 'items.price', 'identityMap']);
    expect(reach.unmapped).toEqual([
      'timestamp',
      'person.name.first',
      'person.name.last',
      'person.gender',
      'items.sku',
      'store.code',
    ]);
    expect(reach.missing).toEqual(['timestamp', 'items.sku']);
    expect(reach.beside).toEqual(['timestamp', 'items.sku']);
  });

  it('counts everything below a copied object on both sides', () => {
    const { target: reach, source } = coverageOf({
      target,
      records: [{ who: { first: 'A', last: 'B' }, lines: [{ sku: '1' }, { sku: '2', note: 'x' }], other: null }],
      mappings: [
        { source: 'who', destination: 'person.name' },
        { sourceType: 'EXPRESSION', source: 'filterArray(lines, x -> x.note != null)', destination: 'items' },
      ],
    });
    expect(reach.mapped).toEqual(['person.name.first', 'person.name.last', 'items.sku', 'items.price']);
    expect(source).toEqual({ mapped: ['who.first', 'who.last', 'lines.sku', 'lines.note'], unmapped: ['other'] });
  });

  it('knows what expressions read, dotted headings and fixed texts included', () => {
    const { source } = coverageOf({
      target,
      records: [{ 'Full.Name': 'A', a: 1, b: [{ c: 1 }], d: 1 }],
      mappings: [
        { source: 'Full.Name', destination: 'person.name.first' },
        { sourceType: 'EXPRESSION', source: 'concat(a, b[0].c)', destination: '_id' },
        { sourceType: 'STATIC', source: 'd', destination: 'person.gender' },
      ],
    });
    expect(source).toEqual({ mapped: ['Full.Name', 'a', 'b.c'], unmapped: ['d'] });
  });
});
