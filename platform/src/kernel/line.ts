/** Something that may stand in a line, in one at a time. */
export interface InLine<T extends InLine<T>> {
  line: Line<T> | undefined;
  before: T | undefined;
  after: T | undefined;
}

/**
 * What came and did not leave yet, in the order it came; everybody may leave at any time.
 *
 * Not a `Set` or `Map`, for what comes and leaves with every request: V8 gives those new tables again and again, and a table that was
 * left, once it is old, holds all that was in it then, and the next table, until the whole heap is collected. So nearly every request
 * with its answer would be copied from the young heap to the old one, which took a quarter of the processor time of a small request.
 * Who leaves a line points to nobody.
 */
export class Line<T extends InLine<T>> {
  first: T | undefined;
  #last: T | undefined;
  size = 0;

  /** Puts somebody at the end, who leaves the line he stood in. */
  add(one: T): void {
    one.line?.remove(one);
    one.line = this;
    one.before = this.#last;
    if (this.#last === undefined) this.first = one;
    else this.#last.after = one;
    this.#last = one;
    this.size += 1;
  }

  /** Takes somebody out; who does not stand in this line stays where he is. */
  remove(one: T): void {
    if (one.line !== this) return;
    const { before, after } = one;
    if (before === undefined) this.first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    one.line = undefined;
    one.before = undefined;
    one.after = undefined;
    this.size -= 1;
  }

  /** From the first to the last. The one that was given last may leave meanwhile. */
  *[Symbol.iterator](): Generator<T> {
    for (let one = this.first; one !== undefined; ) {
      const next: T | undefined = one.after;
      yield one;
      one = next;
    }
  }
}
