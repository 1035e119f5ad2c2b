import { parseJson } from '@meniscus/languages/syntax';
import type { Transaction } from 'kysely';
import type { Call, Scope } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { type Difference, differences } from './differences.ts';
import { registryTime } from './errors.ts';
import type { ChangeRows } from './migrations.ts';
import { type ResourceBody, segmentOf } from './resource.ts';

/** Who changes something where, by which request. */
export type By = Pick<Call, 'scope' | 'actor' | 'requestId'>;

/** A resource before and after; undefined before it is made and after it is deleted. */
export interface ResourceChange {
  readonly before: ResourceBody | undefined;
  readonly after: ResourceBody | undefined;
  /** `$id`s of the resources that use it, at that moment. */
  readonly users: readonly string[];
}

/** Entries of one answer, and characters of their updates after which no further entry is added. */
const MAX_ENTRIES = 1000;
const MAX_SIZE = 4 * 1024 * 1024;

/**
 * The record of all changes of resources: appended in the transaction that makes the change, never changed, kept when the
 * resource is deleted.
 */
export class ChangeLog {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Appends one change. Runs in the transaction that makes it; writers of a scope take turns, so `seq` is free. */
  async append(tx: unknown, { scope, actor, requestId }: By, at: number, change: ResourceChange): Promise<void> {
    const db = tx as Transaction<ChangeRows>;
    const body = (change.after ?? change.before) as ResourceBody;
    const last = await db
      .selectFrom('schema_change')
      .select((one) => one.fn.max('seq').as('seq'))
      .where('scope', '=', scope.key)
      .executeTakeFirst();
    const seq = Number(last?.seq ?? 0) + 1;
    const updates = JSON.stringify(updatesOf(change));
    const row = { scope: scope.key, seq, resource: body.$id, kind: segmentOf(body.kind), at };
    const author = { user_id: actor.userId, client: actor.clientId, request: requestId };
    await db
      .insertInto('schema_change')
      .values({ ...row, ...author, size: updates.length, updates })
      .execute();
    for (const resource of new Set([body.$id, ...change.users]))
      await db.insertInto('schema_change_shown').values({ scope: scope.key, resource, seq }).execute();
  }

  /**
   * What `/rpc/auditlog` answers for a resource by `$id`, newest first: the newest 1000 entries, fewer when their updates
   * are larger than 4 MiB together (the newest one always). Field names are those of the page "Audit log endpoint".
   */
  async of(scope: Scope, id: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const db = this.#tables.of<ChangeRows>();
    const shown = await db
      .selectFrom('schema_change_shown as shown')
      .innerJoin('schema_change as change', (join) =>
        join.onRef('change.scope', '=', 'shown.scope').onRef('change.seq', '=', 'shown.seq'),
      )
      .select(['change.seq', 'change.size'])
      .where('shown.scope', '=', scope.key)
      .where('shown.resource', '=', id)
      .orderBy('shown.seq', 'desc')
      .limit(MAX_ENTRIES)
      .execute();
    const wanted = fitting(shown);
    if (wanted.length === 0) return [];
    const rows = await db
      .selectFrom('schema_change')
      .selectAll()
      .where('scope', '=', scope.key)
      .where('seq', 'in', wanted)
      .orderBy('seq', 'desc')
      .execute();
    return rows.map((row) => entryOf(row, id, scope));
  }
}

function fitting(shown: readonly { readonly seq: number; readonly size: number }[]): readonly number[] {
  let size = 0;
  const end = shown.findIndex((one, at) => {
    size += one.size;
    return at > 0 && size > MAX_SIZE;
  });
  return shown.slice(0, end < 0 ? shown.length : end).map(({ seq }) => seq);
}

/** A new resource is shown attribute by attribute, a deleted one as one removal of the whole. */
function updatesOf({ before, after }: ResourceChange): readonly Difference[] {
  if (after === undefined) return [{ action: 'remove', path: '', value: before?.content }];
  return differences(before?.content ?? {}, after.content);
}

function entryOf(row: ChangeRows['schema_change'], id: string, scope: Scope): Readonly<Record<string, unknown>> {
  return {
    id,
    updatedUser: row.user_id,
    imsOrg: scope.org,
    updatedTime: registryTime(row.at),
    requestId: row.request,
    clientId: row.client,
    sandBoxId: scope.sandboxId,
    updates: (parseJson(row.updates) as readonly Difference[]).map((difference) => ({
      id: row.resource,
      xdmType: row.kind,
      ...difference,
    })),
  };
}
