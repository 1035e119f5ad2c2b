/**
 * What trying the rows of one set may cost, in the units of `effort.ts`: about 0.3 s of a core, since a check answers a person.
 * Counted and not timed, so that the same rows are told the same on every machine.
 */
const ALLOWANCE = 120_000_000;

/** The work left for checking a set. */
export class Allowance {
  #left = ALLOWANCE;

  spend(units: number): void {
    this.#left -= units;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }
}
