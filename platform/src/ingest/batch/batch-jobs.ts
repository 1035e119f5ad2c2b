import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { type BatchError, batchError, type Catalog, type NewFile } from '../../catalog/index.ts';
import type { Clock, HelperLost, Ids, Scope } from '../../kernel/index.ts';
import type { CompiledSchema } from '../../schemas/index.ts';
import type { ObjectStore, Tables } from '../../stores/index.ts';
import type { LoadDoor } from '../loads.ts';
import { sayOfIngest } from '../phrases.ts';
import type { BatchOptions, InputFormat } from './batch-options.ts';
import type { ImportRows } from './migrations.ts';
import { csvRows } from './rows/csv-rows.ts';
import { jsonArray, jsonLines } from './rows/json-rows.ts';
import { type Bytes, ReaderLost, type Rows, UnreadableFile } from './rows/rows.ts';
import { batchErrors, type Staged, type StagedFile, type StagedSource, Staging } from './staging.ts';
import { damagedFrom, IMPORT_PREFIX, type UploadedFile, type Uploads } from './uploads.ts';

/** A Parquet file as lines of JSON, asked of the stage that has an engine for it; connected in `pipeline.ts`. */
export type ParquetRows = (localFile: string) => Bytes;

interface Parts {
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  readonly uploads: Uploads;
  readonly loads: Pick<LoadDoor, 'open'>;
  readonly schema: (scope: Scope, datasetId: string) => Promise<CompiledSchema | undefined>;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly parquet: ParquetRows;
  /** Folder for files being staged; emptied at start. */
  readonly dir: string;
  readonly helperLost: HelperLost;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** A batch to work on. */
interface Job {
  readonly scope: string;
  readonly id: string;
  readonly dataset: string;
  readonly options: BatchOptions;
  readonly staged: string | undefined;
  readonly stagedSums: string | null;
}

const WORK = ['loaded', 'staging', 'staged', 'processing'] as const;
const PAGE_ROWS = 500;
const PAGE_BYTES = 524_288;
const LINE_FEED = 0x0a;
const RETRY_MS = 1000;
/** Readers of a batch that may end one after the other before it is taken for the doing of its files. */
const MOST_LOST = 3;

/**
 * Works off completed batches, one after the other, in two passes. Staging sees every row and decides; promotion brings the
 * staged rows into the log. What is done is written before the next step begins, so after a crash a batch goes on where it
 * was: staging begins again, promotion asks the door how far it got (decision 0033).
 */
export class BatchJobs {
  readonly #parts: Parts;
  #stopped = true;
  #loop: Promise<void> | undefined;
  #wake: () => void = () => {};
  /** Batches whose reader ended, with how often. */
  readonly #lost = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Removes what a crash left over, then works in the background. */
  async start(): Promise<void> {
    await rm(this.#parts.dir, { recursive: true, force: true });
    await this.#removeOrphans();
    this.#stopped = false;
    this.#loop = this.#run();
  }

  /** Ends after the page under way; the batch goes on at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#loop;
  }

  /** There may be work. */
  nudge(): void {
    this.#wake();
  }

  async #removeOrphans(): Promise<void> {
    const { objects, uploads, catalog } = this.#parts;
    for (const job of await this.#rows()) {
      const status = (await catalog.batch(job.scope, job.id))?.status;
      // Its dataset or its sandbox went while it was under way.
      if (status !== 'loading' && !(WORK as readonly (string | undefined)[]).includes(status)) await this.#forget(job);
    }
    const staged = (await this.#rows()).flatMap((row) => row.staged ?? []);
    const kept = new Set([...(await uploads.paths()), ...staged, ...(await catalog.filePaths())]);
    for (const { path } of await objects.list(IMPORT_PREFIX)) if (!kept.has(path)) await objects.delete(path);
  }

  async #rows() {
    const rows = await this.#parts.tables
      .of<ImportRows>()
      .selectFrom('import_batch')
      .selectAll()
      .orderBy('created')
      .orderBy('id')
      .execute();
    return rows.map((row): Job => {
      const options = JSON.parse(row.options) as BatchOptions;
      return {
        scope: row.scope,
        id: row.id,
        dataset: row.dataset,
        options,
        staged: row.staged ?? undefined,
        stagedSums: row.staged_sums,
      };
    });
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const idle = await this.#workOff();
      if (idle && !this.#stopped) await woken;
    }
  }

