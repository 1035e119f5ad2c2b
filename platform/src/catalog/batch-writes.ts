import { type Actor, type Clock, type Ids, type Scope, sayOfRequest } from '../kernel/index.ts';
import type { ObjectStore, Tables } from '../stores/index.ts';
import { AT_WORK, type Batch, type BatchStatus } from './batch.ts';
import type { Batches } from './batches/batches.ts';
import { badRequest, notFound } from './errors.ts';
import { sayOfCatalog } from './phrases.ts';
import { readTags, type Tags } from './tags.ts';

interface Parts {
  readonly tables: Tables;
  readonly objects: Pick<ObjectStore, 'delete'>;
  readonly batches: Batches;
  readonly dataset: (scope: Scope, id: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly ids: Ids;
}

const STATUSES: ReadonlySet<string> = new Set(
  'processing success failure queued retrying stalled aborted abandoned inactive failed loading loaded staged active staging deleted'.split(
    ' ',
  ),
);
/** States in which the platform itself is at work on a batch. */

/** What a caller changes of a batch through Catalog. */
interface BatchChange {
  readonly status?: BatchStatus;
  readonly tags?: Tags;
  readonly externalId?: string;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readChange(body: unknown): BatchChange & { readonly sent: Readonly<Record<string, unknown>> } {
  if (!isObject(body)) throw badRequest(sayOfCatalog('catalog-change'));
  const { status, tags, externalId } = body;
  if (status !== undefined && !STATUSES.has(String(status)))
    throw badRequest(sayOfRequest('request-one-of', { name: 'status', known: [...STATUSES].join(', ') }));
  if (externalId !== undefined && (typeof externalId !== 'string' || externalId.length > 500))
    throw badRequest(sayOfRequest('request-string-of-most', { name: 'externalId', most: 500 }));
  return {
    sent: body,
    ...(status === undefined ? {} : { status: (status === 'failure' ? 'failed' : status) as BatchStatus }),
    ...(tags === undefined ? {} : { tags: readTags(tags) }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

/** The dataset a batch is of: the first related object of that type. */
function datasetOf(body: Readonly<Record<string, unknown>>): string {
  const related = Array.isArray(body.relatedObjects) ? body.relatedObjects : [];
  const found = related.find((one) => isObject(one) && one.type === 'dataSet');
  const id = found?.id ?? body.dataSetId ?? body.datasetId;
  if (typeof id !== 'string')
    throw badRequest(sayOfCatalog('catalog-batch-of-dataset', { example: '[{"type": "dataSet", "id": "…"}]' }));
  return id;
}

/**
 * Batches as other systems note them in Catalog (Catalog API reference, `batches`): they hold no rows of the platform. Of
 * batches the platform fills a caller changes tags, and takes them out of the dataset; their other states are the
 * platform's.
 */
export class BatchWrites {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Notes a batch; its id. */
  async create(scope: Scope, body: unknown, actor: Actor, id = this.#parts.ids.hex(32)): Promise<string> {
    const { tables, batches, dataset, clock } = this.#parts;
    const { status, tags = {}, externalId, sent } = readChange(body);
    if (status === undefined) throw badRequest(sayOfRequest('request-required', { name: 'status' }));
    if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) throw badRequest(sayOfCatalog('catalog-batch-id'));
    const of = datasetOf(sent);
    if ((await dataset(scope, of)) === undefined) throw notFound('DataSet', of);
    await tables.transaction(async (tx) => {
      if ((await batches.status(tx, scope.key, id)) !== undefined)
        throw badRequest(sayOfCatalog('catalog-batch-there', { id }));
      await batches.create(tx, scope.key, {
        id,
        dataset: of,
        status,
        by: actor.userId,
        client: actor.clientId,
        at: clock(),
        externalId: externalId ?? id,
        tags: { ...tags, [NOTED]: ['true'] },
      });
    });
    return id;
  }

  /** Changes a batch; `whole` replaces its tags instead of adding to them. */
  async update(scope: Scope, id: string, body: unknown, actor: Actor, whole: boolean): Promise<void> {
    const { batches, tables, clock } = this.#parts;
    const batch = await this.#wanted(scope, id);
    const { status, tags, externalId } = readChange(body);
    if (status !== undefined && status !== batch.status) await this.#setStatus(scope, batch, status, actor);
    if (tags === undefined && externalId === undefined) return;
    const own = Object.fromEntries(
      Object.entries(batch.tags).filter(([name]) => name === NOTED || name.startsWith('acp_')),
    );
    await tables.transaction((tx) =>
      batches.label(tx, scope.key, id, {
        ...(tags === undefined ? {} : { tags: { ...(whole ? own : batch.tags), ...tags } }),
        ...(externalId === undefined ? {} : { externalId }),
        at: clock(),
        by: actor.userId,
      }),
    );
  }

  async #setStatus(scope: Scope, batch: Batch, to: BatchStatus, actor: Actor): Promise<void> {
    const { batches, tables, clock } = this.#parts;
    if (to === 'deleted') return this.remove(scope, batch.id, actor);
    const noted = NOTED in batch.tags;
    if (to === 'inactive' && !noted) {
      if (!(await tables.transaction((tx) => batches.deactivate(tx, scope.key, batch.id, clock(), actor.userId))))
        throw badRequest(sayOfCatalog('catalog-only-successful', { id: batch.id, status: batch.status }));
      return;
    }
    if (!noted) throw badRequest(sayOfCatalog('catalog-batch-of-platform', { id: batch.id }));
    const change = { from: [batch.status], to, at: clock(), by: actor.userId };
    await tables.transaction((tx) => batches.move(tx, scope.key, batch.id, change));
  }

  /** Takes a batch and its files away: its rows no longer count, the entry stays as deleted. */
  async remove(scope: Scope, id: string, actor: Actor): Promise<void> {
    const { batches, tables, objects, clock } = this.#parts;
    const batch = await this.#wanted(scope, id);
    if (batch.joinedInto !== undefined)
      throw badRequest(sayOfCatalog('catalog-batch-joined', { id, other: batch.joinedInto }));
    if (batch.status === 'deleted') return;
    if (AT_WORK.includes(batch.status) && !(NOTED in batch.tags))
      throw badRequest(sayOfCatalog('catalog-batch-at-work', { id, status: batch.status }));
    const gone = await tables.transaction(async (tx) => {
      const change = { from: [batch.status], to: 'deleted' as const, at: clock(), by: actor.userId };
      if (!(await batches.move(tx, scope.key, id, change)))
        throw badRequest(sayOfCatalog('catalog-batch-changed', { id }));
      return batches.files.forget(tx, scope.key, [id]);
    });
    for (const path of gone) await objects.delete(path);
  }

  async #wanted(scope: Scope, id: string): Promise<Batch> {
    const batch = await this.#parts.batches.list.batch(scope.key, id);
    if (batch === undefined) throw notFound('Batch', id);
    return batch;
  }
}

/** Tag of batches that another system noted and whose status it keeps. */
const NOTED = 'meniscus/noted';
