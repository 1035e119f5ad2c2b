import { isDeepStrictEqual } from 'node:util';
import type { Outcome, Remark } from './outcome.ts';

/** A place where what came out is not what was expected. Undefined stands for nothing there. */
export interface Difference {
  /** Dotted path of a field (`items[0].SKU`), or `warnings` or `failures`. */
  readonly at: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** All differences, field by field in the order of the expected entity, then warnings and failures. */
export function differences(expected: Outcome, actual: Outcome): readonly Difference[] {
  const found: Difference[] = [];
  compare('', expected.entity, actual.entity, found);
  compareRemarks('warnings', expected.warnings, actual.warnings, found);
  compareRemarks('failures', expected.failures, actual.failures, found);
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compare(at: string, expected: unknown, actual: unknown, found: Difference[]): void {
  if (isObject(expected) && isObject(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)]))
      compare(at === '' ? name : `${at}.${name}`, expected[name], actual[name], found);
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1)
      compare(`${at}[${index}]`, expected[index], actual[index], found);
  } else if (!isDeepStrictEqual(expected, actual)) found.push({ at: at === '' ? 'entity' : at, expected, actual });
}

/** Remarks are paired in any order; members an expectation leaves out are not compared. */
function compareRemarks(
  at: 'warnings' | 'failures',
  expected: readonly Remark[],
  actual: readonly Remark[],
  found: Difference[],
): void {
  const left = [...actual];
  for (const wanted of expected) {
    const index = left.findIndex((one) => fits(wanted, one));
    if (index < 0) found.push({ at, expected: wanted, actual: undefined });
    else left.splice(index, 1);
  }
  for (const spare of left) found.push({ at, expected: undefined, actual: spare });
}

function fits(wanted: Remark, one: Remark): boolean {
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(one[name as keyof Remark], value));
}