  /** One round over all batches; true when there is nothing to do. */
  async #workOff(): Promise<boolean> {
    let idle = true;
    for (const job of await this.#rows()) {
      if (this.#stopped) return true;
      const status = (await this.#parts.catalog.batch(job.scope, job.id))?.status;
      if (status === undefined || !(WORK as readonly string[]).includes(status)) continue;
      try {
        idle = false;
        await this.#work(job, status);
      } catch (error) {
        if (error instanceof Stopped) return true;
        this.#parts.logger.error({ err: error, batch: job.id }, 'a batch could not be worked on; it is tried again');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return idle;
  }

  async #work(job: Job, status: string): Promise<void> {
    if (status === 'loaded' || status === 'staging') {
      if (await this.#move(job, ['loaded', 'staging'], 'staging')) await this.#stage(job);
    } else await this.#promote(job);
  }

  #move(job: Job, from: readonly (typeof WORK)[number][], to: (typeof WORK)[number]): Promise<boolean> {
    const { tables, catalog, clock } = this.#parts;
    return tables.transaction((tx) => catalog.batches.move(tx, job.scope, job.id, { from, to, at: clock() }));
  }

  async #stage(job: Job): Promise<void> {
    const { uploads, dir } = this.#parts;
    const files = await uploads.files(job.scope, job.id);
    const own = join(dir, job.id);
    try {
      await this.#decide(job, files, await this.#judge(job, files, own));
      this.#lost.delete(job.id);
    } catch (error) {
      if (error instanceof ReaderLost && this.#mayTryAgain(job, error)) throw error;
      if (!(error instanceof UnreadableFile)) throw error;
      await this.#refuse(job, files, [batchError(error.code, error.said)], []);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }

  /** Every row of the files, judged, in a folder of its own. Throws `UnreadableFile` when they cannot be read at all. */
  async #judge(job: Job, files: readonly UploadedFile[], own: string): Promise<Staged> {
    const scope = this.#parts.scopeByKey(job.scope);
    const schema = scope && (await this.#parts.schema(scope, job.dataset));
    if (files.length === 0) throw new UnreadableFile('133', sayOfIngest('batch-no-files'));
    if (schema === undefined) throw new UnreadableFile('INGEST-SCHEMA', sayOfIngest('batch-no-schema'));
    await this.#parts.uploads.check(files);
    const sources = files.map((file): StagedSource => ({ name: file.name, rows: this.#read(job, file, own) }));
    return new Staging(join(own, 'out'), schema, job.options).stage(sources);
  }

  #mayTryAgain({ id }: Job, { message }: ReaderLost): boolean {
    this.#parts.helperLost('parquet-reader', message, { batch: id });
    const times = (this.#lost.get(id) ?? 0) + 1;
    this.#lost.set(id, times);
    if (times < MOST_LOST) return true;
    this.#lost.delete(id);
    return false;
  }

  /** Rows of a file, read in the format the batch was created with. */
  async *#read(job: Job, file: UploadedFile, dir: string): Rows {
    const { format } = job.options;
    const { uploads } = this.#parts;
    if (file.size === 0) throw new UnreadableFile('106', sayOfIngest('batch-empty-file'));
    const rows = format.format === 'parquet' ? this.#parquet(file, dir) : textRows(format, uploads.content(file));
    for await (const some of rows) {
      if (this.#stopped) throw new Stopped();
      yield some;
    }
  }

  async *#parquet(file: UploadedFile, dir: string): Rows {
    const { objects, uploads, parquet } = this.#parts;
    const [only] = file.parts;
    if (file.parts.length === 1 && only !== undefined) {
      yield* jsonLines(parquet(await objects.localFile(only.path)));
      return;
    }
    // The engine wants one file: its end holds the table of contents.
    const path = `${IMPORT_PREFIX}${dir.split('/').at(-1)!}-whole`;
    try {
      await objects.put(path, uploads.content(file));
      yield* jsonLines(parquet(await objects.localFile(path)));
    } finally {
      await objects.delete(path);
    }
  }

  async #decide(job: Job, files: readonly UploadedFile[], staged: Staged): Promise<void> {
    const { diagnostics, threshold } = job.options;
    const total = staged.rows.rows;
    const failed = staged.failed?.rows ?? 0;
    if (total === 0) {
      await this.#refuse(job, files, [batchError('106', sayOfIngest('batch-empty-file'))], []);
      return;
    }
    if ((failed / total) * 100 > threshold || failed === total) {
      const errors = batchErrors(staged, 0, diagnostics);
      await this.#refuse(
        job,
        files,
        errors,
        [...(staged.failed === undefined ? [] : [staged.failed]), ...staged.diagnostics],
        {
          rows: total,
          failed,
        },
      );
      return;
    }
    const path = this.#path(job, 'rows');
    const { sums } = await this.#parts.objects.adopt(path, staged.rows.local);
    const extra = await this.#adopt(job, [
      ...(staged.failed === undefined ? [] : [staged.failed]),
      ...staged.diagnostics,
    ]);
    const inputs = await this.#manifest(job, files);
    const errors = batchErrors(staged, total - failed, diagnostics);
    await this.#settle(job, 'staged', [...extra, ...inputs], errors, files, { rows: total, failed }, { path, sums });
  }

  /** The batch fails: nothing of it enters, and what was sent is kept as it came, to be looked at, corrected and sent again. */
  async #refuse(
    job: Job,
    files: readonly UploadedFile[],
    errors: readonly BatchError[],
    written: readonly StagedFile[],
    counted: { readonly rows: number; readonly failed: number } = { rows: 0, failed: 0 },
  ): Promise<void> {
    const originals: NewFile[] = [];
    for (const file of files) {
      const path = this.#path(job, 'sent');
      const { size, sums } = await this.#parts.objects.put(path, this.#parts.uploads.content(file));
      originals.push({ name: file.name, path, bytes: size, rows: 0, kind: 'failed', layout: 'raw', sums });
    }
    const extra = await this.#adopt(job, written);
    const inputs = await this.#manifest(job, files);
    await this.#settle(job, 'failed', [...extra, ...originals, ...inputs], errors, files, counted);
  }

  #path(job: Job, name: string): string {
    return `${IMPORT_PREFIX}${job.scope}/${job.id}/${name}-${this.#parts.ids.hex(16)}`;
  }

