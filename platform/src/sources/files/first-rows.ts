import type { Duplex } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { SourceError } from '../../flows/index.ts';
import { sayOfSources } from '../phrases.ts';
import { type CsvFormat, CsvReader } from './csv-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

const MOST_ROWS = 8;

/** Reads the properties of delimited data. Throws `SourceError`. */
export function csvFormatOf(properties: Readonly<Record<string, unknown>>): CsvFormat {
  const { columnDelimiter = ',', encoding = 'UTF-8' } = properties;
  const delimiter = columnDelimiter === '\\t' ? '\t' : columnDelimiter;
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || delimiter > '~' || '"\r\n'.includes(delimiter))
    throw new SourceError('bad-request', sayOfSources('source-delimiter'));
  const name = String(encoding).toUpperCase();
  if (name !== 'UTF-8' && name !== 'ISO-8859-1')
    throw new SourceError('bad-request', sayOfSources('source-encoding', { encoding: String(encoding) }));
  return { delimiter, encoding: name };
}

/**
 * Columns and first rows of a delimited file by its first bytes: plain, gzip, or the first text in a zip. The last line of
 * bytes that are the whole file is a row, too, when nothing ends it.
 */
export async function firstRows(
  head: Buffer,
  properties: Readonly<Record<string, unknown>>,
  isWhole: boolean,
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] }> {
  const reader = new CsvReader(csvFormatOf(properties));
  try {
    const rows = reader.read(await unpacked(head));
    const all = isWhole || reader.columns === undefined ? [...rows, ...reader.end()] : rows;
    const columns = reader.columns!;
    const shown = all.filter(({ values }) => values !== undefined).slice(0, MOST_ROWS);
    return {
      columns,
      rows: shown.map(({ values }) => Object.fromEntries(columns.map((name, index) => [name, values![index]!]))),
    };
  } catch (error) {
    if (error instanceof UnreadableFile) throw new SourceError('bad-request', error.said);
    throw error;
  }
}

/** What is unpacked of the first bytes, at most. */
const MOST_UNPACKED = 4 << 20;

/** What the first bytes unpack to; that they break off is no error here. Throws `UnreadableFile` for a zip without a text. */
async function unpacked(head: Buffer): Promise<Buffer> {
  const magic = head.toString('hex', 0, 4);
  if (magic === ZIP) return firstText(head);
  return magic.startsWith('1f8b') ? through(createGunzip(), head) : head;
}

const ZIP = '504b0304';
const ZIP_HEADER = 30;
const TEXT_NAME = /\.(?:csv|tsv|txt)$/i;

/**
 * The first text of a zip, as far as the bytes go: the entries lie one after the other, each behind a header of its own
 * (APPNOTE 4.3.7). One that does not tell its size before its content ends the search, unless it is the text.
 */
async function firstText(head: Buffer): Promise<Buffer> {
  for (let at = 0; at + ZIP_HEADER <= head.length && head.toString('hex', at, at + 4) === ZIP; ) {
    const [flags, method] = [head.readUInt16LE(at + 6), head.readUInt16LE(at + 8)];
    const size = head.readUInt32LE(at + 18);
    const [nameLength, extraLength] = [head.readUInt16LE(at + 26), head.readUInt16LE(at + 28)];
    const name = head.toString('utf8', at + ZIP_HEADER, at + ZIP_HEADER + nameLength);
    const from = at + ZIP_HEADER + nameLength + extraLength;
    if ((flags & 1) === 1) throw new UnreadableFile(sayOfSources('file-encrypted'));
    if (TEXT_NAME.test(name)) {
      const content = size === 0 ? head.subarray(from) : head.subarray(from, from + size);
      return method === 0 ? content : through(createInflateRaw(), content);
    }
    if ((flags & 8) === 8) break;
    at = from + size;
  }
  throw new UnreadableFile(sayOfSources('zip-begins-without-text'));
}

async function through(unpacker: Duplex, bytes: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve) => {
    unpacker.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_UNPACKED) unpacker.destroy();
    });
    for (const end of ['error', 'end', 'close']) unpacker.on(end, () => resolve());
    unpacker.end(bytes);
  });
  return Buffer.concat(chunks).subarray(0, MOST_UNPACKED);
}
