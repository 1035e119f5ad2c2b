import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CELLS, numberOf, profileColumn } from './column-profile.ts';
import { dateShape } from './date-shape.ts';
import { isHeader } from './header.ts';
import { fitOf, valueType } from './value-type.ts';
import { displayNameOf, fieldNameOf, plainNames, wordsOf } from './words.ts';

describe('a column name', () => {
  it.each([
    ['solde_points', ['solde', 'points']],
    ['SoldePoints', ['solde', 'points']],
    ['CUST_FNM', ['cust', 'fnm']],
    ['Prénom du client', ['prenom', 'du', 'client']],
    ['addr1', ['addr', '1']],
    ['Straße-Nr.', ['strasse', 'nr']],
    ['XMLFeedID', ['xml', 'feed', 'id']],
    ['', []],
  ])('%s is the words %j', (name, words) => expect(wordsOf(name)).toEqual(words));

  it('becomes a field name the registry takes, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(fieldNameOf(name)).toMatch(/^[a-zA-Z][a-zA-Z0-9]*$/);
      }),
    );
    expect(fieldNameOf('=cmd|calc')).toBe('cmdCalc');
    expect(fieldNameOf('2fa enabled')).toBe('field2FaEnabled');
  });

  it('is read without the marks of its table, unless they are all it has', () => {
    expect(plainNames(['sf__Tier__c', 'sf__Email__c', 'sf__First_Name__c', 'sf__Points__c', 'Id'])).toEqual([
      'tier',
      'email',
      'first name',
      'points',
      'Id',
    ]);
    expect(plainNames(['sf', 'sf_a', 'sf_b', 'sf_c'])).toEqual(['sf', 'a', 'b', 'c']);
    expect(plainNames(['order_id', 'order_date', 'order_total', 'order_no'])).toContain('order_date');
    expect(plainNames(['pts_a', 'pts_b'])).toEqual(['pts_a', 'pts_b']);
  });

  it('is shown with its letters', () => expect(displayNameOf('numéro_adhérent')).toBe('Numéro Adhérent'));
});

describe('a date', () => {
  it.each([
    ['2024-03-09', 'date'],
    ['09/03/2024', 'date'],
    ['9.3.24', 'date'],
    ['20240309', 'date'],
    ['9 Mar 2024', 'date'],
    ['2. März 2024', 'date'],
    ['09JUN95', 'date'],
    ['09-JUN-2025', 'date'],
    ['09-JUN-25 10:11:12', 'date-time'],
    ['09JUX95', undefined],
    ['2024-03-09T10:11:12Z', 'date-time'],
    ['2024-03-09 10:11', 'date-time'],
    ['03/09/2024 10:11 PM', 'date-time'],
    ['20240309101112', 'date-time'],
    ['2024-13-40', undefined],
    ['12345678', undefined],
    ['99/99/2024', undefined],
    ['12 Apples 2024', undefined],
    ['1.2.3', undefined],
  ])('%s reads as %s', (text, shape) => expect(dateShape(text)).toBe(shape));
});

describe('values', () => {
  const type = (...cells: string[]) => valueType(profileColumn(cells));

  it('have the narrowest type that holds nearly all of them', () => {
    expect(type('1', '2', '')).toEqual({ type: 'integer' });
    expect(type('1', '2.5')).toEqual({ type: 'number' });
    expect(type('1.234,50', '12,00')).toEqual({ type: 'number' });
    expect(type('€ 12', '€ 7')).toEqual({ type: 'number' });
    expect(type('007', '012')).toEqual({ type: 'string' });
    expect(type('ja', 'nein', 'ja')).toEqual({ type: 'boolean' });
    expect(type('ann@example.com', 'bob@example.org')).toEqual({ type: 'string', format: 'email' });
    expect(type('2024-01-02', '2024-01-03 10:00')).toEqual({ type: 'string', format: 'date-time' });
    expect(type('n/a', '', '-')).toEqual({ type: 'string' });
    expect(type('12345678901234567', '98765432109876543')).toEqual({ type: 'string' });
  });

  it('that are nothing but yes and no are booleans, whatever they are called', () => {
    expect(valueType(profileColumn(['yes', 'no', '']), 'category')).toEqual({ type: 'boolean' });
    expect(valueType(profileColumn(['J', 'N']), 'text')).toEqual({ type: 'boolean' });
    expect(valueType(profileColumn(['X', '', '']), 'flag')).toEqual({ type: 'boolean' });
    expect(valueType(profileColumn(['S', 'F']), 'category')).toEqual({ type: 'string' });
    expect(valueType(profileColumn(['0', '1']), 'count')).toEqual({ type: 'integer' });
  });

  it('of a number written anywhere are read', () => {
    expect(['1,5', '1.5', '1.234,56', '1,234.56', '1 234', '$3,955.07'].map(numberOf)).toEqual([
      1.5, 1.5, 1234.56, 1234.56, 1234, 3955.07,
    ]);
  });

  it('of 10,000 cells are looked at and no more', () => {
    const { cells, integers } = profileColumn(Array.from({ length: MOST_CELLS + 5 }, () => '1'));
    expect([cells, integers]).toEqual([MOST_CELLS, MOST_CELLS]);
  });

  it('fit a field of the library or do not', () => {
    expect(fitOf(profileColumn(['12', '13.5']), 'number')).toBe(1);
    expect(fitOf(profileColumn(['gold', 'silver']), 'number')).toBe(0);
    expect(fitOf(profileColumn(['gold', '2024-01-01']), 'date')).toBe(0.5);
    expect(fitOf(profileColumn(['', '']), 'date-time')).toBe(1);
  });

  it('are counted without failing, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.double().map(String), fc.date().map(String))),
        (cells) => {
          const profile = profileColumn(cells);
          expect(profile.cells).toBe(cells.length);
          expect(valueType(profile).type).toMatch(/^(string|number|integer|boolean)$/);
        },
      ),
    );
  });
});

describe('the first row', () => {
  it('is a header when it does not look like what is below', () => {
    expect(isHeader(['id', 'points'], [['1', '20']])).toBe(true);
    expect(isHeader(['name', 'city'], [['Ann', 'Leeds']])).toBe(true);
    expect(isHeader(['7', '20'], [['1', '20']])).toBe(false);
    expect(isHeader(['ann@example.com', 'gold'], [['bob@example.com', 'silver']])).toBe(false);
  });
});
