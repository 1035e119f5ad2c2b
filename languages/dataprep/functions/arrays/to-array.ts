import { isNothing, isTrue } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const toArray = defineFunction({
  name: 'to_array',
  category: 'Hierarchies - Arrays',
  prose: 'A list of the given values.',
  parameters: [
    { name: 'INCLUDE_NULLS', type: 'boolean', prose: 'Keep null values as elements?' },
    { name: 'VALUES', type: 'any', prose: 'The elements.', repeats: true },
  ],
  returns: { type: 'array', prose: 'The list.' },
  examples: [
    { expression: 'to_array(false, 1, null, 2, 3)', result: [1, 2, 3] },
    { expression: 'to_array(true, 1, null)', result: [1, null] },
  ],
  run: ([includeNulls, ...values]) => (isTrue(includeNulls) ? values : values.filter((value) => !isNothing(value))),
});
