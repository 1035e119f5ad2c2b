import type { Logger } from 'pino';
import { type BatchMetrics, batchError, type Catalog } from '../catalog/index.ts';
import { decodeValidated, laneOf, VALIDATED_REMEDY, VALIDATED_TOPIC, type ValidatedMeta } from '../ingest/index.ts';
import { type Clock, type Ids, type Meter, type Scope, type Standings, systemTimers } from '../kernel/index.ts';
import { type Log, LogShortError, type ObjectStore, type Tables } from '../stores/index.ts';
import { RowBuffer } from './buffer.ts';
import { type ColumnTree, columnsOf } from './columns.ts';
import { Pace, type PaceLimits } from './pace.ts';
import type { ParquetWriter } from './parquet.ts';
import type { Positions, Stored } from './positions.ts';
import { withoutRepeats } from './repeats.ts';
import { sayOfRows } from './row-phrases.ts';
import type { SchemaRoots } from './schema-roots.ts';
import { RowStorage, type WrittenFile, type WrittenRows } from './store-rows.ts';
import type { StoredRows } from './stored-batch.ts';

/** When rows become a batch: whichever comes first. */
export interface FlushLimits {
  readonly rows: number;
  readonly bytes: number;
  /** Age of the oldest row in milliseconds. */
  readonly ageMs: number;
  /** How often age alone is a reason. */
  readonly pace: PaceLimits;
}

interface Parts {
  readonly log: Log;
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  readonly schemas: SchemaRoots;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly standings: Standings;
  readonly writer: ParquetWriter;
  readonly positions: Positions;
  readonly limits: FlushLimits;
  readonly stored?: StoredRows;
}

/** Which rows a flush waits for; everything when nothing is named. */
export interface FlushFilter {
  readonly scope?: string;
  readonly datasets?: ReadonlySet<string>;
}

interface Waiter {
  readonly target: number;
  readonly filter: FlushFilter;
  readonly resolve: () => void;
}

/** One way into the lake: the streamed rows of a dataset, the rows of a batch, or the refused messages of a dataset. */
interface Lane {
  readonly scope: string;
  readonly dataset: string;
  /** `<dataset>`, `<dataset>/<batch>` or `<dataset>/failed`. */
  readonly name: string;
  /** The batch its rows belong to, which ingest opened; streamed rows make batches of their own. */
  readonly batch: string | undefined;
  readonly failed: boolean;
  readonly pace: Pace;
  /** Takes new rows. */
  open: RowBuffer | undefined;
  /** Complete, oldest first; the first one is being written or waits for its next attempt. */
  readonly sealed: RowBuffer[];
  stored: Stored;
  /** Last position of topic `received` that is stored or buffered. */
  seenTo: number;
  /** Columns found for this stamp of the declaring stages' revisions. */
  columns: { readonly stamp: string; readonly tree: ColumnTree | undefined } | undefined;
}

/** A written file at its place in the object store; `path` is that place. */
type StoredFile = WrittenFile & { readonly bytes: number; readonly sums: string };

/** Root of the lake in the object store. */
export const LAKE_PREFIX = 'lake/';
const READ_RECORDS = 500;
const READ_BYTES = 8_388_608;
/** Bytes held in memory before reading stops until a batch is written, in multiples of the byte limit of one batch. */
const BUFFERED_BATCHES = 4;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
const IDLE_MS = 60_000;
/** Refused messages wait this many times longer for their batch than rows do. */
const FAILED_AGE = 3;
/** Who makes batches of streamed rows. */
export const WRITER_USER = 'meniscus_lake@AdobeID';
export const WRITER_CLIENT = 'meniscus_lake';

/** Milliseconds that only go forth: how long rows wait has nothing to do with where somebody sets the clock. */
const elapsed = () => performance.now();

/** A batch that is not whole cannot be waited for: its rows are seen when it is. */
function matchesFilter(lane: Lane, { scope, datasets }: FlushFilter): boolean {
  if (lane.batch !== undefined && !isWhole(lane)) return false;
  return (scope === undefined || scope === lane.scope) && (datasets === undefined || datasets.has(lane.dataset));
}

