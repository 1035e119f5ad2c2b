import { describe, expect, it } from 'vitest';
import { branches, countNodes, type FieldNode, fieldNodes, matching, NO_MARKS, nodeAt } from './field-nodes.ts';

const text = { type: 'string', 'meta:xdmType': 'string' };
const SCHEMA = {
  type: 'object',
  required: ['_id'],
  properties: {
    person: {
      type: 'object',
      required: ['first'],
      properties: { last: text, first: text, old: { ...text, 'meta:status': 'deprecated' } },
    },
    _id: text,
    orders: { type: 'array', items: { type: 'object', properties: { sku: text } } },
    identityMap: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'object', properties: { id: text } } },
    },
  },
} as const;

const outline = (nodes: readonly FieldNode[]): readonly string[] =>
  nodes.flatMap(({ path, required, children }) => [`${path}${required ? '!' : ''}`, ...outline(children)]);

describe('the fields of a schema', () => {
  const nodes = fieldNodes(SCHEMA, {
    ...NO_MARKS,
    identities: new Map([['person.first', { namespace: 'Email', primary: true }]]),
    labels: new Map([
      ['orders', ['core/S1']],
      ['orders.sku', ['core/C1']],
      ['', ['core/C2']],
    ]),
    deprecated: new Set(['_id']),
  });

  it('are a tree by name, with lists and maps opened', () => {
    expect(outline(nodes)).toEqual([
      '_id!',
      'identityMap',
      'identityMap{}[].id',
      'orders',
      'orders[].sku',
      'person',
      'person.first!',
      'person.last',
      'person.old',
    ]);
    expect(countNodes(nodes)).toBe(9);
    expect(branches(nodes)).toEqual(['identityMap', 'orders', 'person']);
  });

  it('carry what descriptors say of them', () => {
    expect(nodeAt(nodes, 'person.first')?.identity).toEqual({ namespace: 'Email', primary: true });
    expect(nodeAt(nodes, 'orders[].sku')).toMatchObject({ labels: ['core/C1'], inherited: ['core/C2', 'core/S1'] });
    expect(nodeAt(nodes, 'orders')).toMatchObject({ labels: ['core/S1'], inherited: ['core/C2'] });
    expect([nodeAt(nodes, '_id'), nodeAt(nodes, 'person.old')].map((node) => node?.deprecated)).toEqual([true, true]);
    expect(nodeAt(nodes, 'person.last')).toMatchObject({ deprecated: false, labels: [], identity: undefined });
    expect(nodeAt(nodes, 'person.middle')).toBeUndefined();
  });

  it('are searched: what matches stays with what is above it and all that is in it', () => {
    const named = (word: string) => outline(matching(nodes, ({ name }) => name.includes(word)));
    expect(named('sku')).toEqual(['orders', 'orders[].sku']);
    expect(named('person')).toEqual(['person', 'person.first!', 'person.last', 'person.old']);
    expect(named('nothing')).toEqual([]);
  });

  it('of a schema without fields are none', () => {
    expect(fieldNodes({ type: 'object' }, NO_MARKS)).toEqual([]);
  });
});
