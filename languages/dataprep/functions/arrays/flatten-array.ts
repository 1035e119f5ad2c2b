import { flattened } from '../../spread.ts';
import { asList } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const flattenArray = defineFunction({
  name: 'flattenArray',
  category: 'Hierarchies - Arrays',
  availability: 'destinations',
  prose: 'The elements of nested lists in one list, all levels.',
  parameters: [{ name: 'ARRAY', type: 'array', prose: 'The nested list.' }],
  returns: { type: 'array', prose: 'The flat list.' },
  examples: [
    {
      expression: "flattenArray([[['a', 'b'], ['c', 'd']], [['e'], ['f']]])",
      result: ['a', 'b', 'c', 'd', 'e', 'f'],
    },
  ],
  run: ([list]) => flattened(asList(list)),
});
