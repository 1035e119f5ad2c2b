import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../kernel/index.ts';
import { openTestLake, otherScope, scope, type TestLake } from '../test-lake.ts';
import { rangeOf } from './export-files/export-files.ts';

let test: TestLake;
let dataset = '';
let batch = '';

beforeAll(async () => {
  test = await openTestLake();
  dataset = await test.dataset('Profiles', 'profiles');
  await test.append(dataset, [{ _id: 'p1', loyalty: { tier: 'gold' } }]);
  await test.lake.flush();
  batch = (await test.lake.batchAt(scope, dataset, 0))!.id;
});
afterAll(() => test.close());

interface List {
  readonly data: readonly { dataSetFileId: string; name: string; length: string; _links: { self: { href: string } } }[];
  readonly _page: object;
}

async function bytes(body: unknown): Promise<Buffer> {
  return Buffer.concat(await (body as Readable).toArray());
}

async function status(work: Promise<unknown>): Promise<number | undefined> {
  return work.then(
    () => undefined,
    (error: Problem) => error.status,
  );
}

describe('Data Access', () => {
  it('leads from a batch to its file, its parts and its bytes', async () => {
    const files = (await test.call('listExportBatchFiles', { params: { batchId: batch } })).body as List;
    expect(files._page).toEqual({ limit: 100, count: 1 });
    const [file] = files.data;
    expect(file!.dataSetFileId).toBe(`${batch}-1`);
    expect(file!._links.self.href).toBe(`http://localhost:8080/data/foundation/export/files/${batch}-1`);
    const params = { dataSetFileId: file!.dataSetFileId };
    const parts = (await test.call('getExportFile', { params })).body as List;
    const [part] = parts.data;
    expect(part!._links.self.href).toContain(`${batch}-1?path=part-00000.parquet`);
    const whole = await test.call('getExportFile', { params, query: { path: part!.name } });
    const content = await bytes(whole.body);
    expect([whole.status, String(content.length)]).toEqual([200, part!.length]);
    expect(content.subarray(0, 4).toString()).toBe('PAR1');
    const head = await test.call('headExportFile', { params, query: { path: part!.name } });
    expect(head.headers).toMatchObject({ 'Content-Length': part!.length, 'Accept-Ranges': 'bytes' });
  });

  it('sends a range', async () => {
    const params = { dataSetFileId: `${batch}-1` };
    const query = { path: 'part-00000.parquet' };
    const answer = await test.call('getExportFile', { params, query, headers: { range: 'bytes=0-3' } });
    const size = (await test.catalog.file(scope.key, `${batch}-1`))!.bytes;
    expect(answer.status).toBe(206);
    expect(answer.headers).toMatchObject({ 'Content-Range': `bytes 0-3/${size}`, 'Content-Length': '4' });
    expect(await textOf(answer.body as Readable)).toBe('PAR1');
    expect(await status(test.call('getExportFile', { params, query, headers: { range: `bytes=${size}-` } }))).toBe(416);
  });

  it.each([
    ['bytes=0-99', { start: 0, end: 9 }],
    ['bytes=4-', { start: 4, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }],
    ['bytes=1-2,4-5', undefined],
    ['rows=1-2', undefined],
    [undefined, undefined],
  ])('reads the header Range: %s', (header, range) => {
    expect(rangeOf(header, 10)).toEqual(range);
  });

  it('previews a dataset and lists nothing failed of a good batch', async () => {
    const preview = (await test.call('previewDataset', { params: { dataSetId: dataset } })).body as { data: object[] };
    expect(preview.data).toMatchObject([{ _id: 'p1', loyalty: { tier: 'gold' } }]);
    expect((await test.call('getExportBatchFailed', { params: { batchId: batch } })).body).toMatchObject({ data: [] });
    expect((await test.call('getExportBatchMeta', { params: { batchId: batch } })).body).toMatchObject({ data: [] });
  });

  it('shows nothing to another sandbox and 404 for what is not there', async () => {
    const params = { batchId: batch, dataSetFileId: `${batch}-1`, dataSetId: dataset };
    for (const id of [
      'listExportBatchFiles',
      'getExportBatchFailed',
      'getExportBatchMeta',
      'getExportFile',
      'headExportFile',
      'previewDataset',
    ]) {
      expect(await status(test.call(id, { params, scope: otherScope })), id).toBe(404);
    }
    expect(await status(test.call('getExportFile', { params, query: { path: '../../etc/passwd' } }))).toBe(404);
    expect(await status(test.call('getExportBatchFailed', { params, query: { path: 'none' } }))).toBe(404);
  });
});