  async #adopt(job: Job, written: readonly StagedFile[]): Promise<readonly NewFile[]> {
    const files: NewFile[] = [];
    for (const { name, local, rows } of written) {
      const path = this.#path(job, 'rows');
      const { size, sums } = await this.#parts.objects.adopt(path, local);
      const kind = name.startsWith('row_errors') ? 'meta' : 'failed';
      files.push({ name, path, bytes: size, rows, kind, layout: 'raw', sums });
    }
    return files;
  }

  /** The list of files a batch was made of (page "Partial batch ingestion": input files). */
  async #manifest(job: Job, files: readonly UploadedFile[]): Promise<readonly NewFile[]> {
    if (files.length === 0) return [];
    const text = files.map(({ name }) => `${JSON.stringify({ path: name })}\n`).join('');
    const path = this.#path(job, 'inputs');
    const { size, sums } = await this.#parts.objects.put(path, Buffer.from(text));
    return [
      {
        name: 'input_files/fileMetaData1.json',
        path,
        bytes: size,
        rows: files.length,
        kind: 'meta',
        layout: 'raw',
        sums,
      },
    ];
  }

  /** Ends staging: state, counts, files, in one transaction. A batch that was aborted meanwhile stays aborted. */
  async #settle(
    job: Job,
    to: 'staged' | 'failed',
    extra: readonly NewFile[],
    errors: readonly BatchError[],
    files: readonly UploadedFile[],
    counted: { readonly rows: number; readonly failed: number },
    rows?: { readonly path: string; readonly sums: string },
  ): Promise<void> {
    const { tables, catalog, clock, objects, uploads } = this.#parts;
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const gone = await tables.transaction<ImportRows, readonly string[] | undefined>(async (tx) => {
      const { scope, id } = job;
      await catalog.batches.staged(tx, scope, id, { ...counted, bytes, files: files.length, errors });
      if (!(await catalog.batches.move(tx, scope, id, { from: ['staging'], to, at: clock() }))) return undefined;
      await catalog.addFiles(tx, scope, id, extra);
      if (to === 'failed') {
        await tx.deleteFrom('import_batch').where('scope', '=', scope).where('id', '=', id).execute();
        return uploads.forget(tx, scope, id);
      }
      await tx
        .updateTable('import_batch')
        .set({ staged: rows!.path, staged_sums: rows!.sums })
        .where('scope', '=', scope)
        .where('id', '=', id)
        .execute();
      return [];
    });
    const written = [...extra.map(({ path }) => path), ...(rows === undefined ? [] : [rows.path])];
    for (const path of gone ?? written) await objects.delete(path);
  }

  /** Brings the staged rows into the log, from where the door says. */
  async #promote(job: Job): Promise<void> {
    const { loads, objects, scopeByKey } = this.#parts;
    const scope = scopeByKey(job.scope);
    if (scope === undefined || job.staged === undefined) return;
    const byte = await damagedFrom(objects, job.staged, job.stagedSums);
    if (byte !== undefined) return this.#judgeAgain(job, job.staged, byte);
    // From here on the batch cannot be aborted: a row in the log is there for ever.
    if (!(await this.#move(job, ['staged', 'processing'], 'processing'))) return;
    const load = await loads.open({ scope, id: `batch-${job.id}`, to: { dataset: job.dataset }, batch: job.id });
    try {
      if (!load.ended) {
        for await (const page of pages(createReadStream(await objects.localFile(job.staged)), load.next)) {
          if (this.#stopped) return;
          await load.write(page);
        }
        await load.end();
      }
    } finally {
      load.close();
    }
    await this.#forget(job);
  }

  /**
   * What was sent is kept until the rows are in the log, and makes the same rows again. If it does not (it is damaged too, or the
   * schema is another one by now), the batch is held: some of its rows may have entered.
   */
  async #judgeAgain(job: Job, damaged: string, byte: number): Promise<void> {
    const { uploads, objects, tables, logger, dir } = this.#parts;
    const what = `staged rows ${damaged} are not as they were written, from byte ${byte} on`;
    logger.warn({ batch: job.id }, `${what}; they are made again of what was sent`);
    const own = join(dir, job.id);
    try {
      const { rows } = await this.#judge(job, await uploads.files(job.scope, job.id), own);
      const path = this.#path(job, 'rows');
      const { sums } = await objects.adopt(path, rows.local);
      if (sums !== job.stagedSums) {
        await objects.delete(path);
        throw new Error(`${what}, and what was sent makes others now`);
      }
      await tables
        .of<ImportRows>()
        .updateTable('import_batch')
        .set({ staged: path })
        .where('scope', '=', job.scope)
        .where('id', '=', job.id)
        .execute();
      await objects.delete(damaged);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }

  /** The rows are in the log: what was sent and staged is needed no more. */
  async #forget(job: Job): Promise<void> {
    const { tables, uploads, objects } = this.#parts;
    const gone = await tables.transaction<ImportRows, readonly string[]>(async (tx) => {
      await forgetBatch(tx, job.scope, job.id);
      return uploads.forget(tx, job.scope, job.id);
    });
    for (const path of [...gone, ...(job.staged === undefined ? [] : [job.staged])]) await objects.delete(path);
  }
}

