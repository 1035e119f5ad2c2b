import type { Logger } from 'pino';
import type { Batch, Catalog } from '../catalog/index.ts';
import type { Clock, Ids, Meter, Scope } from '../kernel/index.ts';
import type { ObjectStore, Tables } from '../stores/index.ts';
import { columnsOf } from './columns.ts';
import { LAKE_PREFIX, WRITER_CLIENT, WRITER_USER } from './lake.ts';
import { isPassing, type ParquetWriter } from './parquet.ts';
import type { SchemaRoots } from './schema-roots.ts';
import type { WholeFiles } from './whole-files.ts';

/** When small batches are joined. */
export interface JoinLimits {
  /** Not before they are this old, milliseconds: who reads batch by batch has them by then. */
  readonly afterMs: number;
  /** Batches with less Parquet than this are small, bytes. */
  readonly small: number;
  /** Fewer than this are left alone. */
  readonly least: number;
  /** Most batches of one join. */
  readonly most: number;
  /** How often it is looked for some, milliseconds. */
  readonly everyMs: number;
}

interface Parts {
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  readonly schemas: SchemaRoots;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly writer: ParquetWriter;
  /** No damage is carried over into a joined file. */
  readonly whole: WholeFiles;
  readonly limits: JoinLimits;
}

/**
 * Joins the small batches streaming leaves behind, so that a query over a year does not open a file for every minute of it.
 * A joined batch takes the place of small ones as a replay does, and is small itself until it has grown: so each row is
 * written again a few times at most. Harmless when it is cut short: a file no batch mentions goes at the next start, and the
 * batches are as they were until one transaction changes all of them.
 */
export class Joiner {
  readonly #parts: Parts;
  /** Files of batches that were joined: a query that began before may still read them, so they go with the next round. */
  #gone: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;
  readonly #joined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#joined = parts.meter.counter('meniscus_lake_joined_batches_total', 'Small batches joined into larger ones');
  }

  async start(): Promise<void> {
    await this.#parts.writer.open();
    this.#timer = setInterval(() => void this.run(), this.#parts.limits.everyMs);
    this.#timer.unref();
  }

  /** Ends after the join under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round over all datasets; a call during a round is that round. Never rejects. */
  run(): Promise<void> {
    this.#round ??= this.#all().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #all(): Promise<void> {
    const { objects, writer } = this.#parts;
    await this.#orSay({}, async () => {
      for (const path of this.#gone.splice(0)) await objects.delete(path);
      const { clock, catalog, limits } = this.#parts;
      const before = clock() - limits.afterMs;
      for (const { scope, dataset } of await catalog.smallBatches.crowded(before, limits.small, limits.least))
        await this.#orSay({ dataset }, async () => {
          while (!this.#stopped && (await this.#join(scope, dataset, before)));
        });
    });
    // The engine is not needed until the next round.
    writer.close();
  }

  /** One dataset that cannot be joined holds up no other. */
  async #orSay(about: object, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      this.#parts.logger.error({ err, ...about }, 'small batches stay as they are until the next round of joining');
    }
  }

  /** Joins some batches of a dataset; false when there was nothing to join. */
  async #join(scopeKey: string, dataset: string, before: number): Promise<boolean> {
    const { catalog, limits, ids, tables, clock, objects, logger } = this.#parts;
    const batches = await catalog.smallBatches.list(scopeKey, dataset, before, limits.small, limits.most);
    if (batches.length < limits.least) return false;
    const id = ids.hex(32);
    const name = 'part-00000.parquet';
    const file = await this.#write(scopeKey, dataset, `${id}-${name}`, batches);
    if (file === undefined) return false;
    const path = `${LAKE_PREFIX}${scopeKey}/${dataset}/${id}-${name}`;
    const { size, sums } = await objects.adopt(path, file.path);
    const joined = {
      id,
      dataset,
      predecessors: batches,
      file: { name, path, bytes: size, rows: file.rows, kind: 'data' as const, layout: 'typed' as const, sums },
      by: WRITER_USER,
      client: WRITER_CLIENT,
      at: clock(),
    };
    const gone = await tables.transaction((tx) => catalog.smallBatches.join(tx, scopeKey, joined));
    this.#gone.push(...(gone ?? [path]));
    if (gone === undefined) return false;
    this.#joined.inc(batches.length);
    logger.info({ dataset, batch: id, batches: batches.length, rows: file.rows, bytes: size }, 'small batches joined');
    return true;
  }

  async #write(scopeKey: string, dataset: string, name: string, batches: readonly Batch[]) {
    const { catalog, schemas, scopeByKey, objects, writer, whole, logger } = this.#parts;
    const scope = scopeByKey(scopeKey);
    const known = scope && (await catalog.dataset(scope, dataset));
    const schema = known && (await schemas.compiled(scope, known.schemaRef.id));
    if (schema === undefined) return undefined;
    const files: string[] = [];
    let rows = 0;
    for (const { id } of batches) {
      for (const file of await catalog.files(scopeKey, { batch: id, kind: 'data' })) {
        if (file.layout !== 'typed') return undefined;
        await whole.check([file]);
        files.push(await objects.localFile(file.path));
        rows += file.rows;
      }
    }
    const written = await this.#onceMore(() => writer.joined(name, files, rows, columnsOf(schema.root)));
    if (written === undefined)
      logger.warn({ dataset }, 'files have columns the schema has no field for; they are not joined');
    return written;
  }

  /** An engine that breaks is made anew, and nothing was wrong with the files: the join is done again, once. */
  async #onceMore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      if (this.#stopped || !isPassing(err)) throw err;
      this.#parts.logger.warn({ err }, 'the engine that joins batches broke; another one does it again');
      return work();
    }
  }
}