function isWhole({ open, sealed }: Lane): boolean {
  return (open ?? sealed.at(-1))?.end !== undefined;
}

function firstPosition(lane: Lane): number | undefined {
  return lane.sealed[0]?.first ?? lane.open?.first;
}

/**
 * The reader of topic `validated`: buffers rows by dataset and turns them into batches.
 *
 * Exactly once: the files of a batch are in the object store, under a path made of the batch id, before one transaction
 * writes batch, files and positions. A crash before it leaves files no row mentions; they are removed at the next start
 * and the rows are read again. A crash after it has lost nothing. Records the writer repeats are recognised by the
 * `received` positions they came from.
 *
 * One write at a time, datasets in the order they became due; a dataset whose attempt failed waits for its next attempt
 * while the others go on.
 */
export class LakeReader {
  readonly #parts: Parts;
  readonly #storage: RowStorage;
  readonly #lanes = new Map<string, Lane>();
  #stored = new Map<string, Stored>();
  #next = 0;
  #stopped = true;
  #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  #write: Promise<void> | undefined;
  #waiters: Waiter[] = [];
  #wake = new AbortController();
  readonly #standing;
  readonly #rowCount;
  readonly #batchCount;
  readonly #seconds;
  readonly #buffered;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#storage = new RowStorage(parts.writer);
    this.#standing = parts.standings.of('lake');
    this.#rowCount = parts.meter.counter('meniscus_lake_rows_total', 'Rows written to the lake', ['layout']);
    this.#batchCount = parts.meter.counter('meniscus_lake_batches_total', 'Batches written by the lake', ['status']);
    this.#seconds = parts.meter.histogram('meniscus_lake_batch_seconds', 'Time to write one batch');
    this.#buffered = parts.meter.gauge(
      'meniscus_lake_buffered_bytes',
      'Bytes read from the log and not yet in a batch',
    );
  }

  /** Removes what a crash left over. Throws `LogShortError` when stored rows are not in the log. */
  async start(): Promise<void> {
    await this.#parts.writer.open();
    await this.#removeOrphans();
    const { next, stored } = await this.#parts.positions.load();
    const end = this.#parts.log.end(VALIDATED_TOPIC);
    if (next > end) throw new LogShortError(VALIDATED_TOPIC, end, next, VALIDATED_REMEDY);
    this.#stored = stored;
    this.#next = Math.max(next, this.#parts.log.begin(VALIDATED_TOPIC));
    this.#stopped = false;
    this.#stopping = new AbortController();
  }

  /** Reads in the background. */
  goOn(): void {
    this.#loop = this.#run();
  }

  /** Ends after the write under way. What is buffered is read again from the log at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping.abort();
    this.#nudge();
    await this.#loop;
    await this.#write;
    this.#parts.writer.close();
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  /** Takes the rows of a dead scope out of the topic and out of memory; a write under way ends first. */
  async erase(scope: string): Promise<void> {
    await this.#parts.log.erase(VALIDATED_TOPIC, (value) => decodeValidated(value).meta.scope === scope);
    const drop = () => {
      for (const [key, lane] of this.#lanes) if (lane.scope === scope) this.#lanes.delete(key);
      for (const key of this.#stored.keys()) if (key.startsWith(`${scope}/`)) this.#stored.delete(key);
    };
    drop();
    await this.#write;
    drop();
    this.#wakeWaiters();
  }

  /** First position of topic `validated` that is not stored yet: everything before it may be trimmed. */
  position(): number {
    let first = this.#next;
    for (const lane of this.#lanes.values()) first = Math.min(first, firstPosition(lane) ?? first);
    return first;
  }

  /** Resolves when everything in `validated` at the time of the call is in batches (of the filter's datasets): true; or false when the time is over. */
  async flush(filter: FlushFilter = {}, timeoutMs = IDLE_MS): Promise<boolean> {
    if (this.#stopped) return false;
    const target = this.#parts.log.end(VALIDATED_TOPIC);
    if (this.#settled(target, filter)) return true;
    return new Promise((resolve) => {
      const waiter: Waiter = {
        target,
        filter,
        resolve: () => {
          clearTimeout(timer);
          resolve(this.#settled(target, filter));
        },
      };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        resolve(false);
      }, timeoutMs);
      this.#waiters.push(waiter);
      this.#nudge();
    });
  }

  #settled(target: number, filter: FlushFilter): boolean {
    if (this.#next < target) return false;
    for (const lane of this.#lanes.values()) {
      if (matchesFilter(lane, filter) && (firstPosition(lane) ?? target) < target) return false;
    }
    return true;
  }

  #nudge(): void {
    this.#wake.abort();
  }

  #wakeWaiters(): void {
    const done = this.#waiters.filter(({ target, filter }) => this.#settled(target, filter));
    this.#waiters = this.#waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve();
  }

  async #removeOrphans(): Promise<void> {
    const { objects, catalog, logger } = this.#parts;
    const kept = await catalog.filePaths();
    const orphans = (await objects.list(LAKE_PREFIX)).filter(({ path }) => !kept.has(path));
    for (const { path } of orphans) await objects.delete(path);
    if (orphans.length > 0) logger.info({ files: orphans.length }, 'removed lake files that no batch mentions');
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const wake = new AbortController();
        this.#wake = wake;
        const read = await this.#read();
        this.#wakeWaiters();
        this.#startWrite();
        this.#standing.worked();
        if (!read) await this.#rest(wake);
      } catch (error) {
        const wait = this.#standing.failed();
        this.#parts.logger.error(
          { err: error, position: this.#next, nextAttemptMs: wait },
          'the lake reader failed; it tries again from the same position',
        );
        await systemTimers.sleep(wait, this.#stopping.signal);
      }
    }
  }

  /** Waits for a record, the age of a buffer, a flush, the end of a write, or the stop. */
  async #rest(wake: AbortController): Promise<void> {
    const full = this.#isFull();
    const timer = setTimeout(() => wake.abort(), this.#restMs());
    if (full)
      await new Promise<void>((resolve) =>
        wake.signal.aborted ? resolve() : wake.signal.addEventListener('abort', () => resolve()),
      );
    else await this.#parts.log.waitFor(VALIDATED_TOPIC, this.#next, wake.signal);
    clearTimeout(timer);
  }

  #restMs(): number {
    if (this.#write !== undefined) return IDLE_MS;
    const now = elapsed();
    let due = now + IDLE_MS;
    for (const lane of this.#lanes.values()) {
      const { open, sealed } = lane;
      if (sealed[0] !== undefined) due = Math.min(due, sealed[0].retryAt);
      else if (open !== undefined) due = Math.min(due, this.#ripe(lane, open));
    }
    return Math.max(5, due - now);
  }

  /** When rows are old enough to be written. Nobody sees those of a batch before it is whole, so they wait for more. */
  #ripe(lane: Lane, { since }: RowBuffer): number {
    if (lane.batch !== undefined) return Number.POSITIVE_INFINITY;
    return Math.max(since + this.#parts.limits.ageMs * (lane.failed ? FAILED_AGE : 1), lane.pace.next);
  }

  #isFull(): boolean {
    return this.#bufferedBytes() >= this.#parts.limits.bytes * BUFFERED_BATCHES;
  }

  #bufferedBytes(): number {
    let bytes = 0;
    for (const { open, sealed } of this.#lanes.values())
      bytes += sealed.reduce((sum, buffer) => sum + buffer.bytes, open?.bytes ?? 0);
    this.#buffered.set(bytes);
    return bytes;
  }

  /** Takes in a few records; false when there was nothing to read or no room for it. */
  async #read(): Promise<boolean> {
    const { log } = this.#parts;
    if (this.#next >= log.end(VALIDATED_TOPIC) || this.#isFull()) return false;
    for (const record of await log.read(VALIDATED_TOPIC, this.#next, READ_RECORDS, READ_BYTES)) {
      const taken = record.erased === true ? undefined : decodeValidated(record.value);
      // The sandbox was reset or deleted: its rows go nowhere.
      if (taken === undefined || this.#parts.scopeByKey(taken.meta.scope) === undefined) {
        this.#next = record.position + 1;
        continue;
      }
      const { meta, lines } = taken;
      const lane = this.#lane(meta);
      if (record.position >= lane.stored.position) await this.#take(lane, meta, record.position, lines);
      this.#next = record.position + 1;
    }
    log.passed(VALIDATED_TOPIC, this.#next);
    return true;
  }

  #lane(meta: ValidatedMeta): Lane {
    const { scope, dataset, batch, failed = false } = meta;
    const name = laneOf(meta);
    const key = `${scope}/${name}`;
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      const stored = this.#stored.get(key) ?? { position: 0, sourceTo: -1 };
      lane = {
        scope,
        dataset,
        name,
        batch,
        failed,
        pace: new Pace(this.#parts.limits.pace, elapsed()),
        open: undefined,
        sealed: [],
        stored,
        seenTo: stored.sourceTo,
        columns: undefined,
      };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  async #take(lane: Lane, meta: ValidatedMeta, position: number, lines: Uint8Array): Promise<void> {
    const { log, logger } = this.#parts;
    if (meta.to <= lane.seenTo) return;
    let [fresh, rows] = [lines, meta.rows];
    if (meta.from <= lane.seenTo) {
      const left = await withoutRepeats(log, position, meta, lines);
      [fresh, rows] = [Buffer.concat(left), left.length];
      logger.warn(
        { dataset: lane.dataset, from: meta.from, to: meta.to, bytes: lines.length - fresh.length },
        'rows written twice by ingest were left out',
      );
    }
    const tree = await this.#treeOf(lane);
    if (lane.open !== undefined && lane.open.tree !== tree) this.#seal(lane);
    lane.open ??= new RowBuffer(meta, tree, position, elapsed());
    lane.open.add(meta, position, fresh, rows);
    lane.seenTo = meta.to;
  }

  async #treeOf(lane: Lane): Promise<ColumnTree | undefined> {
    // Refused messages have any shape; they are kept as they came.
    if (lane.failed) return undefined;
    const { catalog, schemas, scopeByKey } = this.#parts;
    const stamp = `${catalog.revision()}.${schemas.revision()}`;
    if (lane.columns?.stamp === stamp) return lane.columns.tree;
    const scope = scopeByKey(lane.scope);
    const dataset = scope && (await catalog.dataset(scope, lane.dataset));
    const schema = scope && dataset && (await schemas.compiled(scope, dataset.schemaRef.id));
    lane.columns = { stamp, tree: schema && columnsOf(schema.root) };
    return lane.columns.tree;
  }

  #seal(lane: Lane): void {
    if (lane.open === undefined) return;
    lane.sealed.push(lane.open);
    lane.open = undefined;
  }

  #isDue(lane: Lane, now: number): boolean {
    const [first] = lane.sealed;
    if (first !== undefined) return now >= first.retryAt;
    const { open } = lane;
    if (open === undefined) return false;
    const { rows, bytes } = this.#parts.limits;
    if (open.rows >= rows || open.bytes >= bytes || open.end !== undefined || now >= this.#ripe(lane, open))
      return true;
    // No room to read on: whatever is there is written, wherever it belongs.
    if (this.#isFull()) return true;
    return this.#waiters.some(({ target, filter }) => matchesFilter(lane, filter) && open.first < target);
  }

  #startWrite(): void {
    if (this.#write !== undefined || this.#stopped) return;
    const now = elapsed();
    const lane = [...this.#lanes.values()]
      .filter((one) => this.#isDue(one, now))
      .sort((a, b) => firstPosition(a)! - firstPosition(b)!)[0];
    if (lane === undefined) return;
    if (lane.sealed.length === 0) {
      lane.pace.take(now);
      this.#seal(lane);
    }
    this.#write = this.#writeBatch(lane, lane.sealed[0]!).finally(() => {
      this.#write = undefined;
      this.#nudge();
    });
  }

  async #writeBatch(lane: Lane, buffer: RowBuffer): Promise<void> {
    const started = this.#parts.clock();
    const stop = this.#seconds.startTimer();
    try {
      if (lane.batch !== undefined) await this.#growBatch(lane, lane.batch, buffer);
      else if (buffer.rows > 0) await this.#storeBatch(lane, buffer, started);
      else await this.#storePosition(lane, buffer);
      stop();
    } catch (error) {
      buffer.attempts += 1;
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (buffer.attempts - 1));
      buffer.retryAt = elapsed() + wait;
      this.#parts.logger.error(
        { err: error, dataset: lane.dataset, rows: buffer.rows, attempts: buffer.attempts, retryInMs: wait },
        'a batch could not be written; its rows are kept and it is tried again',
      );
    }
  }

  async #storeBatch(lane: Lane, buffer: RowBuffer, started: number): Promise<void> {
    const { ids, tables, catalog, clock } = this.#parts;
    buffer.batch ??= ids.hex(32);
    const id = buffer.batch;
    const written = await this.#writeFiles(id, buffer);
    const files: StoredFile[] = [];
    for (const file of written.files) files.push(await this.#adopt(lane, id, file));
    const outcome = lane.failed ? refusedOutcome(buffer) : outcomeOf(written, buffer, files);
    const told = await tables.transaction(async (tx) => {
      const at = clock();
      const source = { from: buffer.from, to: buffer.to };
      await catalog.createBatch(tx, lane.scope, {
        id,
        dataset: lane.dataset,
        status: 'loading',
        by: WRITER_USER,
        client: WRITER_CLIENT,
        at,
        source,
      });
      await catalog.addFiles(tx, lane.scope, id, files);
      await catalog.completeBatch(tx, lane.scope, id, { ...outcome, started, at });
      await this.#positionIn(tx, lane, buffer);
      return lane.failed ? undefined : this.#tell(tx, lane, buffer, id, outcome.metrics, at);
    });
    told?.();
    this.#done(lane, buffer);
    this.#batchCount.inc({ status: outcome.status });
    for (const { layout, rows } of files) this.#rowCount.inc({ layout }, rows);
    if (outcome.errors.length > 0 && !lane.failed)
      this.#parts.logger.warn(
        { dataset: lane.dataset, batch: id, errors: outcome.errors },
        'rows of a batch did not fit the schema',
      );
  }

  /**
   * Adds rows to a batch that ingest opened; with its last ones the batch ends, in the same transaction. Nothing of it is
   * seen before. Rows of a batch that was deleted with its dataset are kept as others without a dataset are.
   */
  async #growBatch(lane: Lane, id: string, buffer: RowBuffer): Promise<void> {
    const { tables, catalog, clock } = this.#parts;
    const batch = await catalog.batch(lane.scope, id);
    if (batch?.status !== 'processing') {
      const gone = buffer.rows > 0 && (batch === undefined || batch.status === 'deleted');
      return gone ? this.#storeBatch(lane, buffer, clock()) : this.#storePosition(lane, buffer);
    }
    const first = batch.metrics.partitionCount;
    const written = buffer.rows === 0 ? NOTHING : await this.#writeFiles(id, buffer, first);
    const files: StoredFile[] = [];
    for (const file of written.files) files.push(await this.#adopt(lane, id, file));
    const { metrics, errors, availableDates } = outcomeOf(written, buffer, files);
    const told = await tables.transaction(async (tx) => {
      const at = clock();
      const staged = files.map((file) => (file.kind === 'data' ? { ...file, kind: 'staged' as const } : file));
      await catalog.addFiles(tx, lane.scope, id, staged);
      await catalog.batches.grow(tx, lane.scope, id, {
        at,
        rows: metrics.outputRecordCount,
        failed: metrics.failedRecordCount,
        bytes: metrics.outputByteSize,
        errors,
        ...(availableDates === undefined ? {} : { availableDates }),
      });
      if (buffer.end !== undefined) await catalog.batches.finish(tx, lane.scope, id, { failed: buffer.end.failed, at });
      await this.#positionIn(tx, lane, buffer);
      return this.#tell(tx, lane, buffer, id, metrics, at);
    });
    told?.();
    this.#done(lane, buffer);
    for (const { layout, rows } of files) this.#rowCount.inc({ layout }, rows);
    if (buffer.end === undefined) return;
    this.#batchCount.inc({ status: 'success' });
    this.#stored.set(`${lane.scope}/${lane.name}`, lane.stored);
    this.#lanes.delete(`${lane.scope}/${lane.name}`);
  }

  /** Tells who counts stored rows, in the transaction that stores them. */
  async #tell(
    tx: unknown,
    lane: Lane,
    buffer: RowBuffer,
    batch: string,
    metrics: BatchMetrics,
    at: number,
  ): Promise<(() => void) | undefined> {
    const { from, to, flows, ages } = buffer;
    const { outputRecordCount: rows, failedRecordCount: failed, outputByteSize: bytes } = metrics;
    const { scope, dataset } = lane;
    return this.#parts.stored?.(tx, { scope, dataset, batch, at, rows, failed, bytes, from, to, flows, ages });
  }

  async #writeFiles(id: string, buffer: RowBuffer, first = 0): Promise<WrittenRows> {
    const { pieces, rows, tree } = buffer;
    if (tree !== undefined) return this.#storage.store(id, pieces, tree, first);
    const error = batchError('LAKE-NO-DATASET', sayOfRows('rows-no-dataset'), rows);
    return this.#storage.keepRaw(id, pieces, rows, error, first);
  }

  async #adopt(lane: Lane, id: string, file: WrittenFile): Promise<StoredFile> {
    const path = `${LAKE_PREFIX}${lane.scope}/${lane.dataset}/${id}-${file.name}`;
    const { size, sums } = await this.#parts.objects.adopt(path, file.path);
    return { ...file, path, bytes: size, sums };
  }

  /** A buffer whose rows were all repeats: only the position moves on. */
  async #storePosition(lane: Lane, buffer: RowBuffer): Promise<void> {
    await this.#parts.tables.transaction((tx) => this.#positionIn(tx, lane, buffer));
    this.#done(lane, buffer);
  }

  async #positionIn(tx: unknown, lane: Lane, buffer: RowBuffer): Promise<void> {
    const stored = { position: buffer.last + 1, sourceTo: buffer.to };
    await this.#parts.positions.store(tx, this.#positionWithout(buffer), lane.scope, lane.name, stored);
  }

  /** The reader's position once this buffer is stored. */
  #positionWithout(buffer: RowBuffer): number {
    let first = this.#next;
    for (const { open, sealed } of this.#lanes.values()) {
      for (const other of open === undefined ? sealed : [...sealed, open])
        if (other !== buffer) first = Math.min(first, other.first);
    }
    return first;
  }

  #done(lane: Lane, buffer: RowBuffer): void {
    lane.stored = { position: buffer.last + 1, sourceTo: buffer.to };
    lane.sealed.shift();
    this.#wakeWaiters();
  }
}

