import { readFile } from 'node:fs/promises';
import { pathText, type SampleField, sampleFields } from '@meniscus/languages/recommendation';
import { parseJson } from '@meniscus/languages/syntax';
import type { UploadedFile } from '../kernel/index.ts';
import { readTable, UnreadableTable } from '../schemas/index.ts';
import { unreadableSample } from './errors.ts';
import { say } from './phrases.ts';

/** Largest JSON sample, in bytes; tables are read as far as `readTable` goes. */
const LARGEST_JSON = 10 * 1024 * 1024;

/** The fields of an uploaded sample: JSON (one record, a list, or one record a line) or a table in CSV, TSV or zip. */
export async function readSample(file: UploadedFile): Promise<readonly SampleField[]> {
  const records = await readRecords(file);
  if (records !== undefined) return sampleFields(records);
  try {
    const { columns } = await readTable(file.path);
    return columns.map(({ name, cells }) => ({ path: [name], source: pathText([name]), cells }));
  } catch (error) {
    if (error instanceof UnreadableTable) throw unreadableSample(error.said);
    throw error;
  }
}

/** The records when the file is JSON, undefined when it is something else. */
async function readRecords({ path, size }: UploadedFile): Promise<readonly unknown[] | undefined> {
  if (size > LARGEST_JSON) return undefined;
  const text = (await readFile(path, 'utf8')).trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    return readLines(text) ?? fail(error as Error);
  }
}

function readLines(text: string): readonly unknown[] | undefined {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson);
  } catch {
    return undefined;
  }
}

function fail(error: Error): never {
  throw unreadableSample(say('mapping-like-json', { why: error.message }));
}
