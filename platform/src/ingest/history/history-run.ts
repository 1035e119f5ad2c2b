import type { Said } from '@meniscus/languages/syntax';
import type { Logger } from 'pino';
import { type BatchPlan, type Flows, type RunReport, SourceError } from '../../flows/index.ts';
import type { Clock, HelperLost, Scope } from '../../kernel/index.ts';
import { type FileStore, filesOf, type SourceFile, type Sources, UnreadableFile } from '../../sources/index.ts';
import { type Log, type ObjectStore, sealedObjects } from '../../stores/index.ts';
import type { LoadDoor } from '../loads.ts';
import { sayOfIngest } from '../phrases.ts';
import { RECEIVED_TOPIC } from '../received.ts';
import type { Targets } from '../targets.ts';
import { type Reject, tryFile } from './dry-run.ts';
import type { FileJob, FileLoads } from './file-load.ts';
import { placeOf } from './place.ts';
import { type At, added, metricsOf, NO_ROWS, type RowCounts, statusOf, type Tally, withError } from './tally.ts';

/** What runs work with. */
export interface HistoryParts {
  readonly flows: Pick<Flows, 'batch' | 'batches' | 'opened' | 'runs'>;
  readonly sources: Pick<Sources, 'files'>;
  readonly loads: Pick<LoadDoor, 'open' | 'progress'>;
  readonly files: FileLoads;
  readonly targets: Targets;
  readonly log: Pick<Log, 'end'>;
  readonly objects: ObjectStore;
  /** Resolves when everything that entered is processed and written. */
  readonly settled: () => Promise<void>;
  readonly clock: Clock;
  readonly helperLost: HelperLost;
  readonly logger: Logger;
}

/** A run to perform, new or begun before a crash. */
export type RunToDo = Pick<RunReport, 'id' | 'flowId' | 'params'> & Partial<Pick<RunReport, 'metrics'>>;

const REPORT_MS = 1000;
/** Rejects of a dry run that are kept. */
const MOST_REJECTS = 10_000;

/** Sealed objects: what dry runs reported. */
export const REJECTS_PREFIX = 'rejects/';

/** Where the rejects of a dry run are kept, sealed. */
export function rejectsPath(scope: string, runId: string): string {
  return `${REJECTS_PREFIX}${scope}/${runId}.ndjson`;
}

/** One run of a dataflow over the files of its source. */
export class HistoryRun {
  readonly #parts: HistoryParts;
  readonly #scope: Scope;
  readonly #run: RunToDo;
  readonly #signal: AbortSignal;
  readonly #startedAt: number;
  readonly #isDry: boolean;
  #tally: Tally;
  /** Rows of finished files, and of the one under way as far as it is. */
  #counts: RowCounts = NO_ROWS;
  readonly #rejects: Reject[] = [];
  /** By the clock that only goes forth. */
  #reportedAt = Number.NEGATIVE_INFINITY;
  #filesTotal = 0;

  constructor(parts: HistoryParts, scope: Scope, run: RunToDo, signal: AbortSignal) {
    this.#parts = parts;
    this.#scope = scope;
    this.#run = run;
    this.#signal = signal;
    this.#isDry = run.params?.dryRun === true;
    const before = this.#isDry ? undefined : (run.metrics?.fileSummary?.extensions?.history as Tally | undefined);
    this.#counts = before?.rows ?? NO_ROWS;
    this.#startedAt = run.metrics?.durationSummary.startedAtUTC ?? parts.clock();
    const fresh = { files: 0, rows: NO_ROWS, from: parts.log.end(RECEIVED_TOPIC) };
    // What could not be read, and what had nothing new, is looked at again.
    this.#tally = { ...(before ?? fresh), skippedFiles: 0, failedFiles: 0, errors: [] };
  }

