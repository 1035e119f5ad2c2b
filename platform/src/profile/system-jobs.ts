import type { Logger } from 'pino';
import type { Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../stores/index.ts';
import { type Erasing, type Erasure, ofDataset } from './erasure.ts';
import { noJob } from './errors.ts';

/** A request to delete what a dataset or batch brought into profiles (page "Profile system jobs"). */
export interface SystemJob {
  readonly dataSetId?: string;
  readonly batchId?: string;
  /** The dataset itself is gone: links that only it attested go, too. */
  readonly links?: boolean;
  readonly jobType: 'DELETE';
  readonly status: 'NEW' | 'PROCESSING' | 'COMPLETED' | 'ERROR';
  readonly recordsProcessed?: number;
  readonly timeTakenInSec?: number;
}

export type StoredJob = Document<SystemJob>;

/** The batch of a job: its dataset, and which records it holds. */
export interface BatchContent {
  readonly dataset: string;
  has(record: string): Promise<boolean>;
}

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly erasing: Erasing;
  readonly logger: Logger;
  /** The content of a batch of events; undefined when there is no such batch any more. */
  readonly batchOf: (scope: Scope, batchId: string) => Promise<BatchContent | undefined>;
}

/**
 * Deletes what a dataset or batch brought into profiles, one job after the other. The lake keeps its rows. A job that a
 * stop cut short is done again at the next start; doing it twice changes nothing.
 */
export class SystemJobs {
  readonly #parts: Parts;
  readonly #jobs: Collection<SystemJob>;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#jobs = createCollection(parts.tables, 'profile-system-job');
  }

  /** Goes on with what an earlier process left. */
  async resume(scopes: readonly Scope[]): Promise<void> {
    for (const scope of scopes)
      for (const { id, body } of await this.#jobs.list(scope.key))
        if (body.status === 'NEW' || body.status === 'PROCESSING') this.#queue(scope, id);
  }

  async stop(): Promise<void> {
    await this.#last;
  }

  async create(scope: Scope, of: Pick<SystemJob, 'dataSetId' | 'batchId' | 'links'>, by: string): Promise<StoredJob> {
    const id = this.#parts.ids.uuid();
    const change = { by, at: this.#parts.clock() };
    const made = await this.#jobs.insert(scope.key, id, { ...of, jobType: 'DELETE', status: 'NEW' }, change);
    this.#queue(scope, id);
    return made;
  }

  list(scope: Scope): Promise<readonly StoredJob[]> {
    return this.#jobs.list(scope.key);
  }

  async get(scope: Scope, id: string): Promise<StoredJob> {
    const found = await this.#jobs.get(scope.key, id);
    if (found === undefined) throw noJob('Delete request', id);
    return found;
  }

  async remove(scope: Scope, id: string): Promise<void> {
    if (!(await this.#jobs.remove(scope.key, id))) throw noJob('Delete request', id);
  }

  #queue(scope: Scope, id: string): void {
    this.#last = this.#last
      .then(() => this.#run(scope, id))
      .catch((error: unknown) => {
        this.#parts.logger.error({ err: error, job: id }, 'a system job could not be noted');
      });
  }

  async #run(scope: Scope, id: string): Promise<void> {
    const job = await this.#jobs.get(scope.key, id);
    if (job === undefined) return;
    const started = this.#parts.clock();
    await this.#note(scope, id, { ...job.body, status: 'PROCESSING' });
    try {
      const { fragments, events } = await this.#parts.erasing.eraseEverywhere(
        scope,
        await this.#erasure(scope, job.body),
      );
      const timeTakenInSec = Math.round((this.#parts.clock() - started) / 1000);
      await this.#note(scope, id, {
        ...job.body,
        status: 'COMPLETED',
        recordsProcessed: fragments + events,
        timeTakenInSec,
      });
    } catch (error) {
      this.#parts.logger.error({ err: error, job: id }, 'a system job failed; send it again');
      await this.#note(scope, id, { ...job.body, status: 'ERROR' });
    }
  }

  async #erasure(scope: Scope, { dataSetId, batchId, links }: SystemJob): Promise<Erasure> {
    if (batchId === undefined) return ofDataset(dataSetId!, links === true);
    const batch = await this.#parts.batchOf(scope, batchId);
    if (batch === undefined) throw new Error(`batch ${batchId} is no longer there`);
    return { fragments: () => false, event: ({ dataset, record }) => dataset === batch.dataset && batch.has(record) };
  }

  /** A job that was removed meanwhile stays removed. */
  async #note(scope: Scope, id: string, body: SystemJob): Promise<void> {
    if ((await this.#jobs.get(scope.key, id)) === undefined) return;
    await this.#jobs.update(scope.key, id, undefined, body, { by: 'system', at: this.#parts.clock() });
  }
}
