import { describe, expect, it } from 'vitest';
import { fieldNodes, fieldsWhere, NO_MARKS } from '../field-nodes.ts';
import { documentOf } from './places.ts';
import {
  changed,
  chosenOf,
  FIELD_TYPES,
  faultsOf,
  followed,
  identified,
  isOwn,
  newRow,
  placedAt,
  type RecommendedRow,
  retargeted,
  rowsOf,
  typeOf,
  xdmTypeOf,
} from './recommended-rows.ts';

const recommended = (path: string, more: object = {}) => ({
  path,
  type: 'string',
  displayName: path,
  fieldGroup: 'Group',
  fieldGroupId: 'group',
  confidence: 0.9,
  reason: 'The name.',
  phrase: { code: 'same-path', values: {} },
  ...more,
});

const ANSWER = {
  class: { id: 'class', confidence: 1 },
  columns: [
    {
      name: 'mail',
      recommendations: [
        recommended('personalEmail.address', { identityNamespace: 'Email', primaryIdentity: true }),
        recommended('workEmail.address'),
      ],
    },
    {
      name: 'no',
      recommendations: [recommended('loyalty.loyaltyID', { type: 'array', identityNamespace: 'Loyalty' })],
    },
    { name: 'till', recommendations: [recommended('_acme.till', { fieldGroupId: undefined, enum: ['a'] })] },
    { name: 'nothing', recommendations: [] },
  ],
  file: { rows: 3, delimiter: ',', encoding: 'utf-8', header: true },
};

describe('the rows of a recommendation', () => {
  const rows = rowsOf(ANSWER);
  const [mail, number, till] = rows as [RecommendedRow, RecommendedRow, RecommendedRow];

  it('follow the best recommendation of each column, without an identity in a list', () => {
    expect(rows.map(({ column, field }) => [column, field.path, field.identityNamespace])).toEqual([
      ['mail', 'personalEmail.address', 'Email'],
      ['no', 'loyalty.loyaltyID', undefined],
      ['till', '_acme.till', undefined],
    ]);
    expect(followed(mail)?.confidence).toBe(0.9);
    expect(mail.field).not.toHaveProperty('reason');
  });

  it('take another recommendation whole, and any other place with what was said before', () => {
    expect(retargeted(mail, 'workEmail.address').field).toEqual({
      path: 'workEmail.address',
      type: 'string',
      displayName: 'workEmail.address',
      fieldGroupId: 'group',
    });
    const free = retargeted(till, '_acme.shop.till');
    expect(free.field).toEqual({ path: '_acme.shop.till', type: 'string', displayName: '_acme.till' });
    expect(followed(free)).toBeUndefined();
    expect([isOwn('_acme.x', 'acme'), isOwn('_acmes.x', 'acme'), isOwn('person.x', 'acme')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('take a field of the library with its type and group, and keep an identity where it can be one', () => {
    const place = { path: 'workPhone.number', type: 'string', fieldGroupId: 'work', displayName: 'Number' };
    const marked = { ...till, field: { ...till.field, identityNamespace: 'Till', enum: ['a'] } };
    expect(placedAt(marked, place).field).toEqual({ ...place, identityNamespace: 'Till' });
    const born = { ...place, path: 'person.birthDate', format: 'date', type: 'array' };
    expect(placedAt(marked, born).field).toEqual(born);
    // What was recommended is taken as it was.
    expect(placedAt(mail, { ...place, path: 'workEmail.address' }).field.fieldGroupId).toBe('group');
  });

  it('are offered the library as a tree, every place once, with its type', () => {
    const place = (path: string, type: string, format?: string) => ({
      ...{ path, type, displayName: path, fieldGroupId: 'group' },
      ...(format === undefined ? {} : { format }),
    });
    const places = [
      place('person.name.firstName', 'string'),
      place('personID', 'string'),
      place('person.birthDate', 'string', 'date'),
      place('points', 'integer'),
      place('points.since', 'string', 'date-time'),
    ];
    const fields = fieldsWhere(fieldNodes(documentOf(places), NO_MARKS), ({ node }) => node.title !== undefined);
    expect(new Map(fields.map(({ path, node }) => [path, node['meta:xdmType']]))).toEqual(
      new Map(places.map((one) => [one.path, xdmTypeOf(one)])),
    );
  });

  it('have one primary identity, the last chosen', () => {
    const next = changed(rows, { ...till, field: identified(till.field, 'Till', true) });
    expect(next.map(({ field }) => [field.identityNamespace, field.primaryIdentity])).toEqual([
      ['Email', undefined],
      [undefined, undefined],
      ['Till', true],
    ]);
    expect(changed(next, { ...till, field: identified(till.field, undefined, true) })[2]!.field).toEqual(till.field);
  });

  it('say which columns have no place or the place of another, unless they are left out', () => {
    const same = changed(rows, retargeted(till, 'personalEmail.address'));
    expect(faultsOf(same)).toEqual({ unplaced: [], twice: ['till'] });
    const none = changed(rows, retargeted(number, ''));
    expect(faultsOf(none)).toEqual({ unplaced: ['no'], twice: [] });
    const without = changed(none, { ...number, included: false });
    expect(faultsOf(without)).toEqual({ unplaced: [], twice: [] });
    const unsaid = changed(without, { ...mail, field: identified(mail.field, '', true) });
    expect(chosenOf(unsaid)[0]).not.toHaveProperty('primaryIdentity');
    expect(chosenOf(without).map(({ path }) => path)).toEqual(['personalEmail.address', '_acme.till']);
  });

  it('take fields the file has no column for, each a row of its own', () => {
    const added = newRow(rows, 'acme');
    expect(faultsOf(changed(rows, { ...added, field: { ...added.field, displayName: 'Note' } })).unplaced).toEqual([
      'Note',
    ]);
    const placed = changed(rows, retargeted(added, '_acme.note'));
    expect(chosenOf(placed)[0]).toEqual({ path: '_acme.note', type: 'string', displayName: '' });
    const twice = changed(placed, retargeted(newRow(placed, 'acme'), '_acme.note'));
    expect(twice.map(({ at }) => at)).toEqual([4, 3, 0, 1, 2]);
    expect(faultsOf(twice).twice).toEqual(['_acme.note']);
    expect(newRow([], 'acme').at).toBe(0);
  });

  it('name types as the page does', () => {
    for (const [name, type] of Object.entries(FIELD_TYPES)) expect(typeOf({ ...till.field, ...type })).toBe(name);
    expect(typeOf(number.field)).toBe('array');
    expect(typeOf({ ...till.field, type: 'string', format: 'email' })).toBe('string');
  });
});