const NOTHING: WrittenRows = { files: [], errors: [] };

/** Messages refused after they were accepted: a failed batch. They are counted as failed records, not as rows. */
function refusedOutcome(buffer: RowBuffer) {
  const metrics: BatchMetrics = {
    inputRecordCount: buffer.rows,
    outputRecordCount: 0,
    failedRecordCount: buffer.rows,
    inputByteSize: buffer.bytes,
    outputByteSize: 0,
  };
  return {
    status: 'failed' as const,
    metrics,
    errors: [batchError('INGEST-1212-400', sayOfRows('rows-refused', { rows: buffer.rows }), buffer.rows)],
    counted: true as const,
  };
}

function outcomeOf(written: WrittenRows, buffer: RowBuffer, files: readonly StoredFile[]) {
  const count = (kind: string, of: 'rows' | 'bytes') =>
    files.filter((file) => file.kind === kind).reduce((sum, file) => sum + file[of], 0);
  const good = count('data', 'rows');
  const dates = written.files.flatMap((file) => (file.dates === undefined ? [] : [file.dates]));
  const metrics: BatchMetrics = {
    inputRecordCount: buffer.rows,
    outputRecordCount: good,
    failedRecordCount: count('failed', 'rows'),
    inputByteSize: buffer.bytes,
    outputByteSize: count('data', 'bytes'),
  };
  return {
    status: good > 0 ? ('success' as const) : ('failed' as const),
    metrics,
    errors: written.errors,
    ...(dates.length === 0
      ? {}
      : {
          availableDates: {
            startDate: Math.min(...dates.map((d) => d.startDate)),
            endDate: Math.max(...dates.map((d) => d.endDate)),
          },
        }),
  };
}
