import { createHash } from 'node:crypto';
import { parseJson } from '@meniscus/languages/syntax';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';

/** Longer keys and those with control characters are hashed: they hold what callers write, and the store's keys are bounded. */
const LONGEST_KEY = 300;
const PREFIX = 'translator/';

/**
 * What translators remember between the payloads of one key, written with the checkpoints of the process loop. After a crash
 * state and log position go back together, so reading the same payloads again makes the same state.
 */
export class TranslatorStates {
  readonly #store: KeyedStore;
  readonly #states: WriteBehind<unknown>;

  constructor(store: KeyedStore, residents = 100_000) {
    this.#store = store;
    this.#states = new WriteBehind<unknown>({ store, prefix: PREFIX, codec: jsonCodec<unknown>(), residents });
  }

  /** The name a state is kept under. `connection` is the base connection: two connections never share a member. */
  static nameOf(scope: string, connection: string, key: string): string {
    const bounded =
      key.length > LONGEST_KEY || /\p{Cc}/u.test(key) ? `#${createHash('sha256').update(key).digest('hex')}` : key;
    return `${scope}/${connection}/${bounded}`;
  }

  /** Brings states into memory. Names come from `nameOf`. */
  async load(names: Iterable<string>): Promise<void> {
    await this.#states.load(names);
  }

  /** A loaded state; undefined when there is none. */
  get(name: string): unknown {
    return this.#states.get(name);
  }

  set(name: string, state: unknown): void {
    this.#states.set(name, state);
    this.#states.mark(name);
  }

  /**
   * States of a connection as of the last checkpoint, a page at a time in the order of their keys: `after` is the last key
   * of the page before, `next` the one to go on with, undefined at the end.
   */
  async page(
    scope: string,
    connection: string,
    after: string,
    limit: number,
  ): Promise<{
    readonly states: readonly (readonly [key: string, state: unknown])[];
    readonly next: string | undefined;
  }> {
    const prefix = `${PREFIX}${scope}/${connection}/`;
    // The zero byte is the smallest that can follow a key: the page begins behind it.
    const from = after === '' ? prefix : `${prefix}${after}\u0000`;
    const rows = await this.#store.range({ from, to: `${prefix.slice(0, -1)}0`, limit: limit + 1 });
    const states = rows
      .slice(0, limit)
      .map(([key, bytes]) => [key.slice(prefix.length), parseJson(Buffer.from(bytes).toString())] as const);
    return { states, next: rows.length > limit ? states.at(-1)![0] : undefined };
  }

  get dirtyCount(): number {
    return this.#states.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#states.take(into);
  }
}
