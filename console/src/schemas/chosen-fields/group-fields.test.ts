import type { SchemaNode } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { fieldNodes, NO_MARKS, nodeAt } from '../field-nodes.ts';
import { choiceWith, groupsWith, hasField, removalOf } from './group-fields.ts';

const text = { type: 'string' };
const first = { properties: { a: text, lines: { items: { properties: { sku: text, price: text } } } } };
const second = {
  properties: { a: text, map: { additionalProperties: { items: { properties: { id: text } } } } },
};
const groups = [
  { id: 'first', title: 'First', document: first, chosen: undefined },
  { id: 'second', title: 'Second', document: second, chosen: ['map'] },
];
const field = (document: SchemaNode, path: string) => nodeAt(fieldNodes(document, NO_MARKS), path)!;

describe('fields of several groups', () => {
  it('are found in lists and maps, where they are chosen', () => {
    expect(hasField(second, 'map{}[].id')).toBe(true);
    expect([hasField(first, 'lines[].none'), hasField(first, 'a.none')]).toEqual([false, false]);
    expect(groupsWith(groups, field(first, 'a')).map(({ id }) => id)).toEqual(['first']);
    expect(groupsWith(groups, field(second, 'map{}[].id')).map(({ id }) => id)).toEqual(['second']);
  });

  it('are taken out of each, and into a group the schema has or has not', () => {
    const [group] = groupsWith(groups, field(first, 'lines[].sku'));
    expect(removalOf([group!], field(first, 'lines[].sku'))).toEqual(new Map([['first', ['a', 'lines.price']]]));
    expect(choiceWith(groups, 'second', second, 'a')).toBeUndefined();
    expect(choiceWith(groups, 'third', first, 'lines[].sku')).toEqual(['lines.sku']);
  });
});
