import { describe, expect, it } from 'vitest';
import { givenBy, lackingIn, needsOf, targetFor } from './needs.ts';
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
  it('is its identities, the primary one, and what every record must have, members of what may be absent left out', () => {
    expect(needs).toEqual({
      identities: ['phone.number', '_acme.card', 'identityMap'],
      primary: '_acme.card',
      required: ['_id', 'store.code', 'note'],
    });
    expect(needsOf({})).toEqual({ identities: [], primary: undefined, required: [] });
  });

  it.each([
    ['nothing', [], ['identity _acme.card', 'required _id store.code note']],
    [
      'an identity that is not the primary one',
      ['phone.number'],
      ['primary _acme.card', 'required _id store.code note'],
    ],
    ['a value of the map', ['identityMap.email[0].id', '_id', 'store', 'note'], ['primary _acme.card']],
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
