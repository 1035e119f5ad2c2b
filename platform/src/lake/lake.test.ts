import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DatasetFile } from '../catalog/index.ts';
import { ALL_FIELDS, type Call } from '../kernel/index.ts';
import { LAKE_PREFIX } from './index.ts';
import {
  actor,
  EVENT,
  openTestLake,
  otherScope,
  PROFILE,
  scope,
  type TestLake,
  type TestLakeSetup,
} from './test-lake.ts';

let opened: TestLake[] = [];
async function open(setup?: TestLakeSetup): Promise<TestLake> {
  const test = await openTestLake(setup);
  opened.push(test);
  return test;
}
afterEach(async () => {
  for (const test of opened) await test.close();
  opened = [];
});

const gold = {
  _id: 'p1',
  identityMap: { email: [{ id: 'ana@example.com', primary: true }], loyaltyId: [{ id: 'L1' }] },
  person: { name: { firstName: 'Ana' }, birthDate: '1988-05-17' },
  loyalty: { tier: 'gold', points: 1250.5, joinDate: '2024-05-01T10:00:00+02:00' },
  _acme: { visits: 12, tags: ['a', 'b'], free: { any: [1, { x: null }] } },
};

async function rows(test: TestLake, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await test.lake.query({ scope, fields: ALL_FIELDS }, sql)).rows;
}

describe('rows on their way into the lake', () => {
  it('become one Parquet file, a batch and a position, and come back typed', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold, { _id: 'p2', loyalty: { tier: 'silver' } }]);
    expect(await test.lake.flush()).toBe(true);
    const batch = (await test.lake.batchAt(scope, dataset, 1))!;
    expect(await test.catalog.batch(scope.key, batch.id)).toMatchObject({
      status: 'success',
      dataset,
      errors: [],
      metrics: {
        inputRecordCount: 2,
        outputRecordCount: 2,
        failedRecordCount: 0,
        inputFileCount: 1,
        partitionCount: 1,
      },
    });
    expect(await test.catalog.stored(scope)).toMatchObject({ total: 2, byDataset: { [dataset]: 2 } });
    expect(test.lake.waiting()).toBe(0);
    const { columns, rows: found } = await test.lake.query(
      { scope, fields: ALL_FIELDS },
      'select * from profiles order by _id',
    );
    expect(columns).toEqual(['_acp_system_metadata', '_id', 'identityMap', 'person', 'loyalty', '_acme']);
    expect(found[0]).toEqual([
      { xactionId: 't0', receivedAt: 1767225600000, flowId: null },
      'p1',
      {
        email: [{ id: 'ana@example.com', authenticatedState: null, primary: true }],
        loyaltyId: [{ id: 'L1', authenticatedState: null, primary: null }],
      },
      { name: { firstName: 'Ana', lastName: null }, birthDate: '1988-05-17' },
      { tier: 'gold', points: 1250.5, status: null, joinDate: '2024-05-01T08:00:00.000Z' },
      { visits: 12, tags: ['a', 'b'], free: { any: [1, { x: null }] } },
    ]);
    expect(await rows(test, "select loyalty.status from profiles where _id = 'p2'")).toEqual([[null]]);
  });

  it('are flushed by number, by bytes and by age', async () => {
    const byRows = await open({ options: { flushRows: 3 } });
    const byBytes = await open({ options: { flushBytes: 300 } });
    const byAge = await open({ options: { flushAgeMs: 30 } });
    for (const test of [byRows, byBytes, byAge]) {
      const dataset = await test.dataset('Profiles', 'profiles');
      await test.append(dataset, [gold, gold, gold]);
      await expect.poll(() => test.lake.waiting()).toBe(0);
    }
  });

  it('become batches at once while there are few, and at a slower pace in steady traffic; a query does not wait', async () => {
    const test = await open({ options: { flushAgeMs: 10, quickBatches: 2, paceMs: 3_600_000 } });
    const dataset = await test.dataset('Profiles', 'profiles');
    for (let n = 0; n < 2; n += 1) {
      await test.append(dataset, [gold]);
      await expect.poll(() => test.lake.waiting(), { interval: 5 }).toBe(0);
    }
    await test.append(dataset, [gold]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(test.lake.waiting()).toBe(1);
    await test.lake.flush({ scope: scope.key });
    expect(test.lake.waiting()).toBe(0);
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[3]]);
  });

  it('keep apart what belongs to two datasets and two sandboxes', async () => {
    const test = await open();
    const mine = await test.dataset('Profiles', 'profiles');
    const theirs = await test.dataset('Profiles', 'profiles', otherScope);
    await test.append(mine, [gold]);
    await test.append(theirs, [gold, gold], undefined, otherScope);
    await test.lake.flush();
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[1]]);
    expect(
      (await test.lake.query({ scope: otherScope, fields: ALL_FIELDS }, 'select count(*) from profiles')).rows,
    ).toEqual([[2]]);
    for (const { path } of await test.objects.list(`${LAKE_PREFIX}k1/`)) expect(path).toContain(mine);
  });

  it('show the range of their timestamps as available dates', async () => {
    const test = await open();
    const dataset = await test.dataset('Events', 'events');
    await test.append(dataset, [
      { _id: 'e1', timestamp: '2026-01-01T00:00:01.500Z' },
      { _id: 'e2', timestamp: '2026-01-02T00:00:00Z' },
    ]);
    await test.lake.flush();
    const { id } = (await test.lake.batchAt(scope, dataset, 0))!;
    expect((await test.catalog.batch(scope.key, id))!.availableDates).toEqual({
      startDate: 1767225601,
      endDate: 1767312000,
    });
  });

  it('fit together when files have different members and the schema grew in between', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [{ _id: 'p1', loyalty: { tier: 'gold' } }]);
    await test.lake.flush();
    const loyalty = { type: 'object', fields: { ...PROFILE.fields!.loyalty!.fields, level: { type: 'int' } } } as const;
    test.schemas.set('profiles', { ...PROFILE, fields: { ...PROFILE.fields, loyalty } });
    test.changeSchemas();
    await test.append(dataset, [{ _id: 'p2', loyalty: { level: 3 }, identityMap: { email: [{ id: 'x' }] } }]);
    await test.lake.flush();
    expect(await rows(test, 'select _id, loyalty.tier, loyalty.level, identityMap from profiles order by 1')).toEqual([
      ['p1', 'gold', null, null],
      ['p2', null, 3, { email: [{ id: 'x', authenticatedState: null, primary: null }] }],
    ]);
  });
});

