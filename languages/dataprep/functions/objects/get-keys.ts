import { asDictionary, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getKeys = defineFunction({
  name: 'get_keys',
  category: 'Hierarchies - Objects',
  prose: 'The names of the entries of an object or map.',
  parameters: [{ name: 'OBJECT', type: 'object', prose: 'The object.' }],
  returns: { type: 'array', prose: 'The names, in the order of the object.' },
  examples: [{ expression: 'get_keys({"book1": "Pride and Prejudice", "book2": "1984"})', result: ['book1', 'book2'] }],
  run: ([input]) => (isNothing(input) ? null : Object.keys(asDictionary(input))),
});
