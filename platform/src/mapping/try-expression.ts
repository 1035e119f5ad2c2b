import {
  type CompiledExpression,
  EvaluationError,
  say as sayOfValue,
  ZonedDateTime,
} from '@meniscus/languages/dataprep';
import type { Said } from '@meniscus/languages/syntax';
import { badSample } from './errors.ts';
import { say } from './phrases.ts';
import { MOST_PREVIEW_RECORDS } from './preview.ts';
import { recordsIn, sampleIn } from './sample.ts';

/** What the expression gives for each record of the sample (`sampleData`, as text or as JSON), or why it gives nothing. */
export function tryExpression(run: CompiledExpression, body: unknown, now: number): readonly Record<string, unknown>[] {
  const { sampleData, sampleDataType } = sampleIn(body);
  if (sampleDataType !== 'JSON') throw badSample(say('mapping-tried-with-json'));
  const records = recordsIn(sampleData);
  if (records.length > MOST_PREVIEW_RECORDS)
    throw badSample(say('mapping-sample-records', { count: records.length, most: MOST_PREVIEW_RECORDS }));
  return records.map((record, index) => {
    try {
      const value = run(record, { now, seed: String(index) });
      return shown(value);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return without(error);
    }
  });
}

function without({ message, phrase }: Said): Record<string, unknown> {
  return { value: null, error: message, phrase };
}

/** Characters of a value in an answer. */
const LONGEST_VALUE = 100_000;

function shown(value: unknown): Record<string, unknown> {
  if (value instanceof ZonedDateTime) return { value: value.toString() };
  // A text is measured before it is written: it may be far longer than any answer should be.
  const length = typeof value === 'string' ? value.length : (JSON.stringify(value) ?? '').length;
  return length > LONGEST_VALUE ? without(sayOfValue('value-too-long', { count: length })) : { value };
}
