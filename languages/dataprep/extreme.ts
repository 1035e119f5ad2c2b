import { compare } from './operators.ts';
import { isNothing } from './values.ts';

/** The value that goes before (`-1`) or after (`1`) all others in natural order; null values do not count. */
export function extreme(values: readonly unknown[], side: -1 | 1): unknown {
  let best: unknown = null;
  for (const value of values) {
    if (isNothing(value)) continue;
    if (best === null || Math.sign(compare(value, best)) === side) best = value;
  }
  return best;
}
