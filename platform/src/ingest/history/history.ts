import type { FlowRun } from '../../flows/index.ts';
import type { Scope, Timers } from '../../kernel/index.ts';
import { dueAt, runIdOf } from './due.ts';
import { type HistoryParts, HistoryRun, type RunToDo } from './history-run.ts';

interface Parts extends HistoryParts {
  readonly timers: Timers;
}

const LOOK_MS = 5000;

/**
 * Performs the runs of dataflows whose source is a store of files: those callers ask for, those of schedules, and those a stop
 * or a crash left open. One run of a dataflow at a time, and one file at a time in all: the rows of two files would only wait
 * for each other.
 */
export class History {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #known = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  #loop: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Goes on with what is open, then looks at the schedules every five seconds. */
  async start(): Promise<void> {
    const { flows, files } = this.#parts;
    await files.forgetCopies();
    for (const { scope, flowId, sourceSpecId } of flows.batches()) {
      if (this.#parts.sources.files(sourceSpecId) === undefined) continue;
      for (const run of await flows.runs.unended(scope, flowId)) this.#take(scope, run);
    }
    this.#loop = this.#look();
  }

  /** Ends after the page under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await this.#queue;
  }

  /** A run a caller asks for; it is performed after those before it. */
  readonly perform = async (scope: Scope, run: FlowRun): Promise<void> => {
    this.#take(scope, run);
  };

  #take(scope: Scope, run: RunToDo): void {
    const { signal } = this.#stopping;
    if (this.#known.has(run.id)) return;
    this.#known.add(run.id);
    this.#queue = this.#queue.then(async () => {
      if (signal.aborted) return;
      // A run that is asked for with a time begins then.
      const startsAt = Number(run.params?.startTime ?? 0) * 1000;
      const wait = startsAt - this.#parts.clock();
      if (wait > 0) {
        void this.#parts.timers.sleep(wait, signal).then(() => {
          this.#known.delete(run.id);
          if (!signal.aborted) this.#take(scope, run);
        });
        return;
      }
      await new HistoryRun(this.#parts, scope, run, signal).perform().catch((error: unknown) => {
        this.#parts.logger.error({ err: error, runId: run.id }, 'a run could not be reported');
      });
      this.#known.delete(run.id);
    });
  }

  async #look(): Promise<void> {
    const { timers, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        this.#beginDue();
      } catch (error) {
        logger.error({ err: error }, 'schedules could not be looked at; trying again');
      }
      await timers.sleep(LOOK_MS, signal);
    }
  }

  #beginDue(): void {
    const { flows, sources, clock } = this.#parts;
    for (const plan of flows.batches()) {
      if (!plan.enabled || sources.files(plan.sourceSpecId) === undefined) continue;
      const newest = flows.runs.last(plan.scope.key, plan.flowId);
      if (newest !== undefined && ['scheduled', 'inProgress'].includes(newest.state)) continue;
      const moment = dueAt(plan, newest, clock());
      if (moment !== undefined) this.#take(plan.scope, { id: runIdOf(plan.flowId, moment), flowId: plan.flowId });
    }
  }
}
