import type { SchemaNode } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldNode, fieldNodes, NO_MARKS, plainPath } from '../field-nodes.ts';
import { type Chosen, chosenOf, coveredPaths, picked, pointersOf, withField, withoutField } from './chosen.ts';

const text = { type: 'string' };
const GROUP: SchemaNode = {
  type: 'object',
  required: ['a', 'b'],
  properties: {
    a: text,
    b: { type: 'object', required: ['d'], properties: { c: text, d: text, e: { properties: { f: text, g: text } } } },
    lines: { type: 'array', items: { type: 'object', properties: { sku: text, price: text } } },
  },
};
const NODES = fieldNodes(GROUP, NO_MARKS);

const every = (nodes: readonly FieldNode[]): readonly FieldNode[] =>
  nodes.flatMap((node) => [node, ...every(node.children)]);
const ALL = every(NODES);
const leavesUnder = (path: string) =>
  ALL.filter(({ children }) => children.length === 0)
    .map((node) => plainPath(node.path))
    .filter((one) => one === path || one.startsWith(`${path}.`));
const leavesOf = (chosen: Chosen) =>
  every(fieldNodes(picked(GROUP, chosen), NO_MARKS))
    .filter(({ children }) => children.length === 0)
    .map((node) => plainPath(node.path));

describe('the fields of a field group a schema has', () => {
  it('are what was put in and not taken out again, in whatever order', () => {
    const step = fc.record({ adds: fc.boolean(), path: fc.constantFrom(...ALL.map(({ path }) => plainPath(path))) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let chosen: Chosen;
        const wanted = new Set(leavesOf(undefined));
        for (const { adds, path } of steps) {
          chosen = adds ? withField(NODES, chosen, path) : withoutField(NODES, chosen, path);
          for (const leaf of leavesUnder(path)) adds ? wanted.add(leaf) : wanted.delete(leaf);
        }
        expect(new Set(leavesOf(chosen))).toEqual(wanted);
        const covered = coveredPaths(NODES, chosen);
        const whole = ALL.filter(({ path }) => leavesUnder(plainPath(path)).every((leaf) => wanted.has(leaf)));
        expect(covered).toEqual(whole.map(({ path }) => path));
        expect(chosen === undefined).toBe(wanted.size === leavesOf(undefined).length);
        expect(chosen === undefined ? undefined : chosenOf(pointersOf(chosen), GROUP)).toEqual(chosen);
      }),
    );
  });

  it('are required as far as they are there', () => {
    const chosen = chosenOf(['/properties/b/properties/c', '/lines/items/sku'], GROUP);
    expect(chosen).toEqual(['b.c', 'lines.sku']);
    const named = { properties: { items: { items: { properties: { properties: text } } } } };
    expect(chosenOf(['/items/properties', '/properties/items/items/properties/properties'], named)).toEqual([
      'items.properties',
      'items.properties',
    ]);
    expect(chosenOf(undefined, GROUP)).toBeUndefined();
    const { required, properties } = picked(GROUP, chosen);
    expect([required, properties!.b!.required]).toEqual([['b'], []]);
    expect(Object.keys(properties!.lines!.items!.properties!)).toEqual(['sku']);
  });
});
