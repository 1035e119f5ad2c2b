import type { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';
import { say } from '../phrases.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** As much of a file as is looked at: 10,000 rows of 200 columns with room to spare. What lies behind is not read. */
export const MOST_BYTES = 48 * 1024 * 1024;

/** The beginning of an uploaded table as text. */
export interface TableText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Name of the file inside the zip, when it was one. */
  readonly entry?: string;
  /** The file goes on behind what was read. */
  readonly cut: boolean;
}

/**
 * Reads the beginning of a CSV file, or of the only table inside a zip file, and finds its encoding. Reads at most 48 MB of
 * text, so that neither a huge file nor a zip bomb costs more. Throws a coded problem for anything that is not text.
 */
export async function readText(path: string): Promise<TableText> {
  const first = await head(path, 4);
  const zipped = first.length === 4 && first.readUInt32LE(0) === 0x04034b50;
  const { bytes, entry } = zipped
    ? await firstTable(path)
    : { bytes: await head(path, MOST_BYTES + 1), entry: undefined };
  if (bytes.length === 0) throw new UnreadableTable('empty', say('table-empty'));
  const cut = bytes.length > MOST_BYTES;
  return {
    ...decode(cut ? bytes.subarray(0, MOST_BYTES) : bytes, cut),
    ...(entry === undefined ? {} : { entry }),
    cut,
  };
}

async function head(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = globalThis.Buffer.allocUnsafe(Math.min(size, length));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const TABLE = /\.(?:csv|tsv|txt|tab)$/i;
/** Folders that file managers add. */
const HIDDEN = /(?:^|\/)(?:__MACOSX|\.[^/]*)(?:\/|$)/;

function zipFile(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: true }, (error, zip) =>
      error === null ? resolve(zip) : reject(error),
    );
  });
}

/** The first table of a zip file, up to the limit. */
async function firstTable(path: string): Promise<{ bytes: Buffer; entry: string }> {
  try {
    const zip = await zipFile(path);
    try {
      const entry = await findTable(zip);
      const stream = await new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, readable) => (error === null ? resolve(readable) : reject(error)));
      });
      return { bytes: await upTo(stream, MOST_BYTES + 1), entry: entry.fileName };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof UnreadableTable) throw error;
    throw new UnreadableTable('zip', say('table-zip-unreadable', { why: (error as Error).message }));
  }
}

/** Entries looked at before giving up. */
const MOST_ENTRIES = 1000;

function findTable(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    zip.on('error', reject);
    zip.on('end', () => reject(new UnreadableTable('zip', say('table-zip-without'))));
    zip.on('entry', (entry: Entry) => {
      seen += 1;
      if (TABLE.test(entry.fileName) && !HIDDEN.test(entry.fileName)) resolve(entry);
      else if (seen >= MOST_ENTRIES) reject(new UnreadableTable('zip', say('table-zip-many', { most: MOST_ENTRIES })));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

async function upTo(stream: Readable, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= limit) break;
  }
  return globalThis.Buffer.concat(parts).subarray(0, limit);
}

function decode(bytes: Buffer, cut: boolean): Pick<TableText, 'text' | 'encoding'> {
  const wide = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const encoding = wide === 0xfffe ? 'utf-16le' : wide === 0xfeff ? 'utf-16be' : undefined;
  if (encoding !== undefined) return { text: new TextDecoder(encoding).decode(bytes), encoding };
  if (bytes.subarray(0, 65_536).includes(0)) throw new UnreadableTable('binary', say('table-binary'));
  try {
    // A cut may fall inside a letter; `stream` leaves that to a next part that does not come.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut }), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