  /** Performs the run and reports it; never throws. Stops at the next page when the signal is aborted, to go on after a start. */
  async perform(): Promise<void> {
    try {
      await this.#report('inProgress');
      await this.#readAll();
      if (this.#signal.aborted) return;
      if (this.#isDry) await this.#keepRejects();
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#failed('HISTORY-SOURCE', error);
    }
    this.#tally = { ...this.#tally, to: this.#parts.log.end(RECEIVED_TOPIC) };
    await this.#report(statusOf(this.#tally));
  }

  async #readAll(): Promise<void> {
    const { flows, sources } = this.#parts;
    const plan = flows.batch(this.#scope, this.#run.flowId);
    const opened = plan?.connectionId === undefined ? undefined : flows.opened(this.#scope, plan.connectionId);
    const open = plan && sources.files(plan.sourceSpecId);
    if (plan === undefined || opened === undefined || open === undefined)
      throw new Error('the dataflow, its source or its connection is gone');
    const place = placeOf(plan);
    const store = await open(opened.params, this.#signal);
    try {
      const files = this.#wanted(plan, await filesOf(store, place));
      this.#filesTotal = files.length;
      for (const file of files) {
        if (this.#signal.aborted) return;
        await this.#readFile(plan, store, file);
      }
    } finally {
      await store.close();
    }
  }

  /** Without a backfill, files of before the schedule; with a window, those outside it (page "Flow Service: on-demand ingestion"). */
  #wanted({ schedule, createdAt }: BatchPlan, files: readonly SourceFile[]): readonly SourceFile[] {
    const { windowStartTime, windowEndTime } = this.#run.params ?? {};
    const isBackfill = schedule?.backfill !== false && schedule?.backfill !== 'false';
    const start = Number(windowStartTime ?? (isBackfill ? 0 : createdAt / 1000)) * 1000;
    const end = Number(windowEndTime ?? Number.POSITIVE_INFINITY) * 1000;
    return files.filter(({ modifiedAt }) => modifiedAt >= start && modifiedAt <= end);
  }

  async #readFile(plan: BatchPlan, store: FileStore, file: SourceFile): Promise<void> {
    const { scope, flowId } = plan;
    const job: FileJob = { scope, flowId, file, properties: (plan.data.properties ?? {}) as Record<string, unknown> };
    try {
      if (this.#isDry) await this.#try(job, store);
      else await this.#enter(job, store);
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#failed(error instanceof UnreadableFile ? 'HISTORY-FILE' : 'HISTORY-SOURCE', error, file.path);
      await this.#parts.files.drop(scope, flowId, file);
    }
  }

  async #enter(job: FileJob, store: FileStore): Promise<void> {
    const { files, loads } = this.#parts;
    const brought = (await files.finished(job)) === undefined ? await files.bring(store, job) : undefined;
    if (brought === undefined || brought.isKnown) {
      if (brought !== undefined) await files.finish(job, brought.load);
      this.#tally = { ...this.#tally, skippedFiles: this.#tally.skippedFiles + 1 };
      return;
    }
    const { path, load } = brought;
    const told = (done: number, total: number) =>
      this.#tell(job.file.path, done, total, () => loads.progress(job.scope.key, load));
    await files.enter(job, path, load, told, this.#signal);
    if (this.#signal.aborted) return;
    // Its rows can be counted when all of them are processed; noted as read is the file after that is told.
    await this.#parts.settled();
    const counts = await loads.progress(job.scope.key, load);
    this.#tally = { ...this.#tally, files: this.#tally.files + 1, rows: added(this.#tally.rows, counts) };
    this.#counts = this.#tally.rows;
    await this.#report('inProgress');
    await files.finish(job, load);
  }

  async #try(job: FileJob, store: FileStore): Promise<void> {
    const { files, targets, clock, helperLost } = this.#parts;
    const { path } = await files.bring(store, job);
    const counts = await tryFile(targets, job, path, {
      now: clock(),
      signal: this.#signal,
      lost: (why) => helperLost('file-reader', why, { flowId: job.flowId, file: job.file.path }),
      rejected: (reject) => {
        if (this.#rejects.length < MOST_REJECTS) this.#rejects.push(reject);
      },
      told: (done, total, counted) => this.#tell(job.file.path, done, total, () => Promise.resolve(counted)),
    });
    this.#tally = { ...this.#tally, files: this.#tally.files + 1, rows: added(this.#tally.rows, counts) };
    this.#counts = this.#tally.rows;
    await files.drop(job.scope, job.flowId, job.file);
  }

  async #tell(file: string, done: number, total: number, counted: () => Promise<RowCounts>): Promise<void> {
    if (performance.now() - this.#reportedAt < REPORT_MS) return;
    this.#counts = added(this.#tally.rows, await counted());
    const { files, skippedFiles, failedFiles } = this.#tally;
    const filesDone = files + skippedFiles + failedFiles;
    await this.#report('inProgress', { file, done, total, filesDone, filesTotal: this.#filesTotal });
  }

  #failed(code: string, error: unknown, file?: string): void {
    const why = reasonOf(error);
    const what = file === undefined ? why : sayOfIngest('history-of-file', { file, why });
    const said = typeof what === 'string' ? { message: what } : what;
    this.#parts.logger.warn(
      { flowId: this.#run.flowId, runId: this.#run.id, code, message: said.message },
      'a source could not be read',
    );
    this.#tally = withError(this.#tally, { code, ...said });
  }

  async #report(status: 'inProgress' | ReturnType<typeof statusOf>, at?: At): Promise<void> {
    const { flows, clock } = this.#parts;
    this.#reportedAt = performance.now();
    const times = { startedAt: this.#startedAt, ...(status === 'inProgress' ? {} : { completedAt: clock() }) };
    const { id, flowId, params } = this.#run;
    await flows.runs.report(this.#scope, {
      id,
      flowId,
      ...(params === undefined ? {} : { params }),
      metrics: metricsOf(this.#tally, this.#counts, times, status, at),
    });
  }

  async #keepRejects(): Promise<void> {
    const lines = this.#rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('');
    await sealedObjects(this.#parts.objects).put(rejectsPath(this.#scope.key, this.#run.id), Buffer.from(lines));
  }
}

/** What is wrong with a file or its source; what a server or the machine says has no phrase. */
function reasonOf(error: unknown): Said | string {
  if (error instanceof SourceError || error instanceof UnreadableFile) return error.said;
  return error instanceof Error ? error.message : String(error);
}
