import { createGunzip } from 'node:zlib';
import { SourceError } from '../../flows/index.ts';
import { type CsvFormat, CsvReader } from './csv-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

const MOST_ROWS = 8;

/** Reads the properties of delimited data. Throws `SourceError`. */
export function csvFormatOf(properties: Readonly<Record<string, unknown>>): CsvFormat {
  const { columnDelimiter = ',', encoding = 'UTF-8' } = properties;
  const delimiter = columnDelimiter === '\\t' ? '\t' : columnDelimiter;
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || delimiter > '~' || '"\r\n'.includes(delimiter))
    throw new SourceError('bad-request', 'columnDelimiter must be one ASCII character and no quotation mark');
  const name = String(encoding).toUpperCase();
  if (name !== 'UTF-8' && name !== 'ISO-8859-1')
    throw new SourceError('bad-request', `encoding is ${String(encoding)}; it must be UTF-8 or ISO-8859-1`);
  return { delimiter, encoding: name };
}

/** Columns and first rows of a delimited file by its first bytes, plain or gzip. */
export async function firstRows(
  head: Buffer,
  properties: Readonly<Record<string, unknown>>,
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] }> {
  const reader = new CsvReader(csvFormatOf(properties));
  try {
    const rows = reader.read(await unpacked(head));
    const all = reader.columns === undefined ? reader.end() : rows;
    const columns = reader.columns!;
    const shown = all.filter(({ values }) => values !== undefined).slice(0, MOST_ROWS);
    return {
      columns,
      rows: shown.map(({ values }) => Object.fromEntries(columns.map((name, index) => [name, values![index]!]))),
    };
  } catch (error) {
    if (error instanceof UnreadableFile) throw new SourceError('bad-request', error.message);
    throw error;
  }
}

/** What the first bytes unpack to; that they break off is no error here. */
async function unpacked(head: Buffer): Promise<Buffer> {
  const magic = head.toString('hex', 0, 4);
  if (magic === '504b0304')
    throw new SourceError(
      'bad-request',
      'the columns of a zip are not known before it is read; look at a plain or gzip file',
    );
  if (!magic.startsWith('1f8b')) return head;
  const gunzip = createGunzip();
  const chunks: Buffer[] = [];
  gunzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve) => {
    gunzip.on('error', () => resolve());
    gunzip.on('end', () => resolve());
    gunzip.end(head);
  });
  return Buffer.concat(chunks).subarray(0, 4 << 20);
}