describe('what does not fit', () => {
  it('keeps a row of another type as JSON text, beside the good rows, and says so', async () => {
    const test = await open();
    const dataset = await test.dataset('Events', 'events');
    const good = Array.from({ length: 50 }, (_, index) => ({ _id: `e${index}`, timestamp: '2026-01-01T00:00:00Z' }));
    await test.append(dataset, [
      ...good,
      { _id: 'odd', timestamp: 'yesterday', commerce: { order: { priceTotal: 5 } } },
    ]);
    await test.lake.flush();
    const { id } = (await test.lake.batchAt(scope, dataset, 0))!;
    const batch = (await test.catalog.batch(scope.key, id))!;
    expect(batch).toMatchObject({
      status: 'success',
      metrics: { outputRecordCount: 51, failedRecordCount: 0, partitionCount: 2 },
    });
    expect(batch.errors).toMatchObject([{ code: 'LAKE-TYPE-MISMATCH', recordCount: 1 }]);
    expect(batch.errors[0]!.description).toContain('yesterday');
    expect(batch.errors[0]!.description).not.toContain(test.dir);
    expect(await rows(test, "select count(*) from events where timestamp = '2026-01-01'")).toEqual([[50]]);
    expect(
      await rows(test, 'select _id, timestamp, commerce."order".priceTotal from events where _id = \'odd\''),
    ).toEqual([['odd', null, 5]]);
  });

  it('keeps a row with a key the schema does not know whole, instead of dropping the key', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold, { ...gold, _id: 'p2', loyalty: { tier: 'x', surprise: 1 } }]);
    await test.lake.flush();
    const { id } = (await test.lake.batchAt(scope, dataset, 0))!;
    expect((await test.catalog.batch(scope.key, id))!.errors).toMatchObject([
      { code: 'LAKE-UNKNOWN-FIELD', recordCount: 1 },
    ]);
    expect(await rows(test, 'select _id, loyalty.tier, identityMap from profiles order by 1')).toMatchObject([
      ['p1', 'gold', {}],
      ['p2', 'x', { loyaltyId: [{ id: 'L1' }] }],
    ]);
  });

  it('keeps rows no reader can parse in a failed file of the batch', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold, { _id: '\ud800 half a character' }]);
    await test.lake.flush();
    const { id } = (await test.lake.batchAt(scope, dataset, 0))!;
    expect(await test.catalog.batch(scope.key, id)).toMatchObject({
      status: 'success',
      metrics: { inputRecordCount: 2, outputRecordCount: 1, failedRecordCount: 1 },
      errors: expect.arrayContaining([expect.objectContaining({ code: 'LAKE-UNREADABLE', recordCount: 1 })]),
    });
    const listed = (await test.call('getExportBatchFailed', { params: { batchId: id } })).body as {
      data: { name: string }[];
    };
    expect(listed.data.map(({ name }) => name)).toEqual(['_SUCCESS', 'part-00001.json']);
    const file = await test.call('getExportBatchFailed', {
      params: { batchId: id },
      query: { path: 'part-00001.json' },
    });
    expect(await textOf(file.body as Readable)).toContain('half a character');
    expect(await test.catalog.stored(scope)).toMatchObject({ total: 2, failed: 1 });
    const meta = (await test.call('getExportBatchMeta', { params: { batchId: id } })).body;
    expect(meta).toMatchObject({ data: [{ name: 'row_errors_sample.json' }] });
  });

  it('keeps rows of a dataset that is gone as a failed batch, and goes on with the others', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append('5f0000000000000000000000', [gold]);
    await test.append(dataset, [gold]);
    expect(await test.lake.flush()).toBe(true);
    const { id } = (await test.lake.batchAt(scope, '5f0000000000000000000000', 0))!;
    expect(await test.catalog.batch(scope.key, id)).toMatchObject({
      status: 'failed',
      errors: [{ code: 'LAKE-NO-DATASET', recordCount: 1 }],
    });
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[1]]);
  });

  it('tries again after a full disk, loses nothing, and lets other datasets pass', async () => {
    let full = true;
    const test = await open({
      objects: (real) => ({
        ...real,
        adopt: (path, file) =>
          full && path.includes('bad')
            ? Promise.reject(Object.assign(new Error('disk full'), { code: 'ENOSPC' }))
            : real.adopt(path, file),
      }),
    });
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append('bad', [gold]);
    await test.append(dataset, [gold]);
    expect(await test.lake.flush({ datasets: new Set([dataset]) })).toBe(true);
    expect(await test.lake.flush({}, 100)).toBe(false);
    expect(test.lake.position()).toBe(0);
    full = false;
    expect(await test.lake.flush()).toBe(true);
    expect(test.lake.position()).toBe(2);
    expect((await test.catalog.stored(scope)).total).toBe(2);
  });
});

