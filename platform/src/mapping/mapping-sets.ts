import type { Field } from '@meniscus/languages/xdm';
import type { Actor, Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../stores/index.ts';
import { badMappingSet, changedMeanwhile, noMappingSet, unknownOutputSchema } from './errors.ts';
import { firstVersion, type MappingSet, nextVersion, readMappingSet, type SchemaRef } from './mapping-set.ts';

/** Asks for a schema of the sandbox by `$id` or `meta:altId`. */
export type SchemaQuestion = (scope: Scope, id: string) => Promise<{ readonly root: Field } | undefined>;

interface Parts {
  readonly tables: Tables;
  readonly schema: SchemaQuestion;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A set with its id. */
export interface StoredSet {
  readonly id: string;
  readonly set: MappingSet;
}

/**
 * Mapping sets of all sandboxes: the latest version as one document, every earlier one beside it, because dataflows name the
 * version they run with.
 */
export class MappingSets {
  readonly #parts: Parts;
  readonly #latest: Collection<MappingSet>;
  readonly #earlier: Collection<MappingSet>;
  /** Counted after a commit: a cache filled between the collection's own count and the commit is looked at once more. */
  #committed = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#latest = createCollection<MappingSet>(parts.tables, 'mapping-sets');
    this.#earlier = createCollection<MappingSet>(parts.tables, 'mapping-set-versions');
  }

  /** Counts up with every change. */
  revision(): number {
    return this.#latest.revision() + this.#committed;
  }

  /** The set in a version, the latest without one; undefined when there is none. */
  async get(scope: Scope, id: string, version?: number): Promise<MappingSet | undefined> {
    const latest = (await this.#latest.get(scope.key, id))?.body;
    if (version === undefined || latest === undefined || latest.version === version) return latest;
    return (await this.#earlier.get(scope.key, `${id}.${version}`))?.body;
  }

  /** Latest versions, oldest set first. */
  async list(scope: Scope): Promise<readonly StoredSet[]> {
    return (await this.#latest.list(scope.key)).map(({ id, body }) => ({ id, set: body }));
  }

  async create(scope: Scope, body: unknown, actor: Actor): Promise<StoredSet> {
    const { ids, clock } = this.#parts;
    const input = readMappingSet(body, ids);
    if (input.outputSchema === undefined)
      throw badMappingSet('`outputSchema.schemaRef.id` (or `xdmSchema`) must name the target schema');
    await this.#mustExist(scope, input.outputSchema);
    const change = { by: actor.userId, at: clock() };
    const set = firstVersion(input, input.outputSchema, ids, change);
    const id = ids.hex(32);
    await this.#latest.insert(scope.key, id, set, change);
    return { id, set };
  }

  /** Writes the next version; the one before stays readable. */
  async update(scope: Scope, id: string, body: unknown, actor: Actor): Promise<StoredSet> {
    const stored = await this.#latest.get(scope.key, id);
    if (stored === undefined) throw noMappingSet(id);
    const change = { by: actor.userId, at: this.#parts.clock() };
    const set = nextVersion(stored.body, readMappingSet(body, this.#parts.ids), change);
    await this.#mustExist(scope, set.outputSchema);
    await this.#replace(scope, id, stored, set, change);
    return { id, set };
  }

  async #mustExist(scope: Scope, { id }: SchemaRef): Promise<void> {
    if ((await this.#parts.schema(scope, id)) === undefined) throw unknownOutputSchema(id);
  }

  async #replace(
    scope: Scope,
    id: string,
    stored: Document<MappingSet>,
    set: MappingSet,
    change: { by: string; at: number },
  ): Promise<void> {
    try {
      await this.#parts.tables.transaction(async (tx) => {
        await this.#earlier.in(tx).insert(scope.key, `${id}.${stored.body.version}`, stored.body, change);
        await this.#latest.in(tx).update(scope.key, id, stored.version, set, change);
      });
    } catch (error) {
      if (error instanceof DocumentConflict) throw changedMeanwhile(id);
      throw error;
    }
    this.#committed += 1;
  }
}
