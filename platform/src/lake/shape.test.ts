import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, columnsOf, sqlType } from './columns.ts';
import { Shape } from './shape.ts';
import { EVENT, PROFILE } from './test-lake.ts';

function scanned(...rows: readonly unknown[]): Shape {
  const shape = new Shape(columnsOf(EVENT));
  shape.scan(Buffer.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')));
  return shape;
}

function types(shape: Shape): Record<string, string> {
  return Object.fromEntries(
    shape.tree.columns.filter(shape.occurs).map((column) => [column.name, sqlType(column, shape.occurs)]),
  );
}

describe('the shape of rows', () => {
  it('has the columns and members that occur, and no others', () => {
    const shape = scanned(
      { _id: 'a', commerce: { order: { priceTotal: 1 } }, productListItems: [{ SKU: 'x' }, { quantity: 1 }] },
      { identityMap: { email: [{ id: 'a' }], phone: [{ primary: true }] }, eventType: null },
    );
    expect(types(shape)).toEqual({
      _id: 'VARCHAR',
      identityMap: 'MAP(VARCHAR, STRUCT("id" VARCHAR, "primary" BOOLEAN)[])',
      commerce: 'STRUCT("order" STRUCT("priceTotal" DOUBLE))',
      productListItems: 'STRUCT("SKU" VARCHAR, "quantity" INTEGER)[]',
    });
    expect(shape.rows).toBe(2);
    expect(shape.strangers).toEqual([]);
  });

  it('keeps one member of a struct that occurs empty', () => {
    expect(types(scanned({ commerce: { order: {} }, productListItems: [] }))).toEqual({
      commerce: 'STRUCT("order" STRUCT("purchaseID" VARCHAR))',
      productListItems: 'STRUCT("SKU" VARCHAR)[]',
    });
  });

  it('tells the rows with a key no column has, at any depth', () => {
    const shape = scanned(
      { _id: 'a' },
      { _id: 'a', new: 1 },
      { commerce: { order: { odd: { deep: [1] } } } },
      { productListItems: [{ SKU: 'x', 'a "quoted" one': 1 }] },
      { identityMap: { anything: [{ id: 'x' }] } },
    );
    expect(shape.strangers).toEqual([1, 2, 3]);
    expect([...shape.unknownKeys].slice(0, 2)).toEqual(['new', 'odd']);
  });

  it('is not led astray by text that looks like JSON, blanks, or other types than the schema says', () => {
    const shape = scanned('{ "_id" : "}\\",\\"x\\":{[" , "eventType":\t"\\\\" }', {
      commerce: 'text',
      productListItems: { a: [1] },
      _id: [[{ b: 1 }]],
    });
    expect(Object.keys(types(shape))).toEqual(['_id', 'eventType', 'commerce', 'productListItems']);
    expect(shape.strangers).toEqual([]);
    expect(shape.rows).toBe(2);
  });

  it('ends on any bytes, and counts their lines', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[{}[\],:"\\a1 n]*$/)), (lines) => {
        expect(scanned(...lines).rows).toBe(lines.length);
      }),
      { numRuns: 300 },
    );
  });

  it('survives a row nested deeper than the stack', () => {
    const shape = scanned(`{"_id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, { _id: 'a' });
    expect(shape.rows).toBe(2);
    expect(shape.strangers).toEqual([0]);
  });

  it('finds in generated entities exactly the paths JSON.parse finds', () => {
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      item: fc.record(
        { SKU: fc.string(), name: fc.string({ unit: 'grapheme' }), quantity: fc.integer() },
        { requiredKeys: [] },
      ),
      entity: fc.record(
        {
          _id: fc.string({ unit: 'binary' }),
          eventType: fc.option(fc.string()),
          productListItems: fc.array(tie('item')),
          commerce: fc.record(
            {
              order: fc.record(
                { purchaseID: fc.string(), priceTotal: fc.double({ noNaN: true, noDefaultInfinity: true }) },
                { requiredKeys: [] },
              ),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    })).entity;
    fc.assert(
      fc.property(fc.array(value), (entities) => {
        const shape = scanned(...entities);
        const found = new Set<string>();
        const look = (columns: readonly Column[], of: readonly unknown[], path: string) => {
          for (const column of columns) {
            const held = of
              .map((one) => (one as Record<string, unknown> | null)?.[column.name])
              .filter((one) => one !== undefined && one !== null);
            if (held.length > 0) found.add(`${path}/${column.name}`);
            const inside = column.item === undefined ? held : held.flat();
            look(column.item?.members ?? column.members ?? [], inside, `${path}/${column.name}`);
          }
        };
        look(shape.tree.columns, entities, '');
        const seen = new Set<string>();
        const mark = (columns: readonly Column[], path: string) => {
          for (const column of columns) {
            if (shape.occurs(column)) seen.add(`${path}/${column.name}`);
            mark(column.item?.members ?? column.members ?? [], `${path}/${column.name}`);
          }
        };
        mark(shape.tree.columns, '');
        expect(seen).toEqual(found);
        expect(shape.strangers).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the columns of a schema', () => {
  it('begin with the system column and keep what SQL cannot tell apart as JSON', () => {
    const tree = columnsOf({
      type: 'object',
      fields: {
        a: { type: 'object', fields: { id: { type: 'string' }, ID: { type: 'string' } } },
        it: { type: 'object', fields: { 'q\'u"ote': { type: 'byte' } } },
        free: { type: 'object' },
        list: { type: 'array' },
      },
    });
    expect(tree.columns.map((column) => `${column.name} ${sqlType(column)}`)).toEqual([
      '_acp_system_metadata STRUCT("xactionId" VARCHAR, "receivedAt" BIGINT, "flowId" VARCHAR)',
      'a JSON',
      'it STRUCT("q\'u""ote" TINYINT)',
      'free JSON',
      'list JSON[]',
    ]);
    expect(columnsOf(PROFILE)).toBe(columnsOf(PROFILE));
  });
});
