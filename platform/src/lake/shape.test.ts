import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Column, columnsOf, sqlType } from './columns.ts';
import { type FoundShape, shapeOf } from './shape.ts';
import { ShapeFinder } from './shape-finder.ts';
import { shapeOfFile } from './shape-of-file.ts';
import { EVENT, PROFILE } from './test-lake.ts';

const TREE = columnsOf(EVENT);

function linesOf(rows: readonly unknown[]): Buffer {
  return Buffer.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
}

const scanned = (...rows: readonly unknown[]): FoundShape => shapeOf([linesOf(rows)], TREE);

const occursIn =
  ({ seen }: FoundShape) =>
  ({ index }: Column) =>
    seen[index] === 1;

function types(shape: FoundShape): Record<string, string> {
  const occurs = occursIn(shape);
  return Object.fromEntries(TREE.columns.filter(occurs).map((column) => [column.name, sqlType(column, occurs)]));
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
    expect(shape.unknownKeys.slice(0, 2)).toEqual(['new', 'odd']);
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
        look(TREE.columns, entities, '');
        const seen = new Set<string>();
        const mark = (columns: readonly Column[], path: string) => {
          for (const column of columns) {
            if (occursIn(shape)(column)) seen.add(`${path}/${column.name}`);
            mark(column.item?.members ?? column.members ?? [], `${path}/${column.name}`);
          }
        };
        mark(TREE.columns, '');
        expect(seen).toEqual(found);
        expect(shape.strangers).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the shape of a file', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'shape-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  const fileOf = async (bytes: Buffer) => {
    const path = join(dir, 'rows.ndjson');
    await writeFile(path, bytes);
    return path;
  };

  it('is that of its rows, wherever the pieces it is read in end', async () => {
    const MEGABYTE = 1 << 20;
    const long = (bytes: number) => ({ _id: 'x'.repeat(bytes), odd: 1 });
    const lengths = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: MEGABYTE - 40, max: MEGABYTE + 40 }));
    await fc.assert(
      fc.asyncProperty(fc.array(lengths, { maxLength: 6 }), fc.boolean(), async (sizes, ends) => {
        const lines = linesOf(sizes.map((size, at) => (at % 2 === 0 ? long(size) : { eventType: 'y'.repeat(size) })));
        const bytes = ends ? lines : lines.subarray(0, -1);
        expect(shapeOfFile(await fileOf(bytes), TREE)).toEqual(shapeOf([bytes], TREE));
      }),
      { numRuns: 40 },
    );
    const longest = linesOf([{ _id: 'a' }, long(5 * MEGABYTE), { eventType: 'b' }]);
    expect(shapeOfFile(await fileOf(longest), TREE)).toEqual(shapeOf([longest], TREE));
  });

  it('is found on a thread when it is large, anew when that ends, and in place when threads end again and again', async () => {
    const lost: string[] = [];
    const workers: Worker[] = [];
    const note = (worker: Worker) => workers.push(worker);
    process.on('worker', note);
    const finder = new ShapeFinder((why) => lost.push(why));
    try {
      const few = linesOf([{ _id: 'a' }, { new: 1 }]);
      expect(await finder.find([few], 'nowhere', TREE)).toEqual(shapeOf([few], TREE));
      expect(workers).toHaveLength(0);
      const many = linesOf(Array.from({ length: 30_000 }, (_, n) => ({ _id: `event ${n}`, commerce: { odd: n } })));
      expect(many.length).toBeGreaterThan(1_048_576);
      const path = await fileOf(many);
      for (let round = 0; round < 2; round += 1)
        expect(await finder.find([many], path, TREE)).toEqual(shapeOf([many], TREE));
      expect([workers.length, lost]).toEqual([1, []]);
      const cut = finder.find([many], path, TREE);
      const said = expect(cut).rejects.toThrow('the thread that finds the shape of rows is no more');
      await workers[0]!.terminate();
      await said;
      expect(lost).toEqual(['it ended with code 1']);
      await expect(finder.find([many], join(dir, 'absent'), TREE)).rejects.toMatchObject({ code: 'SHAPE-THREAD-LOST' });
      expect(lost[1]).toContain('ENOENT');
      expect(await finder.find([many], path, TREE)).toEqual(shapeOf([many], TREE));
      const deep = Buffer.from(`{"_id":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}\n{"_id":"a"}\n`);
      const deepPath = await fileOf(deep);
      expect(await finder.find([deep], deepPath, TREE)).toMatchObject({ rows: 2, strangers: [0] });
      await fileOf(many);
      const last = finder.find([many], path, TREE);
      await expect(finder.find([few], path, TREE)).rejects.toThrow('while another answer is waited for');
      const stopped = expect(last).rejects.toThrow('the lake stops');
      finder.close();
      await stopped;
      expect([workers.length, lost.length]).toEqual([3, 2]);
      for (let round = 0; round < 3; round += 1)
        await expect(finder.find([many], join(dir, 'absent'), TREE)).rejects.toThrow('is no more');
      expect(await finder.find([many], join(dir, 'absent'), TREE)).toEqual(shapeOf([many], TREE));
      expect([workers.length, lost.length]).toEqual([6, 5]);
    } finally {
      process.off('worker', note);
      finder.close();
    }
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
