import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakingChanges,
  compilePattern,
  compose,
  eachField,
  type Field,
  fieldAt,
  mergeFields,
  requiring,
  type SchemaNode,
  sampleOf,
  shapeProblems,
  splitReference,
  standardLibrary,
  toSchemaNode,
  unionOf,
  validatorFor,
} from './index.ts';
import { wirePath } from './wire-names.ts';

const library = standardLibrary(readFileSync(new URL('./standard/components.ndjson', import.meta.url), 'utf8'));
const XDM = 'https://ns.adobe.com/xdm/';

function composed(document: SchemaNode, own: Readonly<Record<string, SchemaNode>> = {}): ReturnType<typeof compose> {
  return compose(document, (id) => own[id] ?? library.document(id));
}

describe('wire names', () => {
  it.each([
    ['xdm:tier', ['tier']],
    ['@id', ['_id']],
    ['repo:createDate', ['_repo', 'createDate']],
    ['schema:latitude', ['_schema', 'latitude']],
    ['https://ns.adobe.com/experience/analytics/eVar1', ['_experience', 'analytics', 'eVar1']],
    ['revision', ['revision']],
  ])('turns %s into %j', (name, path) => expect(wirePath(name)).toEqual(path));
});

describe('the standard library', () => {
  it('holds all components and finds them by id and altId', () => {
    const kinds = Object.groupBy(library.entries, ({ kind }) => kind);
    expect(
      [kinds.behavior, kinds.class, kinds.fieldgroup, kinds.datatype, kinds.common, kinds.descriptor].map(
        (list) => list?.length,
      ),
    ).toEqual([3, 43, 225, 166, 1, 21]);
    expect(library.document('_xdm.context.profile')).toBe(library.document(`${XDM}context/profile`));
    expect(library.document(`${XDM}context/nothing`)).toBeUndefined();
  });

  it('resolves every reference and composes without a contradiction', () => {
    const problems = library.entries.flatMap(({ id }) =>
      composed(library.document(id) as SchemaNode).problems.map((problem) => ({ id, ...problem })),
    );
    expect(problems).toEqual([]);
  });

  it('has only patterns the linear-time engine runs', () => {
    const refused = new Set<string>();
    for (const { id } of library.entries) {
      eachField(composed(library.document(id) as SchemaNode).root, (_path, { pattern }) => {
        if (pattern !== undefined && compilePattern(pattern) === undefined) refused.add(pattern);
      });
    }
    expect([...refused]).toEqual([]);
  });

  it('shows wire names, xdm types and library names', () => {
    const document = library.document(`${XDM}context/profile-person-details`) as SchemaNode;
    const person = document.definitions?.['profile-person-details']?.properties?.person;
    expect(person).toMatchObject({
      $ref: `${XDM}context/person`,
      type: 'object',
      'meta:xdmType': 'object',
      'meta:xdmField': 'xdm:person',
    });
    expect(document).toMatchObject({
      'meta:altId': '_xdm.context.profile-person-details',
      'meta:resourceType': 'mixins',
      'meta:tags': { industry: ['all'] },
    });
  });

  it('has classes and field groups that pass the shape check posted resources go through', () => {
    const checked = library.entries.filter(({ kind }) => kind === 'class' || kind === 'fieldgroup');
    expect(checked.filter(({ id }) => shapeProblems(library.document(id)).length > 0).map(({ id }) => id)).toEqual([]);
  });
});

const PROFILE = {
  allOf: [
    { $ref: `${XDM}context/profile` },
    { $ref: `${XDM}context/identitymap` },
    { $ref: `${XDM}mixins/profile/profile-loyalty-details` },
  ],
};

