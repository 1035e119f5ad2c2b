import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentConflict } from './documents.ts';
import { createCollection, documentsMigration } from './documents-collection.ts';
import type { Migration, Tables } from './tables.ts';

interface Rows {
  readonly thing: { readonly id: number; readonly name: string };
}

const things: Migration = {
  id: 'thing-001',
  up: (db) =>
    (db as unknown as Kysely<Rows>).schema
      .createTable('thing')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute(),
};

const change = { by: 'dev', at: 1000 };

/** What every implementation of tables, and the document collections on them, promises. */
export function tablesContract(
  name: string,
  open: () => Promise<{ tables: Tables; reopen?: () => Promise<Tables> }>,
): void {
  describe(`${name} keep the promises of tables`, () => {
    let tables: Tables;
    let reopen: (() => Promise<Tables>) | undefined;

    beforeEach(async () => {
      ({ tables, reopen } = await open());
    });
    afterEach(() => tables.close());

    const names = async () =>
      (await tables.of<Rows>().selectFrom('thing').select('name').orderBy('id').execute()).map(({ name: one }) => one);

    it('apply each migration once, also after they were opened again, and refuse what a newer version made', async () => {
      await tables.migrate([things]);
      await tables.migrate([things, documentsMigration]);
      await tables.of<Rows>().insertInto('thing').values({ id: 1, name: 'kept' }).execute();
      if (reopen !== undefined) {
        tables = await reopen();
        await tables.migrate([things, documentsMigration]);
        expect(await names()).toEqual(['kept']);
      }
      await expect(tables.migrate([things])).rejects.toThrow('newer version (documents-001)');
    });

    it('keep all of a transaction or none, and run transactions one after another', async () => {
      await tables.migrate([things]);
      const failing = tables.transaction<Rows, void>(async (tx) => {
        await tx.insertInto('thing').values({ id: 1, name: 'gone' }).execute();
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await names()).toEqual([]);
      const add = (id: number) =>
        tables.transaction<Rows, void>(async (tx) => {
          const [{ count }] = (await tx
            .selectFrom('thing')
            .select((row) => row.fn.countAll<number>().as('count'))
            .execute()) as [{ count: number }];
          await tx
            .insertInto('thing')
            .values({ id, name: String(count) })
            .execute();
        });
      await Promise.all([1, 2, 3, 4].map(add));
      expect((await names()).sort()).toEqual(['0', '1', '2', '3']);
    });
  });

  describe(`${name} keep the promises of documents`, () => {
    let tables: Tables;
    beforeEach(async () => {
      ({ tables } = await open());
      await tables.migrate([documentsMigration]);
    });
    afterEach(() => tables.close());

    it('make, read, change and remove documents, with version and dates', async () => {
      const flows = createCollection<{ n: number }>(tables, 'flow');
      expect(await flows.insert('k1', 'f1', { n: 1 }, change)).toMatchObject({
        id: 'f1',
        version: 1,
        createdAt: 1000,
        createdBy: 'dev',
        body: { n: 1 },
      });
      const updated = await flows.update('k1', 'f1', 1, { n: 2 }, { by: 'ann', at: 2000 });
      expect(updated).toMatchObject({
        version: 2,
        createdAt: 1000,
        updatedAt: 2000,
        createdBy: 'dev',
        updatedBy: 'ann',
        body: { n: 2 },
      });
      expect(await flows.remove('k1', 'f1')).toBe(true);
      expect(await flows.remove('k1', 'f1')).toBe(false);
      expect(await flows.get('k1', 'f1')).toBeUndefined();
    });

    it('refuse an id that is there, a version that is not the expected one, and an update of nothing', async () => {
      const flows = createCollection<number>(tables, 'flow');
      await flows.insert('k1', 'f1', 1, change);
      await expect(flows.insert('k1', 'f1', 2, change)).rejects.toThrow(DocumentConflict);
      await expect(flows.update('k1', 'f1', 7, 2, change)).rejects.toThrow(DocumentConflict);
      await expect(flows.update('k1', 'f2', undefined, 2, change)).rejects.toThrow(DocumentConflict);
      expect((await flows.get('k1', 'f1'))?.body).toBe(1);
    });

    it('keep scopes and collections apart and list oldest first', async () => {
      const flows = createCollection<string>(tables, 'flow');
      const schemas = createCollection<string>(tables, 'schema');
      await flows.insert('k1', 'b', 'second', { by: 'x', at: 2 });
      await flows.insert('k1', 'a', 'third', { by: 'x', at: 3 });
      await flows.insert('k1', 'c', 'first', { by: 'x', at: 1 });
      await flows.insert('k2', 'b', 'other scope', change);
      await schemas.insert('k1', 'b', 'other collection', change);
      expect((await flows.list('k1')).map(({ body }) => body)).toEqual(['first', 'second', 'third']);
      expect((await flows.get('k2', 'b'))?.body).toBe('other scope');
      expect((await flows.everywhere()).map(({ scope }) => scope).sort()).toEqual(['k1', 'k1', 'k1', 'k2']);
    });

    it('count revisions over all objects of one name, and roll back with a transaction', async () => {
      const one = createCollection<number>(tables, 'flow');
      const two = createCollection<number>(tables, 'flow');
      const before = two.revision();
      await one.insert('k1', 'f', 1, change);
      expect(two.revision()).toBeGreaterThan(before);
      const failing = tables.transaction<unknown, void>(async (tx) => {
        await one.in(tx).update('k1', 'f', undefined, 2, change);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await two.get('k1', 'f'))?.body).toBe(1);
    });
  });
}
