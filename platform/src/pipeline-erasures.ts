import type { Clock, Ids } from './kernel/index.ts';
import { type Collection, createCollection, type Tables } from './stores/index.ts';

/** What somebody had erased of profiles: everything of some identities, or everything of a dataset. */
export type ErasedThing = { readonly nodes: readonly string[] } | { readonly dataset: string; readonly links: boolean };

/** An erasure with its place between two records. */
export interface NotedErasure {
  readonly scope: string;
  readonly thing: ErasedThing;
  /** Position of the first record of topic `received` that came after it. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Body {
  readonly thing: ErasedThing;
  readonly position: number;
}

/**
 * What was erased of profiles on request. The log does not say it, so it is noted with its place in the log: a rebuild, which
 * makes everybody anew, erases it again there. Names no more than the lake and the log hold, and ends with the sandbox.
 */
export class Erasures {
  readonly #notes: Collection<Body>;
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor({ tables, ids, clock }: { tables: Tables; ids: Ids; clock: Clock }) {
    this.#notes = createCollection(tables, 'profile-erasure');
    this.#ids = ids;
    this.#clock = clock;
  }

  /** Notes an erasure that is about to happen: one that a crash cuts short is done again, or was never answered. */
  async note(scope: string, thing: ErasedThing, position: number): Promise<void> {
    await this.#notes.insert(scope, this.#ids.uuid(), { thing, position }, { by: 'system', at: this.#clock() });
  }

  async all(): Promise<readonly NotedErasure[]> {
    const documents = await this.#notes.everywhere();
    return documents.map(({ scope, createdAt, body }) => ({ scope, ...body, at: createdAt }));
  }
}
