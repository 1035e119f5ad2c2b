import type { Phrase } from '@meniscus/languages/syntax';
import { type Clock, type Ids, type Scope, type Told, Turns } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../../stores/index.ts';
import { manyImports, noPackageJob } from '../errors.ts';
import { sayOfAccess } from '../phrases.ts';

/** What was done to one object. */
export interface PackageTask {
  readonly taskType: 'POST' | 'USE';
  readonly artifact: { readonly id: string; readonly type: string; readonly title: string; readonly newId?: string };
}

/** States of a job, as published; it is never cancelled. */
export type JobStatus = 'PENDING' | 'IN_PROGRESS' | 'SUCCESS' | 'FAILED';

/** An export or import: what it is of, where to, and how it stands. Kept to be looked at. */
export interface PackageJob {
  readonly name: string;
  readonly description: string;
  readonly requestType: 'EXPORT' | 'IMPORT';
  /** None: the set-up of a sandbox, out of a file. */
  readonly packageId?: string;
  readonly packageType: 'PARTIAL' | 'FULL';
  readonly jobStatus: JobStatus;
  readonly source?: { readonly name: string; readonly imsOrgId: string };
  readonly target?: { readonly name: string; readonly imsOrgId: string };
  /** Why it failed. */
  readonly message?: string;
  readonly phrase?: Phrase;
  /** Of jobs of before only; others keep them beside. */
  readonly tasks?: readonly PackageTask[];
}

/** How a job ended, with what was done, also by one that failed. */
export interface JobEnd extends Pick<PackageJob, 'message' | 'phrase'> {
  readonly jobStatus: 'SUCCESS' | 'FAILED';
  readonly tasks: readonly PackageTask[];
}

export interface StoredJob extends Document<PackageJob> {
  readonly scope: Scope;
  /** Percent done, while it is under way. */
  readonly progress?: number;
}

/** What a job does behind its call. */
export type JobWork<T extends JobEnd> = (told: Told) => Promise<T>;

const MOST_KEPT = 200;
/** Jobs under way or waiting, of all organisations: each holds its package in memory. */
const MOST_UNDER_WAY = 8;

/**
 * Jobs of all sandboxes: the newest two hundred of each, kept with the sandbox they changed or read. Imports go on behind the
 * call that began them; those into one sandbox wait for each other. What is under way when the platform stops has failed.
 */
