import type { KeyedStore } from '../stores/index.ts';

/** A key whose value is not the same in two stores; absent on the side it is not in. */
export interface Differing {
  readonly key: string;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

type Row = readonly [key: string, value: Uint8Array];

const PAGE = 1000;

/** Entries below a prefix in order, a page at a time. */
class Entries {
  readonly #store: KeyedStore;
  readonly #to: string;
  #from: string;
  #rows: readonly Row[] = [];
  #at = 0;
  #over = false;

  constructor(store: KeyedStore, prefix: string) {
    this.#store = store;
    this.#from = prefix;
    this.#to = `${prefix.slice(0, -1)}0`;
  }

  /** The entry that is next; undefined at the end. */
  async peek(): Promise<Row | undefined> {
    if (this.#at === this.#rows.length && !this.#over) {
      this.#rows = await this.#store.range({ from: this.#from, to: this.#to, limit: PAGE });
      this.#at = 0;
      this.#over = this.#rows.length < PAGE;
      this.#from = `${this.#rows.at(-1)?.[0]}\u0000`;
    }
    return this.#rows[this.#at];
  }

  take(): void {
    this.#at += 1;
  }
}

function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Everything below a prefix (which ends in a slash) whose bytes are not the same in two stores, in order of the keys. */
export async function* differing(before: KeyedStore, after: KeyedStore, prefix: string): AsyncGenerator<Differing> {
  const [left, right] = [new Entries(before, prefix), new Entries(after, prefix)];
  for (;;) {
    const [old, now] = [await left.peek(), await right.peek()];
    if (old === undefined && now === undefined) return;
    const order = old === undefined ? 1 : now === undefined ? -1 : old[0] === now[0] ? 0 : compareKeys(old[0], now[0]);
    if (order <= 0) left.take();
    if (order >= 0) right.take();
    if (order === 0 && Buffer.compare(old![1], now![1]) === 0) continue;
    yield {
      key: (order <= 0 ? old! : now!)[0],
      ...(order <= 0 ? { before: old![1] } : {}),
      ...(order >= 0 ? { after: now![1] } : {}),
    };
  }
}
