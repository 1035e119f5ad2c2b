import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Damage } from '../damage.ts';
import { pagesInWriteAhead } from './write-ahead.ts';

/** What the file of sums holds, as JSON behind a checksum of its own. */
interface Kept {
  readonly pageSize: number;
  /** CRC-32 of every page of the database, 8 hexadecimal digits each. */
  readonly sums: string;
  /** Pages a checkpoint was about to write when this was noted: their sums may be those of before. */
  readonly pending: readonly number[];
}

const DIGITS = 8;
const digits = (sum: number) => sum.toString(16).padStart(DIGITS, '0');
const sumsFile = (database: string) => `${database}-sums`;

function readKept(database: string): Kept | 'damaged' | undefined {
  const file = sumsFile(database);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (text.slice(0, DIGITS) !== digits(crc32(text.slice(DIGITS)))) return 'damaged';
  return JSON.parse(text.slice(DIGITS)) as Kept;
}

/** Whole or not at all, and on the disk when it resolves. */
async function writeKept(database: string, kept: Kept): Promise<void> {
  const text = JSON.stringify(kept);
  const file = sumsFile(database);
  await writeFile(`${file}.new`, digits(crc32(text)) + text, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Calls with every page of the file, numbered from 1; gives how many there are. The bytes are valid until the next one. */
function eachPage(database: string, pageSize: number, visit: (page: number, bytes: Buffer) => void): number {
  const descriptor = openSync(database, 'r');
  try {
    const pages = Math.floor(fstatSync(descriptor).size / pageSize);
    const bytes = Buffer.allocUnsafe(pageSize);
    for (let page = 1; page <= pages; page += 1) {
      readSync(descriptor, bytes, 0, pageSize, (page - 1) * pageSize);
      visit(page, bytes);
    }
    return pages;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Compares every page of a SQLite file with its sum, but those its write-ahead log has a newer one of. Undefined when all are as
 * they were written, or no sums are kept.
 */
export function pageDamage(database: string): Damage | undefined {
  const kept = readKept(database);
  if (kept === undefined) return undefined;
  if (kept === 'damaged') return { file: sumsFile(database), byte: 0, what: 'it does not match its own checksum' };
  const { pageSize, sums, pending } = kept;
  const newer = new Set([...pending, ...pagesInWriteAhead(database)]);
  let damaged: number | undefined;
  const pages = eachPage(database, pageSize, (page, bytes) => {
    if (damaged !== undefined || newer.has(page)) return;
    if (sums.slice((page - 1) * DIGITS, page * DIGITS) !== digits(crc32(bytes))) damaged = page;
  });
  // A checkpoint that was cut short may have made the file shorter.
  if (damaged === undefined && pending.length === 0 && pages < sums.length / DIGITS) damaged = pages + 1;
  if (damaged === undefined) return undefined;
  return { file: database, byte: (damaged - 1) * pageSize, what: `page ${damaged} is not as it was written` };
}

/**
 * The sums of the pages of a SQLite file, in a file beside it, which SQLite does not have. Pages of the file change only when the
 * write-ahead log is brought into it, so that is done through here and nowhere else: what is about to change is noted first,
 * and its sums are made anew from the file afterwards.
 */
export class PageSums {
  readonly #database: string;
  readonly #pageSize: number;

  constructor(database: string, pageSize: number) {
    this.#database = database;
    this.#pageSize = pageSize;
  }

  /** Brings the write-ahead log into the file by `work`, and keeps the sums of what changed. */
  async checkpoint(work: () => Promise<void>): Promise<void> {
    const kept = readKept(this.#database);
    if (kept === undefined || kept === 'damaged') {
      await work();
      return this.#note('', new Set());
    }
    const changing = new Set([...kept.pending, ...pagesInWriteAhead(this.#database)]);
    if (changing.size === 0) return;
    await writeKept(this.#database, { ...kept, pending: [...changing] });
    await work();
    await this.#note(kept.sums, changing);
  }

  /** Keeps sums of the file as it is; pages that did not change keep theirs from before, where there is one. */
  async #note(before: string, changed: ReadonlySet<number>): Promise<void> {
    const file = await open(this.#database, 'r');
    try {
      const pages = Math.floor((await file.stat()).size / this.#pageSize);
      const sums = Buffer.alloc(pages * DIGITS);
      sums.write(before, 'latin1');
      const wanted = new Set(changed);
      for (let page = before.length / DIGITS + 1; page <= pages; page += 1) wanted.add(page);
      const bytes = Buffer.allocUnsafe(this.#pageSize);
      for (const page of wanted) {
        if (page > pages) continue;
        await file.read(bytes, 0, this.#pageSize, (page - 1) * this.#pageSize);
        sums.write(digits(crc32(bytes)), (page - 1) * DIGITS, 'latin1');
      }
      await writeKept(this.#database, { pageSize: this.#pageSize, sums: sums.toString('latin1'), pending: [] });
    } finally {
      await file.close();
    }
  }

  /** Lets go of the sums: the next open makes them anew. For when they could not be kept up. */
  forget(): void {
    rmSync(sumsFile(this.#database), { force: true });
  }
}
