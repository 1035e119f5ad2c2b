import type { Actor, Clock, Ids, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../stores/index.ts';
import { changedMeanwhile, noInput } from './errors.ts';
import { type Query, windowOf } from './list-query.ts';

interface Parts {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What mapping sets are made from and tried with: schemas of sources, or samples. One class for both kinds. */
export class StoredInputs<T> {
  readonly #parts: Parts;
  readonly #documents: Collection<T>;
  readonly #kind: string;

  constructor(parts: Parts, kind: 'schema' | 'sample') {
    this.#parts = parts;
    this.#kind = kind;
    this.#documents = createCollection<T>(parts.tables, `mapping-${kind}s`);
  }

  async find(scope: Scope, id: string): Promise<Document<T> | undefined> {
    return this.#documents.get(scope.key, id);
  }

  /** Throws the problem that there is none. */
  async get(scope: Scope, id: string): Promise<Document<T>> {
    const found = await this.find(scope, id);
    if (found === undefined) throw noInput(this.#kind, id);
    return found;
  }

  create(scope: Scope, body: T, actor: Actor): Promise<Document<T>> {
    const change = { by: actor.userId, at: this.#parts.clock() };
    return this.#documents.insert(scope.key, this.#parts.ids.hex(32), body, change);
  }

  async update(scope: Scope, id: string, body: T, actor: Actor): Promise<Document<T>> {
    const { version } = await this.get(scope, id);
    try {
      const change = { by: actor.userId, at: this.#parts.clock() };
      return await this.#documents.update(scope.key, id, version, body, change);
    } catch (error) {
      if (error instanceof DocumentConflict) throw changedMeanwhile(this.#kind, id);
      throw error;
    }
  }

  /** A page in the shape of the other lists of the service: 10 from the first unless the query says. */
  async page(scope: Scope, query: Query): Promise<{ documents: readonly Document<T>[]; limit: number }> {
    const { limit, start } = windowOf(query);
    return { documents: (await this.#documents.list(scope.key)).slice(start, start + limit), limit };
  }
}

/** The members all answers of the service begin with (`SimpleRepresentation`); versions count from 0. */
export function representation({ id, version, createdAt, updatedAt, createdBy, updatedBy }: Document<unknown>) {
  return {
    id,
    version: version - 1,
    createdDate: createdAt,
    modifiedDate: updatedAt,
    createdBy,
    modifiedBy: updatedBy,
  };
}
