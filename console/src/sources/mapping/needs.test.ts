import { type Field, toSchemaNode, validatorFor } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DescribedSchema, givenBy, lackingIn, needsOf, targetFor } from './needs.ts';
import { newRow } from './rows.ts';

const CARD = { '@type': 'xdm:descriptorIdentity', 'xdm:sourceProperty': '/_acme/card', 'xdm:isPrimary': true };
const PHONE = { '@type': 'xdm:descriptorIdentity', 'xdm:sourceProperty': '/phone/number' };
const LABEL = { '@type': 'xdm:descriptorLabel', 'xdm:sourceProperty': '/phone' };
const schema = {
  required: ['_id', 'store', 'note'],
  properties: {
    _id: {},
    note: {},
    store: { required: ['code'], properties: { code: {}, name: {} } },
    phone: { required: ['number'], properties: { number: {} } },
    identityMap: {},
  },
  'meta:descriptors': [PHONE, CARD, LABEL],
};
const needs = needsOf(schema);
const rows = (...targets: string[]) => targets.map((destination) => newRow({ source: 'x', destination }));

describe('what a schema wants of a mapping', () => {
  it('is its identities, the primary one, what every record must have, and what objects must that may be absent', () => {
    expect(needs).toEqual({
      identities: ['phone.number', '_acme.card', 'identityMap'],
      primary: '_acme.card',
      required: ['_id', 'store.code', 'note'],
      within: [{ path: 'phone', required: ['phone.number'] }],
    });
    expect(needsOf({})).toEqual({ identities: [], primary: undefined, required: [], within: [] });
  });

  it.each([
    ['nothing', [], ['identity _acme.card', 'required _id store.code note']],
    [
      'an identity that is not the primary one',
      ['phone.number'],
      ['primary _acme.card', 'required _id store.code note'],
    ],
    [
      'a value of the map, which takes the place of the primary one',
      ['identityMap.email[0].id', '_id', 'store', 'note'],
      [],
    ],
    [
      'a member of an object that requires another one',
      ['_acme.card', '_id', 'store', 'note', 'phone.kind'],
      ['required phone.number'],
    ],
    ['all of it, as objects and with the prefix', ['xdm:_acme', '_id', 'xdm:store.xdm:code', 'note'], []],
    [
      'names that only begin alike',
      ['_acme.cardholder', '_idx', 'store.code', 'note'],
      ['identity _acme.card', 'required _id'],
    ],
  ])('is missed by rows that map %s', (_, targets, lacks) => {
    const found = lackingIn(needs, rows(...targets), []);
    expect(found.map(({ kind, paths }) => [kind, ...paths].join(' '))).toEqual(lacks);
  });

  it('does not miss what the source fills itself, nor identities where the schema has none', () => {
    expect(lackingIn(needs, rows('_acme.card', 'store.code', 'note'), givenBy('files'))).toEqual([]);
    expect(lackingIn(needsOf({ required: ['_id'] }), [], givenBy('events'))).toEqual([]);
    expect(lackingIn(needsOf({ required: ['_id'] }), [], givenBy('messages'))).toHaveLength(1);
  });

  it('names a field once that is the primary identity and required', () => {
    const both = needsOf({ ...schema, required: ['_acme'], 'meta:descriptors': [CARD] });
    expect(lackingIn({ ...both, required: ['_acme.card'] }, [], [])).toEqual([
      { kind: 'identity', paths: ['_acme.card'] },
    ]);
  });

  it('is filled by a row to the field, of the map by one to a value of a namespace', () => {
    expect(targetFor('store.code')).toBe('store.code');
    expect(targetFor('identityMap')).toBe('identityMap.email[0].id');
  });
});

const NAMES = ['a', 'b', 'c'];
const leaf: fc.Arbitrary<Field> = fc.constant({ type: 'string' });
const object = (member: fc.Arbitrary<Field>): fc.Arbitrary<Field> =>
  fc
    .record({ fields: fc.dictionary(fc.constantFrom(...NAMES), member, { minKeys: 1 }), all: fc.subarray(NAMES) })
    .map(({ fields, all }) => ({ type: 'object', fields, required: all.filter((name) => name in fields) }));
const { tree } = fc.letrec<{ node: Field; tree: Field }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie('tree'),
    tie('tree').map((items): Field => ({ type: 'array', items })),
  ),
  tree: object(tie('node')),
}));

/** Targets of rows to every field that is no object. */
function leavesOf({ fields = {} }: Field, above = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.items !== undefined) return leavesOf(field.items, `${above}${name}[0].`);
    return field.type === 'object' ? leavesOf(field, `${above}${name}.`) : [`${above}${name}`];
  });
}

/** The record rows make that find what they map. */
function recordOf(targets: readonly string[]): object {
  const whole: Record<string, unknown> = {};
  for (const target of targets) {
    const steps = target.replaceAll('[0]', '.0').split('.');
    let at = whole;
    steps.forEach((step, index) => {
      const isArray = steps[index + 1] === '0';
      at[step] ??= index === steps.length - 1 ? 'x' : isArray ? [] : {};
      at = at[step] as Record<string, unknown>;
    });
  }
  return whole;
}

describe('the warning of the mapping page', () => {
  it('comes exactly when the platform refuses the record, whatever the schema requires and wherever', () => {
    fc.assert(
      fc.property(
        tree.chain((schema) => fc.tuple(fc.constant(schema), fc.subarray(leavesOf(schema)))),
        ([schema, targets]) => {
          const lacks = lackingIn(needsOf(toSchemaNode(schema) as DescribedSchema), rows(...targets), []);
          expect(lacks.length > 0).toBe(validatorFor(schema)(recordOf(targets)).length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
