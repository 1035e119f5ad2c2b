import type { Readable } from 'node:stream';
import Papa from 'papaparse';

/** What reading the rows of a file found. */
export interface RowsRead {
  rows: number;
  /** Rows without a usable identity. */
  refused: number;
}

const MOST_COLUMNS = 1000;
const LONGEST_ID = 1024;

/**
 * Reads the identities of a CSV with a header line, a page at a time. `column` is the header of the identity's column.
 * Throws an `UnreadableFile` when there is no such column; a row without a usable value is counted and left out.
 */
export async function readIdentities(
  file: Readable,
  column: string,
  page: (ids: readonly string[]) => Promise<void>,
): Promise<RowsRead> {
  const read: RowsRead = { rows: 0, refused: 0 };
  const parser = file.pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { skipEmptyLines: 'greedy' }));
  let at = -1;
  let ids: string[] = [];
  for await (const cells of parser as AsyncIterable<readonly string[]>) {
    if (at < 0) {
      at = columnOf(cells, column);
      continue;
    }
    read.rows += 1;
    const id = cells[at]?.trim() ?? '';
    if (id === '' || id.length > LONGEST_ID) read.refused += 1;
    else ids.push(id);
    if (ids.length < PAGE) continue;
    await page(ids);
    ids = [];
  }
  if (at < 0) throw new UnreadableFile('the file is empty; its first line must name the columns');
  if (ids.length > 0) await page(ids);
  return read;
}

const PAGE = 500;

/** A file that cannot be read as what it was said to be; the message says what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

function columnOf(header: readonly string[], column: string): number {
  if (header.length > MOST_COLUMNS) throw new UnreadableFile(`the file has more than ${MOST_COLUMNS} columns`);
  const names = header.map((name) => name.replace(/^\uFEFF/, '').trim());
  const at = names.indexOf(column);
  if (at < 0) throw new UnreadableFile(`the file has no column ${column}; it has ${names.slice(0, 20).join(', ')}`);
  return at;
}
