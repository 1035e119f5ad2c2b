import type { Clock, Ids, Scope } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../../stores/index.ts';
import { noPackageJob } from '../errors.ts';

/** What was done to one object. */
export interface PackageTask {
  readonly taskType: 'POST' | 'USE';
  readonly artifact: { readonly id: string; readonly type: string; readonly title: string; readonly newId?: string };
}

/** An export or import of a package: done within its call, kept to be looked at. */
export interface PackageJob {
  readonly name: string;
  readonly description: string;
  readonly requestType: 'EXPORT' | 'IMPORT';
  readonly packageId: string;
  readonly packageType: 'PARTIAL' | 'FULL';
  readonly jobStatus: 'SUCCESS' | 'FAILED';
  readonly source: { readonly name: string; readonly imsOrgId: string };
  readonly target?: { readonly name: string; readonly imsOrgId: string };
  readonly tasks: readonly PackageTask[];
  readonly message?: string;
}

export interface StoredJob extends Document<PackageJob> {
  readonly scope: Scope;
}

const MOST_KEPT = 200;

/** Jobs of all sandboxes: the newest two hundred of each, kept with the sandbox they changed or read. */
export class PackageJobs {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #documents: Collection<PackageJob>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#documents = createCollection(deps.tables, 'exim-job');
  }

  async add(scope: Scope, job: PackageJob, by: string): Promise<StoredJob> {
    const added = await this.#documents.insert(scope.key, this.#ids.hex(32), job, { by, at: this.#clock() });
    const all = await this.#documents.list(scope.key);
    for (const { id } of all.slice(0, -MOST_KEPT)) await this.#documents.remove(scope.key, id);
    return { ...added, scope };
  }

  async list(scopes: readonly Scope[]): Promise<readonly StoredJob[]> {
    const all: StoredJob[] = [];
    for (const scope of scopes)
      for (const document of await this.#documents.list(scope.key)) all.push({ ...document, scope });
    return all;
  }

  /** Throws the problem when there is none. */
  async get(scopes: readonly Scope[], id: string): Promise<StoredJob> {
    for (const scope of scopes) {
      const document = await this.#documents.get(scope.key, id);
      if (document !== undefined) return { ...document, scope };
    }
    throw noPackageJob(id);
  }
}
