import { describe, expect, it } from 'vitest';
import { batchClient, type Json } from '../../../../tools/harness/batches.ts';
import { flatDataset } from '../../../../tools/harness/programme.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';

const stand = withPlatform('batches');
const batches = batchClient(() => stand.api);

const member = (number: number, loyalty: Json = { tier: 'gold', points: number }) => ({
  identityMap: { Email: [{ id: `m${number}@batch.example`, primary: true }] },
  loyalty,
});
const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const members = () => stand.programme.profileDataset;

describe('a batch of JSON lines', () => {
  it('goes the way of streamed records: lake under its own id, profile, books', async () => {
    const before = await stand.api.ledger();
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    expect((await batches.put(id, members(), 'a.json', lines([member(1), member(2)]))).status).toBe(201);
    expect((await batches.put(id, members(), 'a.json', lines([member(1)]))).status).toBe(200);
    expect((await batches.put(id, members(), 'part1=a/b.json', lines([member(2), member(3)]))).status).toBe(201);
    const batch = await batches.finish(id);
    expect(batch).toMatchObject({
      status: 'success',
      errors: [],
      externalId: id,
      inputFormat: { format: 'json' },
      metrics: { inputFileCount: 2, inputRecordCount: 3, outputRecordCount: 3, failedRecordCount: 0 },
    });
    expect((await stand.api.profile('Email', 'm3@batch.example'))?.loyalty).toMatchObject({ points: 3 });
    const after = await stand.api.ledger();
    expect(after).toMatchObject({ balanced: true, waiting: 0, stored: before.stored + 3 });
    const files = await stand.api.call<{ data: { dataSetFileId: string; records: string }[] }>(
      'GET',
      `/data/foundation/export/batches/${id}/files`,
    );
    expect(files.data.map(({ records }) => records)).toEqual(['3']);
    const found = await stand.api.sql(
      `SELECT _acp_system_metadata.xactionId FROM ${stand.programme.profileTable} WHERE loyalty.points = 3`,
    );
    const way = await stand.api.call<Json>('GET', `/meniscus/v1/ledger/${String(found.rows[0]![0])}`);
    expect(way).toMatchObject({ status: 'stored', datasetId: members() });
    expect(JSON.stringify(way.stages)).toContain(`Batch ${id} of dataset`);
  });

  it('completed twice is processed once, and takes no more files', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    await batches.put(id, members(), 'a.json', lines([member(10), member(11)]));
    const answers = await Promise.all([batches.act(id, 'COMPLETE'), batches.act(id, 'complete')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await batches.finish(id);
    expect((await batches.act(id, 'COMPLETE')).status).toBe(200);
    expect(await batches.put(id, members(), 'b.json', '{}')).toMatchObject({ status: 400 });
    const found = await stand.api.sql(
      `SELECT count(*) FROM ${stand.programme.profileTable} WHERE loyalty.points IN (10, 11)`,
    );
    expect(found.rows[0]![0]).toBe(2);
  });
});

describe('rows that do not fit', () => {
  const good = Array.from({ length: 38 }, (_, index) => member(100 + index));
  const bad = ['{"missingQuotes": "v1}', JSON.stringify(member(140, { points: 'many' }))];

  it('fail the batch, and what was sent can be had back', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    await batches.put(id, members(), 'etc/f2.json', lines(good) + bad.join('\n'));
    const batch = await batches.finish(id);
    expect(batch).toMatchObject({
      status: 'failed',
      metrics: { inputRecordCount: 40, failedRecordCount: 2, outputRecordCount: 0 },
    });
    expect(batch.errors).toEqual([
      {
        code: 'INGEST-1211-400',
        description: expect.stringContaining('diagnostics enabled'),
        phrase: { code: 'batch-errors-without-diagnostics', values: {} },
      },
    ]);
    const failed = await batches.list(id, 'failed');
    expect(failed.map(({ name }) => name)).toEqual(['_SUCCESS', 'part-00000.json', 'etc/f2.json']);
    expect(await batches.read(failed[2]!.href)).toBe(lines(good) + bad.join('\n'));
    expect(await stand.api.profile('Email', 'm100@batch.example')).toBeUndefined();
  });

  it('say what is wrong with the whole of a row, not that a field breaks the schema', async () => {
    const wide = JSON.stringify({ ...member(200), x: Array.from({ length: 10_000 }, () => 12345) });
    const deep = `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`;
    const id = await batches.create({
      datasetId: members(),
      inputFormat: { format: 'json' },
      partialIngestionPercentage: 50,
    });
    await batches.put(id, members(), 'f1.json', lines(good) + [wide, deep].join('\n'));
    const { errors } = await batches.finish(id);
    expect(errors.slice(1).map(({ code, description }) => [code, description])).toEqual([
      ['INGEST-FIELDS', expect.stringMatching(/^The row has more than 10000 fields;/)],
      ['INGEST-TOO-DEEP', expect.stringMatching(/^The row is nested more than 64 levels deep;/)],
    ]);
  });

  it('under the threshold are kept beside the good ones, with diagnostics as documented', async () => {
    const before = await stand.api.ledger();
    const id = await batches.create({
      datasetId: members(),
      inputFormat: { format: 'json' },
      partialIngestionPercentage: 5,
    });
    await batches.put(id, members(), 'f1.json', lines(good) + bad.join('\n'));
    const batch = await batches.finish(id);
    expect(batch).toMatchObject({
      status: 'success',
      tags: { acp_enableErrorDiagnostics: true, acp_partialIngestionPercent: 5 },
      metrics: { inputRecordCount: 40, outputRecordCount: 38, failedRecordCount: 2 },
    });
    expect(batch.errors.map(({ code, recordCount }) => [code, recordCount])).toEqual([
      ['INGEST-1212-400', undefined],
      ['INGEST-1401-400', 1],
      ['SCHEMA-TYPE', 1],
    ]);
    const errors = await batches.list(id, 'meta', 'row_errors');
    expect(errors.map(({ name }) => name)).toEqual(['conversion_errors_0.json', 'parsing_errors_0.json']);
    expect(JSON.parse(await batches.read(errors[1]!.href))).toEqual({
      _corrupt_record: bad[0],
      _errors: [{ code: '1401', message: expect.stringContaining('corrupted') }],
      _filename: 'f1.json',
    });
    expect(JSON.parse(await batches.read(errors[0]!.href))).toMatchObject({
      loyalty: { points: 'many' },
      _errors: [{ code: 'SCHEMA-TYPE', column: '/loyalty/points' }],
    });
    const inputs = await batches.list(id, 'meta', 'input_files');
    expect(await batches.read(inputs[0]!.href)).toBe('{"path":"f1.json"}\n');
    expect((await batches.list(id, 'meta')).map(({ name }) => name)).toEqual([
      'input_files',
      'row_errors',
      'row_errors_sample.json',
    ]);
    expect(await stand.api.ledger()).toMatchObject({
      balanced: true,
      stored: before.stored + 38,
      failed: before.failed + 2,
    });
    const { items } = await stand.api.call<{ items: Json[] }>('GET', '/meniscus/v1/failed-records?limit=2');
    expect(items.map(({ batchId, payload }) => [batchId, payload])).toEqual([
      [id, JSON.parse(bad[1]!)],
      [id, bad[0]],
    ]);
    const found = async (query: string) =>
      (await stand.api.call<{ items: Json[] }>('GET', `/meniscus/v1/failed-records?${query}`)).items;
    expect((await found(`batchId=${id}`)).map(({ payload }) => payload)).toEqual([JSON.parse(bad[1]!), bad[0]]);
    expect(await found(`batchId=${id}&datasetId=${stand.programme.profileDataset}&status=open&limit=1`)).toHaveLength(
      1,
    );
    expect(await found(`batchId=${id}&datasetId=${stand.programme.eventDataset}`)).toEqual([]);
    expect(await found(`batchId=${id}&status=replayed`)).toEqual([]);
    const { failures, stage } = items[0] as { failures: { code: string }[]; stage: string };
    expect(await found(`batchId=${id}&stage=${stage}&code=${failures[0]!.code}`)).toContainEqual(items[0]);
    expect(await found(`batchId=${id}&code=NO-SUCH-CODE`)).toEqual([]);
    expect(await found(`batchId=${id}&stage=nowhere`)).toEqual([]);
    expect(await found(`batchId=${id}&flowId=nobodys`)).toEqual([]);
  });

  it('are corrected and replayed one by one, as records of their own', async () => {
    const { items } = await stand.api.call<{ items: { id: string; batchId: string }[] }>(
      'GET',
      '/meniscus/v1/failed-records?limit=1',
    );
    const before = await stand.api.ledger();
    const payload = member(141, { tier: 'replayed', points: 141 });
    await stand.api.call('POST', `/meniscus/v1/failed-records/${items[0]!.id}/replay`, { payload });
    const found = await stand.api.sql(
      `SELECT loyalty.points FROM ${stand.programme.profileTable} WHERE loyalty.tier = 'replayed'`,
    );
    expect(found.rows).toEqual([[141]]);
    expect((await stand.api.profile('Email', 'm141@batch.example'))?.loyalty).toMatchObject({ points: 141 });
    expect(await batches.get(items[0]!.batchId)).toMatchObject({ metrics: { outputRecordCount: 38 } });
    expect(await stand.api.ledger()).toMatchObject({ balanced: true, stored: before.stored + 1 });
  });

  it('above the threshold fail it', async () => {
    const id = await batches.create({
      datasetId: members(),
      inputFormat: { format: 'json' },
      partialIngestionPercent: 4.9,
    });
    await batches.put(id, members(), 'f1.json', lines(good) + bad.join('\n'));
    const { status, errors } = await batches.finish(id);
    expect([status, errors[0]!.description]).toEqual(['failed', expect.stringContaining('Encountered 2 errors')]);
  });
});

