import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Said } from '@meniscus/languages/syntax';
import type { Kysely } from 'kysely';
import { type Clock, type Ids, Problem } from '../../kernel/index.ts';
import { differingByte, fileSums, type ObjectStore, type Tables } from '../../stores/index.ts';
import { sayOfIngest } from '../phrases.ts';
import { badBatchRequest, badParts, batchTooLarge, fileNotFound, fileTooLarge, noRoom } from './errors.ts';
import type { ImportRows } from './migrations.ts';
import { UnreadableFile } from './rows/rows.ts';

/** Objects of batch ingestion: what was sent, and what was staged of it. */
export const IMPORT_PREFIX = 'imports/';

/** Largest file in one request (Batch Ingestion API reference: 256 MB). */
export const MOST_FILE_BYTES = 268_435_456;
/** Largest part of a large file (Batch Ingestion API reference). */
export const MOST_PART_BYTES = 512_000_000;
/** Hard limits of a batch (page "Guardrails for data ingestion"). */
export const MOST_FILES = 25_000;
export const MOST_BYTES = 1_099_511_627_776;

/** A stretch of a file, both ends included, and where its bytes are. */
export interface UploadedPart {
  readonly first: number;
  readonly last: number;
  readonly path: string;
  /** What its bytes were when they came; null when that was not noted. */
  readonly sums: string | null;
}

/** A file of a batch. */
export interface UploadedFile {
  readonly name: string;
  readonly complete: boolean;
  /** By first byte. */
  readonly parts: readonly UploadedPart[];
  /** Bytes of all parts. */
  readonly size: number;
}

/** Which file of which batch. */
export interface FileAddress {
  readonly scope: string;
  readonly batch: string;
  readonly name: string;
}

interface Parts {
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Throws when the batch takes no more files; asked inside the transaction that names a file. */
  readonly stillOpen: (tx: unknown, scope: string, batch: string) => Promise<void>;
}

/** Counts bytes and stops at the limit. */
function limited(limit: number, instead: Said): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(fileTooLarge(limit, instead));
      else done(null, chunk);
    },
  });
}

function byFirst(a: UploadedPart, b: UploadedPart): number {
  return a.first - b.first;
}

/** What batches on their way in have in the object store: what was sent, and what was judged of it; with what it was then. */
export async function sentObjects(
  tables: Tables,
): Promise<readonly { readonly path: string; readonly sums: string }[]> {
  const db = tables.of<ImportRows>();
  const sent = await db.selectFrom('import_part').select(['path', 'sums']).execute();
  const judged = await db.selectFrom('import_batch').select(['staged as path', 'staged_sums as sums']).execute();
  return [...sent, ...judged].flatMap(({ path, sums }) => (path === null || sums === null ? [] : [{ path, sums }]));
}

/** What keeps the parts of a file from being one stretch from byte 0; undefined when nothing does. */
export function gapIn(parts: readonly UploadedPart[]): Said | undefined {
  let next = 0;
  for (const { first, last } of [...parts].sort(byFirst)) {
    if (first > next) return sayOfIngest('batch-part-missing', { first: next, last: first - 1 });
    if (first < next) return sayOfIngest('batch-part-overlaps', { first, last: Math.min(next - 1, last) });
    next = last + 1;
  }
  return parts.length === 0 ? sayOfIngest('batch-no-part') : undefined;
}

/** First byte of the mebibyte in which an object is not as it was written; undefined when it is, or nobody noted how that was. */
export async function damagedFrom(
  objects: Pick<ObjectStore, 'localFile'>,
  path: string,
  sums: string | null,
): Promise<number | undefined> {
  return sums === null ? undefined : differingByte(sums, await fileSums(await objects.localFile(path)));
}

/**
 * Files on their way into a batch: bytes go to the object store as they come, never whole in memory, and a row names them
 * when they are durable. A request that ends half way leaves nothing; the same request again takes the place of the first.
 */
