import type { Clock, Ids } from '../kernel/index.ts';

const MOST = 10_000;

/** Things handed out under a number nobody can guess, each to be taken once and within its time. In memory, the oldest give way. */
export class OneTime<T> {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #lifetimeMs: number;
  readonly #held = new Map<string, { readonly thing: T; readonly until: number }>();

  constructor({ clock, ids, lifetimeMs }: { clock: Clock; ids: Ids; lifetimeMs: number }) {
    this.#clock = clock;
    this.#ids = ids;
    this.#lifetimeMs = lifetimeMs;
  }

  /** The number of a thing: 64 hex digits. */
  put(thing: T): string {
    if (this.#held.size >= MOST) this.#held.delete(this.#held.keys().next().value!);
    const number = this.#ids.hex(64);
    this.#held.set(number, { thing, until: this.#clock() + this.#lifetimeMs });
    return number;
  }

  /** What the number stands for, once; undefined afterwards, when its time is over, and for any other. */
  take(number: string): T | undefined {
    const found = this.#held.get(number);
    this.#held.delete(number);
    return found === undefined || found.until < this.#clock() ? undefined : found.thing;
  }
}
