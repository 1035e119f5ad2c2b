import { readFile, writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ALL_FIELDS, type Call } from '../kernel/index.ts';
import { LAKE_PREFIX } from './index.ts';
import { actor, openTestLake, PROFILE, scope, type TestLake, type TestLakeSetup } from './test-lake.ts';

const JOIN = { afterMs: 0, small: 16_777_216, least: 16, most: 25, everyMs: 3_600_000 };
const EVER = { from: 0, to: Date.now() + 3_600_000, stretchMs: 3_600_000 };

let opened: TestLake[] = [];
async function open(setup: TestLakeSetup = {}, join: Partial<typeof JOIN> = {}): Promise<TestLake> {
  const test = await openTestLake({ ...setup, options: { join: { ...JOIN, ...join } } });
  opened.push(test);
  return test;
}
afterEach(async () => {
  for (const test of opened) await test.close();
  opened = [];
});

const rows = async (test: TestLake, sql: string) =>
  (await test.lake.query({ scope, fields: ALL_FIELDS }, sql)).rows as readonly (readonly unknown[])[];
const everything = (test: TestLake) => rows(test, 'select * from profiles order by _id');
const filesOf = (test: TestLake) => test.objects.list(LAKE_PREFIX);

/** One batch of each. */
async function batches(test: TestLake, dataset: string, entities: readonly object[]): Promise<void> {
  for (const entity of entities) {
    await test.append(dataset, [entity]);
    await test.lake.flush();
  }
}

async function batchesOf(test: TestLake, status: string) {
  const page = { orderBy: [], start: 0, limit: 100 };
  return test.catalog.batches.list.page(scope.key, { statuses: [status], ...page });
}

