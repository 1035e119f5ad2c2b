import { type Guard, plainReader, type ValueTest } from '@meniscus/languages/pql';

/** Audiences that compare a value with the same literals. */
interface KnownValues {
  readonly values: ReadonlySet<unknown>;
  readonly ranks: number[];
}

/** Calls with the rank of an audience that may answer otherwise. */
export type Touch = (rank: number) => void;

/** Audiences by the limits they compare a number with, limits in growing order. */
class Limits {
  readonly #limits: { readonly limit: number; readonly ranks: number[] }[] = [];

  add(limit: number, rank: number): void {
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

  between(low: number, high: number, touch: Touch): void {
    for (let at = this.#firstAtLeast(low); at < this.#limits.length && this.#limits[at]!.limit <= high; at += 1)
      for (const rank of this.#limits[at]!.ranks) touch(rank);
  }
}

/** Limits of audiences that hold for one value of another attribute only, by that value. */
interface Guarded {
  readonly read: (profile: unknown) => unknown;
  readonly byValue: Map<unknown, Limits>;
}

/**
 * Audiences that compare one attribute with literals: which of them a change from one value to another can matter to. The
 * same test of several audiences is kept once. An audience that also asks for one value of another attribute is looked for
 * only under that value, so a step of the points of a gold member finds the limits of gold.
 */
export class ValueTests {
  readonly #read: (profile: unknown) => unknown;
  readonly #byKey = new Map<string, KnownValues>();
  readonly #byValue = new Map<unknown, KnownValues[]>();
  readonly #limits = new Limits();
  readonly #guarded = new Map<string, Guarded>();
  readonly all: number[] = [];

  constructor(path: string) {
    this.#read = plainReader(path.split('.'));
  }

  add(test: ValueTest, rank: number, guards: readonly Guard[]): void {
    if (this.all.at(-1) !== rank) this.all.push(rank);
    if (test.kind === 'values') this.#addValues(test.key, test.values, rank);
    else
      this.#addLimit(
        test.limit,
        rank,
        guards.find(({ path }) => path !== test.path),
      );
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

  #addLimit(limit: number, rank: number, guard: Guard | undefined): void {
    if (guard === undefined) {
      this.#limits.add(limit, rank);
      return;
    }
    let guarded = this.#guarded.get(guard.path);
    if (guarded === undefined) {
      guarded = { read: guard.read, byValue: new Map() };
      this.#guarded.set(guard.path, guarded);
    }
    let limits = guarded.byValue.get(guard.value);
    if (limits === undefined) {
      limits = new Limits();
      guarded.byValue.set(guard.value, limits);
    }
    limits.add(limit, rank);
  }

  /** Calls `touch` with every audience one of whose tests can answer otherwise for the second profile. */
  turned(before: object, after: object, touch: Touch): void {
    const [old, now] = [this.#read(before), this.#read(after)];
    if (isCompound(old) || isCompound(now)) {
      for (const rank of this.all) touch(rank);
      return;
    }
    this.#turnedValues(old, now, touch);
    this.#turnedValues(now, old, touch);
    const known = typeof old === 'number' && typeof now === 'number';
    const low = known ? Math.min(old, now) : Number.NEGATIVE_INFINITY;
    const high = known ? Math.max(old, now) : Number.POSITIVE_INFINITY;
    this.#limits.between(low, high, touch);
    for (const { read, byValue } of this.#guarded.values()) {
      const guard = read(after);
      const guardBefore = read(before);
      byValue.get(guard)?.between(low, high, touch);
      if (guardBefore !== guard) byValue.get(guardBefore)?.between(low, high, touch);
    }
  }

  /** A test may read absence as a value of its own (`!=`), so a value that comes or goes turns every test. */
  #turnedValues(value: unknown, other: unknown, touch: Touch): void {
    if (value === undefined || value === null) {
      for (const { ranks } of this.#byKey.values()) for (const rank of ranks) touch(rank);
      return;
    }
    for (const { values, ranks } of this.#byValue.get(value) ?? [])
      if (!values.has(other)) for (const rank of ranks) touch(rank);
  }
}

/** Values no literal is compared with one by one. */
function isCompound(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
