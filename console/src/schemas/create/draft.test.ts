import type { SchemaNode } from '@meniscus/languages/xdm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FieldNode, fieldNodes } from '../field-nodes.ts';
import { marksOf as marksIn } from '../marks.ts';
import { EMPTY_FORM, type FieldForm } from '../own-fields/field-form.ts';
import {
  composed,
  type Draft,
  EMPTY,
  extendedGroups,
  groupTitle,
  innerDocument,
  marksOf,
  type OwnField,
  ownDocument,
  resourcesOf as resourcesNamed,
  withChosen,
  withDataTypes,
  withField,
  withGroupInPlace,
  withIdentity,
  withInnerField,
  withoutField,
  withoutInnerFields,
} from './draft.ts';
import { draftChanges, ofFieldsIn, withDisplays } from './said.ts';

const field = (path: string, more: Partial<FieldForm> = {}): OwnField => ({
  path: path.split('.'),
  form: { ...EMPTY_FORM, name: path.split('.').at(-1)!, title: path, ...more },
});
const filled = [
  field('card', { type: 'Object' }),
  field('card.number', { isRequired: true, pattern: '^L', least: 3, most: 12 }),
  field('card.colour', { choices: 'enum', values: 'r, Red\nb' }),
  field('visits', { type: 'Integer', least: 0 }),
  field('tags', { isArray: true, choices: 'suggested', values: 'vip, VIP' }),
].reduce(withField, { ...EMPTY, classId: 'https://ns.adobe.com/xdm/context/profile', name: 'Members' } as Draft);

/** What the registry is given, the group of the own fields under its usual name. */
const resourcesOf = (draft: Draft, tenant: string, id: () => string) =>
  resourcesNamed({ ...draft, ownGroup: `${draft.name} fields` }, tenant, id);