describe('composition', () => {
  it('joins class and field groups under wire names', () => {
    const { root } = composed(PROFILE);
    expect(fieldAt(root, ['_repo', 'createDate'])).toMatchObject({ type: 'date-time', xdmField: 'repo:createDate' });
    expect(fieldAt(root, ['loyalty', 'points'])?.type).toBe('number');
    expect(fieldAt(root, ['identityMap'])?.type).toBe('map');
    expect(fieldAt(root, ['identityMap', 'Email', 'id'])?.type).toBe('string');
    expect(root.required).toBeUndefined();
    expect(root.open).toBeUndefined();
  });

  it('takes over required names of a class and of array items', () => {
    const { root } = composed({
      allOf: [{ $ref: `${XDM}context/experienceevent` }, { $ref: `${XDM}context/experienceevent-commerce` }],
    });
    expect(root.required).toEqual(['_id', 'timestamp']);
    expect(fieldAt(root, ['productListItems'])?.items?.required).toEqual(['SKU']);
    expect(fieldAt(root, ['productListItems', 'quantity'])?.type).toBe('int');
  });

  it('lets a field group put tenant fields inside a standard object', () => {
    const extension = {
      $id: 'x',
      definitions: {
        own: {
          properties: {
            loyalty: {
              type: 'object',
              properties: { _acme: { type: 'object', properties: { till: { type: 'integer' } } } },
            },
          },
        },
      },
      allOf: [{ $ref: '#/definitions/own' }, { $ref: `${XDM}mixins/profile/profile-loyalty-details` }],
    };
    const { root, problems } = composed(
      { allOf: [{ $ref: `${XDM}context/profile` }, { $ref: 'x' }] },
      { x: extension },
    );
    expect(problems).toEqual([]);
    expect(fieldAt(root, ['loyalty', '_acme', 'till'])?.type).toBe('int');
    expect(fieldAt(root, ['loyalty', 'tier'])?.type).toBe('string');
  });

  it('uses only the fields that meta:refProperty names', () => {
    const chosen = {
      $ref: `${XDM}mixins/profile/profile-loyalty-details`,
      'meta:refProperty': ['/loyalty/tier', '/properties/loyalty/properties/points'],
    };
    const { root } = composed({ allOf: [{ $ref: `${XDM}context/profile` }, chosen] });
    expect(Object.keys(fieldAt(root, ['loyalty'])?.fields ?? {})).toEqual(['points', 'tier']);
  });

  it('ends a data type that contains itself in an open object', () => {
    const tree = { $id: 't', type: 'object', properties: { name: { type: 'string' }, child: { $ref: 't' } } };
    const { root, problems } = composed({ properties: { top: { $ref: 't' } } }, { t: tree });
    expect(problems).toEqual([]);
    expect(fieldAt(root, ['top', 'child'])).toMatchObject({ type: 'object', open: true });
  });

  it('reports what does not fit together and stays usable', () => {
    const own = {
      g: { $id: 'g', properties: { loyalty: { type: 'object', properties: { points: { type: 'string' } } } } },
    };
    const { root, problems } = composed({ allOf: [...PROFILE.allOf, { $ref: 'g' }, { $ref: 'gone' }] }, own);
    expect(problems.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['conflict loyalty.points', 'unresolved ']);
    expect(fieldAt(root, ['loyalty', 'points'])?.type).toBe('number');
  });

  it('bounds what data types that use each other unfold to', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `t${at}`,
        { $id: `t${at}`, properties: { a: { $ref: `t${at + 1}` }, b: { $ref: `t${at + 1}` } } },
      ]),
    );
    expect(
      composed({ $ref: 't0' }, { ...doubling, t30: { $id: 't30', properties: {} } }).problems.map(({ kind }) => kind),
    ).toEqual(['size']);
    const names = Array.from({ length: 14 }, (_, at) => `r${at}`);
    const tangled = Object.fromEntries(
      names.map(($id) => [$id, { $id, properties: Object.fromEntries(names.map((name) => [name, { $ref: name }])) }]),
    );
    const start = performance.now();
    expect(composed({ $ref: 'r0' }, tangled).problems.some(({ kind }) => kind === 'size')).toBe(true);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('derives types from bounds, formats and maps', () => {
    const properties = {
      plain: { type: 'integer' },
      long: { type: 'integer', minimum: -9007199254740992, maximum: 9007199254740991 },
      short: { type: 'integer', minimum: 1, maximum: 32767 },
      day: { type: 'string', format: 'date' },
      map: { type: 'object', additionalProperties: { type: 'integer' }, 'meta:xdmType': 'map' },
    };
    const { root } = composed({ properties });
    expect(Object.values(root.fields ?? {}).map(({ type }) => type)).toEqual(['int', 'long', 'short', 'date', 'map']);
  });

  it('is read back from its resolved JSON Schema', () => {
    const { root } = composed(PROFILE);
    const again = compose(toSchemaNode(root), () => undefined).root;
    const bare = (field: Field): unknown =>
      JSON.parse(JSON.stringify(field, (name, value) => (name === 'referencedFrom' ? undefined : value)));
    expect(bare(again)).toEqual(bare(root));
  });
});

