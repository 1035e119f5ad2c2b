import { readFileSync } from 'node:fs';
import { compose, eachField, type SchemaNode, standardLibrary } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { isStandardPath } from '../ui/standard-path.ts';
import {
  branches,
  countNodes,
  descriptionOf,
  type FieldNode,
  fieldNodes,
  matching,
  NO_MARKS,
  nodeAt,
  objectIn,
  shownPaths,
  titleOf,
  valuesOf,
} from './field-nodes.ts';

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
    expect(shownPaths(nodes, new Set(['orders']))).toEqual(['_id', 'identityMap', 'orders', 'orders[].sku', 'person']);
  });

  it('are called by standard names in another language, and by own names as they are', () => {
    const city = { ...text, title: 'City' };
    const fields = { city, _repo: { properties: { city } }, _acme: { properties: { city } }, _idle: city, none: text };
    const named = (schema: object, marks = NO_MARKS) =>
      Object.fromEntries(
        ['city', '_repo.city', '_acme.city', '_idle', 'none'].map((path) => [
          path,
          titleOf(nodeAt(fieldNodes({ properties: fields, ...schema }, marks), path)!, () => 'Ville'),
        ]),
      );
    const own = { '_acme.city': 'City', _idle: 'City', none: undefined };
    expect(named({})).toEqual({ ...own, city: 'Ville', '_repo.city': 'Ville' });
    const display = { title: 'City', description: '', values: {} };
    expect(named({}, { ...NO_MARKS, displays: new Map([['city', display]]) })).toMatchObject({ city: 'City' });
    const dataType = { 'meta:resourceType': 'datatypes' };
    expect(named(dataType)).toEqual(named({}));
    expect(named({ ...dataType, 'meta:tenantNamespace': '_acme' })).toEqual({
      ...own,
      city: 'City',
      '_repo.city': 'City',
    });
  });

  it('say what the library says in the language of the console, and what the organisation says as it said it', () => {
    const field = { ...text, description: 'Where from.', 'meta:enum': { paris: 'City', rome: 'City' } };
    const words = { description: () => 'D’où.', value: () => 'Ville' };
    const said = (path: string, marks = NO_MARKS) => {
      const node = nodeAt(
        fieldNodes({ properties: { from: field, _acme: { properties: { from: field } } } }, marks),
        path,
      )!;
      return [descriptionOf(node, words), Object.fromEntries(valuesOf(node, words))];
    };
    expect(said('from')).toEqual(['D’où.', { paris: 'Ville', rome: 'Ville' }]);
    expect(said('_acme.from')).toEqual(['Where from.', { paris: 'City', rome: 'City' }]);
    const display = { title: '', description: 'Where from.', values: { rome: 'City' } };
    const marks = { ...NO_MARKS, displays: new Map([['from', display]]) };
    expect(said('from', marks)).toEqual(['Where from.', { paris: 'Ville', rome: 'City' }]);
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

  it('take fields of the organisation inside standard objects, and show what holds them', () => {
    const own = { properties: { card: { properties: { number: text } } } };
    const items = { properties: { sku: text, _acme: own } };
    const map = { additionalProperties: { properties: { id: text } } };
    const fields = fieldNodes({ properties: { lines: { items }, map, _acme: own, name: text } }, NO_MARKS);
    const objects = Object.fromEntries(
      ['lines', 'lines[]._acme', 'lines[]._acme.card', 'map', '_acme', '_acme.card', 'name'].map((path) => {
        const field = nodeAt(fields, path)!;
        return [path, [field.holds, objectIn(field, '_acme')]];
      }),
    );
    expect(objects).toEqual({
      lines: [undefined, 'lines[]'],
      'lines[]._acme': ['extended', 'lines[]'],
      'lines[]._acme.card': [undefined, 'lines[]'],
      map: [undefined, undefined],
      _acme: ['own', undefined],
      '_acme.card': [undefined, undefined],
      name: [undefined, undefined],
    });
  });

  it('of the library are none of the organisation', () => {
    const file = new URL('../../../languages/xdm/standard/components.ndjson', import.meta.url);
    const library = standardLibrary(readFileSync(file, 'utf8'));
    const names = new Set<string>();
    for (const { id } of library.entries)
      eachField(compose(library.document(id) as SchemaNode, (one) => library.document(one)).root, (path) =>
        names.add(path.at(-1)!),
      );
    expect([...names].filter((name) => !isStandardPath(`a[].${name}.b`))).toEqual([]);
    expect(['_acme', '_idle', 'a._acme.b', 'm{}._acme'].filter(isStandardPath)).toEqual([]);
  });

  it('of a schema without fields are none', () => {
    expect(fieldNodes({ type: 'object' }, NO_MARKS)).toEqual([]);
  });
});