export class Uploads {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get #db(): Kysely<ImportRows> {
    return this.#parts.tables.of<ImportRows>();
  }

  /** Stores a whole file; true when the batch had none of that name. */
  async put(at: FileAddress, body: Readable): Promise<boolean> {
    const known = (await this.file(at)) !== undefined;
    await this.#guard(at, known);
    const { path, size, sums } = await this.#store(at, body, MOST_FILE_BYTES, sayOfIngest('batch-in-parts-instead'));
    await this.#replace(at, true, [{ first: 0, last: size - 1, path, sums }]);
    return !known;
  }

  /** Opens a large file; what was sent of it before is forgotten. */
  async initialize(at: FileAddress): Promise<void> {
    await this.#guard(at, (await this.file(at)) !== undefined);
    await this.#replace(at, false, []);
  }

  /** Stores a part of an open large file; the same range again takes the place of the first. Gives the size so far. */
  async part(
    at: FileAddress,
    range: { readonly first: number; readonly last: number },
    body: Readable,
  ): Promise<number> {
    const file = await this.file(at);
    if (file === undefined || file.complete) throw fileNotFound(at.name);
    await this.#guard(at, true, range.last - range.first + 1);
    const { path, size, sums } = await this.#store(at, body, MOST_PART_BYTES, sayOfIngest('batch-smaller-parts'));
    if (size !== range.last - range.first + 1) {
      await this.#parts.objects.delete(path);
      throw badBatchRequest(sayOfIngest('batch-range-size', { named: range.last - range.first + 1, size }));
    }
    const same = file.parts.find(({ first, last }) => first === range.first && last === range.last);
    const others = file.parts.filter((part) => part !== same);
    if (others.some(({ first }) => first === range.first)) {
      await this.#parts.objects.delete(path);
      throw badParts(at.name, sayOfIngest('batch-part-twice', { first: range.first }));
    }
    await this.#named(at, path, async (tx) => {
      await tx
        .insertInto('import_part')
        .values({ ...at, ...range, path, sums })
        .onConflict((conflict) => conflict.columns(['scope', 'batch', 'name', 'first']).doUpdateSet({ path, sums }))
        .execute();
    });
    if (same !== undefined) await this.#parts.objects.delete(same.path);
    return others.reduce((sum, part) => sum + part.last - part.first + 1, size);
  }

  /** Ends a large file; its size. Again is harmless. */
  async complete(at: FileAddress): Promise<number> {
    const file = await this.file(at);
    if (file === undefined) throw fileNotFound(at.name);
    const gap = gapIn(file.parts);
    if (gap !== undefined) throw badParts(at.name, gap);
    await this.#db
      .updateTable('import_file')
      .set({ complete: 1 })
      .where('scope', '=', at.scope)
      .where('batch', '=', at.batch)
      .where('name', '=', at.name)
      .execute();
    return file.size;
  }

  async file(at: FileAddress): Promise<UploadedFile | undefined> {
    return (await this.#files(at.scope, at.batch, at.name))[0];
  }

  /** Files of a batch, by name. */
  async files(scope: string, batch: string): Promise<readonly UploadedFile[]> {
    return this.#files(scope, batch, undefined);
  }

  async #files(scope: string, batch: string, name: string | undefined): Promise<readonly UploadedFile[]> {
    let files = this.#db.selectFrom('import_file').selectAll().where('scope', '=', scope).where('batch', '=', batch);
    let rows = this.#db.selectFrom('import_part').selectAll().where('scope', '=', scope).where('batch', '=', batch);
    if (name !== undefined) {
      files = files.where('name', '=', name);
      rows = rows.where('name', '=', name);
    }
    const parts = new Map<string, UploadedPart[]>();
    for (const { name: of, first, last, path, sums } of await rows.orderBy('first').execute()) {
      const known = parts.get(of) ?? [];
      known.push({ first: Number(first), last: Number(last), path, sums });
      parts.set(of, known);
    }
    return (await files.orderBy('name').execute()).map((file) => {
      const own = parts.get(file.name) ?? [];
      const size = own.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      return { name: file.name, complete: file.complete === 1, parts: own, size };
    });
  }

  /** Throws `UnreadableFile` when a file is not, byte for byte, what was sent. */
  async check(files: readonly UploadedFile[]): Promise<void> {
    for (const { name, parts } of files)
      for (const { first, path, sums } of parts) {
        const byte = await damagedFrom(this.#parts.objects, path, sums);
        if (byte !== undefined)
          throw new UnreadableFile('INGEST-DAMAGED', sayOfIngest('batch-damaged', { name, byte: first + byte }));
      }
  }

  /** The bytes of a file, its parts one after the other. */
  content({ parts }: UploadedFile): Readable {
    const { objects } = this.#parts;
    async function* bytes() {
      for (const { path } of parts) {
        const part = await objects.get(path);
        if (part === undefined) throw new Error(`the uploaded part ${path} is gone`);
        yield* part as AsyncIterable<Buffer>;
      }
    }
    return Readable.from(bytes(), { objectMode: false });
  }

  /** Forgets the files of a batch inside the caller's transaction; the paths nobody refers to any more. */
  async forget(tx: unknown, scope: string, batch: string): Promise<readonly string[]> {
    const db = tx as Kysely<ImportRows>;
    const rows = await db
      .selectFrom('import_part')
      .select('path')
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .execute();
    for (const table of ['import_part', 'import_file'] as const)
      await db.deleteFrom(table).where('scope', '=', scope).where('batch', '=', batch).execute();
    return rows.map(({ path }) => path);
  }

  /** Paths of all parts of all batches. */
  async paths(): Promise<readonly string[]> {
    return (await this.#db.selectFrom('import_part').select('path').execute()).map(({ path }) => path);
  }

  async #guard({ scope, batch }: FileAddress, known: boolean, more = 0): Promise<void> {
    const { files } = await this.#db
      .selectFrom('import_file')
      .select((eb) => eb.fn.countAll().as('files'))
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .executeTakeFirstOrThrow();
    const { bytes } = await this.#db
      .selectFrom('import_part')
      .select((eb) => eb.fn.sum(eb(eb('last', '-', eb.ref('first')), '+', 1)).as('bytes'))
      .where('scope', '=', scope)
      .where('batch', '=', batch)
      .executeTakeFirstOrThrow();
    if (Number(bytes ?? 0) + more > MOST_BYTES || (!known && Number(files) >= MOST_FILES))
      throw batchTooLarge(MOST_FILES, MOST_BYTES);
  }

  async #store({ scope, batch }: FileAddress, body: Readable, limit: number, instead: Said) {
    const { objects, ids } = this.#parts;
    const path = `${IMPORT_PREFIX}${scope}/${batch}/${ids.hex(24)}`;
    const counted = limited(limit, instead);
    try {
      const [info] = await Promise.all([objects.put(path, counted), pipeline(body, counted)]);
      return info;
    } catch (error) {
      await objects.delete(path);
      if (error instanceof Problem) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noRoom();
      throw error;
    }
  }

  /** Writes rows that name an object, if the batch still takes files; else the object goes. */
  async #named<T>(at: FileAddress, path: string | undefined, work: (tx: Kysely<ImportRows>) => Promise<T>): Promise<T> {
    const { tables, objects, stillOpen } = this.#parts;
    try {
      return await tables.transaction<ImportRows, T>(async (tx) => {
        await stillOpen(tx, at.scope, at.batch);
        return work(tx);
      });
    } catch (error) {
      if (path !== undefined) await objects.delete(path);
      throw error;
    }
  }

  async #replace(at: FileAddress, complete: boolean, parts: readonly UploadedPart[]): Promise<void> {
    const { objects, clock } = this.#parts;
    const { scope, batch, name } = at;
    const old = await this.#named(at, parts[0]?.path, async (tx) => {
      const rows = await tx
        .selectFrom('import_part')
        .select('path')
        .where('scope', '=', scope)
        .where('batch', '=', batch)
        .where('name', '=', name)
        .execute();
      await tx
        .deleteFrom('import_part')
        .where('scope', '=', scope)
        .where('batch', '=', batch)
        .where('name', '=', name)
        .execute();
      const state = { complete: complete ? 1 : 0 };
      await tx
        .insertInto('import_file')
        .values({ scope, batch, name, created: clock(), ...state })
        .onConflict((conflict) => conflict.columns(['scope', 'batch', 'name']).doUpdateSet(state))
        .execute();
      for (const part of parts)
        await tx
          .insertInto('import_part')
          .values({ scope, batch, name, ...part })
          .execute();
      return rows.map(({ path }) => path);
    });
    for (const path of old) await objects.delete(path);
  }
}
