import type { Readable } from 'node:stream';
import { CsvReader, type CsvRow, UnreadableFile } from '../sources/index.ts';
import { say } from './phrases.ts';

/** What reading the rows of a file found. */
export interface RowsRead {
  rows: number;
  /** Rows that cannot be read, or are without a usable identity. */
  refused: number;
}

const LONGEST_ID = 1024;
const PAGE = 500;
const DELIMITERS = [',', ';', '\t', '|'];
const SHOWN_COLUMNS = 20;

/**
 * Reads the identities of a CSV with a header line, in UTF-8, a page at a time; the sign between its values is found out. `column` is
 * the header of the identity's column. Throws an `UnreadableFile` when there is no such column; a row that cannot be read, has more or
 * fewer values than the header, or no usable identity is counted and left out. What is kept in memory does not depend on the file.
 */
export async function readIdentities(
  file: Readable,
  column: string,
  page: (ids: readonly string[]) => Promise<void>,
): Promise<RowsRead> {
  const read: RowsRead = { rows: 0, refused: 0 };
  let reader: CsvReader | undefined;
  let ids: string[] = [];
  const take = async (rows: readonly CsvRow[], columns: readonly string[] | undefined) => {
    if (columns === undefined) return;
    const at = columnOf(columns, column);
    for (const { values } of rows) {
      read.rows += 1;
      const id = values?.[at]?.trim() ?? '';
      if (id === '' || id.length > LONGEST_ID) read.refused += 1;
      else ids.push(id);
      if (ids.length < PAGE) continue;
      await page(ids);
      ids = [];
    }
  };
  for await (const chunk of file as AsyncIterable<Buffer>) {
    reader ??= new CsvReader({ delimiter: delimiterOf(chunk), encoding: 'UTF-8' });
    await take(reader.read(chunk), reader.columns);
  }
  if (reader === undefined) throw new UnreadableFile(say('audience-file-empty'));
  await take(reader.end(), reader.columns);
  if (ids.length > 0) await page(ids);
  return read;
}

/** The sign the header line has most of. */
function delimiterOf(begin: Buffer): string {
  const end = begin.indexOf(0x0a);
  const header = begin.toString('utf8', 0, end < 0 ? begin.length : end);
  const times = (sign: string) => header.split(sign).length;
  return DELIMITERS.reduce((most, sign) => (times(sign) > times(most) ? sign : most));
}

function columnOf(names: readonly string[], column: string): number {
  const at = names.indexOf(column);
  if (at >= 0) return at;
  throw new UnreadableFile(say('audience-no-column', { column, names: names.slice(0, SHOWN_COLUMNS).join(', ') }));
}
