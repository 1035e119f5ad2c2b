import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, column, tablesOf } from './columns.ts';
import { completeSql } from './complete-sql.ts';

const TABLES = tablesOf([
  ['members', '_id', 'VARCHAR'],
  ['members', 'loyalty', 'STRUCT(tier VARCHAR, points DOUBLE, cards STRUCT("number" VARCHAR)[])'],
  ['members', 'identityMap', 'MAP(VARCHAR, STRUCT(id VARCHAR)[])'],
  ['transactions', '_id', 'VARCHAR'],
  ['transactions', 'commerce', 'STRUCT("order" STRUCT(priceTotal DOUBLE, currencyCode VARCHAR))'],
]);

/** Completes at the bar. */
function at(text: string): { readonly typed: string; readonly inserts: readonly string[] } {
  const position = text.indexOf('|');
  const statement = text.replace('|', '');
  const { from, options } = completeSql(statement, position, TABLES);
  return { typed: statement.slice(from, position), inserts: options.map(({ insert }) => insert) };
}

describe('completion of SQL', () => {
  it('says of a table how many columns it has, of a column its type', () => {
    const { options } = completeSql('select * from ', 14, TABLES);
    expect(options.map(({ detail }) => detail)).toEqual([3, 2]);
  });

  it.each([
    ['select * from |', '', ['members', 'transactions']],
    ['select * from mem| where', 'mem', ['members', 'transactions']],
    ['select lo| from members', 'lo', ['_id', 'loyalty', 'identityMap', 'members', 'transactions']],
    ['select loyalty.| from members', '', ['tier', 'points', 'cards']],
    ['select loyalty.ti| from members', 'ti', ['tier', 'points', 'cards']],
    ['select members.loyalty.| from members', '', ['tier', 'points', 'cards']],
    ['select m.| from members m', '', ['_id', 'loyalty', 'identityMap']],
    ['select m.loyalty.| from "members" as m', '', ['tier', 'points', 'cards']],
    ['select t.commerce."order".| from members m join transactions t', '', ['priceTotal', 'currencyCode']],
    ['select commerce.| from transactions', '', ['"order"']],
    ['select commerce."ord| from transactions', '"ord', ['"order"']],
    ['select loyalty.cards.| from members', '', []],
    ['select nothing.| from members', '', []],
    ['select loyalty.| from transactions', '', []],
    ['sel|', 'sel', ['members', 'transactions']],
    ['select x from members where |', '', ['_id', 'loyalty', 'identityMap', 'members', 'transactions']],
  ])('%s', (text, typed, inserts) => {
    expect(at(text)).toEqual({ typed, inserts });
  });

  it('of two tables gives each name once', () => {
    expect(at('select | from members, transactions').inserts.filter((name) => name === '_id')).toHaveLength(1);
  });
});

const names = fc.stringMatching(/^[a-z "(,)]{1,8}$/);
const leaf = fc.constantFrom('VARCHAR', 'DOUBLE', 'TIMESTAMP WITH TIME ZONE', 'DECIMAL(10,2)');
const { tree } = fc.letrec<{ tree: Column }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ name: names, type: leaf, fields: fc.constant([]) }),
    fc.record({
      name: names,
      type: fc.constant('STRUCT'),
      fields: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}));

/** The type as the engine writes it. */
function written({ type, fields }: Column): string {
  if (type !== 'STRUCT') return type;
  return `STRUCT(${fields.map((one) => `"${one.name.replaceAll('"', '""')}" ${written(one)}`).join(', ')})`;
}

describe('a column', () => {
  it('has the fields its type was written from', () => {
    fc.assert(
      fc.property(tree, (one) => {
        expect(column(one.name, written(one))).toEqual(one);
      }),
    );
  });
});
