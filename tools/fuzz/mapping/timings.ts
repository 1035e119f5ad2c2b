/** The slowest of what was timed, with the case it was. */
export interface Slowest {
  readonly ms: number;
  readonly index: number;
}

/** What the cases of a run took, in milliseconds of this thread. */
export class Timings {
  /** The case at work. */
  index = 0;
  record: Slowest = { ms: 0, index: 0 };
  save: Slowest = { ms: 0, index: 0 };

  note(what: 'record' | 'save', ms: number): void {
    if (ms > this[what].ms) this[what] = { ms, index: this.index };
  }
}