describe('formats', () => {
  it('multi-line JSON: objects over several lines in an array', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json', isMultiLineJson: true } });
    await batches.put(
      id,
      members(),
      'a.json',
      JSON.stringify([member(200), member(201, { tier: 'a } "b" [\n' })], null, 2),
    );
    expect(await batches.finish(id)).toMatchObject({ status: 'success', metrics: { outputRecordCount: 2 } });
  });

  it('texts become numbers and times, milliseconds become times', async () => {
    const id = await batches.create({ datasetId: stand.programme.eventDataset, inputFormat: { format: 'json' } });
    const event = {
      _id: 'b1',
      timestamp: 1_767_225_600_123,
      commerce: { order: { priceTotal: '12.5', purchaseID: 77 } },
    };
    await batches.put(id, stand.programme.eventDataset, 'a.json', lines([event]));
    expect(await batches.finish(id)).toMatchObject({ status: 'success', availableDates: { startDate: 1_767_225_600 } });
    const found = await stand.api.sql(
      `SELECT commerce."order".priceTotal, commerce."order".purchaseID, epoch_ms(timestamp) FROM ${stand.programme.eventTable} WHERE _id = 'b1'`,
    );
    expect(found.rows[0]).toEqual([12.5, '77', 1_767_225_600_123]);
  });

  it('CSV: columns of a flat schema, with the signs of the batch', async () => {
    const fields = {
      city: { type: 'string' },
      staff: { type: 'integer' },
      open: { type: 'boolean' },
      since: { type: 'string', format: 'date' },
    };
    const { id: dataset, table } = await flatDataset(stand.api, 'Stores', fields);
    const inputFormat = { format: 'csv', delimiter: ';', nullMarker: '-' };
    const id = await batches.create({ datasetId: dataset, inputFormat, partialIngestionPercent: 40 });
    const rows = ['city;staff;open;since', '"Köln; ""Süd""";12;true;2020-02-03', 'Bonn;-;false;-', 'Trier;many;true;-'];
    await batches.put(id, dataset, 'stores.csv', rows.join('\r\n'));
    const batch = await batches.finish(id);
    expect(batch).toMatchObject({ status: 'success', metrics: { outputRecordCount: 2, failedRecordCount: 1 } });
    const [failed] = (await batches.list(id, 'failed')).slice(1);
    expect(JSON.parse(await batches.read(failed!.href))).toMatchObject({ city: 'Trier', staff: 'many', open: 'true' });
    const found = await stand.api.sql(`SELECT * EXCLUDE (_acp_system_metadata) FROM ${table}`);
    expect(found.rows.flat()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ city: 'Köln; "Süd"', staff: 12, open: true, since: '2020-02-03' }),
      ]),
    );
  });

  it('Parquet, made by another writer', async () => {
    const id = await batches.create({ datasetId: stand.programme.eventDataset, inputFormat: { format: 'parquet' } });
    const file = await batches.parquet(`SELECT 'p' || range AS _id, TIMESTAMP '2026-01-02 03:04:05.678' AS timestamp,
      {'order': {'priceTotal': range * 1.5, 'purchaseID': NULL::VARCHAR}} AS commerce,
      MAP {'Email': [{'id': 'p' || range || '@batch.example', 'primary': true}]} AS "identityMap" FROM range(3000)`);
    await batches.put(id, stand.programme.eventDataset, 'a.parquet', file);
    const batch = await batches.finish(id);
    expect(batch).toMatchObject({ status: 'success', metrics: { inputRecordCount: 3000, outputRecordCount: 3000 } });
    const found = await stand.api.sql(
      `SELECT count(*), sum(commerce."order".priceTotal), min(epoch_ms(timestamp)) FROM ${stand.programme.eventTable} WHERE _id LIKE 'p%'`,
    );
    expect(found.rows[0]).toEqual([3000, 6_747_750, Date.UTC(2026, 0, 2, 3, 4, 5, 678)]);
  });
});