describe('exactly once', () => {
  it('tries again when the thread that finds the shape of many rows dies, and stores each row once, strange ones as text', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    const ended: Promise<number>[] = [];
    process.once('worker', (worker) => ended.push(worker.terminate()));
    const many = Array.from({ length: 12_000 }, (_, n) => ({
      _id: `p${n}`,
      loyalty: { tier: 'gold'.repeat(20) },
      ...(n % 6000 === 5 ? { odd: n } : {}),
    }));
    await test.append(dataset, many);
    expect(await test.lake.flush({}, 30_000)).toBe(true);
    await Promise.all(ended);
    expect([ended.length, test.lost]).toEqual([1, ['shape-finder']]);
    expect((await readdir(join(test.dir, 'work'))).filter((name) => name.endsWith('.ndjson'))).toEqual([]);
    expect(await rows(test, 'select count(*), count(distinct _id) from profiles')).toEqual([[12_000, 12_000]]);
    const batch = (await test.lake.batchAt(scope, dataset, 1))!;
    expect(await test.catalog.batch(scope.key, batch.id)).toMatchObject({
      metrics: { inputRecordCount: 12_000, outputRecordCount: 12_000 },
      errors: [{ code: 'LAKE-UNKNOWN-FIELD', recordCount: 2 }],
    });
  });

  it('reads again after a crash what was not committed, and nothing else', async () => {
    const test = await open({ options: { flushRows: 2 } });
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold, gold]);
    await expect.poll(() => test.lake.waiting()).toBe(0);
    await test.append(dataset, [gold]);
    await expect.poll(() => test.lake.waiting()).toBe(1);
    await test.restart();
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[3]]);
    await test.restart();
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[3]]);
  });

  it('reads nothing between its start and when it is told to go on', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.lake.stop();
    await test.append(dataset, [gold]);
    await test.lake.start();
    expect(await test.lake.flush({}, 100)).toBe(false);
    expect(test.lake.position()).toBe(0);
    test.lake.goOn();
    expect(await test.lake.flush()).toBe(true);
    expect(test.lake.position()).toBe(1);
  });

  it('removes files that no batch mentions, and what lies in the work directory', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold]);
    await test.lake.flush();
    await test.objects.put(`${LAKE_PREFIX}k1/${dataset}/crashed-part-00000.parquet`, Buffer.from('half'));
    await writeFile(join(test.dir, 'work', 'left.ndjson'), '{}');
    await test.restart();
    expect(await test.objects.list(LAKE_PREFIX)).toHaveLength(1);
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[1]]);
  });

  it('keeps neither batch nor position when the commit fails, and stores the rows with the next attempt', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    const { transaction } = test.tables;
    let failures = 1;
    test.tables.transaction = ((work: never) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('table is locked')) : transaction.call(test.tables, work);
    }) as typeof transaction;
    await test.append(dataset, [gold]);
    expect(await test.lake.flush()).toBe(true);
    expect(await test.objects.list(LAKE_PREFIX)).toHaveLength(1);
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[1]]);
  });

  it('skips records and rows that ingest writes a second time', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    const three = [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }];
    await test.append(dataset, three.slice(0, 2), { from: 0, to: 1 });
    await test.append(dataset, three.slice(0, 2), { from: 0, to: 1 });
    await test.lake.flush();
    await test.append(dataset, three.slice(0, 2), { from: 0, to: 1 });
    await test.restart();
    await test.append(dataset, three, { from: 0, to: 2 });
    await test.lake.flush();
    expect(await rows(test, 'select _id from profiles order by 1')).toEqual([['a'], ['b'], ['c']]);
    expect((await test.catalog.stored(scope)).total).toBe(3);
  });
});

