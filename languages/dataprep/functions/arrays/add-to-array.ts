import { asList } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const addToArray = defineFunction({
  name: 'add_to_array',
  category: 'Hierarchies - Arrays',
  prose: 'A list with further elements at its end.',
  parameters: [
    { name: 'ARRAY', type: 'array', prose: 'The list.' },
    { name: 'VALUES', type: 'any', prose: 'Elements to add.', repeats: true, optional: true },
  ],
  returns: { type: 'array', prose: 'The longer list.' },
  examples: [{ expression: "add_to_array(['a', 'b'], 'c', 'd')", result: ['a', 'b', 'c', 'd'] }],
  run: ([list, ...values]) => [...asList(list), ...values],
});
