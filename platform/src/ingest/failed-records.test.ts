import { beforeAll, describe, expect, it } from 'vitest';
import { openMemoryKeyedStore, type PendingWrites } from '../stores/index.ts';
import { type FailedRecord, FailedRecords, failedRecordId } from './failed-records.ts';

const COUNT = 6200;
const keyed = openMemoryKeyedStore();
const failed = new FailedRecords(keyed);

beforeAll(async () => {
  for (let position = 0; position < COUNT; position += 1) {
    const record = { id: failedRecordId(position, 0), datasetId: position < 10 ? 'old' : 'new' };
    failed.put('scope', record as FailedRecord);
  }
  const writes: PendingWrites = { puts: [], deletes: [] };
  const taken = failed.take(writes);
  await keyed.write({ ...writes, positions: [] });
  taken.settle();
});

const of = (dataset: string) => (record: FailedRecord) => record.datasetId === dataset;
const positions = (items: readonly FailedRecord[]) => items.map(({ id }) => Number(id.slice(0, 15)));

describe('a page of failed records', () => {
  it('is the newest, and the next one begins below its last', async () => {
    const first = await failed.page('scope', { limit: 2, accepts: of('new') });
    expect(positions(first.items)).toEqual([COUNT - 1, COUNT - 2]);
    const second = await failed.page('scope', { limit: 1, before: first.next!, accepts: of('new') });
    expect(positions(second.items)).toEqual([COUNT - 3]);
  });

  it('looks at 5,000 and no more, and leads on to what lies further back', async () => {
    const first = await failed.page('scope', { limit: 20, accepts: of('old') });
    expect(first).toEqual({ items: [], next: failedRecordId(COUNT - 5000, 0) });
    const second = await failed.page('scope', { limit: 20, before: first.next!, accepts: of('old') });
    expect(positions(second.items)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(second.next).toBeNull();
  });

  it('is empty in a sandbox where nothing failed', async () => {
    expect(await failed.page('other', { limit: 5, accepts: () => true })).toEqual({ items: [], next: null });
  });
});