/** A clock in milliseconds says the same twice; what was completed at this moment is not before it. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 2));

const simple = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ({ _id: `p${100 + from + n}` }));

describe('small batches', () => {
  it('stay as they are when a file of them is damaged', async () => {
    const test = await open();
    await batches(test, await test.dataset('Profiles', 'profiles'), simple(17));
    await moment();
    const local = await test.objects.localFile((await filesOf(test))[4]!.path);
    const bytes = await readFile(local);
    await writeFile(local, Buffer.from(bytes).fill(0x7f, 40, 41));
    await test.lake.join();
    expect(await filesOf(test)).toHaveLength(17);
    await writeFile(local, bytes);
    await test.lake.join();
    expect((await batchesOf(test, 'inactive')).length).toBe(17);
  });

  it('are joined in the same round when the engine breaks: a new one goes on', async () => {
    const test = await open();
    const datasets = [await test.dataset('Profiles', 'profiles'), await test.dataset('Others', 'profiles')];
    for (const dataset of datasets) await batches(test, dataset, simple(16));
    await moment();
    const make = DuckDBInstance.create.bind(DuckDBInstance);
    const engines = vi.spyOn(DuckDBInstance, 'create').mockImplementationOnce(async (...given) => {
      const engine = await make(...given);
      const connection = await engine.connect();
      const run = connection.runAndReadAll.bind(connection);
      let statements = 0;
      connection.runAndReadAll = (...sql) => {
        statements += 1;
        if (statements <= 10) return run(...sql);
        return Promise.reject(
          new Error('FATAL Error: Failed: database has been invalidated because of a previous fatal error.'),
        );
      };
      engine.connect = () => Promise.resolve(connection);
      return engine;
    });
    await test.lake.join();
    expect(engines).toHaveBeenCalledTimes(2);
    engines.mockRestore();
    expect((await batchesOf(test, 'success')).map(({ dataset }) => dataset).sort()).toEqual(datasets.sort());
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[16]]);
    expect(await rows(test, 'select count(*) from others')).toEqual([[16]]);
  });

  it('are joined, again and again, and every row, count and place is as it was', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await batches(test, dataset, [
      ...simple(12),
      { _id: 'p200', loyalty: { tier: 'gold', points: 3.5 }, _acme: { tags: ['a', 'b'], free: { any: [1, null] } } },
      { _id: 'p201', identityMap: { email: [{ id: 'a@example.com', primary: true }], phone: [{ id: '1' }] } },
      { _id: 'p202', person: { name: { lastName: 'Ay' }, birthDate: '1988-05-17' }, loyalty: { status: 'x' } },
    ]);
    const loyalty = { type: 'object', fields: { ...PROFILE.fields!.loyalty!.fields, level: { type: 'int' } } } as const;
    test.schemas.set('profiles', { ...PROFILE, fields: { ...PROFILE.fields, loyalty } });
    test.changeSchemas();
    await batches(test, dataset, [...simple(24, 20), { _id: 'p300', loyalty: { level: 3 } }]);
    await moment();

    const before = await everything(test);
    const stored = await test.catalog.stored(scope);
    const totals = await test.catalog.batchTotals(scope.key, dataset, EVER.from, EVER.to, EVER.stretchMs);
    const small = await batchesOf(test, 'success');
    const newest = small.at(-1)!;
    expect([before.length, small.length, (await filesOf(test)).length]).toEqual([40, 40, 40]);

    await test.lake.join();
    expect(await everything(test)).toEqual(before);
    const [one, ...more] = await batchesOf(test, 'success');
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      created: newest.created,
      completed: newest.completed,
      metrics: { inputRecordCount: 40, outputRecordCount: 40, failedRecordCount: 0, partitionCount: 1 },
    });
    expect(one!.replay!.predecessors).toHaveLength(16);
    for (const position of [0, 20, 39]) expect((await test.lake.batchAt(scope, dataset, position))!.id).toBe(one!.id);
    expect(await test.catalog.stored(scope)).toEqual(stored);
    const told = await test.catalog.batchTotals(scope.key, dataset, EVER.from, EVER.to, EVER.stretchMs);
    expect(told.map(({ rows, succeeded }) => [rows, succeeded])).toEqual(
      totals.map(({ rows, succeeded }) => [rows, succeeded]),
    );

    // A query that began before may still read the files; the next round takes them away.
    expect((await filesOf(test)).length).toBe(42);
    await test.lake.join();
    expect((await filesOf(test)).map(({ path }) => path)).toEqual([
      `${LAKE_PREFIX}${scope.key}/${dataset}/${one!.id}-part-00000.parquet`,
    ]);
    expect(await everything(test)).toEqual(before);
    await test.restart();
    expect(await everything(test)).toEqual(before);
  });

  it('say where their rows are, have no files, and cannot be deleted or replaced with others’ rows', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await batches(test, dataset, simple(16));
    await moment();
    const [first] = await batchesOf(test, 'success');
    await test.lake.join();
    const [one] = await batchesOf(test, 'success');
    const ask = (id: string, params: Record<string, string>) => {
      const call = {
        scope,
        actor,
        fields: ALL_FIELDS,
        params,
        query: {},
        headers: {},
        requestId: 'r',
        body: undefined,
      };
      return test.catalog.routes.find((route) => route.id === id)!.handle(call as unknown as Call<never>);
    };
    const { body } = await ask('getBatch', { batchId: first!.id });
    expect(body).toMatchObject({
      [first!.id]: { status: 'inactive', tags: { 'meniscus/joined-into': [one!.id] } },
    });
    await expect(ask('deleteBatch', { batchId: first!.id })).rejects.toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(`in batch ${one!.id} now`) },
    });
    const files = async (batchId: string) =>
      ((await test.call('listExportBatchFiles', { params: { batchId } })).body as { data: unknown[] }).data.length;
    expect([await files(first!.id), await files(one!.id)]).toEqual([0, 1]);
    // They stay as they are: what tidies up after reverted batches does not come upon them.
    expect(await test.catalog.batches.list.idle('inactive', Date.now() + 60_000, 100)).toEqual([]);
  });

  it('are left alone while they are young, few, large, or hold rows that did not fit', async () => {
    const young = await open({}, { afterMs: 60_000 });
    const few = await open({}, { least: 17 });
    const large = await open({}, { small: 10 });
    for (const test of [young, few, large]) {
      await batches(test, await test.dataset('Profiles', 'profiles'), simple(16));
      await moment();
      await test.lake.join();
      expect(await batchesOf(test, 'success')).toHaveLength(16);
    }
    const odd = await open();
    const dataset = await odd.dataset('Profiles', 'profiles');
    await batches(odd, dataset, [...simple(15), { _id: 'odd', nobody: { knows: 1 } }]);
    await moment();
    await odd.lake.join();
    expect(await batchesOf(odd, 'success')).toHaveLength(16);
    await batches(odd, dataset, simple(1, 50));
    await moment();
    await odd.lake.join();
    expect(await batchesOf(odd, 'success')).toHaveLength(2);
    expect(await rows(odd, 'select count(*) from profiles')).toEqual([[17]]);
  });

  it('wait while a replay of their dataset is under way', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await batches(test, dataset, simple(16));
    await moment();
    const [first] = await batchesOf(test, 'success');
    const replay = { id: 'a-replay', dataset, status: 'staging' as const, by: 'me', client: 'me', at: Date.now() };
    await test.tables.transaction((tx) =>
      test.catalog.createBatch(tx, scope.key, { ...replay, replay: { predecessors: [first!.id] } }),
    );
    await test.lake.join();
    expect(await batchesOf(test, 'success')).toHaveLength(16);
  });

  it('stay as they are when one of them goes meanwhile, and when the work is cut short', async () => {
    let meanwhile: () => Promise<void> = async () => {};
    const test = await open({
      objects: (objects) => ({
        ...objects,
        adopt: async (path, local) => {
          const adopted = await objects.adopt(path, local);
          await meanwhile();
          return adopted;
        },
      }),
    });
    const dataset = await test.dataset('Profiles', 'profiles');
    await batches(test, dataset, simple(17));
    await moment();
    const [first] = await batchesOf(test, 'success');
    meanwhile = async () => {
      meanwhile = () => Promise.reject(new Error('the power went'));
      await test.tables.transaction((tx) => test.catalog.batches.deactivate(tx, scope.key, first!.id, Date.now()));
    };
    await test.lake.join();
    expect(await batchesOf(test, 'success')).toHaveLength(16);
    await test.lake.join();
    expect(await batchesOf(test, 'success')).toHaveLength(16);
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[16]]);
    meanwhile = async () => {};
    await test.restart();
    expect((await filesOf(test)).length).toBe(17);
    await test.lake.join();
    expect(await batchesOf(test, 'success')).toHaveLength(1);
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[16]]);
  });

  it('of any shape are the same rows afterwards', async () => {
    const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
    const text = fc.string({ maxLength: 12, unit: 'grapheme' });
    const identity = fc.record({ id: text, primary: maybe(fc.boolean()) });
    const entity = fc.record({
      identityMap: maybe(fc.dictionary(fc.constantFrom('email', 'phone'), fc.array(identity, { maxLength: 2 }))),
      person: maybe(fc.record({ name: maybe(fc.record({ firstName: maybe(text), lastName: maybe(text) })) })),
      loyalty: maybe(
        fc.record({ tier: maybe(text), points: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })) }),
      ),
      _acme: maybe(
        fc.record({
          visits: maybe(fc.maxSafeInteger()),
          tags: maybe(fc.array(text)),
          free: maybe(fc.dictionary(fc.constantFrom('a', 'B'), fc.oneof(text, fc.integer()))),
        }),
      ),
    });
    const test = await open({}, { least: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(entity, { minLength: 2, maxLength: 8 }), async (entities) => {
        const name = `d${crypto.randomUUID().replaceAll('-', '')}`;
        const dataset = await test.dataset(name, 'profiles');
        await batches(
          test,
          dataset,
          entities.map((one, n) => ({ _id: `p${n}`, ...one })),
        );
        const all = () => rows(test, `select * from ${name} order by _id`);
        const before = await all();
        expect(before).toHaveLength(entities.length);
        await moment();
        await test.lake.join();
        expect(await all()).toEqual(before);
        const selection = { dataset, statuses: ['success'], orderBy: [], start: 0, limit: 10 };
        expect(await test.catalog.batches.list.page(scope.key, selection)).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });
});
