import type { Field } from '@meniscus/languages/xdm';
import type { Actor, Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../stores/index.ts';
import { badMappingSet, changedMeanwhile, noMappingSet, unknownOutputSchema } from './errors.ts';
import { firstVersion, type MappingSet, nextVersion, publishedOf, type SchemaRef } from './mapping-set.ts';
import { say } from './phrases.ts';
import { readMappingSet } from './read-mapping-set.ts';
import { type RowAnswer, refuseBrokenRows, rowAnswers } from './row-answers.ts';

/** Asks for a schema of the sandbox by `$id` or `meta:altId`. */
export type SchemaQuestion = (
  scope: Scope,
  id: string,
) => Promise<{ readonly title?: string; readonly root: Field } | undefined>;

/** What records look like, as far as `inputSchema` of a set says; undefined when it says nothing that can be used. */
export type SourceQuestion = (scope: Scope, inputSchema: unknown) => Promise<Field | undefined>;

interface Parts {
  readonly tables: Tables;
  readonly schema: SchemaQuestion;
  readonly source: SourceQuestion;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A set with its id. */
export interface StoredSet {
  readonly id: string;
  readonly set: MappingSet;
}

/** A set just written, with what is known of each row. */
export interface SavedSet extends StoredSet {
  readonly answers: readonly RowAnswer[];
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

  /** A page of the versions of a set, latest first, and how many there are; undefined when there is no such set. */
  async versions(
    scope: Scope,
    id: string,
    { start, limit }: { readonly start: number; readonly limit: number },
  ): Promise<{ readonly versions: readonly MappingSet[]; readonly total: number } | undefined> {
    const latest = await this.get(scope, id);
    if (latest === undefined) return undefined;
    const total = latest.version + 1;
    const wanted = Array.from(
      { length: Math.max(0, Math.min(limit, total - start)) },
      (_, at) => total - 1 - start - at,
    );
    const found = await Promise.all(wanted.map((version) => this.get(scope, id, version)));
    return { versions: found.filter((one) => one !== undefined), total };
  }

  /** The set in a version that may run: the one asked for if it is published, else the latest published. Drafts never run. */
  async runnable(scope: Scope, id: string, version?: number): Promise<MappingSet | undefined> {
    const set = await this.get(scope, id, version);
    if (set === undefined || set.status === 'PUBLISHED') return set;
    const published = version === undefined ? publishedOf(set) : undefined;
    return published === undefined ? undefined : this.get(scope, id, published);
  }

  /** Latest versions, oldest set first. */
  async list(scope: Scope): Promise<readonly StoredSet[]> {
    return (await this.#latest.list(scope.key)).map(({ id, body }) => ({ id, set: body }));
  }

  async create(scope: Scope, body: unknown, actor: Actor): Promise<SavedSet> {
    const { ids, clock } = this.#parts;
    const input = readMappingSet(body, ids);
    if (input.outputSchema === undefined) throw badMappingSet(say('mapping-target-missing'));
    const change = { by: actor.userId, at: clock() };
    const set = firstVersion(input, input.outputSchema, ids, change);
    const answers = await this.#checked(scope, set);
    const id = ids.hex(32);
    await this.#latest.insert(scope.key, id, set, change);
    return { id, set, answers };
  }

  /** Writes the next version; the one before stays readable. */
  async update(scope: Scope, id: string, body: unknown, actor: Actor): Promise<SavedSet> {
    const stored = await this.#latest.get(scope.key, id);
    if (stored === undefined) throw noMappingSet(id);
    const change = { by: actor.userId, at: this.#parts.clock() };
    const set = nextVersion(stored.body, readMappingSet(body, this.#parts.ids), change);
    const answers = await this.#checked(scope, set);
    await this.#replace(scope, id, stored, set, change);
    return { id, set, answers };
  }

  /** Checks rows against the types of both sides. Throws when a set that is to run has a row that cannot. */
  async #checked(
    scope: Scope,
    { outputSchema, inputSchema, mappings, status }: MappingSet,
  ): Promise<readonly RowAnswer[]> {
    const target = await this.target(scope, outputSchema);
    const answers = rowAnswers(mappings, target, await this.#parts.source(scope, inputSchema));
    if (status === 'PUBLISHED') refuseBrokenRows(answers);
    return answers;
  }

  /** The output schema itself. Throws the problem that it does not exist. */
  async target(scope: Scope, { id }: SchemaRef): Promise<Field> {
    const found = await this.#parts.schema(scope, id);
    if (found === undefined) throw unknownOutputSchema(id);
    return found.root;
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
      if (error instanceof DocumentConflict) throw changedMeanwhile('mapping set', id);
      throw error;
    }
    this.#committed += 1;
  }
}