export class PackageJobs {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #afterAnswer: (name: string, work: () => Promise<unknown>) => void;
  readonly #documents: Collection<PackageJob>;
  readonly #tasks: Collection<readonly PackageTask[]>;
  readonly #turns = new Turns();
  /** Percent done of those under way. */
  readonly #progress = new Map<string, number>();
  readonly #underWay = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(deps: {
    tables: Tables;
    clock: Clock;
    ids: Ids;
    afterAnswer: (name: string, work: () => Promise<unknown>) => void;
  }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#afterAnswer = deps.afterAnswer;
    this.#documents = createCollection(deps.tables, 'exim-job');
    this.#tasks = createCollection(deps.tables, 'exim-job-tasks');
  }

  /** True once the platform stops: work under way ends at its next step. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** A job that is over already. */
  async add(
    scope: Scope,
    job: Omit<PackageJob, 'tasks'>,
    tasks: readonly PackageTask[],
    by: string,
  ): Promise<StoredJob> {
    const change = { by, at: this.#clock() };
    const added = await this.#documents.insert(scope.key, this.#ids.hex(32), job, change);
    await this.#tasks.insert(scope.key, added.id, tasks, change);
    await this.#forgetOld(scope);
    return { ...added, scope };
  }

  async #forgetOld({ key }: Scope): Promise<void> {
    const all = await this.#documents.list(key);
    for (const { id } of all.slice(0, -MOST_KEPT).filter((one) => !this.#progress.has(one.id))) {
      await this.#documents.remove(key, id);
      await this.#tasks.remove(key, id);
    }
  }

  /**
   * Begins a job and answers it as it is then; `ended` resolves when it is over, and rejects with what the work throws, which is
   * logged. Throws when too many are under way.
   */
  async begin<T extends JobEnd>(
    scope: Scope,
    job: Omit<PackageJob, 'jobStatus' | 'tasks'>,
    by: string,
    work: JobWork<T>,
  ): Promise<{ readonly job: StoredJob; readonly ended: Promise<T> }> {
    if (this.#progress.size >= MOST_UNDER_WAY) throw manyImports(MOST_UNDER_WAY);
    const id = this.#ids.hex(32);
    this.#progress.set(id, 0);
    const pending = { ...job, jobStatus: 'PENDING' } as const;
    const begun = await this.#documents.insert(scope.key, id, pending, { by, at: this.#clock() });
    await this.#forgetOld(scope);
    const ended = this.#turns.take(scope.key, () => this.#run({ ...begun, scope }, by, work));
    const settled = ended.then(
      () => {},
      () => {},
    );
    this.#underWay.add(settled);
    void settled.then(() => this.#underWay.delete(settled));
    this.#afterAnswer('an import', () => ended);
    return { job: { ...begun, scope, progress: 0 }, ended };
  }

  async #run<T extends JobEnd>({ id, scope, body }: StoredJob, by: string, work: JobWork<T>): Promise<T> {
    await this.#become(scope.key, id, { ...body, jobStatus: 'IN_PROGRESS' }, by);
    try {
      const end = await work((done, all) => this.#progress.set(id, all === 0 ? 0 : Math.floor((done / all) * 100)));
      const { jobStatus, message, phrase, tasks } = end;
      await this.#tasks.insert(scope.key, id, tasks, { by, at: this.#clock() });
      const said = { ...(message === undefined ? {} : { message }), ...(phrase === undefined ? {} : { phrase }) };
      await this.#become(scope.key, id, { ...body, jobStatus, ...said }, by);
      return end;
    } catch (error) {
      await this.#become(scope.key, id, { ...body, jobStatus: 'FAILED', ...sayOfAccess('package-broken-off') }, by);
      throw error;
    } finally {
      this.#progress.delete(id);
    }
  }

  /** A sandbox that was erased meanwhile has no jobs any more. */
  async #become(key: string, id: string, body: PackageJob, by: string): Promise<void> {
    try {
      await this.#documents.update(key, id, undefined, body, { by, at: this.#clock() });
    } catch (error) {
      if (!(error instanceof DocumentConflict)) throw error;
    }
  }

  /** Says of what an earlier process left under way that it has failed. Once, before the first job. */
  async resume(): Promise<void> {
    for (const { scope, id, body, updatedBy } of await this.#documents.everywhere())
      if (body.jobStatus === 'PENDING' || body.jobStatus === 'IN_PROGRESS')
        await this.#become(
          scope,
          id,
          { ...body, jobStatus: 'FAILED', ...sayOfAccess('package-broken-off') },
          updatedBy,
        );
  }

  /** Resolves when nothing is under way any more; what was ends at its next step. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#underWay);
  }

  async list(scopes: readonly Scope[]): Promise<readonly StoredJob[]> {
    const all: StoredJob[] = [];
    for (const scope of scopes)
      for (const document of await this.#documents.list(scope.key)) all.push(this.#shown(document, scope));
    return all;
  }

  /** With what was done. Throws the problem when there is none. */
  async get(scopes: readonly Scope[], id: string): Promise<StoredJob & { readonly tasks: readonly PackageTask[] }> {
    for (const scope of scopes) {
      const document = await this.#documents.get(scope.key, id);
      if (document === undefined) continue;
      const tasks = (await this.#tasks.get(scope.key, id))?.body ?? document.body.tasks ?? [];
      return { ...this.#shown(document, scope), tasks };
    }
    throw noPackageJob(id);
  }

  #shown(document: Document<PackageJob>, scope: Scope): StoredJob {
    const progress = this.#progress.get(document.id);
    return { ...document, scope, ...(progress === undefined ? {} : { progress }) };
  }
}