describe('large files', () => {
  it('come in parts, in any order, and are one file', async () => {
    const content = Buffer.from(lines(Array.from({ length: 500 }, (_, index) => member(300 + index))));
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    const file = batches.file(id, members(), 'large.json');
    expect((await file.act('INITIALIZE')).status).toBe(201);
    const cut = 12_345;
    expect((await file.patch(content.subarray(cut), `bytes ${cut}-${content.length - 1}`)).status).toBe(200);
    expect(await file.act('COMPLETE')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(`bytes 0-${cut - 1} are missing`) },
    });
    expect((await batches.act(id, 'COMPLETE')).status).toBe(400);
    expect((await file.patch(content.subarray(0, cut), `bytes 0-${cut - 1}/${content.length}`)).status).toBe(200);
    expect((await file.patch(content.subarray(0, cut), `bytes 0-${cut - 1}`)).body).toEqual({
      name: 'large.json',
      sizeInBytes: content.length,
    });
    expect((await file.head()).headers.get('range')).toBe(`bytes=0-${cut - 1},${cut}-${content.length - 1}`);
    expect(await file.act('COMPLETE')).toEqual({
      status: 200,
      body: { name: 'large.json', sizeInBytes: content.length },
    });
    expect(await batches.finish(id)).toMatchObject({ status: 'success', metrics: { outputRecordCount: 500 } });
  });

  it('parts that overlap, or are not as long as they say, are told', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    const file = batches.file(id, members(), 'large.json');
    expect((await file.patch(Buffer.from('x'), 'bytes 0-0')).status).toBe(404);
    await file.act('INITIALIZE');
    expect((await file.patch(Buffer.from('{}'), 'bytes 0-2')).body).toMatchObject({
      detail: expect.stringContaining('names 3 bytes'),
    });
    expect((await file.patch(Buffer.from('{}'), 'bits 0-1')).status).toBe(400);
    await file.patch(Buffer.from('{}{}'), 'bytes 0-3');
    await file.patch(Buffer.from('{}'), 'bytes 3-4');
    expect(await file.act('COMPLETE')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('sent by two parts') },
    });
  });
});

