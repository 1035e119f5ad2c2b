import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Flows } from '../flows/index.ts';
import { type Clock, type Meter, type Scope, type Standings, systemTimers } from '../kernel/index.ts';
import type { TranslatorStates } from '../sources/index.ts';
import {
  type KeyedStore,
  type Log,
  type LogEntry,
  LogShortError,
  type PendingWrites,
  type WriteBatch,
} from '../stores/index.ts';
import type { Backlog } from './backlog.ts';
import type { FailedRecords } from './failed-records.ts';
import type { Counts, DatasetCounts, Ledger } from './ledger.ts';
import type { LoadStates } from './loads.ts';
import type { ObservedRun, Observer } from './observer.ts';
import { decodeReceived, RECEIVED_TOPIC } from './received.ts';
import type { Repeats } from './repeated.ts';
import { failedRecord, Run } from './run.ts';
import type { Target, Targets } from './targets.ts';
import { decodeValidated, laneOf, SpareLines, VALIDATED_REMEDY, VALIDATED_TOPIC } from './validated.ts';
import { ValidatedRows } from './validated-rows.ts';
import type { Rejection, XdmRecord } from './xdm-record.ts';

/**
 * What reads the records after ingest: the way through identity, profile and segmentation, joined in `pipeline.ts`.
 * `apply` sees every record in log order, and may see one again after a crash, never after a checkpoint that covered it.
 */
export interface Follower {
  apply(records: readonly XdmRecord[]): Promise<readonly Rejection[]>;
  /** Changed objects waiting for a checkpoint. */
  readonly dirtyCount: number;
  /** Does what must not wait for the next checkpoint any longer; right before `take`, when no other is under way. */
  prepare(): Promise<void>;
  take(into: PendingWrites): { settle(): void };
  /** Does a little of what can wait for a moment without records; false when nothing does. The next checkpoint writes it. */
  tidy(): Promise<boolean>;
  /** What time it is while no records wait: a clock that was set back is noticed. */
  clockIs(now: number): Promise<void>;
  /** Nothing changes by time passing alone before this moment; infinite when nothing does. */
  nextDue(): Promise<number>;
  /** Lets time pass up to a moment for some of those it changes; called again while `nextDue` is not after it. */
  passTime(until: number): Promise<void>;
}

interface Parts {
  readonly log: Log;
  readonly keyed: KeyedStore;
  readonly flows: Flows;
  readonly targets: Targets;
  readonly states: TranslatorStates;
  readonly scopeByKey: (key: string) => Scope | undefined;
  readonly loads: LoadStates;
  readonly follower: Follower;
  readonly failed: FailedRecords;
  readonly ledger: Ledger;
  readonly repeats: Repeats;
  readonly observer: Observer;
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly standings: Standings;
  readonly checkpoints?: CheckpointLimits;
}

const READER = 'process';
/** A run is at most so much: some milliseconds. Requests are read and answered between two runs, by the same thread. */
const RUN_RECORDS = 100;
const RUN_BYTES = 131_072;
/** When a checkpoint is due: so many objects have changed, or so much time has passed. */
export interface CheckpointLimits {
  readonly objects: number;
  readonly ms: number;
}

const BESIDE_REQUESTS: CheckpointLimits = { objects: 8_000, ms: 1000 };
/**
 * Where a crash leaves nothing that is of use: what changes again is written once, and less of the store's tree is written anew. The
 * clock is no reason, since that of a rebuild runs through years.
 */
export const FOR_THE_WHOLE: CheckpointLimits = { objects: 20_000, ms: Number.POSITIVE_INFINITY };
/** What is read at a time where nothing is worked on. */
const SCANNED = { records: 1000, bytes: 1_048_576 };
/** Rows gathered for `validated` are appended before the next checkpoint when they are so many bytes. */
const APPEND_BYTES = 1_048_576;
const RETRY_MS = 1000;
const LOOK_AGAIN_MS = 1000;

/**
 * The process loop: reads `received`, turns messages into XDM entities, appends them to `validated` for the lake and
 * hands them to the follower. One loop, one thread, in log order.
 *
 * Why a repeat is harmless: effects and position are written in one transaction, so what a crash loses is effects and
 * position together. Rows of `validated` are appended earlier than that; the checkpoint therefore also notes how far
 * `validated` was, and after a restart the rows behind that mark say which positions need no second append.
 */
