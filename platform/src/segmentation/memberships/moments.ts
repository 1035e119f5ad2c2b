/**
 * Audience numbers to moments, in growing order of the numbers. One list of numbers and nothing else: a `Map` of a few is
 * four times as large, and each moment in it an object of its own, which the collector of the heap goes through again and
 * again for every person in memory.
 */
export class Moments {
  /** Number and moment in turn; as it is stored. */
  readonly pairs: number[];

  /** `pairs` is taken over, in whatever order it is. */
  constructor(pairs: number[] = []) {
    this.pairs = isOrdered(pairs) ? pairs : ordered(pairs);
  }

  get size(): number {
    return this.pairs.length / 2;
  }

  get(number: number): number | undefined {
    const at = this.#placeOf(number);
    return this.pairs[at] === number ? this.pairs[at + 1] : undefined;
  }

  set(number: number, moment: number): void {
    const at = this.#placeOf(number);
    if (this.pairs[at] === number) this.pairs[at + 1] = moment;
    else if (at === this.pairs.length) this.pairs.push(number, moment);
    else this.pairs.splice(at, 0, number, moment);
  }

  delete(number: number): void {
    const at = this.#placeOf(number);
    if (this.pairs[at] === number) this.pairs.splice(at, 2);
  }

  *[Symbol.iterator](): Generator<readonly [number: number, moment: number]> {
    for (let at = 0; at < this.pairs.length; at += 2) yield [this.pairs[at]!, this.pairs[at + 1]!];
  }

  copy(): Moments {
    return new Moments([...this.pairs]);
  }

  /** Where a number stands, or would. */
  #placeOf(number: number): number {
    let low = 0;
    let high = this.pairs.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[2 * middle]! < number) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}

function isOrdered(pairs: readonly number[]): boolean {
  for (let at = 2; at < pairs.length; at += 2) if (pairs[at]! <= pairs[at - 2]!) return false;
  return true;
}

/** Of a number that comes twice the last moment counts. */
function ordered(pairs: readonly number[]): number[] {
  const moments = new Moments();
  for (let at = 0; at < pairs.length; at += 2) moments.set(pairs[at]!, pairs[at + 1]!);
  return moments.pairs;
}
