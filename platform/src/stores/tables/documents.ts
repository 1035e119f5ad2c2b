import type { Tables } from './tables.ts';

/** A versioned JSON document of one collection in one scope. */
export interface Document<T> {
  readonly id: string;
  /** 1 when made, one more with each update. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly body: T;
}

/** Who changes something, and when. */
export interface Change {
  readonly by: string;
  readonly at: number;
}

/**
 * A kind of declared object (flows, schemas, datasets, audiences, …) kept as JSON documents: what most AEP services are.
 * Everything is by scope key; there is no call that reads across scopes except `everywhere`.
 */
export interface Collection<T> {
  get(scope: string, id: string): Promise<Document<T> | undefined>;
  /** All documents of the scope, oldest first (then by id). */
  list(scope: string): Promise<readonly Document<T>[]>;
  /** All documents of all scopes, for start-up and for look-ups by a globally unique id. Never for a caller's request. */
  everywhere(): Promise<readonly (Document<T> & { readonly scope: string })[]>;
  /** Throws `DocumentConflict` when the id exists in the scope. */
  insert(scope: string, id: string, body: T, change: Change): Promise<Document<T>>;
  /** Throws `DocumentConflict` when the stored version is not `expected`; `undefined` overwrites whatever is there. */
  update(scope: string, id: string, expected: number | undefined, body: T, change: Change): Promise<Document<T>>;
  /** False when there was nothing. */
  remove(scope: string, id: string): Promise<boolean>;
  /** Counts up with every change made through this process: a cheap "has anything changed?" for compiled caches. */
  revision(): number;
  /** The same collection inside a transaction. */
  in(tx: unknown): Collection<T>;
}

/** The id exists already, or the version is not the expected one. */
export class DocumentConflict extends Error {
  override readonly name = 'DocumentConflict';
}

export type { Tables };
