import type { ValueTest } from '@meniscus/languages/pql';

/** Answers whether two rules' tests of one attribute turn between two values; ranks are numbers of audiences. */
interface KnownValues {
  readonly values: ReadonlySet<unknown>;
  readonly ranks: number[];
}

/**
 * Audiences that compare one attribute with literals: which of them a change from one value to another can matter to. The
 * same test of several audiences is kept once.
 */
export class ValueTests {
  readonly #byKey = new Map<string, KnownValues>();
  readonly #byValue = new Map<unknown, KnownValues[]>();
  /** Limits in growing order, with the audiences of each. */
  readonly #limits: { readonly limit: number; readonly ranks: number[] }[] = [];
  readonly all: number[] = [];

  add(test: ValueTest, rank: number): void {
    if (this.all.at(-1) !== rank) this.all.push(rank);
    if (test.kind === 'limit') this.#addLimit(test.limit, rank);
    else this.#addValues(test.key, test.values, rank);
  }

  #addValues(key: string, values: readonly unknown[], rank: number): void {
    let known = this.#byKey.get(key);
    if (known === undefined) {
      known = { values: new Set(values), ranks: [] };
      this.#byKey.set(key, known);
      for (const value of known.values) this.#byValue.set(value, [...(this.#byValue.get(value) ?? []), known]);
    }
    known.ranks.push(rank);
  }

  #addLimit(limit: number, rank: number): void {
    const at = this.#firstAtLeast(limit);
    if (this.#limits[at]?.limit === limit) this.#limits[at].ranks.push(rank);
    else this.#limits.splice(at, 0, { limit, ranks: [rank] });
  }

  #firstAtLeast(limit: number): number {
    let low = 0;
    let high = this.#limits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#limits[middle]!.limit < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls `touch` with every audience one of whose tests can answer otherwise for the second value. */
  turned(before: unknown, after: unknown, touch: (rank: number) => void): void {
    if (isCompound(before) || isCompound(after)) {
      for (const rank of this.all) touch(rank);
      return;
    }
    this.#turnedValues(before, after, touch);
    this.#turnedValues(after, before, touch);
    if (this.#limits.length > 0) this.#turnedLimits(before, after, touch);
  }

  /** A test may read absence as a value of its own (`!=`), so a value that comes or goes turns every test. */
  #turnedValues(value: unknown, other: unknown, touch: (rank: number) => void): void {
    if (value === undefined || value === null) {
      for (const { ranks } of this.#byKey.values()) for (const rank of ranks) touch(rank);
      return;
    }
    for (const { values, ranks } of this.#byValue.get(value) ?? [])
      if (!values.has(other)) for (const rank of ranks) touch(rank);
  }

  #turnedLimits(before: unknown, after: unknown, touch: (rank: number) => void): void {
    const known = typeof before === 'number' && typeof after === 'number';
    const low = known ? Math.min(before, after) : Number.NEGATIVE_INFINITY;
    const high = known ? Math.max(before, after) : Number.POSITIVE_INFINITY;
    for (let at = this.#firstAtLeast(low); at < this.#limits.length && this.#limits[at]!.limit <= high; at += 1)
      for (const rank of this.#limits[at]!.ranks) touch(rank);
  }
}

/** Values no literal is compared with one by one. */
function isCompound(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
