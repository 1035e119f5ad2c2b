import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Entry, open as openZipFile, type ZipFile } from 'yauzl';
import { sayOfSources } from '../phrases.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** A text inside a file: the file itself, or one of those packed in it. */
export interface Packed {
  /** Name inside the file; empty for the file itself. */
  readonly name: string;
  readonly stream: Readable;
}

/** How much of a file was read: bytes of it, or bytes of what it unpacks to where that is known. */
export interface Amount {
  readonly done: number;
  readonly total: number;
}

/** Files in a zip; more would be a list, not an export. */
const MOST_ENTRIES = 10_000;
/** A file may unpack to this much whatever its own size, and beyond that to so many times its own size. */
const FREE_BYTES = 256 << 20;
const MOST_RATIO = 200;
const TEXT_NAME = /\.(?:csv|tsv|txt)$/i;
const FORMATS: readonly (readonly [magic: string, name: string])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['1f8b', 'gzip'],
  ['28b52ffd', 'Zstandard'],
  ['425a68', 'bzip2'],
  ['fd377a58', 'xz'],
  ['50415231', 'Parquet'],
  ['52617221', 'RAR'],
  ['377abcaf', '7z'],
  ['25504446', 'PDF'],
];

/** Unpacks a file of this machine, told by its first bytes whatever its name says: zip, gzip or text. */
export class Unpacker {
  readonly #path: string;
  #done = 0;
  #total = 0;
  #unpacked = 0;
  #most = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get amount(): Amount {
    return { done: this.#done, total: this.#total };
  }

  /** The texts, one after the other; each must be read or destroyed before the next. Throws `UnreadableFile`. */
  async *texts(): AsyncGenerator<Packed> {
    const { size } = await stat(this.#path);
    if (size === 0) throw new UnreadableFile(sayOfSources('file-empty'));
    this.#total = size;
    this.#most = Math.max(FREE_BYTES, size * MOST_RATIO);
    const format = await formatOf(this.#path);
    if (format === 'zip') yield* this.#zip();
    else if (format === undefined) yield { name: '', stream: this.#counted(createReadStream(this.#path)) };
    else if (format === 'gzip') yield { name: '', stream: this.#gunzipped() };
    else throw new UnreadableFile(sayOfSources('file-format', { format }));
  }

  #counted(stream: Readable): Readable {
    stream.on('data', (chunk: Buffer) => {
      this.#done += chunk.length;
    });
    return stream.pause();
  }

  #gunzipped(): Readable {
    const source = this.#counted(createReadStream(this.#path));
    const gunzip = createGunzip();
    source.on('error', (error) => gunzip.destroy(error));
    gunzip.on('close', () => source.destroy());
    gunzip.on('error', (error) => source.destroy(error));
    return this.#bounded(source.pipe(gunzip));
  }

  /** Ends a stream that unpacks to more than anything honest does. */
  #bounded(stream: Readable): Readable {
    stream.on('data', (chunk: Buffer) => {
      this.#unpacked += chunk.length;
      if (this.#unpacked > this.#most) stream.destroy(tooMuch(this.#most));
    });
    return stream.pause();
  }

  async *#zip(): AsyncGenerator<Packed> {
    const zip = await openZip(this.#path);
    try {
      const entries = await entriesOf(zip);
      const texts = entries.filter(isText);
      if (texts.length === 0) throw new UnreadableFile(sayOfSources('zip-without-text'));
      const declared = texts.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
      if (declared > this.#most) throw tooMuch(this.#most);
      this.#total = declared;
      for (const entry of texts) {
        const stream = await openEntry(zip, entry);
        yield { name: entry.fileName, stream: this.#counted(stream) };
      }
    } finally {
      zip.close();
    }
  }
}

function tooMuch(most: number): UnreadableFile {
  return new UnreadableFile(sayOfSources('file-too-much', { most, ratio: MOST_RATIO }));
}

async function formatOf(path: string): Promise<string | undefined> {
  const handle = await open(path, 'r');
  try {
    const start = Buffer.alloc(4);
    await handle.read(start, 0, 4, 0);
    const hex = start.toString('hex');
    return FORMATS.find(([magic]) => hex.startsWith(magic))?.[1];
  } finally {
    await handle.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names that lead out of a folder, and sizes that are not what they say, are errors of the library.
    openZipFile(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error === null && zip !== undefined) resolve(zip);
      else reject(new UnreadableFile(sayOfSources('zip-unreadable', { why: String(error?.message) })));
    });
  });
}

function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) =>
      reject(new UnreadableFile(sayOfSources('zip-unreadable', { why: error.message }))),
    );
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES)
        reject(new UnreadableFile(sayOfSources('zip-most-files', { most: MOST_ENTRIES })));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

/** Folders, and what archives of some systems carry beside the files, hold no rows. */
function isText({ fileName, uncompressedSize }: Entry): boolean {
  return TEXT_NAME.test(fileName) && !fileName.startsWith('__MACOSX/') && uncompressedSize > 0;
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.isEncrypted()) throw new UnreadableFile(sayOfSources('zip-encrypted', { name: entry.fileName }));
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null && stream !== undefined) resolve(stream);
      else
        reject(
          new UnreadableFile(
            sayOfSources('zip-entry-unreadable', { name: entry.fileName, why: String(error?.message) }),
          ),
        );
    });
  });
}