describe('a schema that is being made', () => {
  it('shows its own fields below the object of the organisation', () => {
    const marked = withIdentity(filled, '/_acme/card/number', { namespace: 'Card', isPrimary: true });
    const all = (nodes: readonly FieldNode[]): readonly FieldNode[] =>
      nodes.flatMap((node) => [node, ...all(node.children)]);
    const shown = all(fieldNodes(ownDocument(marked, 'acme'), marksOf(marked)));
    expect(shown.map(({ path, required, identity }) => [path, required, identity?.namespace])).toEqual([
      ['_acme', false, undefined],
      ['_acme.card', false, undefined],
      ['_acme.card.colour', false, undefined],
      ['_acme.card.number', true, 'Card'],
      ['_acme.tags', false, undefined],
      ['_acme.visits', false, undefined],
    ]);
    expect(ownDocument(EMPTY, 'acme')).toEqual({});
  });

  it('is class and field groups laid over each other', () => {
    const person = { properties: { person: { properties: { name: { type: 'string' } } }, _id: { type: 'string' } } };
    const more = { required: ['person'], properties: { person: { required: ['nick'], properties: { nick: {} } } } };
    expect(composed([person, more])).toEqual({
      required: ['person'],
      properties: {
        person: { required: ['nick'], properties: { name: { type: 'string' }, nick: {} } },
        _id: { type: 'string' },
      },
    });
  });

  it('shows what its data types hold, in objects and lists', () => {
    const home = field('card.home', { type: 'DataType', dataType: 'place' });
    const draft = [home, field('shops', { type: 'DataType', dataType: 'place', isArray: true })].reduce(
      withField,
      filled,
    );
    const place = { title: 'Place', type: 'object', properties: { city: { type: 'string' } } };
    const shown = withDataTypes(ownDocument(draft, 'acme'), new Map([['place', place]]));
    const { card, shops } = shown.properties!._acme!.properties!;
    expect(card!.properties!.home).toMatchObject({ title: 'card.home', properties: place.properties });
    expect(shops!.items).toMatchObject({ 'meta:referencedFrom': 'place', properties: place.properties });
    expect(withDataTypes(ownDocument(draft, 'acme'), new Map())).toEqual(ownDocument(draft, 'acme'));
  });

  it('has of a group the fields that are chosen, and none of one that nothing is chosen of', () => {
    const some = withChosen({ ...EMPTY, classId: 'c', groups: ['a'] }, 'b', ['x.y']);
    const [schema] = resourcesOf(withChosen(some, 'a', ['z']), 'acme', () => 'id');
    expect(schema!.allOf).toEqual([
      { $ref: 'c', type: 'object' },
      { $ref: 'a', type: 'object', 'meta:refProperty': ['/z'] },
      { $ref: 'b', type: 'object', 'meta:refProperty': ['/x/y'] },
    ]);
    expect(withChosen(some, 'b', undefined)).toMatchObject({ groups: ['a', 'b'], chosen: new Map() });
    expect(withChosen(some, 'b', [])).toMatchObject({ groups: ['a'], chosen: new Map() });
  });

  describe('with fields inside standard objects', () => {
    const group = { extended: 'a', classes: ['c'], title: 'A (Extended)' };
    const inner = (path: string, more: Partial<FieldForm> = {}) => ({ path, form: { ...field('x', more).form } });
    const shelf = inner('lines[]._acme.shelf', { isRequired: true });
    const started = withInnerField({ ...EMPTY, classId: 'c', groups: ['a', 'b'], name: 'Baskets' }, group, shelf);
    const draft = withInnerField(started, group, inner('lines[]._acme.box.size', { type: 'Integer' }));

    it('makes the group that extends the standard one first, and puts it in its place with the same fields', () => {
      const ids = ['id1', 'id2', 'id3'];
      const [extension, schema] = resourcesOf(
        { ...draft, chosen: new Map([['a', ['total']]]) },
        'acme',
        () => ids.shift()!,
      );
      expect(extension).toMatchObject({
        title: 'A (Extended)',
        'meta:intendedToExtend': ['c'],
        allOf: [{ $ref: 'a' }, { $ref: '#/definitions/customFields' }],
      });
      const { customFields } = extension!.definitions as { customFields: SchemaNode };
      expect(customFields.properties!.lines!.items!.properties!._acme).toMatchObject({
        required: ['shelf'],
        properties: { shelf: { type: 'string' }, box: { properties: { size: { type: 'integer' } } } },
      });
      expect(schema!.allOf).toEqual([
        { $ref: 'c', type: 'object' },
        {
          $ref: extension!.$id,
          type: 'object',
          'meta:refProperty': ['/total', '/lines/_acme/shelf', '/lines/_acme/box/size'],
        },
        { $ref: 'b', type: 'object' },
      ]);
      const [, whole] = resourcesOf(draft, 'acme', () => 'id');
      expect((whole!.allOf as unknown[])[1]).not.toHaveProperty('meta:refProperty');
    });

    it('shows them in the lists and objects they lie in', () => {
      const document = {
        properties: { lines: { title: 'Lines', items: { properties: { sku: { type: 'string' } } } } },
      };
      const [extended] = extendedGroups(draft, [{ id: 'a', title: 'A', document, chosen: ['lines.sku'] }]);
      expect(extended!.chosen).toEqual(['lines.sku', 'lines._acme.shelf', 'lines._acme.box.size']);
      const nodes = fieldNodes(extended!.document, marksOf(draft));
      expect(nodes[0]).toMatchObject({ node: { title: 'Lines' }, children: [{ holds: 'extended' }, { name: 'sku' }] });
      expect(groupTitle(draft, { id: 'a', title: 'A' })).toBe('A (Extended)');
      expect(groupTitle(draft, { id: 'b', title: 'B' })).toBe('B');
    });

    it('changes one in its place, and makes no group that would have none', () => {
      const renamed = withInnerField(draft, { ...group, title: 'Mine' }, inner(shelf.path, { most: 3 }));
      const [extension] = renamed.extensions;
      expect([extension!.title, extension!.fields.length]).toEqual(['Mine', 2]);
      expect(innerDocument(extension!).properties!.lines!.items!.properties!._acme).not.toHaveProperty('required');
      const one = withoutInnerFields(draft, 'lines[]._acme.box');
      expect(one.extensions[0]!.fields).toEqual([shelf]);
      expect(withoutInnerFields(one, 'lines').extensions).toEqual([]);
      expect(withoutInnerFields(draft, 'line')).toEqual(draft);
      expect(withChosen(draft, 'a', []).extensions).toEqual([]);
      expect(withChosen(draft, 'b', []).extensions).toHaveLength(1);
    });

    it('takes a group that is there already in place of the one it extends, with the new field', () => {
      const some = { ...EMPTY, groups: ['a', 'b'], chosen: new Map([['a', ['total']]]) };
      const taken = withGroupInPlace(some, 'a', 'mine', 'lines[]._acme.bin');
      expect([taken.groups, [...taken.chosen]]).toEqual([['mine', 'b'], [['mine', ['total', 'lines._acme.bin']]]]);
      expect(withGroupInPlace(taken, 'mine', 'mine', 'lines[]._acme.box').chosen.get('mine')).toHaveLength(3);
      expect(withGroupInPlace(EMPTY, 'a', 'a', 'x')).toEqual(EMPTY);
    });
  });

  it('has one primary identity at most', () => {
    const one = withIdentity(filled, '/_acme/card/number', { namespace: 'Card', isPrimary: true });
    const two = withIdentity(one, '/personalEmail/address', { namespace: 'Email', isPrimary: true });
    expect(two.identities.map(({ path, isPrimary }) => [path, isPrimary])).toEqual([
      ['/_acme/card/number', false],
      ['/personalEmail/address', true],
    ]);
    expect(withIdentity(two, '/personalEmail/address', undefined).identities).toHaveLength(1);
  });

  it('loses with a field what is below it', () => {
    const marked = withIdentity(filled, '/_acme/card/number', { namespace: 'Card', isPrimary: true });
    const { fields, identities } = withoutField(marked, ['card'], 'acme');
    expect([fields.map(({ path }) => path.join('.')), identities]).toEqual([['visits', 'tags'], []]);
  });

  describe('says of its fields', () => {
    const text = { type: 'string', 'meta:xdmType': 'string' };
    const standard = {
      properties: {
        kind: { ...text, title: 'Kind', 'meta:enum': { a: 'A' } },
        lines: { items: { properties: { codes: { items: text } } } },
      },
    };
    let draft: Draft;
    const say = (step: (changes: ReturnType<typeof draftChanges>) => Promise<void>) =>
      step(draftChanges(draft, (next) => (draft = next)));
    beforeEach(async () => {
      draft = filled;
      await say(({ label }) => label('_acme.card.number', ['core/C2']));
      await say(({ relate }) => relate('_acme.tags', { schemaId: 'others', namespace: 'Email' }));
      await say(({ deprecate }) => deprecate('lines[].codes'));
      await say(({ display }) => display('kind', { title: 'Sort', description: '', values: { b: 'B' } }));
      await say(({ display }) => display('lines[].codes', { title: '', description: 'All', values: { c: 'C' } }));
    });

    it('what it will say when it is there', () => {
      const descriptors = resourcesOf(draft, 'acme', () => 'x').slice(2);
      expect(marksIn(descriptors)).toEqual({ ...draft.said, identities: new Map() });
      expect(marksOf(draft)).toMatchObject(draft.said);
      const shown = withDisplays(standard, draft.said.displays).properties!;
      expect(shown.kind).toMatchObject({ title: 'Sort', 'meta:enum': { a: 'A', b: 'B' } });
      expect(shown.lines!.items!.properties!.codes).toMatchObject({
        description: 'All',
        items: { 'meta:enum': { c: 'C' } },
      });
    });

    it('nothing any more once it is taken back', async () => {
      await say(({ label }) => label('_acme.card.number', []));
      await say(({ unrelate }) => unrelate('_acme.tags'));
      await say(({ undeprecate }) => undeprecate('lines[].codes'));
      await say(({ display }) => display('kind', undefined));
      await say(({ display }) => display('lines[].codes', { title: '', description: '', values: {} }));
      expect(resourcesOf(draft, 'acme', () => 'x')).toEqual(resourcesOf(filled, 'acme', () => 'x'));
    });

    it('nothing of fields that are gone', () => {
      const identified = withIdentity(draft, '/kind', { namespace: 'Kind', isPrimary: false });
      const all = composed([standard, ownDocument(identified, 'acme')]);
      const known = new Set([identified.classId, 'a group']);
      expect(ofFieldsIn(identified, all, known)).toEqual(identified);
      const own = ownDocument(identified, 'acme');
      const { said, identities } = ofFieldsIn({ ...identified, groups: ['a group'] }, own, known);
      expect([[...said.labels.keys()], [...said.relationships.keys()]]).toEqual([
        ['_acme.card.number'],
        ['_acme.tags'],
      ]);
      expect([said.deprecated.size, said.displays.size, identities.length]).toEqual([0, 0, 0]);
    });

    it('all that was said while what it is made of is still on its way', () => {
      const own = ownDocument(draft, 'acme');
      const ofType = withField(draft, field('home', { type: 'DataType', dataType: 'a type' }));
      for (const one of [{ ...draft, groups: ['a group'] }, ofType])
        expect(ofFieldsIn(one, own, new Set([one.classId]))).toEqual(one);
    });
  });

  it('becomes a field group, a schema and identities, under ids of their own', () => {
    const ids = ['id1', 'id2'];
    const marked = withIdentity(filled, '/_acme/card/number', { namespace: 'Card', isPrimary: true });
    const [group, schema, identity, ...more] = resourcesOf(marked, 'acme', () => ids.shift()!);
    expect(more).toEqual([]);
    const own = (group!.definitions as { customFields: { properties: Record<string, { properties: object }> } })
      .customFields;
    expect(own.properties._acme!.properties).toMatchObject({
      card: {
        title: 'card',
        type: 'object',
        required: ['number'],
        properties: {
          number: { title: 'card.number', type: 'string', minLength: 3, maxLength: 12, pattern: '^L' },
          colour: { title: 'card.colour', type: 'string', 'meta:enum': { r: 'Red', b: 'b' }, enum: ['r', 'b'] },
        },
      },
      visits: { title: 'visits', type: 'integer', minimum: 0, maximum: 2_147_483_647, 'meta:xdmType': 'int' },
      tags: { title: 'tags', type: 'array', items: { type: 'string', 'meta:enum': { vip: 'VIP' } } },
    });
    expect(schema).toMatchObject({
      title: 'Members',
      allOf: [{ $ref: filled.classId }, { $ref: 'https://ns.adobe.com/acme/mixins/id1' }],
    });
    expect(identity).toMatchObject({ 'xdm:sourceSchema': schema!.$id, 'xdm:sourceProperty': '/_acme/card/number' });
    expect(resourcesOf({ ...EMPTY, name: 'Bare' }, 'acme', () => 'x')).toHaveLength(1);
  });
});
