import type { Lambda } from '../../context.ts';
import { asList } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const transformArray = defineFunction({
  name: 'transformArray',
  category: 'Hierarchies - Arrays',
  availability: 'destinations',
  prose: 'What a lambda makes of each element.',
  parameters: [
    { name: 'ARRAY', type: 'array', prose: 'The list.' },
    { name: 'PREDICATE', type: 'lambda', prose: 'What is done with each element.' },
  ],
  returns: { type: 'array', prose: 'The results, in the same order.' },
  examples: [{ expression: 'transformArray([5, 6, 7], x -> x + 1)', result: [6, 7, 8] }],
  run: ([list, change]) => asList(list).map((element) => (change as Lambda)(element) ?? null),
});
