import { createHash } from 'node:crypto';
import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';

/** Longer keys are hashed: they hold what callers write, and the store's keys are bounded. */
const LONGEST_KEY = 300;

/**
 * What translators remember between the payloads of one key, written with the checkpoints of the process loop. After a crash
 * state and log position go back together, so reading the same payloads again makes the same state.
 */
export class TranslatorStates {
  readonly #states: WriteBehind<unknown>;

  constructor(store: KeyedStore, capacity = 100_000) {
    this.#states = new WriteBehind<unknown>({ store, prefix: 'translator/', codec: jsonCodec<unknown>(), capacity });
  }

  /** The name a state is kept under. `connection` is the base connection: two connections never share a member. */
  static nameOf(scope: string, connection: string, key: string): string {
    const bounded = key.length > LONGEST_KEY ? `#${createHash('sha256').update(key).digest('hex')}` : key;
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

  /** A state for readers outside the loop. */
  async read(name: string): Promise<unknown> {
    return this.#states.read(name);
  }

  get dirtyCount(): number {
    return this.#states.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#states.take(into);
  }
}
