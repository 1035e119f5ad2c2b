import { firstFound } from '../../spread.ts';
import { isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const coalesce = defineFunction({
  name: 'coalesce',
  category: 'Hierarchies - Arrays',
  prose: 'The first value that is not null. What stands after it is not evaluated.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'The values, or one list of them.', repeats: true }],
  returns: { type: 'any', prose: 'The first value that is not null, or null.' },
  examples: [{ expression: 'coalesce(null, null, null, "first", null, "second")', result: 'first' }],
  build: (args) => (environment) => {
    for (const arg of args) {
      const value = arg(environment);
      if (args.length === 1 && Array.isArray(value)) return firstFound(value);
      if (!isNothing(value)) return value;
    }
    return null;
  },
  code: (args) =>
    args.length === 1 ? `(isList(t = ${args[0]}) ? firstFound(t) : t ?? null)` : `(${[...args, 'null'].join(' ?? ')})`,
});
