import { compose, eachField, type SchemaNode } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, type PatchOperation } from '../../../../platform/src/kernel/index.ts';
import { additionOf, changeOf, declarationOf, type Operation, removalOf } from './declarations.ts';

const text = { type: 'string' };
const GROUP: SchemaNode = {
  type: 'object',
  'meta:resourceType': 'mixins',
  definitions: {
    customFields: {
      properties: {
        _acme: {
          type: 'object',
          required: ['tier'],
          properties: {
            tier: text,
            card: { type: 'object', properties: { number: text } },
            lines: { type: 'array', items: { type: 'object', properties: { sku: text } } },
            home: { $ref: 'https://ns.adobe.com/acme/datatypes/place', type: 'object' },
          },
        },
      },
    },
  },
  allOf: [
    { $ref: '#/definitions/customFields' },
    { properties: { loyalty: { properties: { _acme: { properties: { badge: text } } } } } },
    { $ref: 'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details' },
  ],
};

function applied(document: SchemaNode, operations: readonly Operation[] | undefined): SchemaNode {
  return applyPatch(document, operations as readonly PatchOperation[]) as SchemaNode;
}

function paths(document: SchemaNode): readonly string[] {
  const found: string[] = [];
  eachField(compose(document, () => ({ type: 'object' })).root, (path) => found.push(path.join('.')));
  return found;
}

describe('a field inside a standard object', () => {
  it('is declared beside what is there, and the objects of the library keep their titles', () => {
    const added = applied(GROUP, additionOf(GROUP, 'person._acme.nickname', text, false));
    expect(paths(added)).toEqual(expect.arrayContaining(['person._acme.nickname', 'loyalty._acme.badge']));
    expect(declarationOf(added, 'person')?.node.title).toBeUndefined();
    expect(declarationOf(added, 'person._acme')?.node.title).toBe('_acme');
    const more = applied(added, additionOf(added, 'loyalty.challenges[]._acme.level', text, true));
    expect(declarationOf(more, 'loyalty.challenges[]._acme.level')).toMatchObject({ node: text, isRequired: true });
    expect(declarationOf(more, 'loyalty.challenges')?.node).toMatchObject({ type: 'array' });
  });
});

describe('where a field is declared', () => {
  it.each([
    ['_acme.tier', '/definitions/customFields/properties/_acme/properties/tier', true],
    ['_acme.lines[].sku', '/definitions/customFields/properties/_acme/properties/lines/items/properties/sku', false],
    ['loyalty._acme.badge', '/allOf/1/properties/loyalty/properties/_acme/properties/badge', false],
  ])('%s is found', (path, pointer, isRequired) => {
    expect(declarationOf(GROUP, path)).toEqual({ pointer, node: text, isRequired });
  });

  it.each(['_acme.home.city', 'loyalty.points', '', '_acme.nothing', '_acme.constructor'])(
    '%s is not its own',
    (path) => {
      expect(declarationOf(GROUP, path)).toBeUndefined();
    },
  );

  it('is looked for once in definitions that refer to each other', () => {
    const round = {
      definitions: { a: { allOf: [{ $ref: '#/definitions/a' }] } },
      allOf: [{ $ref: '#/definitions/a' }],
    };
    expect(declarationOf(round, 'x')).toBeUndefined();
  });
});

describe('a field', () => {
  it('is changed in place, and its object demands it or no longer', () => {
    const change = (path: string, isRequired: boolean) =>
      changeOf(GROUP, declarationOf(GROUP, path)!, { type: 'string', title: 'New' }, isRequired);
    const after = applied(GROUP, change('_acme.card.number', true));
    expect(declarationOf(after, '_acme.card.number')).toMatchObject({ node: { title: 'New' }, isRequired: true });
    expect(change('_acme.tier', true)).toHaveLength(1);
    expect(change('_acme.card.number', false)).toHaveLength(1);
    expect(applied(GROUP, change('_acme.tier', false)).definitions?.customFields?.properties?._acme).not.toHaveProperty(
      'required',
    );
  });

  it('is told only what changes: what lies in it stays as it is', () => {
    const lines = declarationOf(GROUP, '_acme.lines')!;
    const titled = { ...lines.node, title: 'Lines', items: { ...lines.node.items, description: 'Each' } };
    expect(changeOf(GROUP, lines, titled, false)).toEqual([
      { op: 'add', path: `${lines.pointer}/items/description`, value: 'Each' },
      { op: 'add', path: `${lines.pointer}/title`, value: 'Lines' },
    ]);
    const rule = fc.constantFrom('title', 'format', 'minimum', 'meta:status', 'meta:enum', 'enum');
    const name = fc.constantFrom('tier', 'card', 'lines', 'home');
    fc.assert(
      fc.property(name, fc.boolean(), fc.dictionary(rule, fc.jsonValue()), (one, isRequired, more) => {
        const before = declarationOf(GROUP, `_acme.${one}`)!;
        const after = { ...before.node, ...more } as SchemaNode;
        const changed = applied(GROUP, changeOf(GROUP, before, after, isRequired));
        expect(declarationOf(changed, `_acme.${one}`)).toEqual({ pointer: before.pointer, node: after, isRequired });
      }),
    );
  });

  it('is added wherever its path leads, and nothing else changes', () => {
    const name = fc.constantFrom('card', 'lines[]', 'fresh', 'list[]', 'deep');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 3 }), fc.boolean(), (above, isRequired) => {
        const path = ['_acme', ...above, 'added'].join('.');
        const after = applied(GROUP, additionOf(GROUP, path, text, isRequired));
        expect(declarationOf(after, path)).toMatchObject({ node: text, isRequired });
        expect(paths(after)).toEqual(expect.arrayContaining([...paths(GROUP)]));
      }),
    );
  });

  it('is the first of a class, a field group and a data type', () => {
    const empty = { type: 'object', allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/record' }] };
    expect(paths(applied(empty, additionOf(empty, '_acme.lines[].sku', text, true)))).toContain('_acme.lines.sku');
    const type = { type: 'object', 'meta:resourceType': 'datatypes', properties: {} };
    expect(applied(type, additionOf(type, 'city', text, true))).toMatchObject({
      properties: { city: text },
      required: ['city'],
    });
  });

  it('is taken away, and no longer demanded', () => {
    const after = applied(GROUP, removalOf(GROUP, declarationOf(GROUP, '_acme.tier')!));
    expect(paths(after)).toEqual(paths(GROUP).filter((path) => path !== '_acme.tier'));
    expect(after.definitions?.customFields?.properties?._acme).not.toHaveProperty('required');
  });

  it.each(['_acme.home.city', '_acme.tier.city'])(
    '%s is not added into a data type from outside it, nor into a value',
    (path) => {
      expect(additionOf(GROUP, path, text, false)).toBeUndefined();
    },
  );
});
