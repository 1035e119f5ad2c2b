import type { Lambda } from '../../context.ts';
import { asList, isTrue } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const filterArray = defineFunction({
  name: 'filterArray',
  category: 'Hierarchies - Arrays',
  availability: 'destinations',
  prose: 'The elements for which a lambda is true.',
  parameters: [
    { name: 'ARRAY', type: 'array', prose: 'The list.' },
    { name: 'PREDICATE', type: 'lambda', prose: 'The question asked of each element.' },
  ],
  returns: { type: 'array', prose: 'The elements kept.' },
  examples: [{ expression: 'filterArray([5, -6, 0, 7], x -> x > 0)', result: [5, 7] }],
  run: ([list, predicate]) => asList(list).filter((element) => isTrue((predicate as Lambda)(element))),
});