describe('a topic that cannot be read', () => {
  it('is tried again and again and told of, and its rows are stored when it can', async () => {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    const { read } = test.log;
    test.log.read = () => Promise.reject(new Error('record 7 does not match its checksum'));
    await test.append(dataset, [gold]);
    await vi.waitFor(() => expect(test.standings.reports).toMatchObject([{ stage: 'lake', attempts: 3 }]), {
      timeout: 10_000,
    });
    test.log.read = read;
    await test.lake.flush();
    expect(await rows(test, 'select count(*) from profiles')).toEqual([[1]]);
    expect(test.standings.reports).toEqual([]);
  });
});

describe('a file that is not as it was written', () => {
  /** Two datasets with a row each; a bit of the first one's file is flipped. */
  async function damaged(change: (bytes: Buffer) => Buffer): Promise<{ test: TestLake; file: DatasetFile }> {
    const test = await open();
    const dataset = await test.dataset('Profiles', 'profiles');
    await test.append(dataset, [gold]);
    await test.append(await test.dataset('Others', 'profiles'), [gold]);
    await test.lake.flush();
    const [file] = await test.catalog.files(scope.key, { dataset });
    const local = await test.objects.localFile(file!.path);
    await writeFile(local, change(await readFile(local)));
    await test.restart();
    return { test, file: file! };
  }
  const flipped = (bytes: Buffer) => {
    bytes[bytes.length >> 1]! ^= 1;
    return bytes;
  };

  it('gives no row, names batch, file and byte, and keeps no other dataset from answering', async () => {
    const { test, file } = await damaged(flipped);
    await expect(rows(test, 'select count(*) from profiles')).rejects.toMatchObject({
      status: 500,
      body: {
        detail: `file part-00000.parquet of batch ${file.batch} is not as it was written, from byte 0 on`,
        phrase: { values: { detail: { code: 'lake-file-damaged', values: { batch: file.batch, byte: 0 } } } },
      },
    });
    expect(await rows(test, 'select count(*) from others')).toEqual([[1]]);
    const local = await test.objects.localFile(file.path);
    await writeFile(local, flipped(await readFile(local)));
    expect(await rows(test, 'select _id from profiles')).toEqual([['p1']]);
  });

  it('is not sent to anybody who downloads, and is told from one that is gone', async () => {
    const { test, file } = await damaged((bytes) => Buffer.concat([bytes, Buffer.from('more')]));
    const { handle } = test.lake.routes.find(({ id }) => id === 'getExportFile')!;
    const call = { scope, actor, fields: ALL_FIELDS, headers: {}, body: undefined, requestId: 'r' };
    const download = async () =>
      handle({ ...call, params: { dataSetFileId: file.id }, query: { path: file.name } } as unknown as Call<never>);
    await expect(download()).rejects.toMatchObject({ status: 500, body: { title: 'DamagedFileError' } });
    await test.objects.delete(file.path);
    await expect(download()).rejects.toMatchObject({
      status: 500,
      body: { detail: expect.stringContaining('from byte 0 on') },
    });
  });
});

describe('a wide schema', () => {
  it('costs only what occurs', async () => {
    const test = await open();
    const members = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `m${index}`,
        { type: 'object', fields: { id: { type: 'string' }, value: { type: 'number' } } },
      ]),
    );
    test.schemas.set('wide', {
      ...EVENT,
      fields: { ...EVENT.fields, wide: { type: 'object', fields: members } },
    } as typeof EVENT);
    const dataset = await test.dataset('Wide', 'wide');
    await test.append(dataset, [{ _id: 'e', timestamp: '2026-01-01T00:00:00Z', wide: { m7: { value: 1 } } }]);
    await test.lake.flush();
    const [file] = await test.catalog.files(scope.key, { dataset });
    expect(file!.bytes).toBeLessThan(4000);
    expect(await rows(test, 'select wide.m7.value, wide.m8.id from wide')).toEqual([[1, null]]);
  });
});
