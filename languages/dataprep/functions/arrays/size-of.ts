import { asText, isDictionary, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const sizeOf = defineFunction({
  name: 'size_of',
  category: 'Hierarchies - Arrays',
  prose: 'How many elements a list has, entries an object, characters a text; 0 for null.',
  parameters: [{ name: 'INPUT', type: 'any', prose: 'List, object or text.' }],
  returns: { type: 'integer', prose: 'The count.' },
  examples: [{ expression: 'size_of([1, 2, 3, 4])', result: 4 }],
  run: ([input]) => {
    if (isNothing(input)) return 0;
    if (Array.isArray(input)) return input.length;
    return isDictionary(input) ? Object.keys(input).length : asText(input).length;
  },
});