export class Processor {
  readonly #parts: Parts;
  readonly #due: CheckpointLimits;
  readonly #stopping = new AbortController();
  #next = 0;
  /** When the newest record that was worked on was received. */
  #lastReceived = 0;
  #validatedEnd = 0;
  /** Both as the store has them. */
  #written = { next: -1, validatedEnd: -1 };
  /**
   * `<scope>/<lane>` to the last position whose rows were in `validated` at the start, beyond the last checkpoint: they must
   * not be appended again.
   */
  readonly #alreadyThere = new Map<string, number>();
  /** Rows of runs that are kept, to be appended to `validated` together: with the next checkpoint, or when they are many. */
  readonly #rows: ValidatedRows;
  readonly #spare = new SpareLines();
  /** Rows on their way into `validated` while runs go on; only one append at a time. Rejected only by a stop. */
  #appending: Promise<void> = Promise.resolve();
  #loop: Promise<void> | undefined;
  /** Before `goOn` only what is asked for between two runs is done. */
  #going = false;
  #checkpointing: Promise<void> | undefined;
  #lastCheckpoint = 0;
  #processedSinceCheckpoint = false;
  #jobs: (() => Promise<void>)[] = [];
  #idle: { position: number; resolve: () => void }[] = [];
  readonly #standing;
  readonly #seconds;
  readonly #lag;
  readonly #warnings;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#due = parts.checkpoints ?? BESIDE_REQUESTS;
    this.#standing = parts.standings.of('processing');
    this.#rows = new ValidatedRows(this.#spare);
    this.#seconds = parts.meter.histogram('meniscus_process_run_seconds', 'Time of one run of the process loop');
    this.#warnings = parts.meter.counter(
      'meniscus_mapping_warnings_total',
      'Attributes left out because they could not be mapped; the ledger entry of a message names them',
    );
    this.#lag = parts.meter.gauge('meniscus_backlog_messages', 'Messages accepted and not processed yet');
  }

  /**
   * Reads the stored position and counts what was accepted before the last stop and waits; from here on what is asked for between two
   * runs is done. Records wait for `goOn`, so that a start does not take as long as what waits. Throws `LogShortError` when the log
   * does not reach as far as it was worked on.
   */
  async start(): Promise<void> {
    const positions = await this.#parts.keyed.positions(READER);
    this.#next = positions[RECEIVED_TOPIC] ?? this.#parts.log.begin(RECEIVED_TOPIC);
    this.#validatedEnd = positions[VALIDATED_TOPIC] ?? this.#parts.log.begin(VALIDATED_TOPIC);
    const { log } = this.#parts;
    if (this.#next > log.end(RECEIVED_TOPIC))
      throw new LogShortError(RECEIVED_TOPIC, log.end(RECEIVED_TOPIC), this.#next);
    if (this.#validatedEnd > log.end(VALIDATED_TOPIC))
      throw new LogShortError(VALIDATED_TOPIC, log.end(VALIDATED_TOPIC), this.#validatedEnd, VALIDATED_REMEDY);
    await this.#readMarks();
    const moved = await this.#parts.repeats.load();
    if (moved > 0) this.#parts.logger.info({ sightings: moved }, 'what was seen is kept in another way from now on');
    await this.#countWaiting();
    this.#loop = this.#run();
  }

  /** Works off what was accepted, in the background. */
  goOn(): void {
    this.#going = true;
    this.#nudge();
  }

  /** The door counts what waits as it comes in; of what came in before the last stop only the log knows. */
  async #countWaiting(): Promise<void> {
    const { log, backlog, logger } = this.#parts;
    const end = log.end(RECEIVED_TOPIC);
    for (let at = this.#next; at < end; ) {
      const records = await log.read(RECEIVED_TOPIC, at, SCANNED.records, SCANNED.bytes);
      for (const { erased, value } of records) {
        if (erased === true) continue;
        const { scope, count } = decodeReceived(value).meta;
        backlog.accepted(scope, count);
      }
      at = records.at(-1)!.position + 1;
    }
    this.#lag.set(backlog.total);
    if (backlog.total > 0)
      logger.info({ messages: backlog.total }, 'working off what was accepted before the last stop');
  }

  /** How far `validated` got beyond the checkpoint: these rows must not be appended again. */
  async #readMarks(): Promise<void> {
    const end = this.#parts.log.end(VALIDATED_TOPIC);
    let at = this.#validatedEnd;
    while (at < end) {
      const records = await this.#parts.log.read(VALIDATED_TOPIC, at, SCANNED.records, SCANNED.bytes);
      for (const record of records) {
        at = record.position + 1;
        if (record.erased === true) continue;
        const { meta } = decodeValidated(record.value);
        this.#alreadyThere.set(`${meta.scope}/${laneOf(meta)}`, meta.to);
      }
    }
    this.#validatedEnd = end;
  }

  async #run(): Promise<void> {
    const { log, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (this.#jobs.length > 0) await this.#runJob(this.#jobs.shift()!);
        else if (!this.#going) await this.#untilNudged();
        else if (this.#next < log.end(RECEIVED_TOPIC)) await this.#runOnce();
        else await this.#rest(signal);
        if (this.#going) await this.#passTime();
        this.#standing.worked();
        // Lets requests in between two runs: the door and this loop share the thread.
        await new Promise((resolve) => setImmediate(resolve));
      } catch (error) {
        const wait = this.#standing.failed();
        logger.error(
          { err: error, position: this.#next, nextAttemptMs: wait },
          'the process loop failed; it tries again from the same position',
        );
        await systemTimers.sleep(wait, signal);
      }
    }
  }

  /**
   * What changes by time passing. While records wait, time is where the last one was received: what changes after that
   * comes after the records that were received before it.
   */
  async #passTime(): Promise<void> {
    const { log, follower, clock } = this.#parts;
    const idle = this.#next >= log.end(RECEIVED_TOPIC);
    const until = idle ? clock() : this.#lastReceived;
    if (idle) await follower.clockIs(until);
    if ((await follower.nextDue()) > until) return;
    await follower.passTime(until);
    this.#processedSinceCheckpoint = true;
    await this.#checkpointIfDue();
  }

  async #rest(signal: AbortSignal): Promise<void> {
    this.#wake();
    const woken = new AbortController();
    this.#nudge = () => woken.abort();
    if (this.#processedSinceCheckpoint && this.#checkpointIn() <= 0) await this.#beginCheckpoint();
    if (await this.#parts.follower.tidy()) {
      this.#processedSinceCheckpoint = true;
      return;
    }
    const unwritten = this.#processedSinceCheckpoint ? this.#checkpointIn() : Number.POSITIVE_INFINITY;
    const wait = Math.min((await this.#parts.follower.nextDue()) - this.#parts.clock(), unwritten);
    if (this.#jobs.length > 0 || wait <= 0) return;
    // The clock of the machine may be set meanwhile, so a long wait is looked at again now and then.
    const timer = Number.isFinite(wait) ? setTimeout(() => woken.abort(), Math.min(wait, LOOK_AGAIN_MS)) : undefined;
    await this.#parts.log.waitFor(RECEIVED_TOPIC, this.#next, AbortSignal.any([signal, woken.signal]));
    clearTimeout(timer);
  }

  #nudge: () => void = () => {};

  #untilNudged(): Promise<void> {
    return new Promise((resolve) => {
      this.#nudge = resolve;
    });
  }

  /** Runs work between two runs, when no record is half way: back-fills, exports. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => work().then(resolve, reject));
      this.#nudge();
    });
  }

  /** The same, with no checkpoint being written meanwhile. Rejects when one could not be written, which is when the process stops. */
  betweenCheckpoints<T>(work: () => Promise<T>): Promise<T> {
    return this.between(async () => {
      await this.#checkpointing;
      return work();
    });
  }

  /** Work over everybody comes as one job a page: what the pages have changed and loaded must not pile up in memory until the last. */
  async #runJob(work: () => Promise<void>): Promise<void> {
    await work();
    await this.#checkpointIfDue();
  }

  /** Resolves when everything accepted before the call is processed and written. */
  async settled(): Promise<void> {
    const position = this.#parts.log.end(RECEIVED_TOPIC);
    if (this.#next < position) await new Promise<void>((resolve) => this.#idle.push({ position, resolve }));
    await this.checkpoint();
  }

  get position(): number {
    return this.#next;
  }

  /** First position whose effects are not durable: what is before it is never read again. */
  async kept(): Promise<number> {
    return (await this.#parts.keyed.positions(READER))[RECEIVED_TOPIC] ?? 0;
  }

  #wake(): void {
    this.#idle = this.#idle.filter(({ position, resolve }) => {
      if (position > this.#next) return true;
      resolve();
      return false;
    });
  }

  async #runOnce(): Promise<void> {
    const started = performance.now();
    const startedAt = this.#parts.clock();
    const batch = await this.#parts.log.read(RECEIVED_TOPIC, this.#next, RUN_RECORDS, RUN_BYTES);
    if (batch.length === 0) return;
    const run = await Run.over(batch, { ...this.#parts, alreadyThere: this.#alreadyThere, spare: this.#spare });
    if (run.warnings > 0) this.#warnings.inc(run.warnings);
    const rejections = await this.#parts.follower.apply(run.records);
    const last = batch.at(-1)!;
    await this.#keep(run, rejections, last.time);
    const finishedAt = this.#parts.clock();
    await this.#observe({ ...run.outcome, batch, rejections, startedAt, finishedAt });
    this.#parts.ledger.ran({ from: batch[0]!.position, to: last.position, startedAt, finishedAt });
    this.#rows.join(run.rows);
    this.#next = last.position + 1;
    this.#parts.log.passed(RECEIVED_TOPIC, this.#next);
    this.#lastReceived = last.time;
    this.#processedSinceCheckpoint = true;
    for (const [scope, count] of run.accepted) this.#parts.backlog.processed(scope, count);
    this.#lag.set(this.#parts.backlog.total);
    this.#seconds.observe((performance.now() - started) / 1000);
    this.#wake();
    if (this.#rows.bytes >= APPEND_BYTES) {
      await this.#appending;
      this.#startAppend();
    }
    await this.#checkpointIfDue();
  }

  /** All of the run is kept by now: whoever watches and fails must not have it done again. */
  async #observe(run: ObservedRun): Promise<void> {
    try {
      await this.#parts.observer.ran(run);
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'a run was kept and could not be counted by those who watch');
    }
  }

  /** Appends the rows gathered so far. Only when no other append is under way. */
  #startAppend(): void {
    this.#appending = this.#append(this.#rows.takeEntries());
    this.#appending.catch(() => {});
  }

  /** A full disk holds the rows (and, through the loop and the backlog, the door) until there is room. */
  async #append(entries: readonly LogEntry[]): Promise<void> {
    while (entries.length > 0) {
      try {
        this.#validatedEnd = (await this.#parts.log.append(VALIDATED_TOPIC, entries)) + entries.length;
        return;
      } catch (error) {
        this.#parts.logger.error({ err: error }, 'validated rows could not be written; trying again');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        if (this.#stopping.signal.aborted) throw error;
      }
    }
  }

  async #keep(run: Run, rejections: readonly Rejection[], now: number): Promise<void> {
    const { failed, ledger } = this.#parts;
    await ledger.load(run.accepted.keys());
    for (const [scope, count] of run.accepted) ledger.count(scope).accepted += count;
    for (const [scope, count] of run.derived) ledger.count(scope).derived += count;
    for (const { scope, record } of run.failed) {
      failed.put(scope, record);
      ledger.count(scope).failed += 1;
      if (record.datasetId !== undefined) datasetCounts(ledger, scope, record.datasetId).failed += 1;
    }
    const rejected = new Set(rejections.map(({ record }) => record));
    for (const record of run.records) {
      const { target, stored, profileOnly } = record;
      const counts = ledger.count(target.scope.key);
      if (profileOnly === true) this.#countUpdate(counts, target, rejected.has(record));
      else if (!stored) {
        counts.validated += 1;
        datasetCounts(ledger, target.scope.key, target.dataset.id).validated += 1;
      }
    }
    for (const { scope, dataset } of run.skipped) {
      ledger.count(scope).skipped += 1;
      datasetCounts(ledger, scope, dataset).skipped += 1;
    }
    for (const { record, failures } of rejections) {
      const { scope, dataset } = record.target;
      ledger.count(scope.key).rejectedByProfile += 1;
      const kept = record.profileOnly !== true;
      failed.put(scope.key, failedRecord(record, record.origin, dataset.id, failures, kept, this.#parts.clock()));
    }
    for (const { scope, id, as } of run.replays) await failed.replayed(scope, id, as);
    this.#parts.repeats.keep(now);
    run.keepStates();
  }

  /** A record for the profile alone is done when the profile took it, and failed when it did not. */
  #countUpdate(counts: Counts, target: Target, rejected: boolean): void {
    if (!rejected) counts.updated = (counts.updated ?? 0) + 1;
    else {
      counts.failed += 1;
      datasetCounts(this.#parts.ledger, target.scope.key, target.dataset.id).failed += 1;
    }
  }

  async #checkpointIfDue(): Promise<void> {
    const { follower, failed, states, repeats, loads, observer } = this.#parts;
    const dirty = [follower, failed, states, repeats, loads, observer].reduce(
      (sum, { dirtyCount }) => sum + dirtyCount,
      0,
    );
    const { objects } = this.#due;
    const due = this.#checkpointIn() <= 0 || dirty >= objects;
    if (!due) return;
    // A checkpoint under way is not waited for, unless so much changed since that memory would grow.
    if (this.#checkpointing !== undefined && dirty < 2 * objects) return;
    await this.#beginCheckpoint();
  }

  /** A checkpoint that is written while the loop goes on; waits for one that is under way. */
  async #beginCheckpoint(): Promise<void> {
    await this.#checkpointing;
    await this.#appending;
    await this.#parts.follower.prepare();
    void this.#startCheckpoint().catch(() => {});
  }

  /** Milliseconds until a checkpoint is due; a clock that was set back does not put it off. */
  #checkpointIn(): number {
    const passed = this.#parts.clock() - this.#lastCheckpoint;
    return passed < 0 ? 0 : this.#due.ms - passed;
  }

  /** Writes everything processed so far together with its position; taken between two runs, when nothing is half done. */
  checkpoint(): Promise<void> {
    return this.between(() => this.#checkpointNow());
  }

  async #checkpointNow(): Promise<void> {
    await this.#checkpointing;
    await this.#appending;
    await this.#parts.follower.prepare();
    await this.#startCheckpoint();
  }

  /** Only between two runs, and when neither a checkpoint nor an append is under way. */
  #startCheckpoint(): Promise<void> {
    this.#startAppend();
    // One that failed stays: behind it none may be written, since it would say of what this one held that it is kept.
    const work = this.#writeCheckpoint().then(() => {
      this.#checkpointing = undefined;
    });
    this.#checkpointing = work;
    return work;
  }

  async #writeCheckpoint(): Promise<void> {
    const { follower, failed, ledger, states, repeats, loads, observer, clock } = this.#parts;
    this.#lastCheckpoint = clock();
    this.#processedSinceCheckpoint = false;
    const pending: PendingWrites = { puts: [], deletes: [] };
    const taken = [follower, failed, ledger, states, repeats, loads, observer].map((part) => part.take(pending));
    const next = this.#next;
    // Rows must be there before the position that covers them; runs go on meanwhile, and their rows come behind these.
    await this.#appending;
    const at = { next, validatedEnd: this.#validatedEnd };
    if (pending.puts.length + pending.deletes.length > 0 || !isDeepStrictEqual(at, this.#written)) {
      const positions = [
        { reader: READER, topic: RECEIVED_TOPIC, position: at.next },
        { reader: READER, topic: VALIDATED_TOPIC, position: at.validatedEnd },
      ];
      await this.#write({ ...pending, positions });
      this.#written = at;
    }
    for (const part of taken) part.settle();
  }

  /** Writes a checkpoint; a full disk holds it until there is room. */
  async #write(batch: WriteBatch): Promise<void> {
    const { keyed, logger } = this.#parts;
    for (;;) {
      try {
        await keyed.write(batch);
        return;
      } catch (error) {
        logger.error({ err: error }, 'a checkpoint could not be written; trying again');
        if (this.#stopping.signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /**
   * Ends the loop after the run under way and writes a last checkpoint; none when the last rows could not be written, since what
   * comes after the checkpoint before is made again from the log.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#nudge();
    await this.#loop;
    try {
      await this.#checkpointNow();
    } catch (error) {
      this.#parts.logger.error(
        { err: error },
        'the last checkpoint was not written; it is made again at the next start',
      );
    }
  }
}

function datasetCounts(ledger: Ledger, scope: string, dataset: string): DatasetCounts {
  const { byDataset } = ledger.count(scope);
  let counts = byDataset[dataset];
  if (counts === undefined) {
    counts = { validated: 0, failed: 0, skipped: 0 };
    byDataset[dataset] = counts;
  }
  return counts;
}
