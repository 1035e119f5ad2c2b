import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Actor,
  ALL_FIELDS,
  type Answer,
  type Call,
  countingIds,
  manualClock,
  type Problem,
  type Scope,
} from '../kernel/index.ts';
import { documentsMigration, openSqliteTables, type Tables } from '../stores/index.ts';
import { type Catalog, catalogMigrations, createCatalog, type DatasetSchema } from './index.ts';

const scope: Scope = {
  org: 'ORG@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 'sb-1',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
const other: Scope = { ...scope, sandbox: 'dev', key: 'k2' };
const actor: Actor = { userId: 'me@techacct.adobe.com', clientId: 'client', kind: 'credential', org: scope.org };
const PROFILES = 'https://ns.adobe.com/acme/schemas/profiles';
const EVENTS = 'https://ns.adobe.com/acme/schemas/events';

let tables: Tables;
let catalog: Catalog;
let schemas: Map<string, DatasetSchema>;
let deleted: string[];
const clock = manualClock(Date.UTC(2026, 0, 1));

beforeEach(async () => {
  schemas = new Map<string, DatasetSchema>([
    [PROFILES, { union: true, behavior: 'record' }],
    [EVENTS, { union: false, behavior: 'time-series' }],
  ]);
  deleted = [];
  tables = await openSqliteTables({ path: ':memory:' });
  catalog = createCatalog({
    tables,
    objects: { delete: async (path) => void deleted.push(path) },
    schema: async (_, id) => schemas.get(id),
    allows: () => true,
    clock,
    ids: countingIds(),
  });
  await tables.migrate([documentsMigration, ...catalogMigrations]);
});
afterEach(() => tables.close());

interface Sent {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly scope?: Scope;
}

async function call(id: string, sent: Sent = {}): Promise<Answer & { body: never }> {
  const route = catalog.routes.find((one) => one.id === id)!;
  const full: Call = {
    scope,
    actor,
    fields: ALL_FIELDS,
    params: {},
    query: {},
    headers: {},
    body: undefined,
    requestId: 'r',
    ...sent,
  };
  return (await route.handle(full as Call<never>)) as Answer & { body: never };
}

async function problem(work: Promise<unknown>): Promise<{ status: number; body: Record<string, unknown> }> {
  const error = (await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as Problem | undefined;
  expect(error).toBeDefined();
  return { status: error!.status, body: { ...error!.body } };
}

async function create(body: Record<string, unknown>): Promise<string> {
  const answer = await call('createDataSet', { body: { schemaRef: { id: PROFILES, contentType: 'x' }, ...body } });
  expect(answer.status).toBe(201);
  return (answer.body as string[])[0]!.slice('@/dataSets/'.length);
}

async function read(id: string): Promise<Record<string, never>> {
  return ((await call('getDataSet', { params: { dataSetId: id } })).body as Record<string, Record<string, never>>)[id]!;
}

describe('datasets', () => {
  it('answers a reference to the new dataset and reads it back by id', async () => {
    const id = await create({
      name: 'Loyalty Profiles',
      tags: { unifiedProfile: ['enabled: true'], unifiedIdentity: ['enabled:true'] },
    });
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    const dataset = await read(id);
    expect(dataset).toMatchObject({
      name: 'Loyalty Profiles',
      imsOrg: scope.org,
      version: '1.0.0',
      createdUser: actor.userId,
      createdClient: 'client',
      schemaRef: { id: PROFILES, contentType: 'x' },
      classification: { dataBehavior: 'record', managedBy: 'CUSTOMER' },
      tags: { 'adobe/pqs/table': ['loyalty_profiles'], unifiedProfile: ['enabled: true'] },
      dule: {},
      statsCache: {},
    });
    expect(dataset.files).toBe(`@/dataSets/${id}/views/${dataset.viewId}/files`);
    expect(await catalog.dataset(scope, id)).toMatchObject({
      table: 'loyalty_profiles',
      profileEnabled: true,
      identityEnabled: true,
    });
  });

  it('counts as profile-enabled only while the schema takes part in the union', async () => {
    const id = await create({ name: 'Events', schemaRef: { id: EVENTS }, tags: { unifiedProfile: ['enabled:true'] } });
    expect((await catalog.dataset(scope, id))!.profileEnabled).toBe(false);
    schemas.set(EVENTS, { union: true, behavior: 'time-series' });
    expect((await catalog.dataset(scope, id))!.profileEnabled).toBe(true);
  });

  it('gives every dataset of a sandbox its own table name, also when they are made at the same time', async () => {
    const ids = await Promise.all([
      create({ name: 'Order' }),
      create({ name: 'order' }),
      create({ name: 'Größe 2026!' }),
      create({ name: '!!!' }),
    ]);
    const tablesOf = await Promise.all(ids.map(async (id) => (await catalog.dataset(scope, id))!.table));
    expect(tablesOf).toEqual(['order_dataset', 'order_dataset_2', 'grosse_2026', 'dataset']);
  });

  it('takes a table name from the caller when it is free and refuses it otherwise', async () => {
    await create({ name: 'A', tags: { 'adobe/pqs/table': ['luma_crm'] } });
    const again = { name: 'B', schemaRef: { id: PROFILES }, tags: { 'adobe/pqs/table': ['luma_crm'] } };
    expect((await problem(call('createDataSet', { body: again }))).status).toBe(400);
    const bad = { ...again, tags: { 'adobe/pqs/table': ['duckdb_views'] } };
    expect((await problem(call('createDataSet', { body: bad }))).body).toMatchObject({
      detail: expect.stringContaining('duckdb_views'),
      phrase: { values: { detail: { code: 'catalog-no-table-name', values: { asked: 'duckdb_views' } } } },
    });
  });

  it.each([
    [{ name: '', schemaRef: { id: PROFILES } }, 'name'],
    [{ name: 'A' }, 'schemaRef'],
    [{ name: 'A', schemaRef: { id: 'https://ns.adobe.com/acme/schemas/none' } }, 'schemas/none'],
    [{ name: 'A', schemaRef: { id: PROFILES }, tags: { a: 'b' } }, 'tags["a"]'],
    [[], 'object'],
  ])('refuses %j and names what is wrong', async (body, named) => {
    const { status, body: answer } = await problem(call('createDataSet', { body }));
    expect(status).toBe(400);
    expect(answer).toMatchObject({ type: '/placeholder/type/uri', title: 'BadRequestError', status: 400 });
    expect(answer.detail).toContain(named);
  });

  it('only checks with Pragma: validate-only', async () => {
    const body = { name: 'A', schemaRef: { id: PROFILES } };
    expect(await call('createDataSet', { body, headers: { pragma: 'validate-only' } })).toMatchObject({ status: 200 });
    expect(await catalog.datasets(scope)).toEqual([]);
  });

  it('merges fields and keeps the tags the change does not name', async () => {
    const id = await create({ name: 'A', description: 'old' });
    const answer = await call('updateDataSet', {
      params: { dataSetId: id },
      body: { name: 'B', description: null, tags: { mine: ['1'] } },
    });
    expect(answer.body).toEqual([`@/dataSets/${id}`]);
    expect(answer.headers!['E-Tag']).toBe('1.0.1');
    const dataset = await read(id);
    expect(dataset).toMatchObject({ name: 'B', version: '1.0.1', tags: { mine: ['1'], 'adobe/pqs/table': ['a'] } });
    expect(dataset).not.toHaveProperty('description');
  });

  it('applies a JSON Patch, as clients send it to enable profile', async () => {
    const id = await create({ name: 'A' });
    const patch = [{ op: 'add', path: '/tags/unifiedProfile', value: ['enabled:true', 'isUpsert:true'] }];
    await call('updateDataSet', { params: { dataSetId: id }, body: patch });
    expect((await catalog.dataset(scope, id))!.profileEnabled).toBe(true);
    const bad = [{ op: 'replace', path: '/nothing/here', value: 1 }];
    expect((await problem(call('updateDataSet', { params: { dataSetId: id }, body: bad }))).status).toBe(400);
  });

  it('refuses a change on another version than If-Match says, and a change of the schema', async () => {
    const id = await create({ name: 'A' });
    const params = { dataSetId: id };
    await call('updateDataSet', { params, body: { name: 'B' }, headers: { 'if-match': '"1.0.0"' } });
    expect(
      (await problem(call('updateDataSet', { params, body: { name: 'C' }, headers: { 'if-match': '1.0.0' } }))).status,
    ).toBe(412);
    expect((await problem(call('updateDataSet', { params, body: { schemaRef: { id: EVENTS } } }))).status).toBe(400);
    await call('replaceDataSet', { params, body: { name: 'D', schemaRef: { id: PROFILES } } });
    expect(await read(id)).toMatchObject({ name: 'D', tags: { 'adobe/pqs/table': ['a'] } });
  });

  it('lists by limit, start, order, properties, name, tags and property', async () => {
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      await create({ name, tags: name === 'Beta' ? { team: ['crm:eu'] } : {} });
      clock.advance(1000);
    }
    const names = async (query: Record<string, string | string[]>) =>
      Object.values((await call('listDataSets', { query })).body as Record<string, { name: string }>).map(
        ({ name }) => name,
      );
    expect(await names({})).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(await names({ limit: '1', start: '1' })).toEqual(['Beta']);
    expect(await names({ orderBy: 'desc:created' })).toEqual(['Gamma', 'Beta', 'Alpha']);
    expect(await names({ name: 'Al*,Gamma' })).toEqual(['Alpha', 'Gamma']);
    expect(await names({ name: '!Alpha' })).toEqual(['Beta', 'Gamma']);
    expect(await names({ tags: 'team:crm:*' })).toEqual(['Beta']);
    expect(await names({ property: 'name~^(A|G)' })).toEqual(['Alpha', 'Gamma']);
    const one = (await call('listDataSets', { query: { properties: 'name', limit: '1' } })).body;
    expect(Object.values(one as object)).toEqual([{ name: 'Alpha' }]);
    for (const limit of ['0', '101', 'x'])
      expect((await problem(call('listDataSets', { query: { limit } }))).status).toBe(400);
  });

  it('does not show a dataset to another sandbox', async () => {
    const id = await create({ name: 'A' });
    expect((await problem(call('getDataSet', { params: { dataSetId: id }, scope: other }))).status).toBe(404);
    expect((await call('listDataSets', { scope: other })).body).toEqual({});
    expect((await call('deleteDataSet', { params: { dataSetId: id }, scope: other })).body).toEqual([]);
    expect(await catalog.dataset(scope, id)).toBeDefined();
  });
});

describe('batches', () => {
  const metrics = {
    inputRecordCount: 3,
    outputRecordCount: 2,
    failedRecordCount: 1,
    inputByteSize: 30,
    outputByteSize: 20,
  };

  async function store(
    dataset: string,
    id: string,
    status: 'success' | 'failed',
    source?: { from: number; to: number },
  ): Promise<void> {
    await tables.transaction(async (tx) => {
      const at = clock();
      await catalog.createBatch(tx, scope.key, {
        id,
        dataset,
        status: 'loading',
        by: 'lake',
        client: 'lake',
        at,
        ...(source && { source }),
      });
      await catalog.addFiles(tx, scope.key, id, [
        { name: 'part.parquet', path: `lake/k1/${id}.parquet`, bytes: 20, rows: 2, kind: 'data', layout: 'typed' },
      ]);
      await catalog.completeBatch(tx, scope.key, id, { status, started: at, at, metrics, errors: [] });
    });
    clock.advance(1000);
  }

  it('shows a batch with its dataset first among the related objects, and its file', async () => {
    const dataset = await create({ name: 'A' });
    await store(dataset, 'b1', 'success');
    const batch = ((await call('getBatch', { params: { batchId: 'b1' } })).body as Record<string, never>).b1;
    expect(batch).toMatchObject({
      status: 'success',
      imsOrg: scope.org,
      relatedObjects: [{ type: 'dataSet', id: dataset }],
      metrics: { ...metrics, inputFileCount: 1, partitionCount: 1 },
      version: '1.0.1',
    });
    const viewId = String((await read(dataset)).viewId);
    const files = (await call('listDataSetViewFiles', { params: { dataSetId: dataset, viewId } })).body;
    expect(files).toMatchObject({ 'b1-1': { id: 'b1-1', batchId: 'b1', dataSetViewId: viewId, imsOrg: scope.org } });
    expect((await call('listDataSetFiles', { query: { batchId: 'b1' } })).body).toEqual(files);
    expect(await read(dataset)).toMatchObject({
      lastBatchId: 'b1',
      lastBatchStatus: 'success',
      lastSuccessfulBatch: 'b1',
    });
    expect((await problem(call('getBatch', { params: { batchId: 'b1' }, scope: other }))).status).toBe(404);
  });

  it('narrows and orders the list', async () => {
    const [a, b] = [await create({ name: 'A' }), await create({ name: 'B' })];
    const start = clock();
    await store(a, 'b1', 'success');
    await store(b, 'b2', 'failed');
    await store(a, 'b3', 'success');
    const ids = async (query: Record<string, string>) =>
      Object.keys((await call('listBatches', { query })).body as object);
    expect(await ids({})).toEqual(['b1', 'b2', 'b3']);
    expect(await ids({ dataSet: a })).toEqual(['b1', 'b3']);
    expect(await ids({ status: 'failed,aborted' })).toEqual(['b2']);
    expect(await ids({ orderBy: 'desc:created', limit: '2' })).toEqual(['b3', 'b2']);
    expect(await ids({ createdAfter: String(start), createdBefore: String(start + 2000) })).toEqual(['b2']);
    expect(await ids({ property: 'created>=0', start: '1', limit: '1' })).toEqual(['b2']);
    expect((await problem(call('listBatches', { query: { orderBy: 'metrics' } }))).status).toBe(400);
  });

  it('finds the batch of a received position, and adds up what is stored', async () => {
    const a = await create({ name: 'A' });
    await store(a, 'b1', 'success', { from: 0, to: 9 });
    await store(a, 'b2', 'success', { from: 12, to: 20 });
    expect((await catalog.batchAt(scope.key, a, 9))!.id).toBe('b1');
    expect((await catalog.batchAt(scope.key, a, 15))!.id).toBe('b2');
    expect(await catalog.batchAt(scope.key, a, 10)).toBeUndefined();
    expect(await catalog.batchAt(scope.key, a, 21)).toBeUndefined();
    expect(await catalog.stored(scope)).toEqual({ total: 6, failed: 2, byDataset: { [a]: 6 } });
  });

  it('shows nothing of a batch whose transaction failed', async () => {
    const a = await create({ name: 'A' });
    const work = tables.transaction(async (tx) => {
      await catalog.createBatch(tx, scope.key, {
        id: 'b1',
        dataset: a,
        status: 'loading',
        by: 'x',
        client: 'x',
        at: 1,
      });
      throw new Error('crash');
    });
    await expect(work).rejects.toThrow('crash');
    expect(await catalog.batch(scope.key, 'b1')).toBeUndefined();
  });

  it('removes the files of a deleted dataset and keeps its batches as deleted', async () => {
    const a = await create({ name: 'A' });
    await store(a, 'b1', 'success');
    expect((await call('deleteDataSet', { params: { dataSetId: a } })).body).toEqual([`@/dataSets/${a}`]);
    expect(deleted).toEqual(['lake/k1/b1.parquet']);
    expect((await catalog.batch(scope.key, 'b1'))!.status).toBe('deleted');
    expect(await catalog.files(scope.key, { dataset: a })).toEqual([]);
    expect((await catalog.stored(scope)).total).toBe(3);
    expect((await call('deleteDataSet', { params: { dataSetId: a } })).body).toEqual([]);
  });
});
