import { filterOf, mayHave } from './person-filter.ts';

/** Pages of a run, side by side, and who may be in them. */
export interface Section {
  /** Number of its first page in the run. */
  readonly first: number;
  /** The hash each page begins with. */
  readonly pages: Uint32Array;
  readonly filter: Uint32Array;
}

/** As a row: how many pages there are, what they begin with, the filter; in the byte order of the machine, as LMDB's own file is. */
export function encodeSection(pages: readonly number[], people: readonly number[]): Uint8Array {
  const words = new Uint32Array([pages.length, ...pages, ...filterOf(people)]);
  return new Uint8Array(words.buffer);
}

export function decodeSection(first: number, bytes: Uint8Array): Section {
  const words = new Uint32Array(new Uint8Array(bytes).buffer);
  const filter = 1 + words[0]!;
  return { first, pages: words.subarray(1, filter), filter: words.subarray(filter) };
}

/** How many of some growing hashes are below a hash; with `orEqual`, not above it. */
function below(hashes: ArrayLike<number>, hash: number, orEqual: boolean): number {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = hashes[middle]!;
    if (one < hash || (orEqual && one === hash)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sections of a run in their order. */
export class RunSections {
  readonly #all: Section[];
  /** What each begins with. */
  readonly #starts: number[];

  constructor(sections: readonly Section[] = []) {
    this.#all = [...sections];
    this.#starts = sections.map(({ pages }) => pages[0]!);
  }

  add(section: Section): void {
    this.#all.push(section);
    this.#starts.push(section.pages[0]!);
  }

  /** Numbers of the first page of each. */
  firsts(): readonly number[] {
    return this.#all.map(({ first }) => first);
  }

  /** Numbers of the pages that may have entries of a hash, from the first to before `end`; undefined: none has. */
  pagesWith(hash: number): { readonly first: number; readonly end: number } | undefined {
    let at = below(this.#starts, hash, true) - 1;
    if (at < 0) return undefined;
    const last = this.#all[at]!;
    if (!mayHave(last.filter, hash)) return undefined;
    // Sections may begin in the middle of one person.
    while (at > 0 && this.#starts[at] === hash && mayHave(this.#all[at - 1]!.filter, hash)) at -= 1;
    const { first, pages } = this.#all[at]!;
    // Its entries begin in the last page that begins before them, or in the first one that begins with them.
    return {
      first: first + Math.max(0, below(pages, hash, false) - 1),
      end: last.first + below(last.pages, hash, true),
    };
  }
}
