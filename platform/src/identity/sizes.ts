import { jsonCodec, type KeyedStore, type PendingWrites, WriteBehind } from '../stores/index.ts';
import { rootOf } from './component.ts';

/** A graph worth a look. */
export interface LargeGraph {
  readonly size: number;
  /** When it came to this size, epoch milliseconds. */
  readonly at: number;
}

/** Graphs of a scope, counted as they change. */
export interface ScopeSizes {
  /** Number of identities in a graph to number of such graphs. */
  readonly bySize: Record<number, number>;
  /** Smallest node of each graph from `WATCHED` identities on. */
  readonly large: Record<string, LargeGraph>;
}

/** From this size graphs are kept by name: thresholds of the alarm may be set from here to the limit. */
export const WATCHED = 10;
/** Most graphs kept by name; beyond it only the larger ones replace smaller ones. */
const MOST_WATCHED = 1000;

/**
 * How large graphs are. A graph that grows and grows is on its way to collapse: identities of many people that one bad
 * value holds together (page "Identity graph linking rules").
 */
export class Sizes {
  readonly #scopes: WriteBehind<ScopeSizes>;

  constructor(store: KeyedStore) {
    this.#scopes = new WriteBehind({
      store,
      prefix: 'identity-sizes/',
      codec: jsonCodec<ScopeSizes>(),
      residents: 10_000,
    });
  }

  async load(scope: string): Promise<void> {
    await this.#scopes.load([scope]);
  }

  changed(
    scope: string,
    before: readonly (readonly string[])[],
    after: readonly (readonly string[])[],
    at: number,
  ): void {
    const sizes = this.#scopes.get(scope) ?? { bySize: {}, large: {} };
    for (const group of before) count(sizes, group, -1, at);
    for (const group of after) count(sizes, group, 1, at);
    this.#scopes.set(scope, sizes);
  }

  /** How many graphs of a loaded scope have at least so many identities. */
  atLeast(scope: string, size: number): number {
    return Object.values(this.#scopes.get(scope)?.large ?? {}).filter((graph) => graph.size >= size).length;
  }

  /** For readers outside the loop. */
  async of(scope: string): Promise<ScopeSizes> {
    return (await this.#scopes.read(scope)) ?? { bySize: {}, large: {} };
  }

  get dirtyCount(): number {
    return this.#scopes.dirtyCount;
  }

  take(into: PendingWrites): { settle(): void } {
    return this.#scopes.take(into);
  }
}

function count({ bySize, large }: ScopeSizes, group: readonly string[], by: 1 | -1, at: number): void {
  const size = group.length;
  if (size < 2) return;
  const left = (bySize[size] ?? 0) + by;
  if (left > 0) bySize[size] = left;
  else delete bySize[size];
  if (size < WATCHED) return;
  const root = rootOf(group);
  if (by < 0) delete large[root];
  else if (Object.keys(large).length < MOST_WATCHED) large[root] = { size, at };
  else {
    const [smallest] = Object.entries(large).reduce((a, b) => (a[1].size <= b[1].size ? a : b));
    if (large[smallest]!.size >= size) return;
    delete large[smallest];
    large[root] = { size, at };
  }
}
