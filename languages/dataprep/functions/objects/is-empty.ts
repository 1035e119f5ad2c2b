import { isDictionary, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const isEmpty = defineFunction({
  name: 'is_empty',
  category: 'Hierarchies - Objects',
  prose: 'Is an object, list or text empty? Null is empty.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'Object, list or text.' }],
  returns: { type: 'boolean', prose: 'True when nothing is in it.' },
  examples: [{ expression: 'is_empty([1, null, 2, 3])', result: false }],
  run: ([input]) => {
    if (isNothing(input)) return true;
    if (Array.isArray(input)) return input.length === 0;
    return isDictionary(input) ? Object.keys(input).length === 0 : input === '';
  },
});
