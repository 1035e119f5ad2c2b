import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalog, catalogMigrations, createCatalog } from '../../catalog/index.ts';
import { type Actor, type Call, countingIds, manualClock, type Scope } from '../../kernel/index.ts';
import {
  documentsMigration,
  type ObjectStore,
  openDiskObjects,
  openSqliteTables,
  type Tables,
} from '../../stores/index.ts';
import { BatchIngestion } from './batch-ingestion.ts';
import type { BatchJobs } from './batch-jobs.ts';
import { type ImportRows, importMigrations } from './migrations.ts';
import { MOST_FILES, MOST_PART_BYTES, Uploads } from './uploads.ts';

/** What time, limits and rates do to batches; the work on them is tested on the real process. */

const scope: Scope = {
  org: 'A@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's',
  sandboxType: 'production',
  tenant: 'a',
  key: 'k1',
};
const actor: Actor = { userId: 'me', clientId: 'client', kind: 'credential', org: scope.org };
const DAY = 86_400_000;

const clock = manualClock();
let dir: string;
let tables: Tables;
let objects: ObjectStore;
let catalog: Catalog;
let uploads: Uploads;
let batches: BatchIngestion;
let datasetId: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'batch-life-'));
  tables = await openSqliteTables({ path: ':memory:' });
  objects = await openDiskObjects({ dir });
  const ids = countingIds();
  catalog = createCatalog({
    tables,
    objects,
    schema: async () => ({ union: false, behavior: 'record' }),
    allows: () => true,
    clock,
    ids,
  });
  await tables.migrate([documentsMigration, ...catalogMigrations, ...importMigrations]);
  uploads = new Uploads({ tables, objects, clock, ids, stillOpen: (tx, key, id) => batches.stillOpen(tx, key, id) });
  const jobs = { nudge() {} } as BatchJobs;
  const rateLimits = { requestsPerSecond: 1, messagesPerSecond: 1, enforce: true };
  batches = new BatchIngestion({ tables, objects, catalog, uploads, jobs, rateLimits, clock, ids });
  const create = catalog.routes.find(({ id }) => id === 'createDataSet')!;
  const call = { scope, actor, params: {}, query: {}, headers: {}, requestId: 'r' };
  const { body } = await create.handle({
    ...call,
    body: { name: 'D', schemaRef: { id: 's' } },
  } as unknown as Call<never>);
  datasetId = (body as string[])[0]!.slice('@/dataSets/'.length);
});
afterAll(async () => {
  await tables.close();
  await rm(dir, { recursive: true, force: true });
});

const create = async () => (await batches.create(scope, { datasetId, inputFormat: { format: 'json' } }, actor)).id;
const statusOf = async (id: string) => (await catalog.batch(scope.key, id))?.status;
const put = async (id: string, name: string, body: Readable) =>
  batches.put(await batches.address(scope, id, datasetId, name), body);
const tidy = () => batches.tidy((key) => (key === scope.key ? scope : undefined));

describe('what time does to a batch', () => {
  it('one that nobody completes is abandoned after a week, and its files go', async () => {
    const id = await create();
    await put(id, 'a.json', Readable.from(['{}']));
    clock.advance(6 * DAY);
    await tidy();
    expect(await statusOf(id)).toBe('loading');
    expect(await objects.list('imports/')).toHaveLength(1);
    clock.advance(2 * DAY);
    await tidy();
    expect(await statusOf(id)).toBe('abandoned');
    expect(await objects.list('imports/')).toEqual([]);
    await expect(batches.complete(scope, id, actor)).rejects.toMatchObject({ status: 400 });
  });

  it('one that was reverted is deleted with its files a day later', async () => {
    const id = await create();
    await objects.put('lake/k1/part', Buffer.from('rows'));
    const at = clock();
    const file = { name: 'part', path: 'lake/k1/part', bytes: 4, rows: 1, kind: 'staged', layout: 'typed' } as const;
    await tables.transaction(async (tx) => {
      await catalog.batches.move(tx, scope.key, id, { from: ['loading'], to: 'processing', at });
      await catalog.addFiles(tx, scope.key, id, [file]);
      await catalog.batches.grow(tx, scope.key, id, { at, rows: 1, failed: 0, bytes: 4, errors: [] });
      await catalog.batches.finish(tx, scope.key, id, { failed: 0, at });
    });
    const data = () => catalog.files(scope.key, { dataset: datasetId, kind: 'data' });
    expect(await data()).toHaveLength(1);
    expect((await batches.revert(scope, id, actor)).status).toBe('inactive');
    expect(await data()).toEqual([]);
    clock.advance(2 * DAY);
    await tidy();
    expect(await statusOf(id)).toBe('deleted');
    expect(await objects.head('lake/k1/part')).toBeUndefined();
    expect((await catalog.stored(scope)).total).toBe(1);
  });
});

describe('limits', () => {
  it('a file of 25,001 is refused, one that takes the place of another is not', async () => {
    const id = await create();
    await put(id, 'first.json', Readable.from(['{}']));
    const rows = Array.from({ length: MOST_FILES - 1 }, (_, number) => ({
      scope: scope.key,
      batch: id,
      name: `f${number}`,
      complete: 1,
      created: 0,
    }));
    const db = tables.of<ImportRows>();
    for (let at = 0; at < rows.length; at += 5000)
      await db
        .insertInto('import_file')
        .values(rows.slice(at, at + 5000))
        .execute();
    await expect(put(id, 'one-more.json', Readable.from(['{}']))).rejects.toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('25000 files and 1099511627776 bytes') },
    });
    expect(await put(id, 'first.json', Readable.from(['{}']))).toBe(false);
  });

  it('a batch of more than a terabyte is refused before the bytes are read', async () => {
    const id = await create();
    const at = await batches.address(scope, id, datasetId, 'large');
    await batches.initialize(at);
    const part = { ...at, first: 0, last: 1_099_511_627_775, path: 'imports/k1/none' };
    await tables.of<ImportRows>().insertInto('import_part').values(part).execute();
    let read = 0;
    const body = Readable.from(
      (function* () {
        read += 1;
        yield 'x';
      })(),
    );
    const range = { first: 1_099_511_627_776, last: 1_099_511_627_776 };
    await expect(batches.part(at, range, body)).rejects.toMatchObject({ status: 400 });
    expect(read).toBe(0);
  });

  it('a request that grows beyond its limit leaves nothing', async () => {
    const id = await create();
    const before = (await objects.list('imports/')).length;
    const chunk = Buffer.alloc(4_194_304);
    const endless = Readable.from(
      (function* () {
        for (;;) yield chunk;
      })(),
    );
    await expect(put(id, 'a.json', endless)).rejects.toMatchObject({ status: 413 });
    expect(await objects.list('imports/')).toHaveLength(before);
    expect(await uploads.files(scope.key, id)).toEqual([]);
    expect(MOST_PART_BYTES).toBe(512_000_000);
  });

  it('more batches a minute than published are refused when guardrails are enforced', async () => {
    clock.advance(60_000);
    // Those that are refused for another reason count, and cost nothing.
    const toNowhere = () => batches.create(scope, { datasetId: 'none', inputFormat: { format: 'json' } }, actor);
    for (let attempt = 1; attempt < 2000; attempt += 1)
      await expect(toNowhere()).rejects.toMatchObject({ status: 404 });
    expect(await create()).toMatch(/^[0-9a-f]{32}$/);
    await expect(create()).rejects.toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    clock.advance(60_000);
    expect(await create()).toMatch(/^[0-9a-f]{32}$/);
  });
});
