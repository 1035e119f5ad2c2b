import { parseJson } from '@meniscus/languages/syntax';
import { badSample } from './errors.ts';
import { refuseDeep } from './nesting.ts';
import { say } from './phrases.ts';

/** A stored sample: text as it was given, and what it is. */
export interface Sample {
  readonly sampleData: string;
  readonly sampleDataType: SampleType;
}

export type SampleType = 'JSON' | 'CSV';

/** Characters of a sample. */
export const LONGEST_SAMPLE = 500_000;

/**
 * The sample a body holds: `sampleData` as text or as JSON itself, `sampleDataType` JSON (default) or CSV in any capitals.
 * The pages of this endpoint are empty; the names are those of the expression validator (`ValidationRequest`).
 */
export function sampleIn(body: unknown): Sample {
  const { sampleData, sampleDataType } = (body ?? {}) as { sampleData?: unknown; sampleDataType?: unknown };
  refuseDeep(sampleData);
  if (sampleData === undefined || sampleData === null) throw badSample(say('mapping-sample-missing'));
  const type = sampleTypeIn(sampleDataType);
  const text = typeof sampleData === 'string' ? sampleData : JSON.stringify(sampleData);
  return checkedSample({ sampleData: text, sampleDataType: type });
}

export function sampleTypeIn(given: unknown): SampleType {
  const type = given === undefined || given === null ? 'JSON' : typeof given === 'string' ? given.toUpperCase() : '';
  if (type !== 'JSON' && type !== 'CSV') throw badSample(say('mapping-sample-type'));
  return type;
}

/** The sample if it can be read and is not too long. */
export function checkedSample(sample: Sample): Sample {
  const { sampleData, sampleDataType } = sample;
  if (sampleData.length > LONGEST_SAMPLE)
    throw badSample(say('mapping-sample-characters', { count: sampleData.length, most: LONGEST_SAMPLE }));
  if (sampleDataType === 'JSON') recordsIn(sampleData);
  return sample;
}

/** The records of a JSON text: one, or an array of them. Throws when it is no JSON or nested too deeply. */
export function recordsIn(text: string): readonly unknown[] {
  const value = parsed(text);
  refuseDeep(value);
  return Array.isArray(value) ? value : [value];
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw badSample(say('mapping-sample-no-json', { why: (error as Error).message }));
  }
}