describe('lists of files', () => {
  it('have pages, each with the address of the next', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    for (const name of ['a', 'b', 'c']) await batches.put(id, members(), `${name}.json`, '{broken');
    await batches.finish(id);
    type Page = { data: { name: string }[]; _links: { next?: { href: string } } };
    const names: string[] = [];
    let path: string | undefined = `/data/foundation/export/batches/${id}/failed?limit=2`;
    for (let page = 0; path !== undefined && page < 5; page += 1) {
      const answer: Page = await stand.api.call<Page>('GET', path);
      names.push(...answer.data.map(({ name }) => name).filter((name) => name !== '_SUCCESS'));
      const { next } = answer._links;
      path = next && new URL(next.href).pathname + new URL(next.href).search;
    }
    expect(names).toEqual(['part-00000.json', 'a.json', 'b.json', 'c.json']);
  });
});

describe('the life of a batch', () => {
  it('aborted: nothing of it enters', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    await batches.put(id, members(), 'a.json', lines([member(900)]));
    expect((await batches.act(id, 'ABORT')).body).toMatchObject({ status: 'aborted' });
    expect((await batches.act(id, 'ABORT')).status).toBe(200);
    expect((await batches.act(id, 'COMPLETE')).status).toBe(400);
    expect((await batches.act(id, 'REVERT')).status).toBe(400);
  });

  it('replaced: the new one counts, the old one no longer; reverted: neither', async () => {
    const rows = () =>
      stand.api.sql(`SELECT loyalty.points FROM ${stand.programme.profileTable} WHERE loyalty.tier = 'replay'`);
    const send = async (points: number, more: Json = {}) => {
      const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' }, ...more });
      await batches.put(id, members(), 'a.json', lines([member(950, { tier: 'replay', points })]));
      expect(await batches.finish(id)).toMatchObject({ status: 'success' });
      return id;
    };
    const first = await send(1, { externalId: 'night-1' });
    const second = await send(2, { replay: { predecessors: [`$${first}`], reason: 'replace' } });
    expect(await batches.get(first)).toMatchObject({ status: 'inactive' });
    expect(await batches.get(second)).toMatchObject({ replay: { predecessors: [first], reason: 'replace' } });
    expect((await rows()).rows).toEqual([[2]]);
    const third = await send(3, { replay: { predecessorsByExternalId: [second] } });
    expect((await rows()).rows).toEqual([[3]]);
    expect((await batches.act(third, 'REVERT')).body).toMatchObject({ status: 'inactive' });
    expect((await rows()).rows).toEqual([]);
    expect(await stand.api.ledger()).toMatchObject({ balanced: true });
  });

  it('a batch without files, or with an empty one, fails with the documented codes', async () => {
    const none = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    expect((await batches.finish(none)).errors).toMatchObject([{ code: '133' }]);
    const empty = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    await batches.put(empty, members(), 'a.json', '');
    expect((await batches.finish(empty)).errors).toMatchObject([{ code: '106' }]);
  });
});