describe('samples', () => {
  it('fit the schema they were made from, for every class and field group of the library', () => {
    const misfits = library.entries
      .filter(({ kind }) => kind === 'class' || kind === 'fieldgroup')
      .flatMap(({ id }) => {
        const { root } = composed(library.document(id) as SchemaNode);
        return validatorFor(root)(sampleOf(root)).map(({ pointer, message }) => `${id} ${pointer} ${message}`);
      });
    expect(misfits).toEqual([]);
  });
});

describe('unions and evolution', () => {
  const tier = (...values: string[]): Field => ({
    type: 'object',
    fields: { tier: { type: 'string', enum: values } },
    required: ['tier'],
  });

  it('appends enumerations in a union and requires nothing', () => {
    const { root, conflicts } = unionOf([tier('gold'), tier('silver', 'gold')]);
    expect(conflicts).toEqual([]);
    expect(root).toEqual({ type: 'object', fields: { tier: { type: 'string', enum: ['gold', 'silver'] } } });
  });

  it('of any number of schemas is what joining one after the other gives', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.record({ type: fc.constant('string' as const), title: names }, { requiredKeys: ['type'] });
    const object = (child: fc.Arbitrary<Field>) =>
      fc.record(
        { type: fc.constant('object' as const), fields: fc.dictionary(names, child), open: fc.constant(true as const) },
        { requiredKeys: ['type', 'fields'] },
      ) as fc.Arbitrary<Field>;
    // `o…` are objects everywhere, so that nothing contradicts.
    const tree = fc
      .tuple(object(leaf), object(leaf), fc.dictionary(names, leaf))
      .map(([first, second, rest]): Field => ({ type: 'object', fields: { o1: first, o2: second, ...rest } }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 9 }), (roots) => {
        const whole = roots.reduce((all, one) => mergeFields(all, one, '', []), { type: 'object', fields: {} });
        expect(unionOf(roots)).toEqual({ root: whole, conflicts: [] });
      }),
    );
  });

  it('reports one path with two types', () => {
    expect(unionOf([tier('gold'), { type: 'object', fields: { tier: { type: 'int' } } }]).conflicts[0]?.path).toBe(
      'tier',
    );
  });

  it('names what stored data would not survive', () => {
    const after: Field = {
      type: 'object',
      fields: { tier: { type: 'string', enum: ['gold'] }, more: { type: 'int' } },
      required: ['more'],
    };
    expect(breakingChanges(tier('gold'), after)).toEqual([]);
    expect(breakingChanges(tier('gold', 'silver'), after)).toEqual([
      {
        path: 'tier',
        message: 'tier loses the enum values silver',
        phrase: { code: 'xdm-loses-values', values: { place: 'tier', values: 'silver' } },
      },
    ]);
    expect(breakingChanges(after, tier('gold')).map(({ message }) => message)).toEqual(['more is removed']);
    expect(breakingChanges({ type: 'int' }, { type: 'string' })).toHaveLength(1);
  });

  it('makes a path and the objects above it mandatory', () => {
    const root: Field = { type: 'object', fields: { a: { type: 'object', fields: { b: { type: 'string' } } } } };
    const validate = validatorFor(requiring(root, ['a', 'b']));
    expect(validate({})[0]?.message).toBe('required key [a] not found');
    expect(validate({ a: {} })[0]?.message).toBe('required key [b] not found');
    expect(requiring(root, ['x'])).toBe(root);
  });
});

describe('the shape of posted documents', () => {
  it('names every place that is not JSON Schema', () => {
    const problems = shapeProblems({
      properties: { 'a b': {}, n: { type: 'text', minimum: '1' }, p: { type: 'string', pattern: '(?=x)' } },
      allOf: {},
      required: 'x',
    });
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      '/required',
      '/properties/a b',
      '/properties/n/type',
      '/properties/n/minimum',
      '/properties/p/pattern',
      '/allOf',
    ]);
  });

  it('bounds depth and size', () => {
    let deep: unknown = {};
    for (let at = 0; at < 5000; at += 1) deep = { items: deep };
    expect(shapeProblems(deep)).toHaveLength(1);
    const wide = {
      properties: Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`f${at}`, { type: 'string' }])),
    };
    expect(shapeProblems(wide)).toHaveLength(1);
  });

  it('splits references', () => {
    expect(splitReference('a#/definitions/x')).toEqual({ id: 'a', pointer: '/definitions/x' });
    expect(splitReference('https://x%23/definitions/@context').pointer).toBe('/definitions/@context');
  });
});
