import type { Readable } from 'node:stream';
import type { Said } from '@meniscus/languages/syntax';
import type { Kysely } from 'kysely';
import type { Batch, BatchStatus, Catalog, Replay } from '../../catalog/index.ts';
import type { Actor, Clock, Ids, Scope } from '../../kernel/index.ts';
import type { ObjectStore, Tables } from '../../stores/index.ts';
import { sayOfIngest } from '../phrases.ts';
import type { RateLimits } from '../rates.ts';
import { type BatchJobs, forgetBatch } from './batch-jobs.ts';
import { readBatchRequest } from './batch-options.ts';
import { badBatchRequest, batchNotFound, datasetNotFound, tooManyBatches, wrongState } from './errors.ts';
import type { ImportRows } from './migrations.ts';
import type { FileAddress, Uploads } from './uploads.ts';

interface Parts {
  readonly tables: Tables;
  readonly objects: Pick<ObjectStore, 'delete'>;
  readonly catalog: Catalog;
  readonly uploads: Uploads;
  readonly jobs: BatchJobs;
  readonly rateLimits: RateLimits;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** States in which files may come, and those in which nothing of the batch has entered the log yet. */
const OPEN: readonly BatchStatus[] = ['loading'];
const STOPPABLE: readonly BatchStatus[] = ['loading', 'loaded', 'staging', 'staged'];
/** The call to complete came through: saying it again is harmless. */
const COMPLETED: ReadonlySet<BatchStatus> = new Set(['loaded', 'staging', 'staged', 'processing', 'success', 'active']);
/** Published: 2000 batches a minute and user. */
const BATCHES_A_MINUTE = 2000;

/** What a caller does with batches: create, complete, abort, revert; files come through `uploads`. */
export class BatchIngestion {
  readonly #parts: Parts;
  readonly #created = new Map<string, { minute: number; count: number }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Opens a batch for files. */
  async create(scope: Scope, body: unknown, actor: Actor): Promise<Batch> {
    const { tables, catalog, clock, ids } = this.#parts;
    const request = readBatchRequest(body);
    this.#countCreated(actor.userId);
    const dataset = await catalog.dataset(scope, request.datasetId);
    if (dataset === undefined) throw datasetNotFound(request.datasetId);
    const id = ids.hex(32);
    const replay = request.replay && (await this.#resolve(scope, request.replay, request.datasetId));
    const options = { ...request.options, diagnostics: request.options.diagnostics || dataset.errorDiagnostics };
    await tables.transaction<ImportRows, void>(async (tx) => {
      const at = clock();
      await catalog.createBatch(tx, scope.key, {
        id,
        dataset: dataset.id,
        status: 'loading',
        by: actor.userId,
        client: actor.clientId,
        at,
        externalId: request.externalId ?? id,
        inputFormat: request.inputFormat,
        tags: request.tags,
        ...(replay === undefined ? {} : { replay }),
      });
      const row = { scope: scope.key, id, dataset: dataset.id, created: at, staged: null };
      await tx
        .insertInto('import_batch')
        .values({ ...row, options: JSON.stringify(options) })
        .execute();
    });
    return (await catalog.batch(scope.key, id))!;
  }

  #countCreated(user: string): void {
    const minute = Math.floor(this.#parts.clock() / 60_000);
    const known = this.#created.get(user);
    const count = known?.minute === minute ? known.count + 1 : 1;
    this.#created.set(user, { minute, count });
    if (count > BATCHES_A_MINUTE && this.#parts.rateLimits.enforce) throw tooManyBatches(BATCHES_A_MINUTE);
  }

  /** What people know a batch by: its dataset, and when it was opened. */
  async knownAs(scope: Scope, { dataset, created }: Batch): Promise<string> {
    const found = await this.#parts.catalog.dataset(scope, dataset);
    return `${found?.name ?? dataset} ${new Date(created).toISOString()}`;
  }

  /** Ids of the batches to replace; all must be of the same dataset. */
  async #resolve(scope: Scope, replay: Replay, dataset: string): Promise<Replay> {
    const { catalog } = this.#parts;
    const found: Batch[] = [];
    for (const id of replay.predecessors) {
      const batch = await catalog.batch(scope.key, id);
      if (batch === undefined) throw badBatchRequest(sayOfIngest('batch-no-predecessor', { id }));
      found.push(batch);
    }
    for (const external of replay.predecessorsByExternalId ?? []) {
      const batches = await catalog.batches.list.byExternalId(scope.key, external);
      if (batches.length === 0) throw badBatchRequest(sayOfIngest('batch-no-external-predecessor', { id: external }));
      found.push(...batches.filter((batch) => batch.dataset === dataset));
    }
    const foreign = found.find((batch) => batch.dataset !== dataset);
    if (foreign !== undefined)
      throw badBatchRequest(sayOfIngest('batch-foreign-predecessor', { id: foreign.id, dataset: foreign.dataset }));
    const joined = found.find(({ joinedInto }) => joinedInto !== undefined);
    if (joined !== undefined)
      throw badBatchRequest(sayOfIngest('batch-joined-predecessor', { id: joined.id, other: joined.joinedInto! }));
    return { ...replay, predecessors: [...new Set(found.map(({ id }) => id))] };
  }

  /** A batch of the sandbox that was created for files. */
  async batch(scope: Scope, id: string): Promise<Batch> {
    const batch = await this.#parts.catalog.batch(scope.key, id);
    if (batch === undefined) throw batchNotFound(id);
    return batch;
  }

  /** Where a file goes; the batch must be open and of the dataset. */
  async address(scope: Scope, batchId: string, datasetId: string, name: string): Promise<FileAddress> {
    const batch = await this.batch(scope, batchId);
    if (batch.dataset !== datasetId) throw datasetNotFound(datasetId, batchId);
    return { scope: scope.key, batch: batchId, name };
  }

  /** Throws when a batch takes no more files. */
  async stillOpen(tx: unknown, scope: string, id: string): Promise<void> {
    const status = await this.#parts.catalog.batches.status(tx, scope, id);
    if (status === 'loading' && !(await isImport(tx, scope, id))) throw batchNotFound(id);
    if (status !== 'loading') throw wrongState(id, status ?? 'gone', sayOfIngest('batch-takes-files'));
  }

  async put(at: FileAddress, body: Readable): Promise<boolean> {
    await this.#open(at);
    return this.#parts.uploads.put(at, body);
  }

  async initialize(at: FileAddress): Promise<void> {
    await this.#open(at);
    await this.#parts.uploads.initialize(at);
  }

  async part(
    at: FileAddress,
    range: { readonly first: number; readonly last: number },
    body: Readable,
  ): Promise<number> {
    await this.#open(at);
    return this.#parts.uploads.part(at, range, body);
  }

  /** Known before the bytes are read, so that nobody sends a file in vain. */
  async #open({ scope, batch }: FileAddress): Promise<void> {
    await this.stillOpen(this.#parts.tables.of(), scope, batch);
  }

  /** All files are there: the batch is to be processed. Safe to repeat (page "Batch ingestion troubleshooting guide"). */
  async complete(scope: Scope, id: string, actor: Actor): Promise<Batch> {
    const { uploads, jobs } = this.#parts;
    const batch = await this.batch(scope, id);
    if (batch.status === 'loading') {
      if (!(await isImport(this.#parts.tables.of(), scope.key, id))) throw batchNotFound(id);
      const open = (await uploads.files(scope.key, id)).find(({ complete }) => !complete);
      if (open !== undefined) throw wrongState(id, 'loading', sayOfIngest('batch-file-open', { name: open.name }));
    }
    const moved = await this.#move(scope, id, OPEN, 'loaded', actor);
    const after = await this.batch(scope, id);
    if (!moved && !COMPLETED.has(after.status)) throw wrongState(id, after.status, sayOfIngest('batch-not-loading'));
    jobs.nudge();
    return after;
  }

  /** Stops a batch of which nothing has entered yet. Safe to repeat. */
  async abort(scope: Scope, id: string, actor: Actor): Promise<Batch> {
    return this.#stop(scope, id, 'aborted', actor, sayOfIngest('batch-no-abort'));
  }

  /** The caller gives the batch up as failed. Safe to repeat. */
  async fail(scope: Scope, id: string, actor: Actor): Promise<Batch> {
    return this.#stop(scope, id, 'failed', actor, sayOfIngest('batch-no-fail'));
  }

  async #stop(scope: Scope, id: string, to: 'aborted' | 'failed', actor: Actor, otherwise: Said): Promise<Batch> {
    const batch = await this.batch(scope, id);
    if (batch.status === to) return batch;
    if (!(await this.#move(scope, id, STOPPABLE, to, actor)))
      throw wrongState(id, (await this.batch(scope, id)).status, otherwise);
    return this.batch(scope, id);
  }

  /** Takes the rows of a successful batch out of the dataset: inactive, later deleted. Safe to repeat. */
  async revert(scope: Scope, id: string, actor: Actor): Promise<Batch> {
    const { tables, catalog, clock } = this.#parts;
    const batch = await this.batch(scope, id);
    if (batch.status === 'inactive' || batch.status === 'deleted') return batch;
    const done = await tables.transaction((tx) => catalog.batches.deactivate(tx, scope.key, id, clock(), actor.userId));
    if (!done) throw wrongState(id, batch.status, sayOfIngest('batch-no-revert'));
    return this.batch(scope, id);
  }

  /** Moves a batch on; at its end what was sent for it goes. */
  async #move(
    scope: Scope,
    id: string,
    from: readonly BatchStatus[],
    to: BatchStatus,
    actor: Pick<Actor, 'userId'> | undefined,
  ): Promise<boolean> {
    const { tables, catalog, clock, uploads, objects } = this.#parts;
    const over = to !== 'loaded';
    const gone = await tables.transaction<ImportRows, readonly string[] | undefined>(async (tx) => {
      const by = actor === undefined ? {} : { by: actor.userId };
      if (!(await catalog.batches.move(tx, scope.key, id, { from, to, at: clock(), ...by }))) return undefined;
      if (!over) return [];
      const staged = await stagedPath(tx, scope.key, id);
      await forgetBatch(tx, scope.key, id);
      return [...(await uploads.forget(tx, scope.key, id)), ...staged];
    });
    for (const path of gone ?? []) await objects.delete(path);
    return gone !== undefined;
  }

  /**
   * What time does to batches: one that is never completed is abandoned, one that was reverted loses its files and is
   * deleted (page "Batch ingestion overview", statuses). `scopeByKey` is asked so that nothing of a removed sandbox is touched.
   */
  async tidy(scopeByKey: (key: string) => Scope | undefined): Promise<void> {
    const { catalog, tables, objects, clock } = this.#parts;
    for (const { scope: key, id } of await catalog.batches.list.idle('loading', clock() - ABANDONED_MS, TIDY_PAGE)) {
      const scope = scopeByKey(key);
      if (scope !== undefined) await this.#move(scope, id, OPEN, 'abandoned', undefined);
    }
    for (const { scope, id } of await catalog.batches.list.idle('inactive', clock() - DELETED_MS, TIDY_PAGE)) {
      const gone = await tables.transaction(async (tx) => {
        await catalog.batches.move(tx, scope, id, { from: ['inactive'], to: 'deleted', at: clock() });
        return catalog.batches.files.forget(tx, scope, [id]);
      });
      for (const path of gone) await objects.delete(path);
    }
  }
}

/** Was it created here? Catalog also knows batches that other systems note. */
async function isImport(tx: unknown, scope: string, id: string): Promise<boolean> {
  const row = await (tx as Kysely<ImportRows>)
    .selectFrom('import_batch')
    .select('id')
    .where('scope', '=', scope)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

const ABANDONED_MS = 7 * 86_400_000;
/** A reverted batch can be looked at for a day. */
const DELETED_MS = 86_400_000;
const TIDY_PAGE = 100;

async function stagedPath(tx: unknown, scope: string, id: string): Promise<readonly string[]> {
  const row = await (tx as Kysely<ImportRows>)
    .selectFrom('import_batch')
    .select('staged')
    .where('scope', '=', scope)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.staged === null || row?.staged === undefined ? [] : [row.staged];
}
