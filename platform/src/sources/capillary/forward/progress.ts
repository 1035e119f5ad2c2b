/**
 * Which positions of a topic are done, when they are done out of order: everything below `low`, and some above it. Small: what
 * is done above is kept as ranges.
 */
export class Progress {
  #low: number;
  readonly #above: Set<number>;

  constructor(low: number, above: readonly (readonly [number, number])[] = []) {
    this.#low = low;
    this.#above = new Set(above.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index)));
    this.#advance();
  }

  /** Everything below is done. */
  get low(): number {
    return this.#low;
  }

  /** How many are done above the lowest that is not. */
  get ahead(): number {
    return this.#above.size;
  }

  has(position: number): boolean {
    return position < this.#low || this.#above.has(position);
  }

  add(position: number): void {
    if (position < this.#low) return;
    this.#above.add(position);
    this.#advance();
  }

  #advance(): void {
    while (this.#above.delete(this.#low)) this.#low += 1;
  }

  /** The positions above `low` that are done, as ranges `[from, to)`. */
  ranges(): readonly (readonly [number, number])[] {
    const ranges: [number, number][] = [];
    for (const position of [...this.#above].sort((a, b) => a - b)) {
      const last = ranges.at(-1);
      if (last?.[1] === position) last[1] += 1;
      else ranges.push([position, position + 1]);
    }
    return ranges;
  }
}
