import {
  type CounterExample,
  type Coverage,
  checkRows,
  compileMappingSet,
  coverageOf,
  type RowFinding,
} from '@meniscus/languages/dataprep';
import { validatorFor } from '@meniscus/languages/xdm';
import { type Difference, differences } from './differences.ts';
import { outcomeOf, readExpected, writeExpected } from './outcome.ts';
import type { Case, Suite } from './suite.ts';

/** What a case came to. `new` has no expectation yet, which fails like a difference. */
export interface CaseResult {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'new' | 'updated';
  readonly differences: readonly Difference[];
}

/** What is known of a row before any record comes. */
export interface RowRemark {
  /** `mapping.csv, row 3`. */
  readonly at: string;
  readonly source: string;
  readonly destination: string;
  readonly level: RowFinding['level'];
  readonly code: string;
  readonly message: string;
  readonly counterExample?: CounterExample;
}

/** What a suite came to. */
export interface SuiteResult {
  readonly name: string;
  readonly rows: number;
  /** Rows that cannot run or never give a valid value. */
  readonly errors: readonly RowRemark[];
  /** Rows that may fail, each with the smallest record found that shows it. */
  readonly warnings: readonly RowRemark[];
  readonly cases: readonly CaseResult[];
  readonly coverage: Coverage;
}

/** Runs all cases of a suite; with `update` what came out becomes what is expected. */
export function runSuite(suite: Suite, update: boolean): SuiteResult {
  const { rows, target, now, name } = suite;
  const findings = findingsOf(suite);
  const compiled = compileMappingSet({ mappings: rows, target });
  const validate = validatorFor(target);
  const run = (one: Case): CaseResult => {
    const outcome = outcomeOf(one.input, compiled, validate, { now, seed: one.name });
    const expected = readExpected(one.folder);
    const found = expected === undefined ? [] : differences(expected, outcome);
    const same = expected !== undefined && found.length === 0;
    if (update && !same) writeExpected(one.folder, outcome);
    const otherwise = update ? 'updated' : expected === undefined ? 'new' : 'failed';
    return { name: one.name, status: same ? 'passed' : otherwise, differences: found };
  };
  return {
    name,
    rows: rows.length,
    errors: findings.filter(({ level }) => level === 'error'),
    warnings: findings.filter(({ level }) => level === 'warning'),
    cases: suite.cases.map(run),
    coverage: coverageOf({ mappings: rows, target, records: suite.cases.map(({ input }) => input) }),
  };
}

function findingsOf({ rows, target, origins }: Suite): readonly RowRemark[] {
  return checkRows({ mappings: rows, target }).map(({ row, ...finding }) => {
    const { source = '', destination = '' } = rows[row] ?? {};
    return { at: origins[row] ?? '', source, destination, ...finding };
  });
}

/** Nothing of the suite is wrong. A suite without cases proves nothing and fails. */
export function isGreen({ errors, cases }: SuiteResult): boolean {
  return (
    errors.length === 0 && cases.length > 0 && cases.every(({ status }) => status === 'passed' || status === 'updated')
  );
}
