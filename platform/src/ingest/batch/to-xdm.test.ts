import type { Field } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { type Spelling, ToXdm } from './to-xdm.ts';

const ROOT: Field = {
  type: 'object',
  fields: {
    text: { type: 'string' },
    whole: { type: 'int' },
    number: { type: 'number' },
    flag: { type: 'boolean' },
    day: { type: 'date' },
    at: { type: 'date-time' },
    list: { type: 'array', items: { type: 'long' } },
    map: { type: 'map', values: { type: 'object', fields: { n: { type: 'number' } } } },
    inner: { type: 'object', fields: { at: { type: 'date-time' } } },
  },
};

function converted(row: Record<string, unknown>, spelling: Spelling = 'json'): [Record<string, unknown>, boolean] {
  const copy = structuredClone(row);
  const changed = new ToXdm(ROOT, spelling).convert(copy);
  return [copy, changed];
}

describe('conversions of batch ingestion, by the published table', () => {
  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [
      { whole: '12', number: '-1.5e3' },
      { whole: 12, number: -1500 },
    ],
    [{ text: 17 }, { text: '17' }],
    [
      { at: 1_767_225_600_123, day: 1_767_225_600_123 },
      { at: '2026-01-01T00:00:00.123Z', day: '2026-01-01' },
    ],
    [{ at: '1767225600123' }, { at: '2026-01-01T00:00:00.123Z' }],
    [{ inner: { at: 0 } }, { inner: { at: '1970-01-01T00:00:00.000Z' } }],
    [{ list: ['1', 2] }, { list: [1, 2] }],
    [{ map: { a: { n: '2' } } }, { map: { a: { n: 2 } } }],
  ])('%j becomes %j', (row, expected) => {
    expect(converted(row)).toEqual([expected, true]);
  });

  it.each<Record<string, unknown>>([
    { flag: 'true' },
    { text: true },
    { whole: true },
    { whole: '1.5', number: 'one', list: 'x', at: 'yesterday', day: '2026-01-01' },
    { at: '2026-01-01T00:00:00Z' },
    { at: Number.MAX_VALUE },
    { text: null, stranger: { deep: 1 } },
  ])('%j stays what it is, for validation to judge', (row) => {
    expect(converted(row)).toEqual([row, false]);
  });

  it('CSV writes booleans as texts, Parquet writes nulls for what is not there and times with a blank', () => {
    expect(converted({ flag: 'true' }, 'csv')).toEqual([{ flag: true }, true]);
    expect(converted({ text: null, inner: { at: '2024-01-02 03:04:05.123+00' } }, 'parquet')).toEqual([
      { inner: { at: '2024-01-02T03:04:05.123Z' } },
      true,
    ]);
    expect(converted({ at: '2024-01-02 03:04:05+02' }, 'parquet')[0]).toEqual({ at: '2024-01-02T03:04:05+02:00' });
  });
});
