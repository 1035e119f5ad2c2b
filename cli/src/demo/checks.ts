/** A number the demo knows from two sides. */
export interface Check {
  readonly name: string;
  readonly expected: number;
  readonly actual: number;
}

/** Totals of `GET /meniscus/v1/ledger`. */
export interface LedgerTotals {
  readonly accepted: number;
  readonly stored: number;
  readonly failed: number;
  /** Events their dataset had already. */
  readonly skipped: number;
  readonly waiting: number;
}

/** Checks whose sides differ. */
export function wrong(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ expected, actual }) => expected !== actual);
}