describe('what cannot be', () => {
  it.each<[string, Json, string]>([
    ['no dataset', { inputFormat: { format: 'json' } }, 'datasetId is required'],
    ['an unknown format', { datasetId: 'd', inputFormat: { format: 'xml' } }, 'json, parquet or csv'],
    ['a header switched off', { datasetId: 'd', inputFormat: { format: 'csv', header: false } }, 'header must be true'],
    ['a long delimiter', { datasetId: 'd', inputFormat: { format: 'csv', delimiter: '||' } }, 'one ASCII character'],
    ['a threshold above 100', { datasetId: 'd', partialIngestionPercent: 101 }, '0 to 100'],
  ])('%s is refused with 400', async (_, body, why) => {
    const answer = await batches.send(
      'POST',
      '/data/foundation/import/batches',
      JSON.stringify(body),
      'application/json',
    );
    expect(answer).toMatchObject({ status: 400, body: { status: 400, detail: expect.stringContaining(why) } });
  });

  it('unknown datasets, batches, states, types, names and addresses have their statuses', async () => {
    const id = await batches.create({ datasetId: members(), inputFormat: { format: 'json' } });
    const create = (body: Json) =>
      batches.send('POST', '/data/foundation/import/batches', JSON.stringify(body), 'application/json');
    expect((await create({ datasetId: 'none' })).status).toBe(404);
    expect((await batches.put('none', members(), 'a.json', '{}')).status).toBe(404);
    expect((await batches.put(id, stand.programme.eventDataset, 'a.json', '{}')).status).toBe(404);
    const path = `/data/foundation/import/batches/${id}/datasets/${members()}/files/`;
    expect((await batches.send('PUT', `${path}a.json`, '{}', 'multipart/form-data; boundary=x')).status).toBe(415);
    expect((await batches.send('PUT', `${path}%2e%2e%2fa.json`, '{}', 'application/octet-stream')).status).toBe(400);
    expect(
      (await batches.send('PUT', `${path}${'long/'.repeat(400)}a.json`, '{}', 'application/octet-stream')).status,
    ).toBe(414);
    expect((await batches.act(id, 'EXPLODE')).status).toBe(400);
    expect((await batches.act('none', 'COMPLETE')).status).toBe(404);
  });
});
