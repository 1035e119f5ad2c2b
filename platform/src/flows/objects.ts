import type { Actor, Clock, Scope } from '../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../stores/index.ts';
import { type Kind, notFound, versionMismatch } from './errors.ts';
import { checkIfMatch, etagOf } from './etag.ts';

/** What every object of Flow Service carries beside its own members. */
export interface Body {
  readonly name?: string;
  readonly description?: string;
  readonly state: 'draft' | 'enabled' | 'disabled';
  /** Client id of the credential or application that made it, and that changed it last. */
  readonly createdClient: string;
  readonly updatedClient: string;
}

export interface SpecRef {
  readonly id: string;
  readonly version: string;
}

/** Where the objects are in memory, too. */
interface Mirror {
  set(kind: Kind, scopeKey: string, document: Document<Body>): void;
  remove(kind: Kind, scopeKey: string, id: string): void;
}

interface Parts {
  readonly tables: Tables;
  readonly index: Mirror;
  readonly clock: Clock;
}

/** Objects of one kind: stored as documents, mirrored in the index after each durable change. */
export class Objects<B extends Body> {
  readonly kind: Kind;
  readonly #documents: Collection<B>;
  readonly #parts: Parts;

  constructor(kind: Kind, parts: Parts) {
    this.kind = kind;
    this.#parts = parts;
    this.#documents = createCollection<B>(parts.tables, `flows.${kind}`);
  }

  find(scope: Scope, id: string, tx?: unknown): Promise<Document<B> | undefined> {
    return this.#in(tx).get(scope.key, id);
  }

  /** Throws the documented problem when it is not in the scope. */
  async get(scope: Scope, id: string, tx?: unknown): Promise<Document<B>> {
    const document = await this.find(scope, id, tx);
    if (document === undefined) throw notFound(this.kind, id);
    return document;
  }

  /** Oldest first. */
  list(scope: Scope, tx?: unknown): Promise<readonly Document<B>[]> {
    return this.#in(tx).list(scope.key);
  }

  /** Reads everything there is into the index; once, at start. */
  async load(): Promise<void> {
    for (const { scope, ...document } of await this.#documents.everywhere())
      this.#parts.index.set(this.kind, scope, document);
  }

  /** `guard` runs in the same transaction and may refuse. */
  async insert(
    scope: Scope,
    actor: Actor,
    id: string,
    body: Omit<B, 'createdClient' | 'updatedClient'>,
    guard?: (tx: unknown) => Promise<void>,
  ): Promise<Document<B>> {
    const whole = { ...body, createdClient: actor.clientId, updatedClient: actor.clientId } as B;
    const document = await this.#parts.tables.transaction(async (tx) => {
      await guard?.(tx);
      return this.#in(tx).insert(scope.key, id, whole, { by: actor.userId, at: this.#parts.clock() });
    });
    this.#parts.index.set(this.kind, scope.key, document);
    return document;
  }

  /** Replaces the body of a document that was read before; throws 1404-412 when somebody else was faster. */
  async update(
    scope: Scope,
    actor: Actor,
    before: Document<B>,
    body: B,
    guard?: (tx: unknown) => Promise<void>,
  ): Promise<Document<B>> {
    const change = { by: actor.userId, at: this.#parts.clock() };
    const whole = { ...body, updatedClient: actor.clientId };
    try {
      const document = await this.#parts.tables.transaction(async (tx) => {
        await guard?.(tx);
        return this.#in(tx).update(scope.key, before.id, before.version, whole, change);
      });
      this.#parts.index.set(this.kind, scope.key, document);
      return document;
    } catch (error) {
      if (!(error instanceof DocumentConflict)) throw error;
      throw versionMismatch(etagOf(before), etagOf(await this.get(scope, before.id)));
    }
  }

  /** Reads the document a change is about and checks `If-Match` against it. */
  async forChange(scope: Scope, id: string, ifMatch: string | undefined, ifMatchRequired = true): Promise<Document<B>> {
    const document = await this.get(scope, id);
    checkIfMatch(ifMatch, document, ifMatchRequired);
    return document;
  }

  async remove(scope: Scope, id: string, guard?: (tx: unknown) => Promise<void>): Promise<void> {
    await this.#parts.tables.transaction(async (tx) => {
      await this.get(scope, id, tx);
      await guard?.(tx);
      await this.#in(tx).remove(scope.key, id);
    });
    this.#parts.index.remove(this.kind, scope.key, id);
  }

  #in(tx: unknown): Collection<B> {
    return tx === undefined ? this.#documents : this.#documents.in(tx);
  }
}

/** Members all objects of Flow Service show; `version` is the etag, as in Adobe's answers. */
export function commonAnswer(scope: Scope, document: Document<Body>): Record<string, unknown> & { id: string } {
  const { id, createdAt, updatedAt, createdBy, updatedBy, body } = document;
  const etag = etagOf(document);
  return {
    id,
    createdAt,
    updatedAt,
    createdBy,
    updatedBy,
    createdClient: body.createdClient,
    updatedClient: body.updatedClient,
    sandboxId: scope.sandboxId,
    sandboxName: scope.sandbox,
    imsOrgId: scope.org,
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.description === undefined ? {} : { description: body.description }),
    state: body.state,
    version: etag,
    etag,
  };
}

/** Names of `commonAnswer`, which lists may be filtered and sorted by. */
export const COMMON_FIELDS = [
  'id',
  'createdAt',
  'updatedAt',
  'createdBy',
  'updatedBy',
  'createdClient',
  'updatedClient',
  'sandboxId',
  'sandboxName',
  'imsOrgId',
  'name',
  'description',
  'state',
  'version',
  'etag',
] as const;