/** The platform is stopping; staging begins again at the next start. */
class Stopped extends Error {}

/** Rows of a text file. */
export function textRows(format: Exclude<InputFormat, { format: 'parquet' }>, bytes: Bytes): Rows {
  if (format.format === 'csv') return csvRows(bytes, format);
  return format.isMultiLineJson ? jsonArray(bytes) : jsonLines(bytes);
}

/** Removes the row of a batch that needs no more work, inside the caller's transaction. */
export async function forgetBatch(tx: unknown, scope: string, id: string): Promise<void> {
  await (tx as Kysely<ImportRows>).deleteFrom('import_batch').where('scope', '=', scope).where('id', '=', id).execute();
}

/** Lines of a file in pages, without the first `skip`. */
async function* pages(file: Readable, skip: number): AsyncGenerator<readonly Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array();
  let page: Uint8Array[] = [];
  let bytes = 0;
  let number = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    const data: Uint8Array = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(LINE_FEED); end >= 0; end = data.indexOf(LINE_FEED, start)) {
      if (number >= skip) {
        page.push(data.subarray(start, end));
        bytes += end - start;
      }
      number += 1;
      start = end + 1;
      if (page.length < PAGE_ROWS && bytes < PAGE_BYTES) continue;
      yield page;
      page = [];
      bytes = 0;
    }
    rest = data.subarray(start);
  }
  if (page.length > 0) yield page;
}
